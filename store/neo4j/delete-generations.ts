/**
 * Deletes what is left of other generations of a wiki, a bounded number of nodes in each transaction.
 * Invariant: the generation that stays is the one the Wiki node names while it is locked, not one
 * the writer remembers: where the answer to a commit was lost, only the database knows.
 */
import neo4j from 'neo4j-driver';
import type { Connection } from './connection.ts';
import { HELD_LOCKED, type Lease, leaseLost } from './lease.ts';

const NODES_AT_ONCE = 1000;

/** All name every property of an index, or the database would look at all nodes of the label. */
const OTHERS = ['<', '>'].flatMap((than) => [
  `MATCH (n:Topic) WHERE n.wiki = $wiki AND n.generation ${than} w.generation AND n.rank >= 0`,
  `MATCH (n:FacetCounts) WHERE n.wiki = $wiki AND n.generation ${than} w.generation AND n.key IS NOT NULL`,
]);

/** Each needs the parameters of a lease, and `$limit`. */
export const DELETE_OTHERS: readonly string[] = OTHERS.map(
  (others) => `${HELD_LOCKED} CALL (w) {
      ${others} WITH n LIMIT $limit OPTIONAL MATCH (n)-[:HAS_TEXT]->(x:PageText) DETACH DELETE n, x
      RETURN count(n) AS deleted
    } RETURN deleted`,
);

/** Leaves the generation that is shown. */
export async function deleteGenerations(connection: Connection, lease: Lease): Promise<void> {
  const params = { ...lease.params, limit: neo4j.int(NODES_AT_ONCE) };
  for (let isMore = true; isMore;) {
    // one transaction for all: most of the time there is nothing to delete, and each would cost a commit
    isMore = await connection.write(async (run) => {
      let isAnyFull = false;
      for (const statement of DELETE_OTHERS) {
        const [row] = await run(statement, params);
        if (!row) throw leaseLost(connection.location);
        isAnyFull ||= Number(row.deleted) >= NODES_AT_ONCE;
      }
      return isAnyFull;
    });
  }
}
