/** vis-network, with what its manual says makes it fast: straight edges, no physics, no improved layout. */
import { Network } from 'vis-network/standalone';

globalThis.drawGraph = (text, container) => {
  const { nodes, edges } = JSON.parse(text);
  const network = new Network(
    container,
    { nodes, edges: edges.map(({ source, target }) => ({ from: source, to: target })) },
    {
      physics: false,
      layout: { improvedLayout: false },
      nodes: { shape: 'dot', size: 2 },
      edges: { smooth: false, width: 1, color: '#cccccc' },
      interaction: { dragNodes: false },
    },
  );
  network.moveTo({ position: { x: 0, y: 0 }, scale: 1 });
  return new Promise((resolve) => network.once('afterDrawing', resolve));
};
