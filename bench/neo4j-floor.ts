/**
 * The floor of an import into Neo4j: plain batches that create bare nodes and edges and nothing
 * else. Invariant: the graph is the same, node for node and edge for edge, as the one that is stored.
 */
import type { Driver, ManagedTransaction } from 'neo4j-driver';
import type { WikiGraph } from '../graph/wiki-graph.ts';

export const ROWS_A_BATCH = 5000;

const CONSTRAINT = 'CREATE CONSTRAINT bare_id IF NOT EXISTS FOR (n:Bare) REQUIRE n.id IS UNIQUE';
const CREATE_NODES = 'UNWIND $rows AS row CREATE (:Bare {id: row}) RETURN count(*) AS created';
const CREATE_EDGES = `UNWIND $rows AS row MATCH (s:Bare {id: row[0]}) MATCH (t:Bare {id: row[1]})
  CREATE (s)-[:BARE_LINK]->(t) RETURN count(*) AS created`;
const DELETE = 'MATCH (n:Bare) DETACH DELETE n RETURN count(*) AS deleted';

export interface BareGraph {
  ids: string[];
  /** source and target */
  edges: [string, string][];
}

export function bareGraph({ pages, wanted, links }: WikiGraph): BareGraph {
  return {
    ids: [...pages, ...wanted].map(({ id }) => id),
    edges: links.flatMap(({ kind, source, target }): [string, string][] =>
      kind === 'page' || kind === 'wanted' ? [[source, target]] : [],
    ),
  };
}

/** One session, one batch after the other. @returns what was created, for people */
export async function writeBare(driver: Driver, { ids, edges }: BareGraph): Promise<string> {
  await driver.executeQuery(CONSTRAINT);
  const session = driver.session();
  try {
    const create = async (statement: string, rows: readonly unknown[]): Promise<number> => {
      let created = 0;
      for (let start = 0; start < rows.length; start += ROWS_A_BATCH) {
        const batch = rows.slice(start, start + ROWS_A_BATCH);
        created += await session.executeWrite((tx) => numberOf(tx, statement, batch));
      }
      return created;
    };
    const [nodes, links] = [await create(CREATE_NODES, ids), await create(CREATE_EDGES, edges)];
    if (nodes !== ids.length || links !== edges.length) throw new Error('not all was created');
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

/** Takes a small bare graph away again. */
export async function deleteBare(driver: Driver): Promise<void> {
  await driver.executeQuery(DELETE);
}
