/**
 * Parts of the wiki that link among themselves more than outwards: Louvain's method (Blondel,
 * Guillaume, Lambiotte, Lefebvre 2008).
 * Invariant: the same graph gives the same communities; the largest comes first, then the one with
 * the first node; none has fewer than MIN_COMMUNITY nodes.
 */
import { UndirectedGraph } from 'graphology';
import louvainModule from 'graphology-communities-louvain';
import type { SemanticGraph } from './semantic-graph.ts';

// Its typings promise a `default` that the CommonJS module itself is.
const louvain = louvainModule as unknown as typeof louvainModule.default;

/** Fewer are a pair or a page alone: nothing to draw a border around. */
const MIN_COMMUNITY = 3;

/** The nodes of each community, in node order. A node of none is in no list. */
export function findCommunities(graph: SemanticGraph): number[][] {
  const undirected = new UndirectedGraph();
  for (let node = 0; node < graph.size; node++) undirected.addNode(node);
  let edge = 0;
  graph.neighbours.forEach((neighbours, from) => {
    for (const { node, weight } of neighbours) {
      if (from < node) undirected.addUndirectedEdgeWithKey(edge++, from, node, { weight });
    }
  });
  if (undirected.size === 0) return [];
  // Without the random walk the method visits the nodes in their order and needs no random numbers.
  const found = louvain(undirected, { getEdgeWeight: 'weight', randomWalk: false });
  const members = new Map<number, number[]>();
  for (let node = 0; node < graph.size; node++) {
    const community = found[node] ?? -1;
    const nodes = members.get(community);
    if (nodes) nodes.push(node);
    else members.set(community, [node]);
  }
  // The sort is stable: communities of one size stay in the order of their first nodes.
  return [...members.values()]
    .filter((nodes) => nodes.length >= MIN_COMMUNITY)
    .sort((a, b) => b.length - a.length);
}
