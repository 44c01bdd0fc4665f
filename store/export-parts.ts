/** An export as parts, and whole: one is made of the other, whichever a store reads. */
import { GRAPH_OPTIONS, type Subgraph } from '../graph/api.ts';
import type { ExportPart } from './graph-store.ts';
import type { GraphEdge, GraphNode } from './subgraph.ts';

/** Nodes or links of a part. */
export const PART = 1000;

export function* partsOf({ nodes, edges }: Subgraph): Generator<ExportPart> {
  yield { size: { nodes: nodes.length, edges: edges.length } };
  for (let from = 0; from < nodes.length; from += PART) yield { nodes: nodes.slice(from, from + PART) };
  for (let from = 0; from < edges.length; from += PART) yield { edges: edges.slice(from, from + PART) };
}

export function wholeOf(parts: Iterable<ExportPart>): Subgraph {
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  for (const part of parts) {
    if ('nodes' in part) nodes.push(...part.nodes);
    else if ('edges' in part) edges.push(...part.edges);
  }
  const size = { nodes: nodes.length, edges: edges.length };
  return {
    attributes: { total: size, returned: size, truncated: null },
    options: GRAPH_OPTIONS,
    nodes,
    edges,
  };
}
