/** An export as one graph, for tests to look at. */
import type { Subgraph } from '../../graph/api.ts';
import type { GraphStore } from '../../store/graph-store.ts';

/**
 * The parts put together; `total` is what the first of them says.
 * @param mentions how many of each link's come with it
 * @param meanwhile is done after the first part
 */
export async function wholeExport(
  store: GraphStore,
  mentions = Infinity,
  meanwhile: () => Promise<void> = async () => undefined,
): Promise<Subgraph> {
  const [nodes, edges]: [Subgraph['nodes'], Subgraph['edges']] = [[], []];
  let total = { nodes: -1, edges: -1 };
  for await (const part of store.exportParts(mentions)) {
    if ('size' in part) {
      total = part.size;
      await meanwhile();
    } else if ('nodes' in part) {
      if (edges.length > 0) throw new Error('nodes after links');
      nodes.push(...part.nodes);
    } else {
      edges.push(...part.edges);
    }
  }
  return {
    attributes: { total, returned: { nodes: nodes.length, edges: edges.length }, truncated: null },
    options: { type: 'directed', multi: true, allowSelfLoops: false },
    nodes,
    edges,
  };
}
