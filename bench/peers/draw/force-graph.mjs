/** force-graph without its simulation. */
import ForceGraph from 'force-graph';

/**
 * 1 is taken for unset, and replaced by a guess from the number of nodes; a power of two keeps lines
 * exactly one pixel wide, which are painted many times faster than wider ones.
 */
const ZOOM = 2;

globalThis.drawGraph = (text, container) =>
  new Promise((resolve) => {
    const data = JSON.parse(text);
    for (const node of data.nodes) {
      node.x = node.fx = node.x / ZOOM;
      node.y = node.fy = node.y / ZOOM;
    }
    new ForceGraph(container)
      .width(container.clientWidth)
      .height(container.clientHeight)
      .zoom(ZOOM)
      .centerAt(0, 0)
      .cooldownTicks(0)
      .enableNodeDrag(false)
      .nodeRelSize(2 / ZOOM)
      .nodeColor(() => '#3366aa')
      .linkColor(() => '#cccccc')
      // frames before the links have their ends show nothing yet
      .onRenderFramePost(() => typeof data.links[0].source === 'object' && resolve())
      .graphData(Object.assign(data, { links: data.edges }));
  });
