/** The Neo4j store: the contract on a real server, and what only a shared database can get wrong. */
import { randomUUID } from 'node:crypto';
import neo4j, { type Driver } from 'neo4j-driver';
import { afterAll, beforeAll, describe } from 'vitest';
import type { GraphStore } from '../../store/graph-store.ts';
import { openNeo4jStore } from '../../store/neo4j/open.ts';
import { describeGraphStore } from './contract.ts';

const uri = process.env.NEO4J_URI;
if (!uri) process.stderr.write('SKIPPED: the Neo4j store: no server, NEO4J_URI is not set\n');

let driver: Driver;
const auth = {
  user: process.env.NEO4J_PASSWORD === undefined ? null : (process.env.NEO4J_USER ?? 'neo4j'),
  password: process.env.NEO4J_PASSWORD ?? null,
};

/** All that a wiki has in the database, whatever became of it. */
async function removeWiki(wiki: string): Promise<void> {
  await driver.executeQuery('MATCH (n:Topic|PageText|FacetCounts|Wiki {wiki: $wiki}) DETACH DELETE n', {
    wiki,
  });
}

describe.skipIf(!uri)('Neo4j', () => {
  beforeAll(() => {
    driver = neo4j.driver(
      uri ?? '',
      auth.user === null ? undefined : neo4j.auth.basic(auth.user, auth.password ?? ''),
    );
  });
  afterAll(async () => driver.close());

  describeGraphStore('Neo4j', async () => {
    const wiki = `test-${randomUUID()}`;
    const opened: GraphStore[] = [];
    const again = async (): Promise<GraphStore> => {
      const store = await openNeo4jStore({ uri: uri ?? '', ...auth, database: null, wiki });
      opened.push(store);
      return store;
    };
    return {
      store: await again(),
      again,
      dispose: async () => {
        for (const store of opened) await store.close();
        await removeWiki(wiki);
      },
    };
  });
});
