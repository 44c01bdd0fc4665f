/**
 * d3-force as its documentation lays out a graph of several components: links, many-body, forceX and
 * forceY. Its cooling, 300 ticks by default, is set to end when the time does: what a tick takes is
 * measured on a copy, warm, before its clock starts.
 */
import { forceLink, forceManyBody, forceSimulation, forceX, forceY } from 'd3-force';
import { runLayout } from './layout-graph.mjs';

/** Ticks after which it has cooled, as d3-force comes. */
const USUAL_TICKS = 300;
/** It is warm after so many ticks, or seconds. */
const WARMING_TICKS = 30;
const WARMING_SECONDS = 3;

runLayout(({ edges, from, seconds }) => {
  const simulate = () => {
    const links = [];
    for (let at = 0; at < edges.length; at += 2) links.push({ source: edges[at], target: edges[at + 1] });
    return forceSimulation(from.map((place) => ({ ...place })))
      .force('link', forceLink(links))
      .force('charge', forceManyBody())
      .force('x', forceX())
      .force('y', forceY())
      .stop();
  };
  const simulation = simulate();
  const ticks = Math.max(1, Math.min(USUAL_TICKS, Math.floor(seconds / secondsOfTick(simulate()))));
  simulation.alphaDecay(1 - simulation.alphaMin() ** (1 / ticks));
  return {
    step() {
      simulation.tick();
      return simulation.alpha() < simulation.alphaMin();
    },
    places: () => simulation.nodes().flatMap(({ x, y }) => [x, y]),
  };
});

/** What the last of some ticks takes. */
function secondsOfTick(simulation) {
  const begin = performance.now();
  let before = begin;
  let took = 0;
  for (let tick = 0; tick < WARMING_TICKS && before - begin < WARMING_SECONDS * 1000; tick += 1) {
    simulation.tick();
    const now = performance.now();
    [took, before] = [(now - before) / 1000, now];
  }
  return took;
}
