/**
 * Where the land lies: each community without parts is a disc; the discs of a region lie together,
 * regions that link much lie near each other, those that link to no other beside their kin.
 * Invariant: no two discs come nearer than the water between them; depends on links, sizes and kin alone.
 */
import type { Grouping } from './communities.ts';
import { cheapestSpot } from './circle-packing.ts';
import { settleDiscs } from './disc-forces.ts';
import { type Circle, distance, type Point } from './plane.ts';
import type { SemanticGraph } from './semantic-graph.ts';

/** Water around a disc of another region, and the seam between discs of one; map units. */
export const CHANNEL = 50;
const SEAM = 10;
/** How much wider than high the map is to be. */
export const ASPECT = 1.9;
/** What a unit away from the middle costs, where a unit away from all that a region links to costs 1. */
const ROUNDNESS = 0.6;
/** Part of an area that circles packed into it fill. */
const PACKED = 0.8;

/** How strongly each is tied to others, by their numbers. */
export type Ties = ReadonlyMap<number, number>[];

export interface Plot {
  /** index of the grouping whose land it is */
  grouping: number;
  /** index of its region among the groupings, itself where it has no parts */
  region: number;
  r: number;
  /** rim kept free around its region, map units */
  beach: number;
}

/**
 * The centre of each plot.
 * @param kinOf for a plot whose region links to no other, the plot it belongs beside; -1 for none
 */
export function placePlots(
  graph: SemanticGraph,
  groupings: readonly Grouping[],
  plots: readonly Plot[],
  kinOf: (plot: number) => number,
): Point[] {
  const plotOf = new Int32Array(graph.size).fill(-1);
  plots.forEach(({ grouping }, plot) => {
    for (const node of groupings[grouping]?.nodes ?? []) plotOf[node] = plot;
  });
  const between = tiesBetween(graph, plots.length, plotOf);
  const regions = [...new Set(plots.map(({ region }) => region))];
  const placeOf = new Map(regions.map((region, place) => [region, place]));
  const regionOf = plots.map(({ region }) => placeOf.get(region) ?? 0);
  const members = regions.map((): number[] => []);
  regionOf.forEach((region, plot) => members[region]?.push(plot));
  const ties = tiesOfRegions(between, regionOf, regions.length);
  members.forEach((own, region) => {
    if ((ties[region]?.size ?? 0) > 0) return;
    const kin = kinOf(own[0] ?? 0);
    const to = kin < 0 ? region : (regionOf[kin] ?? region);
    if (to !== region) ties[region]?.set(to, 1);
  });
  const radii = members.map((own) => {
    const area = own.reduce((sum, plot) => sum + ((plots[plot]?.r ?? 0) + SEAM / 2) ** 2, 0);
    const r = own.length > 1 ? Math.sqrt(area / PACKED) : Math.sqrt(area);
    return r + CHANNEL / 2 + (plots[own[0] ?? 0]?.beach ?? 0) / 2;
  });
  const centres = pack(radii, ties, () => []);
  const start: Point[] = plots.map(() => ({ x: 0, y: 0 }));
  members.forEach((own, region) => {
    const centre = centres[region] ?? { x: 0, y: 0 };
    const within = own.map(
      (plot) =>
        new Map(
          [...(between[plot] ?? [])].flatMap(([to, w]) =>
            regionOf[to] === region ? [[own.indexOf(to), w]] : [],
          ),
        ),
    );
    const outward = (place: number): { at: Point; weight: number }[] =>
      [...(between[own[place] ?? 0] ?? [])].flatMap(([to, weight]) => {
        const there = regionOf[to] === region ? undefined : centres[regionOf[to] ?? 0];
        return there ? [{ at: { x: there.x - centre.x, y: there.y - centre.y }, weight }] : [];
      });
    const spots = pack(
      own.map((plot) => (plots[plot]?.r ?? 0) + SEAM / 2),
      within,
      outward,
    );
    own.forEach((plot, place) => {
      const { x, y } = spots[place] ?? { x: 0, y: 0 };
      start[plot] = { x: x + centre.x, y: y + centre.y };
    });
  });
  return settleDiscs(
    plots.map(({ r, beach }, plot) => ({
      ...(start[plot] ?? { x: 0, y: 0 }),
      r,
      region: regionOf[plot] ?? 0,
      beach,
    })),
    between,
    { channel: CHANNEL, seam: SEAM, aspect: ASPECT },
  );
}

/** How strongly the plots link: what is odd for their sizes counts, or everybody would lie by the largest. */
function tiesBetween(graph: SemanticGraph, count: number, plotOf: Int32Array): Map<number, number>[] {
  const ties = Array.from({ length: count }, () => new Map<number, number>());
  const sizes = new Float64Array(count);
  const { offsets, ends, weights } = graph.neighbours;
  for (let node = 0; node < graph.size; node += 1) {
    const own = plotOf[node] ?? -1;
    if (own < 0) continue;
    sizes[own] = (sizes[own] ?? 0) + 1;
    for (let place = offsets[node] ?? 0; place < (offsets[node + 1] ?? 0); place += 1) {
      const other = plotOf[ends[place] ?? 0] ?? -1;
      if (other < 0 || other === own) continue;
      const of = ties[own];
      of?.set(other, (of.get(other) ?? 0) + (weights[place] ?? 0));
    }
  }
  ties.forEach((of, own) => {
    for (const [other, weight] of of) {
      of.set(other, weight / Math.sqrt((sizes[own] ?? 1) * (sizes[other] ?? 1)));
    }
  });
  return ties;
}

function tiesOfRegions(between: Ties, regionOf: readonly number[], count: number): Map<number, number>[] {
  const ties = Array.from({ length: count }, () => new Map<number, number>());
  between.forEach((of, plot) => {
    const own = regionOf[plot] ?? 0;
    for (const [other, weight] of of) {
      const region = regionOf[other] ?? 0;
      if (region !== own) ties[own]?.set(region, (ties[own].get(region) ?? 0) + weight);
    }
  });
  return ties;
}

/**
 * Centres for circles, largest first: each where it touches two that stand already and its ties come
 * out shortest.
 * @param outward ties to points outside
 */
function pack(
  radii: readonly number[],
  ties: Ties,
  outward: (circle: number) => readonly { at: Point; weight: number }[],
): Point[] {
  const inOrder = radii.map((_, circle) => circle).sort((a, b) => (radii[b] ?? 0) - (radii[a] ?? 0) || a - b);
  const centres = new Map<number, Circle>();
  const standing: Circle[] = [];
  for (const circle of inOrder) {
    const anchors = [...outward(circle)];
    for (const [other, weight] of ties[circle] ?? []) {
      const at = centres.get(other);
      if (at) anchors.push({ at, weight });
    }
    const total = anchors.reduce((sum, { weight }) => sum + weight, 0);
    const cost = (spot: Point): number =>
      anchors.reduce((sum, { at, weight }) => sum + (weight / total) * distance(spot, at), 0) +
      ROUNDNESS * Math.sqrt(spot.x ** 2 + (ASPECT * spot.y) ** 2);
    const r = radii[circle] ?? 0;
    const placed = { ...cheapestSpot(standing, r, cost), r };
    centres.set(circle, placed);
    standing.push(placed);
  }
  return radii.map((_, circle) => centres.get(circle) ?? { x: 0, y: 0 });
}
