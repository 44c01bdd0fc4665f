/** What a connection does when the database is not what it was, and two who meet an empty one. */
import neo4j, { type BookmarkManager, type Driver, Neo4jError } from 'neo4j-driver';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AtlasError } from '../../graph/errors.ts';
import { Connection } from '../../store/neo4j/connection.ts';
import { ensureSchema } from '../../store/neo4j/schema.ts';
import { NEO4J_URI, TestWiki, isWithoutServer } from './neo4j-wiki.ts';

describe.skipIf(isWithoutServer('connections to Neo4j'))('a connection to Neo4j', () => {
  let wiki: TestWiki;
  beforeEach(() => {
    wiki = new TestWiki();
  });
  afterEach(async () => wiki.dispose());
  const connectionOn = (driver: Driver): Connection =>
    new Connection({ driver, database: null, wiki: wiki.name, location: NEO4J_URI ?? '', patience: 0 });

  it('goes on where the database knows nothing of the state that was seen last', async () => {
    const managers: BookmarkManager[] = [];
    const session: Driver['session'] = (config = {}) => {
      if (config.bookmarkManager) managers.push(config.bookmarkManager);
      return wiki.driver.session(config);
    };
    const connection = connectionOn(Object.assign(Object.create(wiki.driver) as Driver, { session }));
    const one = (): Promise<unknown> => connection.read((run) => run('RETURN 1 AS one'));
    await one();
    await managers[0]?.updateBookmarks([], ['of another database']);
    await expect(one()).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining('restored'),
    });
    expect(await one()).toEqual([{ one: 1 }]);
  });

  it('looks again where a change made a query fail', async () => {
    await wiki.ask('CREATE (:Wiki {wiki: $wiki, revision: 1, generation: 1})');
    const connection = connectionOn(wiki.driver);
    let tries = 0;
    const answer = await connection.read(async () => {
      tries += 1;
      if (tries > 1) return 'well';
      await wiki.ask('MATCH (n:Wiki {wiki: $wiki}) SET n.revision = 2');
      throw new TypeError('half of it is missing');
    });
    expect(answer).toBe('well');
    const wrong = connection.read(() => Promise.reject(new TypeError('a fault of the query')));
    await expect(wrong).rejects.toThrow('a fault of the query');
  });

  it('looks again where an index that a query names is being made', async () => {
    const message = 'Failed to fulfil the hints of the query.';
    let tries = 0;
    const answer = await connectionOn(wiki.driver).read(async () => {
      tries += 1;
      if (tries > 2) return 'well';
      throw new Neo4jError(message, 'Neo.DatabaseError.Statement.ExecutionFailed', '', '');
    });
    expect([answer, tries]).toEqual(['well', 3]);
  });

  it('says that all connections are busy', async () => {
    const { NEO4J_USER: user = 'neo4j', NEO4J_PASSWORD: password = '' } = process.env;
    const driver = neo4j.driver(NEO4J_URI ?? '', neo4j.auth.basic(user, password), {
      maxConnectionPoolSize: 1,
      connectionAcquisitionTimeout: 200,
    });
    const connection = connectionOn(driver);
    const read = connection.read(() => connection.read((run) => run('RETURN 1')));
    await expect(read).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining('?connections='),
    });
    await connection.close();
  });
});

describe('two who import into an empty database first', () => {
  const refused = (code: string): AtlasError =>
    new AtlasError('store-unavailable', code, {}, { cause: new Neo4jError(code, code, '', '') });

  it('both make the schema, whatever one hears of the other', async () => {
    const met = [
      'Neo.TransientError.Transaction.DeadlockDetected',
      'Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists',
    ];
    const made = new Set<string>();
    await ensureSchema(async (cypher) => {
      const code = cypher.startsWith('CREATE') ? met.pop() : undefined;
      if (code !== undefined) throw refused(code);
      made.add(cypher);
      return [];
    });
    expect([...made].filter((cypher) => cypher.startsWith('CREATE'))).toHaveLength(7);
  });

  it('hear of what does not pass', async () => {
    const forbidden = 'Neo.ClientError.Security.Forbidden';
    const made = ensureSchema((cypher) =>
      cypher.startsWith('CREATE') ? Promise.reject(refused(forbidden)) : Promise.resolve([]),
    );
    await expect(made).rejects.toThrow(forbidden);
  });
});
