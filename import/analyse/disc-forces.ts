/**
 * Discs drawn together until they are close and their ties short, by moving them a little and parting
 * those that touch, again and again (position-based dynamics, Müller, Heidelberger, Hennix, Ratcliff 2007).
 * Invariant: at the end no two are nearer than they may be.
 */
import type { Circle, Point } from './plane.ts';

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
  const bodies = new Bodies(discs, gaps);
  for (let step = 0; step < STEPS; step += 1) {
    if (step === STEPS / 2) bodies.layDown();
    bodies.pull(ties, 1 - step / STEPS);
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

  constructor(discs: readonly Disc[], gaps: Gaps) {
    this.#discs = discs;
    this.#gaps = gaps;
    this.#x = Float64Array.from(discs, ({ x }) => x);
    this.#y = Float64Array.from(discs, ({ y }) => y);
    this.#radii = Float64Array.from(discs, ({ r }) => r);
    this.#rims = Float64Array.from(discs, ({ beach }) => (beach + gaps.channel) / 2);
    this.#regions = Int32Array.from(discs, ({ region }) => region);
    this.#order = Int32Array.from(discs, (_, disc) => disc);
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
  pull(ties: readonly ReadonlyMap<number, number>[], heat: number): void {
    const regions = new Map<number, { x: number; y: number; area: number }>();
    this.#discs.forEach(({ region, r }, disc) => {
      const sum = regions.get(region) ?? { x: 0, y: 0, area: 0 };
      const area = r * r;
      regions.set(region, {
        x: sum.x + area * (this.#x[disc] ?? 0),
        y: sum.y + area * (this.#y[disc] ?? 0),
        area: sum.area + area,
      });
    });
    const goals = this.#discs.map(({ region }, disc) => {
      const [x, y] = [this.#x[disc] ?? 0, this.#y[disc] ?? 0];
      const { x: sumX = 0, y: sumY = 0, area = 1 } = regions.get(region) ?? {};
      let [tieX, tieY, total] = [0, 0, 0];
      for (const [other, weight] of ties[disc] ?? []) {
        tieX += weight * (this.#x[other] ?? 0);
        tieY += weight * (this.#y[other] ?? 0);
        total += weight;
      }
      const tied = total > 0 ? TO_TIES * heat : 0;
      const middle = TO_MIDDLE * (3 - 2 * heat);
      return {
        x: TO_REGION * (sumX / area - x) + (total > 0 ? tied * (tieX / total - x) : 0) - middle * x,
        y:
          TO_REGION * (sumY / area - y) +
          (total > 0 ? tied * (tieY / total - y) : 0) -
          middle * this.#gaps.aspect * y,
      };
    });
    goals.forEach((by, disc) => {
      this.#x[disc] = (this.#x[disc] ?? 0) + by.x;
      this.#y[disc] = (this.#y[disc] ?? 0) + by.y;
    });
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
