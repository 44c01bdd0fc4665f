/**
 * How much each page matters: PageRank over the semantic graph (Page, Brin, Motwani, Winograd 1999).
 * Invariant: in node order, each in 0..1, and the most important node has exactly 1.
 */
import { DirectedGraph } from 'graphology';
import { pagerank } from 'graphology-metrics/centrality/index.js';
import type { SemanticGraph } from './semantic-graph.ts';

/** The importance of each node. A page's shares go to the pages it links to, each once. */
export function importance(graph: SemanticGraph): number[] {
  if (graph.size === 0) return [];
  const directed = new DirectedGraph();
  for (let node = 0; node < graph.size; node++) directed.addNode(node);
  graph.targets.forEach((targets, source) => {
    for (const target of targets) directed.addEdge(source, target);
  });
  // The damping of 0.85 shrinks the error below the tolerance in some 100 steps, whatever the graph.
  const ranks = pagerank(directed, { getEdgeWeight: null, tolerance: 1e-9, maxIterations: 1000 });
  const raw = graph.targets.map((_, node) => ranks[node] ?? 0);
  const most = raw.reduce((a, b) => Math.max(a, b), 0);
  return raw.map((rank) => rank / most);
}
