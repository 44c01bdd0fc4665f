/** Deletes what is left of other generations of a wiki, a bounded number of nodes at a time. */
import neo4j from 'neo4j-driver';
import type { Connection } from './connection.ts';
import { HELD, type Lease, leaseLost } from './lease.ts';

const NODES_AT_ONCE = 1000;

/** @param kept the generation that stays */
export async function deleteGenerations(connection: Connection, lease: Lease, kept: number): Promise<void> {
  for (const label of ['Topic', 'FacetCounts']) {
    for (const comparison of ['<', '>']) {
      const statement = `${HELD} CALL (w) {
          MATCH (n:${label}) WHERE n.wiki = $wiki AND n.generation ${comparison} $kept
          WITH n LIMIT $limit OPTIONAL MATCH (n)-[:HAS_TEXT]->(x:PageText) DETACH DELETE n, x
          RETURN count(n) AS deleted
        } RETURN deleted`;
      const params = { ...lease.params, kept: neo4j.int(kept), limit: neo4j.int(NODES_AT_ONCE) };
      for (let deleted = NODES_AT_ONCE; deleted >= NODES_AT_ONCE;) {
        const [row] = await connection.write((run) => run(statement, params));
        if (!row) throw leaseLost(connection.location);
        deleted = Number(row.deleted);
      }
    }
  }
}
