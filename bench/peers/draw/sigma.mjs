/** Sigma as it comes, of the version that Wiki Atlas draws with; its graph is filled node by node. */
import { Graph } from 'graphology';
import { Sigma } from 'sigma';

globalThis.drawGraph = (text, container, settings) => {
  const { nodes, edges } = JSON.parse(text);
  const graph = new Graph();
  // Sigma's ordinates grow upwards
  for (const { id, x, y } of nodes) graph.addNode(id, { x, y: -y, size: 2, color: '#3366aa' });
  for (const { source, target } of edges) graph.addEdge(source, target, { size: 1, color: '#cccccc' });
  const sigma = new Sigma(graph, container, settings);
  return new Promise((resolve) => requestAnimationFrame(() => resolve(sigma)));
};
