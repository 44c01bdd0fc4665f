/**
 * What the tables and XML forms of the graph say of its nodes and links: the same names in all.
 * Invariant: null is what is not known; it is left out or an empty cell.
 */
import type { Subgraph } from '../../graph/api.ts';

export type GraphNode = Subgraph['nodes'][number];
export type GraphEdge = Subgraph['edges'][number];
export type Value = string | number | boolean | null;

export interface Column<Item> {
  name: string;
  type: 'string' | 'integer' | 'double' | 'boolean';
  of: (item: Item) => Value;
}

export const NODE_COLUMNS: readonly Column<GraphNode>[] = [
  { name: 'label', type: 'string', of: (node) => node.attributes.label },
  { name: 'kind', type: 'string', of: (node) => node.attributes.kind },
  { name: 'folder', type: 'string', of: (node) => node.attributes.folder },
  { name: 'inDegree', type: 'integer', of: (node) => node.attributes.inDegree },
  { name: 'outDegree', type: 'integer', of: (node) => node.attributes.outDegree },
  { name: 'rank', type: 'double', of: (node) => node.attributes.rank },
  // -1 is of none
  {
    name: 'community',
    type: 'integer',
    of: ({ attributes: { community } }) => (community < 0 ? null : community),
  },
  { name: 'x', type: 'integer', of: (node) => node.attributes.x },
  { name: 'y', type: 'integer', of: (node) => node.attributes.y },
];

export const EDGE_COLUMNS: readonly Column<GraphEdge>[] = [
  { name: 'relation', type: 'string', of: (edge) => edge.attributes.relation },
  { name: 'count', type: 'integer', of: (edge) => edge.attributes.count },
  { name: 'via', type: 'string', of: (edge) => edge.attributes.via },
  { name: 'ambiguous', type: 'integer', of: (edge) => edge.attributes.ambiguous },
  { name: 'structural', type: 'boolean', of: (edge) => edge.attributes.structural },
];

/** Of the link's first mention, where the graph was read with mentions. */
export const SENTENCE: Column<GraphEdge> = {
  name: 'sentence',
  type: 'string',
  of: (edge) => edge.attributes.mentions?.[0]?.excerpt ?? null,
};
