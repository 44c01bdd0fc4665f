/**
 * d3-force as its documentation lays out a graph of several components: links, many-body, forceX and
 * forceY. Its cooling, 300 ticks by default, is set to end when the time does.
 */
import { forceLink, forceManyBody, forceSimulation, forceX, forceY } from 'd3-force';
import { runLayout } from './layout-graph.mjs';

/** Ticks after which it has cooled, as d3-force comes. */
const USUAL_TICKS = 300;

runLayout(({ edges, from, seconds }) => {
  const links = [];
  for (let at = 0; at < edges.length; at += 2) links.push({ source: edges[at], target: edges[at + 1] });
  const simulation = forceSimulation(from.map((place) => ({ ...place })))
    .force('link', forceLink(links))
    .force('charge', forceManyBody())
    .force('x', forceX())
    .force('y', forceY())
    .stop();
  const begin = performance.now();
  simulation.tick();
  const ticks = Math.max(
    1,
    Math.min(USUAL_TICKS, Math.floor((seconds * 1000) / (performance.now() - begin))),
  );
  simulation.alphaDecay(1 - simulation.alphaMin() ** (1 / ticks));
  return {
    step() {
      simulation.tick();
      return simulation.alpha() < simulation.alphaMin();
    },
    places: () => simulation.nodes().flatMap(({ x, y }) => [x, y]),
  };
});
