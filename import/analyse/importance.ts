/**
 * How much each page matters: PageRank over the semantic graph (Page, Brin, Motwani, Winograd 1999),
 * by power iteration on flat arrays.
 * Invariant: in node order, each in 0..1, and the most important node has exactly 1.
 */
import type { Rows, SemanticGraph } from './semantic-graph.ts';

/** The part of its importance that a page hands on to those it links to; the rest goes to all alike. */
const DAMPING = 0.85;
/** Ends when the ranks, which sum to 1, move by no more than this in all. */
const TOLERANCE = 1e-9;

/** The importance of each node. A page's shares go to the pages it links to, each once. */
export function importance({ size, targets }: SemanticGraph): number[] {
  if (size === 0) return [];
  let ranks = new Float64Array(size).fill(1 / size);
  let next = new Float64Array(size);
  // Each step shrinks what is left to move by the damping: some 130 steps, whatever the graph.
  for (let moved = Infinity; moved > TOLERANCE;) {
    step(targets, ranks, next);
    moved = 0;
    for (let node = 0; node < size; node += 1) moved += Math.abs((ranks[node] ?? 0) - (next[node] ?? 0));
    [ranks, next] = [next, ranks];
  }
  const most = ranks.reduce((a, b) => Math.max(a, b), 0);
  return Array.from(ranks, (rank) => rank / most);
}

/** One step of the surfer: a page without links hands its importance on to all. */
function step({ offsets, ends }: Rows, ranks: Float64Array, next: Float64Array): void {
  next.fill(0);
  let toAll = 0;
  for (let node = 0; node < next.length; node += 1) {
    const rank = ranks[node] ?? 0;
    const [from, to] = [offsets[node] ?? 0, offsets[node + 1] ?? 0];
    toAll += from === to ? rank : rank * (1 - DAMPING);
    const share = (rank * DAMPING) / (to - from);
    for (let place = from; place < to; place += 1) {
      const target = ends[place] ?? 0;
      next[target] = (next[target] ?? 0) + share;
    }
  }
  const each = toAll / next.length;
  for (let node = 0; node < next.length; node += 1) next[node] = (next[node] ?? 0) + each;
}
