/**
 * One community laid out by itself, as a disc around 0,0.
 * Invariant: depends on its members and the links among them alone.
 */
import { packEnclose } from 'd3-hierarchy';
import { Forces, type Springs } from './forces.ts';
import type { SemanticGraph } from './semantic-graph.ts';

export interface Point {
  x: number;
  y: number;
}

export interface Circle extends Point {
  r: number;
}

/** Positions of `members`, in their order, and the radius of the circle around 0,0 that holds them. */
export interface Region {
  members: number[];
  points: Point[];
  r: number;
}

/** Ticks in which links and repulsion find the shape, and ticks that then make room for each node. */
const SHAPING_TICKS = 110;
const PARTING_TICKS = 40;
/** Circles are parted as if so much larger: crowded middles open up. */
const MARGIN = 1.25;
/** Part of a region's disc that the circles in it fill. */
const FILL = 0.6;

/** Lays out a region; `room[i]` is the radius that node i keeps free around itself. */
export function layOutRegion(graph: SemanticGraph, members: number[], room: number[]): Region {
  const seeds = members.map((_, place) => spiral(place));
  const x = Float64Array.from(seeds, (seed) => seed.x);
  const y = Float64Array.from(seeds, (seed) => seed.y);
  const radii = Float64Array.from(members, (node) => (room[node] ?? 0) * MARGIN);
  const forces = new Forces(x, y);
  forces.shape(springsAmong(graph, members), SHAPING_TICKS);
  spreadToFit(x, y, radii);
  forces.part(radii, PARTING_TICKS);
  const around = packEnclose(
    members.map((node, place): Circle => ({ x: x[place] ?? 0, y: y[place] ?? 0, r: room[node] ?? 0 })),
  );
  return {
    members,
    points: members.map((_, place) => ({ x: (x[place] ?? 0) - around.x, y: (y[place] ?? 0) - around.y })),
    r: around.r,
  };
}

function springsAmong(graph: SemanticGraph, members: number[]): Springs {
  const places = new Map(members.map((node, place) => [node, place]));
  const springs: Springs = { sources: [], targets: [] };
  members.forEach((node, source) => {
    for (const { node: other } of graph.neighbours[node] ?? []) {
      const target = places.get(other);
      if (target === undefined || source >= target) continue;
      springs.sources.push(source);
      springs.targets.push(target);
    }
  });
  return springs;
}

/** Spreads circles that lie too close for their number until their mean distance is that of a filled disc. */
function spreadToFit(x: Float64Array, y: Float64Array, radii: Float64Array): void {
  const area = radii.reduce((sum, r) => sum + r ** 2, 0) / FILL;
  const spread = x.reduce((sum, at, place) => sum + at * at + (y[place] ?? 0) ** 2, 0) / x.length;
  // Points spread evenly over a disc of radius R lie R / √2 from its middle, in the mean of squares.
  const factor = Math.sqrt(area / 2 / spread);
  if (factor <= 1 || spread === 0) return;
  for (let place = 0; place < x.length; place += 1) {
    x[place] = (x[place] ?? 0) * factor;
    y[place] = (y[place] ?? 0) * factor;
  }
}

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/** The place-th seed of a sunflower: even, round, no two alike (Vogel 1979). */
export function spiral(place: number, spacing = 24): Point {
  const r = spacing * 0.6 * Math.sqrt(place);
  return { x: r * Math.cos(place * GOLDEN_ANGLE), y: r * Math.sin(place * GOLDEN_ANGLE) };
}
