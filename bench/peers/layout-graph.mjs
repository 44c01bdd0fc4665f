/**
 * What the layout peers share: the graph they are given and the places they give back.
 * `peer.mjs GRAPH-FILE PLACES-FILE SECONDS`: the graph is JSON {size, edges: [source, target, …]}; the
 * places are written as float64, x and y in turn; a line of JSON on standard output says what was done.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const [graphFile, placesFile, seconds] = process.argv.slice(2);

/** Numbers in [0, 1), the same on every run. */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/**
 * Runs a peer until its time is over or it has settled; its clock starts when it is set up.
 * @param start takes size, edges and places to start from; returns {step, places}; step() is true once settled
 */
export function runLayout(start) {
  const { size, edges } = JSON.parse(readFileSync(graphFile, 'utf8'));
  const random = randomFrom(size);
  const side = 30 * Math.sqrt(size);
  const from = Array.from({ length: size }, () => ({ x: random() * side, y: random() * side }));
  const { step, places } = start({ size, edges, from, seconds: Number(seconds) });
  const begin = performance.now();
  const spent = () => (performance.now() - begin) / 1000;
  let steps = 0;
  let settled = false;
  do {
    settled = step();
    steps += 1;
  } while (!settled && spent() < Number(seconds));
  const took = spent();
  writeFileSync(placesFile, Buffer.from(Float64Array.from(places()).buffer));
  const peak = process.resourceUsage().maxRSS * 1024;
  process.stdout.write(`${JSON.stringify({ steps, settled, seconds: took, peak })}\n`);
}
