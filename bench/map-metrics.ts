/**
 * How good a layout is, in numbers that say nothing of taste.
 * Invariant: each depends on the places alone up to scale and turn, and ours and a peer's are judged by
 * the same graph, the same communities and the same circles.
 */
import type { SemanticGraph } from '../import/analyse/semantic-graph.ts';
import { randomFrom } from './generate-wiki.ts';
import { NearestPlaces } from './nearest-places.ts';

export interface Layout {
  x: Float64Array;
  y: Float64Array;
}

export interface MapQuality {
  /** share of a node's linked nodes among as many nearest ones, 0 to 1, the mean of all that are linked */
  neighbourhoods: number;
  /** share of a node's nearest ones that are of its region, 0 to 1, the mean of all that are in one */
  separation: number;
  /** pairs of circles that overlap */
  overlaps: number;
  /** mean length of a link ÷ mean distance of two linked nodes at random */
  edgeLength: number;
}

/** Nearest nodes that are asked for their region. */
const NEAREST = 10;
/** Of more nodes than these, so many are taken at random for neighbourhoods and regions. */
const MOST_ASKED = 20_000;
const RANDOM_PAIRS = 200_000;

/**
 * @param regionOf each node's region, -1 for none
 * @param radii each node's circle on a map that fills `area`; the layout is scaled to it
 */
export function qualityOf(
  graph: SemanticGraph,
  layout: Layout,
  regionOf: Int32Array,
  radii: readonly number[],
  area: number,
): MapQuality {
  const nearest = new NearestPlaces(layout.x, layout.y);
  const asked = askedOf(graph.size);
  return {
    neighbourhoods: neighbourhoodsKept(graph, nearest, asked),
    separation: separationOf(graph, nearest, asked, regionOf),
    overlaps: overlapsOf(layout, radii, area),
    edgeLength: edgeLengthOf(graph, layout),
  };
}

/** The area of the upright rectangle around all nodes. */
export function areaOf({ x, y }: Layout): number {
  const span = (of: Float64Array): number =>
    of.reduce((a, b) => Math.max(a, b), -Infinity) - of.reduce((a, b) => Math.min(a, b), Infinity);
  return span(x) * span(y);
}

function askedOf(size: number): number[] {
  const all = Array.from({ length: size }, (_, node) => node);
  if (size <= MOST_ASKED) return all;
  const random = randomFrom(size);
  return Array.from({ length: MOST_ASKED }, () => Math.floor(random() * size));
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

function neighbourhoodsKept({ neighbours }: SemanticGraph, nearest: NearestPlaces, asked: number[]): number {
  const kept = asked.flatMap((node) => {
    const linked = new Set(neighbours.ends.subarray(neighbours.offsets[node], neighbours.offsets[node + 1]));
    if (linked.size === 0) return [];
    return [nearest.of(node, linked.size).filter((other) => linked.has(other)).length / linked.size];
  });
  return mean(kept);
}

function separationOf(
  { size }: SemanticGraph,
  nearest: NearestPlaces,
  asked: number[],
  regionOf: Int32Array,
): number {
  const sizes = new Map<number, number>();
  for (const region of regionOf) sizes.set(region, (sizes.get(region) ?? 0) + 1);
  const shares = asked.flatMap((node) => {
    const region = regionOf[node] ?? -1;
    if (region < 0) return [];
    // A region of five can be no more than the four nearest.
    const count = Math.min(NEAREST, (sizes.get(region) ?? 1) - 1, size - 1);
    return [nearest.of(node, count).filter((other) => regionOf[other] === region).length / count];
  });
  return mean(shares);
}

function overlapsOf(layout: Layout, radii: readonly number[], area: number): number {
  const scale = Math.sqrt(area / areaOf(layout));
  const x = layout.x.map((at) => at * scale);
  const y = layout.y.map((at) => at * scale);
  const order = radii.map((_, node) => node).sort((a, b) => (x[a] ?? 0) - (x[b] ?? 0) || a - b);
  const widest = radii.reduce((a, b) => Math.max(a, b), 0);
  let overlaps = 0;
  order.forEach((node, place) => {
    const r = radii[node] ?? 0;
    for (let next = place + 1; next < order.length; next += 1) {
      const other = order[next] ?? 0;
      const dx = (x[other] ?? 0) - (x[node] ?? 0);
      if (dx >= r + widest) break;
      const dy = (y[other] ?? 0) - (y[node] ?? 0);
      // Circles that touch do not overlap, however their places were rounded.
      if (dx * dx + dy * dy < (r + (radii[other] ?? 0)) ** 2 - 1e-6) overlaps += 1;
    }
  });
  return overlaps;
}

function edgeLengthOf({ size, neighbours }: SemanticGraph, { x, y }: Layout): number {
  const far = (a: number, b: number): number =>
    Math.sqrt(((x[a] ?? 0) - (x[b] ?? 0)) ** 2 + ((y[a] ?? 0) - (y[b] ?? 0)) ** 2);
  const linked: number[] = [];
  let total = 0;
  for (let node = 0; node < size; node += 1) {
    const [from, to] = [neighbours.offsets[node] ?? 0, neighbours.offsets[node + 1] ?? 0];
    if (to > from) linked.push(node);
    for (let place = from; place < to; place += 1) total += far(node, neighbours.ends[place] ?? 0);
  }
  const random = randomFrom(linked.length);
  const pick = (): number => linked[Math.floor(random() * linked.length)] ?? 0;
  const pairs = Array.from({ length: RANDOM_PAIRS }, () => [pick(), pick()] as const).filter(
    ([a, b]) => a !== b,
  );
  return total / neighbours.ends.length / mean(pairs.map(([a, b]) => far(a, b)));
}
