/** ForceAtlas2 of graphology, with the settings it infers itself, one iteration after the other. */
import { UndirectedGraph } from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';
import helpers from 'graphology-layout-forceatlas2/helpers.js';
import iterate from 'graphology-layout-forceatlas2/iterate.js';
import defaults from 'graphology-layout-forceatlas2/defaults.js';
import { runLayout } from './layout-graph.mjs';

/** Floats a node has in the library's own array: x and y are the first two. */
const FLOATS_A_NODE = 10;
/** It has settled when the mean node moves no more than this part of the mean distance from the middle. */
const SETTLED = 5e-4;

runLayout(({ size, edges, from }) => {
  const graph = new UndirectedGraph();
  from.forEach((place, node) => graph.addNode(node, place));
  for (let at = 0; at < edges.length; at += 2) graph.mergeEdge(edges[at], edges[at + 1]);
  const settings = helpers.assign({}, defaults, forceAtlas2.inferSettings(graph));
  const matrices = helpers.graphToByteArrays(graph, () => 1);
  const { nodes } = matrices;
  return {
    step() {
      const before = nodes.slice();
      iterate(settings, matrices.nodes, matrices.edges);
      let moved = 0;
      let spread = 0;
      for (let at = 0; at < nodes.length; at += FLOATS_A_NODE) {
        moved += Math.hypot(nodes[at] - before[at], nodes[at + 1] - before[at + 1]);
        spread += Math.hypot(nodes[at], nodes[at + 1]);
      }
      return moved <= SETTLED * spread;
    },
    places: () => Array.from({ length: 2 * size }, (_, at) => nodes[FLOATS_A_NODE * (at >> 1) + (at & 1)]),
  };
});
