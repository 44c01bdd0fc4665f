/**
 * How long a neighbourhood takes, beside Cypher that a reader would write by hand for the same page.
 * Invariant: all ask the same pages of the same graph in turn, one after the other, each page once a
 * pass; the first pass is not counted.
 */
import neo4j from 'neo4j-driver';
import { subgraphQuerySchema } from '../graph/api.ts';
import type { FreshServer } from './fresh-server.ts';
import { randomFrom } from './generate-wiki.ts';
import { percentile, ratioOf, spreadOf, type Spread } from './spread.ts';

const DEPTH = 2;
const LIMIT = 300;
export const PAGES_A_PASS = 200;

const NEIGHBOURS = `MATCH path = (p:Topic {wiki: $wiki, id: $id, generation: $generation})
  -[:LINKS_TO*1..${DEPTH} {structural: false}]-(n:Topic)`;

const ASKED = [
  { name: 'atlas', label: 'Wiki Atlas: subgraph' },
  {
    name: 'ids',
    label: 'Cypher: ids alone',
    cypher: `${NEIGHBOURS.replace('path = ', '')} WITH DISTINCT n LIMIT ${LIMIT} RETURN n.id AS id`,
  },
  {
    name: 'paths',
    label: 'Cypher: paths, as ids',
    cypher: `${NEIGHBOURS} RETURN [n IN nodes(path) | n.id] AS ids LIMIT ${LIMIT}`,
  },
] as const;

export type Asked = (typeof ASKED)[number]['name'];

export interface Latency {
  name: Asked;
  label: string;
  /** milliseconds, one a pass */
  p50: number[];
  p95: number[];
  /** nodes or rows that an answer held, at the median */
  rows: number;
}

/** @param ids of all pages of the wiki, of which random ones are asked for */
export async function measureNeighbourhoods(
  server: FreshServer,
  wiki: string,
  ids: readonly string[],
  passes: number,
): Promise<Latency[]> {
  const latencies = ASKED.map(({ name, label }): Latency => ({ name, label, p50: [], p95: [], rows: 0 }));
  const random = randomFrom(ids.length);
  await server.withStore(wiki, async (store) => {
    const { records } = await server.driver.executeQuery(
      'MATCH (w:Wiki {wiki: $wiki}) RETURN w.generation AS generation',
      { wiki },
    );
    const generation = neo4j.int(Number(records[0]?.get('generation')));
    const session = server.driver.session({ defaultAccessMode: neo4j.session.READ });
    /** @returns how many nodes or rows there were */
    const ask = async (asked: (typeof ASKED)[number], id: string): Promise<number> => {
      if (!('cypher' in asked)) {
        const query = { seed: id, depth: String(DEPTH), limit: String(LIMIT) };
        return (await store.subgraph(subgraphQuerySchema.parse(query))).nodes.length;
      }
      const params = { wiki, id, generation };
      return (await session.executeRead((tx) => tx.run(asked.cypher, params))).records.length;
    };
    for (let pass = 0; pass <= passes; pass++) {
      const times = ASKED.map((): number[] => []);
      const rows = ASKED.map((): number[] => []);
      for (let page = 0; page < PAGES_A_PASS; page++) {
        const id = ids[Math.floor(random() * ids.length)] ?? '';
        for (const [i, asked] of ASKED.entries()) {
          const start = performance.now();
          rows[i]?.push(await ask(asked, id));
          times[i]?.push(performance.now() - start);
        }
      }
      if (pass === 0) continue;
      for (const [i, latency] of latencies.entries()) {
        latency.p50.push(percentile(times[i] ?? [], 0.5));
        latency.p95.push(percentile(times[i] ?? [], 0.95));
        latency.rows = percentile(rows[i] ?? [], 0.5);
      }
    }
    await session.close();
  });
  return latencies;
}

/** Milliseconds, over the passes. */
export function latencyOf(latency: Latency, at: 'p50' | 'p95'): Spread | null {
  return spreadOf(latency[at]);
}

/** What ours takes at that percentile, divided by what `other` takes. */
export function latencyRatio(latencies: readonly Latency[], other: Asked, at: 'p50' | 'p95'): Spread | null {
  const of = (name: Asked): number[] => latencies.find((latency) => latency.name === name)?.[at] ?? [];
  return ratioOf(of('atlas'), of(other));
}
