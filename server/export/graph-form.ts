/** How a graph is written down, part by part. */
import type { GraphEdge, GraphNode } from './columns.ts';

export interface GraphForm {
  head: (size: { nodes: number; edges: number }) => string;
  /** @param before how many were written already */
  nodes: (nodes: readonly GraphNode[], before: number) => string;
  between: string;
  edges: (edges: readonly GraphEdge[], before: number) => string;
  tail: string;
}
