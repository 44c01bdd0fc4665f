/** cytoscape on its canvas, with its cheapest edges. */
import cytoscape from 'cytoscape';

globalThis.drawGraph = (text, container) => {
  const { nodes, edges } = JSON.parse(text);
  const cy = cytoscape({
    container,
    elements: {
      nodes: nodes.map(({ id, x, y }) => ({ data: { id }, position: { x, y }, pannable: true })),
      edges: edges.map(({ source, target }) => ({ data: { source, target } })),
    },
    layout: { name: 'preset', fit: false },
    zoom: 1,
    pan: { x: container.clientWidth / 2, y: container.clientHeight / 2 },
    pixelRatio: 1,
    style: [
      { selector: 'node', style: { width: 4, height: 4, 'background-color': '#3366aa' } },
      { selector: 'edge', style: { width: 1, 'line-color': '#cccccc', 'curve-style': 'haystack' } },
    ],
  });
  return new Promise((resolve) => cy.one('render', resolve));
};
