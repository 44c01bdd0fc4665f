/** An export in parts, for a store that reads it whole. */
import type { Subgraph } from '../graph/api.ts';
import type { ExportPart } from './graph-store.ts';

/** Nodes or links of a part. */
export const PART = 1000;

export function* partsOf({ nodes, edges }: Subgraph): Generator<ExportPart> {
  yield { size: { nodes: nodes.length, edges: edges.length } };
  for (let from = 0; from < nodes.length; from += PART) yield { nodes: nodes.slice(from, from + PART) };
  for (let from = 0; from < edges.length; from += PART) yield { edges: edges.slice(from, from + PART) };
}
