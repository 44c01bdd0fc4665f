/**
 * Wikis of their own for tests on the Neo4j server that `NEO4J_URI` names; without it such tests
 * are skipped, and say so. Invariant: a test leaves nothing of its wiki behind.
 */
import { randomUUID } from 'node:crypto';
import neo4j, { type Driver } from 'neo4j-driver';
import type { GraphStore } from '../../store/graph-store.ts';
import { type Neo4jOptions, openNeo4jStore } from '../../store/neo4j/open.ts';

export const NEO4J_URI = process.env.NEO4J_URI || undefined;
const PASSWORD = process.env.NEO4J_PASSWORD;
const USER = PASSWORD === undefined ? null : (process.env.NEO4J_USER ?? 'neo4j');

/** Whether there is no server, which is said. */
export function isWithoutServer(area: string): boolean {
  if (NEO4J_URI === undefined) process.stderr.write(`SKIPPED: ${area}: NEO4J_URI names no server\n`);
  return NEO4J_URI === undefined;
}

/** A wiki in the test server, empty at first. */
export class TestWiki {
  readonly name = `test-${randomUUID()}`;
  readonly driver: Driver = neo4j.driver(
    NEO4J_URI ?? '',
    USER === null ? undefined : neo4j.auth.basic(USER, PASSWORD ?? ''),
    { disableLosslessIntegers: true },
  );
  readonly #opened: GraphStore[] = [];

  /** What `--store` takes. */
  get address(): string {
    const { host, protocol } = new URL(NEO4J_URI ?? '');
    return `${protocol}//${USER === null ? '' : `${USER}@`}${host}?wiki=${this.name}`;
  }

  async open(options: Partial<Neo4jOptions> = {}): Promise<GraphStore> {
    const store = await openNeo4jStore({
      uri: NEO4J_URI ?? '',
      user: USER,
      password: PASSWORD ?? null,
      database: null,
      wiki: this.name,
      ...options,
    });
    this.#opened.push(store);
    return store;
  }

  /** Asks the database itself. `$wiki` is the wiki's name. */
  async ask(cypher: string, params: Record<string, unknown> = {}): Promise<Record<string, unknown>[]> {
    const { records } = await this.driver.executeQuery(cypher, { wiki: this.name, ...params });
    return records.map((record) => record.toObject());
  }

  /**
   * All that the database holds of the wiki, but for when and by which writer it came: equal where
   * two wikis are the same, node by node and link by link.
   */
  async contents(): Promise<unknown> {
    const nodes = await this.ask(
      `MATCH (w:Wiki {wiki: $wiki}) MATCH (n:Topic|PageText|FacetCounts {wiki: $wiki})
       RETURN labels(n) AS labels, properties(n) AS properties,
         n.generation = w.generation AS isShown`,
    );
    const links = await this.ask(
      `MATCH (s {wiki: $wiki})-[l]->(t) RETURN type(l) AS type, properties(l) AS properties, s.id AS source, t.id AS target`,
    );
    const [wiki] = await this.ask('MATCH (n:Wiki {wiki: $wiki}) RETURN properties(n) AS properties');
    const lasting = ({ properties, ...rest }: Record<string, unknown>): string => {
      const kept = Object.entries(properties as Record<string, unknown>)
        .filter(([key]) => !PASSING.has(key))
        .map(([key, value]) => [key, key === 'stats' ? withoutTime(String(value)) : value])
        .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
      return JSON.stringify([rest, kept]);
    };
    return {
      nodes: nodes.map(lasting).sort(),
      links: links.map(lasting).sort(),
      wiki: wiki && lasting(wiki),
    };
  }

  async dispose(): Promise<void> {
    for (const store of this.#opened) await store.close();
    await this.ask('MATCH (n:Topic|PageText|FacetCounts|Wiki {wiki: $wiki}) DETACH DELETE n');
    await this.driver.close();
  }
}

const PASSING = new Set(
  'wiki generation lastGeneration revision scope importedAt writer writerUntil changingUntil'.split(' '),
);

function withoutTime(stats: string): unknown {
  const { importedAt: _, ...lasting } = JSON.parse(stats) as Record<string, unknown>;
  return lasting;
}
