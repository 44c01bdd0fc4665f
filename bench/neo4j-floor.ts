/**
 * The floor of an import into Neo4j: plain batches that create bare nodes and edges and nothing
 * else. Invariant: the graph is the same, node for node and edge for edge, as the one that is stored.
 */
import type { Driver, ManagedTransaction } from 'neo4j-driver';
import type { WikiGraph } from '../graph/wiki-graph.ts';

export const ROWS_A_BATCH = 5000;

export interface BareGraph {
  label: string;
  /** Cypher of a node's properties, by its `row` */
  properties: string;
  /** one a node */
  rows: unknown[];
  edges: [source: string, target: string][];
}

export function bareGraph({ pages, wanted, links }: WikiGraph): BareGraph {
  return {
    label: 'Bare',
    properties: '{id: row}',
    rows: [...pages, ...wanted].map(({ id }) => id),
    edges: links.flatMap(({ kind, source, target }): BareGraph['edges'] =>
      kind === 'page' || kind === 'wanted' ? [[source, target]] : [],
    ),
  };
}

/** The same with each page's Markdown: no floor, but what a store of pages could come near. */
export function bareGraphWithText(graph: WikiGraph): BareGraph {
  return {
    ...bareGraph(graph),
    label: 'BareText',
    properties: '{id: row[0], markdown: row[1]}',
    rows: [
      ...graph.pages.map(({ id, markdown }) => [id, markdown]),
      ...graph.wanted.map(({ id }) => [id, null]),
    ],
  };
}

/** One session, one batch after the other. @returns what was created, for people */
export async function writeBare(
  driver: Driver,
  { label, properties, rows, edges }: BareGraph,
): Promise<string> {
  await driver.executeQuery(
    `CREATE CONSTRAINT ${label}_id IF NOT EXISTS FOR (n:${label}) REQUIRE n.id IS UNIQUE`,
  );
  const session = driver.session();
  try {
    const create = async (statement: string, all: readonly unknown[]): Promise<number> => {
      let created = 0;
      for (let start = 0; start < all.length; start += ROWS_A_BATCH) {
        const batch = all.slice(start, start + ROWS_A_BATCH);
        created += await session.executeWrite((tx) => numberOf(tx, statement, batch));
      }
      return created;
    };
    const nodes = await create(
      `UNWIND $rows AS row CREATE (:${label} ${properties}) RETURN count(*) AS created`,
      rows,
    );
    const links = await create(
      `UNWIND $rows AS row MATCH (s:${label} {id: row[0]}) MATCH (t:${label} {id: row[1]})
       CREATE (s)-[:BARE_LINK]->(t) RETURN count(*) AS created`,
      edges,
    );
    if (nodes !== rows.length || links !== edges.length) throw new Error('not all was created');
    return `${nodes.toLocaleString('en')} nodes, ${links.toLocaleString('en')} edges`;
  } finally {
    await session.close();
  }
}

async function numberOf(
  tx: ManagedTransaction,
  statement: string,
  rows: readonly unknown[],
): Promise<number> {
  const { records } = await tx.run(statement, { rows });
  return Number(records[0]?.get('created'));
}
