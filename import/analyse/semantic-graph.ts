/**
 * The graph that the analysis looks at: nodes by number, links between two of them merged into one,
 * in flat arrays (compressed sparse rows).
 * Invariant: nodes are numbered as the wiki has them (pages, then wanted pages); structural links,
 * self-links, attachments and external addresses are not in it.
 */
import type { Outline } from './outline.ts';

/** Rows of numbers: row i is ends[offsets[i]] to ends[offsets[i + 1] - 1], in node order, without doubles. */
export interface Rows {
  offsets: Int32Array;
  ends: Int32Array;
}

/** A row for each node with all it is linked with, each end with its weight. */
export interface WeightedRows extends Rows {
  weights: Float64Array;
}

export interface SemanticGraph {
  /** number of nodes; node i is a page if i < pages */
  size: number;
  pages: number;
  /** nodes that link to it and nodes it links to, without regard to direction; weights grow with the mentions */
  neighbours: WeightedRows;
  /** the nodes that each links to */
  targets: Rows;
  /** how many nodes link to it */
  inDegree: Int32Array;
}

/** The wiki's semantic graph. Time and room are linear in the wiki's size. */
export function semanticGraph({ pages, wanted, edges }: Outline): SemanticGraph {
  const size = pages.length + wanted.length;
  const links = edges.length / 3;
  const column = (of: number): Int32Array =>
    Int32Array.from({ length: links }, (_, link) => edges[3 * link + of] ?? 0);
  const targets = rowsOf(size, column(0), column(1), Float64Array.from(column(2)));
  const linkers = turned(targets);
  const inDegree = Int32Array.from(
    { length: size },
    (_, node) => (linkers.offsets[node + 1] ?? 0) - (linkers.offsets[node] ?? 0),
  );
  const neighbours = together(targets, linkers);
  // The tenth mention binds two pages less than the first.
  for (let place = 0; place < neighbours.weights.length; place += 1) {
    neighbours.weights[place] = Math.sqrt(neighbours.weights[place] ?? 0);
  }
  return { size, pages: pages.length, neighbours, targets, inDegree };
}

/** Rows with ends for sources and sources for ends. */
function turned({ offsets, ends, weights }: WeightedRows): WeightedRows {
  const size = offsets.length - 1;
  const starts = new Int32Array(size + 1);
  for (const end of ends) starts[end + 1] = (starts[end + 1] ?? 0) + 1;
  for (let row = 0; row < size; row += 1) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0);
  const next = starts.slice();
  const rows = { offsets: starts, ends: new Int32Array(ends.length), weights: new Float64Array(ends.length) };
  for (let row = 0; row < size; row += 1) {
    for (let at = offsets[row] ?? 0; at < (offsets[row + 1] ?? 0); at += 1) {
      const end = ends[at] ?? 0;
      const place = next[end] ?? 0;
      next[end] = place + 1;
      rows.ends[place] = row;
      rows.weights[place] = weights[at] ?? 0;
    }
  }
  return rows;
}

/** Each row of two merged, the weights of an end that both have summed. */
function together(a: WeightedRows, b: WeightedRows): WeightedRows {
  const size = a.offsets.length - 1;
  const offsets = new Int32Array(size + 1);
  const ends = new Int32Array(a.ends.length + b.ends.length);
  const weights = new Float64Array(ends.length);
  let count = 0;
  for (let row = 0; row < size; row += 1) {
    let [inA, inB] = [a.offsets[row] ?? 0, b.offsets[row] ?? 0];
    const [lastA, lastB] = [a.offsets[row + 1] ?? 0, b.offsets[row + 1] ?? 0];
    while (inA < lastA || inB < lastB) {
      const endA = inA < lastA ? (a.ends[inA] ?? 0) : size;
      const endB = inB < lastB ? (b.ends[inB] ?? 0) : size;
      ends[count] = Math.min(endA, endB);
      weights[count] =
        (endA <= endB ? (a.weights[inA] ?? 0) : 0) + (endB <= endA ? (b.weights[inB] ?? 0) : 0);
      if (endA <= endB) inA += 1;
      if (endB <= endA) inB += 1;
      count += 1;
    }
    offsets[row + 1] = count;
  }
  return { offsets, ends: ends.slice(0, count), weights: weights.slice(0, count) };
}

/** Rows of (source, end, weight), those of the same two ends merged and their weights summed. */
export function rowsOf(
  size: number,
  sources: Int32Array,
  ends: Int32Array,
  weights: Float64Array,
): WeightedRows {
  // Two passes of a counting sort, the lesser key first: linear, and the order of the links has no say.
  const byEnd = countingSort(size, ends, null);
  const order = countingSort(size, sources, byEnd);
  const offsets = new Int32Array(size + 1);
  const mergedEnds = new Int32Array(sources.length);
  const mergedWeights = new Float64Array(sources.length);
  let last = -1;
  let row = 0;
  for (const link of order) {
    const [source, end, weight] = [sources[link] ?? 0, ends[link] ?? 0, weights[link] ?? 0];
    const isSame = source === row && last >= (offsets[row] ?? 0) && mergedEnds[last] === end;
    if (isSame) {
      mergedWeights[last] = (mergedWeights[last] ?? 0) + weight;
      continue;
    }
    last += 1;
    while (row < source) offsets[++row] = last;
    mergedEnds[last] = end;
    mergedWeights[last] = weight;
  }
  while (row < size) offsets[++row] = last + 1;
  return { offsets, ends: mergedEnds.slice(0, last + 1), weights: mergedWeights.slice(0, last + 1) };
}

/** Places in the order of their keys, equal ones as in `before`, or in their own order where that is null. */
function countingSort(size: number, keys: Int32Array, before: Int32Array | null): Int32Array {
  const next = new Int32Array(size + 1);
  for (const key of keys) next[key + 1] = (next[key + 1] ?? 0) + 1;
  for (let key = 0; key < size; key += 1) next[key + 1] = (next[key + 1] ?? 0) + (next[key] ?? 0);
  const order = new Int32Array(keys.length);
  for (let at = 0; at < keys.length; at += 1) {
    const place = before?.[at] ?? at;
    const key = keys[place] ?? 0;
    order[next[key] ?? 0] = place;
    next[key] = (next[key] ?? 0) + 1;
  }
  return order;
}
