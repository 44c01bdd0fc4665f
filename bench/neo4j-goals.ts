/** What the Neo4j store must reach, measured against the floor in the same rounds. */
import type { Goal } from './goals.ts';
import type { ImportResults } from './import-results.ts';
import { latencyRatio, type Latency } from './neighbourhoods.ts';
import { LARGEST, REAL } from './wikis.ts';

export function neo4jGoals(results: ImportResults, latencies: readonly Latency[]): Goal[] {
  const atMost = (limit: number, what: string, measured: Goal['measured']): Goal => ({
    what,
    bound: 'at most',
    limit,
    unit: '×',
    measured,
  });
  return [
    ...[REAL, LARGEST].flatMap((wiki) => [
      atMost(1.5, `import ÷ floor, ${wiki}`, results.timeRatio('atlas-neo4j', 'bare', wiki)),
      atMost(
        1.5,
        `write of a graph in memory ÷ floor, ${wiki}`,
        results.timeRatio('atlas-write', 'bare', wiki),
      ),
      atMost(
        1 / 20,
        `again, nothing changed ÷ import, ${wiki}`,
        results.timeRatio('atlas-neo4j-unchanged', 'atlas-neo4j', wiki),
      ),
    ]),
    atMost(3, `subgraph ÷ Cypher of the paths, p95, ${LARGEST}`, latencyRatio(latencies, 'paths', 'p95')),
    atMost(3, `subgraph ÷ Cypher of the ids, p95, ${LARGEST}`, latencyRatio(latencies, 'ids', 'p95')),
  ];
}
