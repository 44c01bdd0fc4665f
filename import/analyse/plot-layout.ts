/**
 * The pages of one plot laid out in its disc, around 0,0: linked pages side by side, pages that are
 * linked outwards on that side.
 * Invariant: depends on the members, the links among them and where their other links lead alone.
 */
import { Forces, type Springs } from './forces.ts';
import { type Point, sunflower } from './plane.ts';

/** Steps in which links and repulsion find the shape, linked pages close up, and all make room. */
interface Steps {
  shaping: number;
  closing: number;
  parting: number;
}

/** More steps keep more neighbours together; those of a large map are fewer, to be ready in time. */
const MOST: Steps = { shaping: 60, closing: 300, parting: 50 };
const LEAST: Steps = { shaping: 20, closing: 25, parting: 20 };
/** So many moves of a node are made in each phase, as far as these bounds let it. */
const MOVES: Steps = { shaping: 2e6, closing: 3e6, parting: 2e6 };

/** For a map of so many nodes. */
export function stepsFor(nodes: number): Steps {
  const within = (phase: keyof Steps): number =>
    Math.max(LEAST[phase], Math.min(MOST[phase], Math.floor(MOVES[phase] / Math.max(1, nodes))));
  return { shaping: within('shaping'), closing: within('closing'), parting: within('parting') };
}

/** Circles are parted as if so much larger: crowded middles open up. */
export const MARGIN = 1.22;
/** Part of a disc that the circles in it fill. */
const FILL = 0.62;

/** The radius of the disc that circles of these radii need. */
export function plotRadius(room: readonly number[]): number {
  const area = room.reduce((sum, r) => sum + (r * MARGIN) ** 2, 0);
  const widest = room.reduce((a, b) => Math.max(a, b), 0);
  return Math.max(Math.sqrt(area / FILL), widest * MARGIN);
}

export interface PlotPlan {
  /** links among the members, as places in their list */
  springs: Springs;
  /** room[i]: the radius that member i keeps free around itself */
  room: readonly number[];
  steps: Steps;
  /** for each member the direction in which its other links lead; its length is how much they count, below 1 */
  outward: readonly Point[];
}

/** Where each member lies; all within plotRadius of 0,0. */
export function layOutPlot({ springs, room, steps, outward }: PlotPlan): Point[] {
  const seeds = sunflower(room.length, 0.6);
  const x = Float64Array.from(seeds, (seed) => seed.x);
  const y = Float64Array.from(seeds, (seed) => seed.y);
  const forces = new Forces(x, y, springs, outward);
  forces.shape(steps.shaping);
  forces.close(steps.closing);
  const radii = Float64Array.from(room, (r) => r * MARGIN);
  const reach = plotRadius(room);
  fitInto(x, y, reach);
  forces.part(radii, reach, steps.parting);
  return room.map((_, place) => ({ x: x[place] ?? 0, y: y[place] ?? 0 }));
}

/** Moves the middle of the points to 0,0 and scales them until their mean distance is that of a filled disc. */
function fitInto(x: Float64Array, y: Float64Array, reach: number): void {
  const count = x.length;
  const [middleX, middleY] = [x.reduce((a, b) => a + b, 0) / count, y.reduce((a, b) => a + b, 0) / count];
  let spread = 0;
  for (let place = 0; place < count; place += 1) {
    x[place] = (x[place] ?? 0) - middleX;
    y[place] = (y[place] ?? 0) - middleY;
    spread += ((x[place] ?? 0) ** 2 + (y[place] ?? 0) ** 2) / count;
  }
  // Points spread evenly over a disc of radius R lie R / √2 from its middle, in the mean of squares.
  const factor = spread > 0 ? reach / Math.sqrt(2 * spread) : 1;
  for (let place = 0; place < count; place += 1) {
    x[place] = (x[place] ?? 0) * factor;
    y[place] = (y[place] ?? 0) * factor;
  }
}
