/** force-graph without its simulation. */
import ForceGraph from 'force-graph';

globalThis.drawGraph = (text, container) =>
  new Promise((resolve) => {
    const data = JSON.parse(text);
    for (const node of data.nodes) [node.fx, node.fy] = [node.x, node.y];
    new ForceGraph(container)
      .width(container.clientWidth)
      .height(container.clientHeight)
      // exactly 1 is taken for unset, and replaced by a guess from the number of nodes
      .zoom(1.001)
      .centerAt(0, 0)
      .cooldownTicks(0)
      .enableNodeDrag(false)
      .nodeRelSize(2)
      .nodeColor(() => '#3366aa')
      .linkColor(() => '#cccccc')
      // frames before the links have their ends show nothing yet
      .onRenderFramePost(() => typeof data.links[0].source === 'object' && resolve())
      .graphData(Object.assign(data, { links: data.edges }));
  });
