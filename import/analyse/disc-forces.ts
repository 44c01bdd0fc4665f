/**
 * Discs drawn together until they are close and their ties short, by moving them a little and parting
 * those that touch, again and again (position-based dynamics, Müller, Heidelberger, Hennix, Ratcliff 2007).
 * Invariant: at the end no two are nearer than they may be.
 */
import type { Circle, Point } from './plane.ts';
import type { WeightedRows } from './semantic-graph.ts';

const STEPS = 200;
/** Steps that only part, at the end; it ends earlier where nothing touches any more. */
const PARTING_STEPS = 200;
/** What of the way to its goal a disc goes in the first step; less and less until the last. */
const TO_REGION = 0.35;
const TO_TIES = 0.3;
/** Discs start so much smaller than they are, so that they can pass by each other, and grow. */
const SMALL = 0.3;
/** And to the middle in the first step; three times as much in the last. */
const TO_MIDDLE = 0.006;
/** Discs may be nearer than they should by so much, map units. */
const TOLERANCE = 0.5;

export interface Disc extends Circle {
  region: number;
  /** water that its region keeps around itself besides the channel */
  beach: number;
}

export interface Gaps {
  channel: number;
  seam: number;
  /** how much wider than high all is to be */
  aspect: number;
}

/** The discs' new centres. */
export function settleDiscs(
  discs: readonly Disc[],
  ties: readonly ReadonlyMap<number, number>[],
  gaps: Gaps,
): Point[] {
  const bodies = new Bodies(discs, ties, gaps);
  for (let step = 0; step < STEPS; step += 1) {
    if (step === STEPS / 2) bodies.layDown();
    bodies.pull(1 - step / STEPS);
    const size = Math.min(1, SMALL + (1 - SMALL) * ((1.25 * step) / STEPS));
    bodies.part(size);
  }
  for (let step = 0; step < PARTING_STEPS && bodies.part(1) > TOLERANCE; step += 1);
  return bodies.centres();
}

class Bodies {
  readonly #discs: readonly Disc[];
  readonly #gaps: Gaps;
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  readonly #radii: Float64Array;
  /** what each keeps free around itself against other regions */
  readonly #rims: Float64Array;
  readonly #regions: Int32Array;
  readonly #order: Int32Array;
  readonly #widest: number;
  readonly #ties: WeightedRows;
  /** by how much each moves in a step */
  readonly #toX: Float64Array;
  readonly #toY: Float64Array;

  constructor(discs: readonly Disc[], ties: readonly ReadonlyMap<number, number>[], gaps: Gaps) {
    this.#discs = discs;
    this.#gaps = gaps;
    this.#x = Float64Array.from(discs, ({ x }) => x);
    this.#y = Float64Array.from(discs, ({ y }) => y);
    this.#radii = Float64Array.from(discs, ({ r }) => r);
    this.#rims = Float64Array.from(discs, ({ beach }) => (beach + gaps.channel) / 2);
    this.#regions = Int32Array.from(discs, ({ region }) => region);
    this.#order = Int32Array.from(discs, (_, disc) => disc);
    this.#ties = flat(ties);
    this.#toX = new Float64Array(discs.length);
    this.#toY = new Float64Array(discs.length);
    this.#widest = this.#radii.reduce((most, r, disc) => Math.max(most, r + (this.#rims[disc] ?? 0)), 0);
  }

  centres(): Point[] {
    return this.#discs.map((_, disc) => ({ x: this.#x[disc] ?? 0, y: this.#y[disc] ?? 0 }));
  }

  /** Turns all so that it is widest from left to right. */
  layDown(): void {
    let [xx, xy, yy, x, y, total] = [0, 0, 0, 0, 0, 0];
    this.#discs.forEach(({ r }, disc) => {
      x += r * r * (this.#x[disc] ?? 0);
      y += r * r * (this.#y[disc] ?? 0);
      total += r * r;
    });
    [x, y] = [x / total, y / total];
    this.#discs.forEach(({ r }, disc) => {
      const [dx, dy] = [(this.#x[disc] ?? 0) - x, (this.#y[disc] ?? 0) - y];
      xx += r * r * dx * dx;
      xy += r * r * dx * dy;
      yy += r * r * dy * dy;
    });
    // The eigenvector of the larger eigenvalue of the covariance.
    const larger = (xx + yy + Math.sqrt((xx - yy) ** 2 + 4 * xy * xy)) / 2;
    const [ax, ay] = xx >= yy ? [larger - yy, xy] : [xy, larger - xx];
    const length = Math.sqrt(ax * ax + ay * ay);
    if (length < 1e-9) return;
    const [cos, sin] = [ax / length, ay / length];
    this.#discs.forEach((_, disc) => {
      const [dx, dy] = [(this.#x[disc] ?? 0) - x, (this.#y[disc] ?? 0) - y];
      this.#x[disc] = dx * cos + dy * sin;
      this.#y[disc] = dy * cos - dx * sin;
    });
  }

  /** Moves every disc towards its region, what it is tied to, and the middle. */
  pull(heat: number): void {
    const [x, y, toX, toY] = [this.#x, this.#y, this.#toX, this.#toY];
    const { offsets, ends, weights } = this.#ties;
    const middles = this.#middlesOfRegions();
    const toTies = TO_TIES * heat;
    const toMiddle = TO_MIDDLE * (3 - 2 * heat);
    for (let disc = 0; disc < x.length; disc += 1) {
      const [atX, atY] = [x[disc] ?? 0, y[disc] ?? 0];
      const region = this.#regions[disc] ?? 0;
      let [tieX, tieY, total] = [0, 0, 0];
      for (let tie = offsets[disc] ?? 0; tie < (offsets[disc + 1] ?? 0); tie += 1) {
        const other = ends[tie] ?? 0;
        const weight = weights[tie] ?? 0;
        tieX += weight * (x[other] ?? 0);
        tieY += weight * (y[other] ?? 0);
        total += weight;
      }
      toX[disc] = TO_REGION * ((middles.x[region] ?? 0) - atX) - toMiddle * atX;
      toY[disc] = TO_REGION * ((middles.y[region] ?? 0) - atY) - toMiddle * this.#gaps.aspect * atY;
      if (total === 0) continue;
      toX[disc] = (toX[disc] ?? 0) + toTies * (tieX / total - atX);
      toY[disc] = (toY[disc] ?? 0) + toTies * (tieY / total - atY);
    }
    for (let disc = 0; disc < x.length; disc += 1) {
      x[disc] = (x[disc] ?? 0) + (toX[disc] ?? 0);
      y[disc] = (y[disc] ?? 0) + (toY[disc] ?? 0);
    }
  }

  /** By area. */
  #middlesOfRegions(): { x: Float64Array; y: Float64Array } {
    const count = this.#regions.reduce((most, region) => Math.max(most, region + 1), 0);
    const [x, y, areas] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
    this.#regions.forEach((region, disc) => {
      const area = (this.#radii[disc] ?? 0) ** 2;
      x[region] = (x[region] ?? 0) + area * (this.#x[disc] ?? 0);
      y[region] = (y[region] ?? 0) + area * (this.#y[disc] ?? 0);
      areas[region] = (areas[region] ?? 0) + area;
    });
    areas.forEach((area, region) => {
      x[region] = (x[region] ?? 0) / area;
      y[region] = (y[region] ?? 0) / area;
    });
    return { x, y };
  }

  /** Parts discs that are too near, the smaller farther. @returns by how much the worst two were too near */
  part(size: number): number {
    const [x, y, order, radii] = [this.#x, this.#y, this.#order, this.#radii];
    const [rims, regions] = [this.#rims, this.#regions];
    const { seam } = this.#gaps;
    order.sort((a, b) => (x[a] ?? 0) - (x[b] ?? 0) || a - b);
    let worst = 0;
    for (let place = 0; place < order.length; place += 1) {
      const disc = order[place] ?? 0;
      const [r, rim, region] = [radii[disc] ?? 0, rims[disc] ?? 0, regions[disc] ?? 0];
      const reach = size * (r + rim + this.#widest);
      for (let next = place + 1; next < order.length; next += 1) {
        const other = order[next] ?? 0;
        const dx = (x[other] ?? 0) - (x[disc] ?? 0);
        // Those that moved in this pass are no longer in order, by little.
        if (dx > reach) break;
        const dy = (y[other] ?? 0) - (y[disc] ?? 0);
        if (dy > reach || dy < -reach) continue;
        const its = radii[other] ?? 0;
        const least = size * (r + its + (regions[other] === region ? seam : rim + (rims[other] ?? 0)));
        const squared = dx * dx + dy * dy;
        if (squared >= least * least) continue;
        const far = Math.sqrt(squared);
        const near = least - far;
        worst = Math.max(worst, near);
        const [ux, uy] = far > 1e-9 ? [dx / far, dy / far] : [1, 0];
        const back = (near * its * its) / (r * r + its * its);
        x[disc] = (x[disc] ?? 0) - ux * back;
        y[disc] = (y[disc] ?? 0) - uy * back;
        x[other] = (x[other] ?? 0) + ux * (near - back);
        y[other] = (y[other] ?? 0) + uy * (near - back);
      }
    }
    return worst;
  }
}

function flat(ties: readonly ReadonlyMap<number, number>[]): WeightedRows {
  const offsets = new Int32Array(ties.length + 1);
  ties.forEach(({ size }, disc) => (offsets[disc + 1] = (offsets[disc] ?? 0) + size));
  return {
    offsets,
    ends: Int32Array.from(ties.flatMap((of) => [...of.keys()])),
    weights: Float64Array.from(ties.flatMap((of) => [...of.values()])),
  };
}
