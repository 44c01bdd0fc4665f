/** Deletes what is left of other generations of a wiki, a bounded number of nodes at a time. */
import neo4j from 'neo4j-driver';
import type { Connection } from './connection.ts';
import { HELD, type Lease, leaseLost } from './lease.ts';

const NODES_AT_ONCE = 1000;

/** Both name every property of an index, or the database would look at all nodes of the label. */
const OTHERS = ['<', '>'].flatMap((than) => [
  `MATCH (n:Topic) WHERE n.wiki = $wiki AND n.generation ${than} $kept AND n.rank >= 0`,
  `MATCH (n:FacetCounts) WHERE n.wiki = $wiki AND n.generation ${than} $kept`,
]);

/** @param kept the generation that stays */
export async function deleteGenerations(connection: Connection, lease: Lease, kept: number): Promise<void> {
  const params = { ...lease.params, kept: neo4j.int(kept), limit: neo4j.int(NODES_AT_ONCE) };
  for (const others of OTHERS) {
    const statement = `${HELD} CALL (w) {
        ${others} WITH n LIMIT $limit OPTIONAL MATCH (n)-[:HAS_TEXT]->(x:PageText) DETACH DELETE n, x
        RETURN count(n) AS deleted
      } RETURN deleted`;
    for (let deleted = NODES_AT_ONCE; deleted >= NODES_AT_ONCE;) {
      const [row] = await connection.write((run) => run(statement, params));
      if (!row) throw leaseLost(connection.location);
      deleted = Number(row.deleted);
    }
  }
}
