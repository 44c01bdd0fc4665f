/**
 * The forces that lay out the pages of a plot: springs along links, t-distributed repulsion (Zhong et al.,
 * "Force-Directed Graph Layouts Revisited: A New Force Based on the T-Distribution", 2023), and room
 * around each page.
 * Invariant: the same places and links give the same result to the bit; there is nothing but sums,
 * products, quotients and roots, which all machines round alike.
 */
import { CircleGrid } from './circle-grid.ts';
import type { Point } from './plane.ts';
import { Quadtree } from './quadtree.ts';
import { repelEach } from './repel-each.ts';

/** What is left of a velocity after a step. */
const FRICTION = 0.6;
/** How strong the forces still are in the last step of a phase, of 1 in the first. */
const COOLED = 0.05;
/** Pull along a link, and how much stronger it is for ends that are near. */
const SPRING = 0.12;
const NEARNESS = 8;
/** Pull to the middle, against strays. */
const GRAVITY = 0.02;
/** Pull of the links that lead out. */
const OUTWARD = 0.5;
/** No step moves a page farther. */
const MOST_MOVED = 2;
/** Of more bodies, far groups repel as one: before that it costs more than it saves. */
const FEW_BODIES = 500;

/** Ends of each spring, as indices of the bodies. */
export interface Springs {
  sources: Int32Array;
  targets: Int32Array;
}

export class Forces {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly #vx: Float64Array;
  readonly #vy: Float64Array;
  readonly #springs: Springs;
  readonly #outward: readonly Point[];

  /** Takes the arrays as the bodies' places, and moves them. */
  constructor(x: Float64Array, y: Float64Array, springs: Springs, outward: readonly Point[]) {
    this.x = x;
    this.y = y;
    this.#vx = new Float64Array(x.length);
    this.#vy = new Float64Array(x.length);
    this.#springs = springs;
    this.#outward = outward;
  }

  /** Unfolds the whole: repulsion reaches far, 1 / distance. */
  shape(steps: number): void {
    this.#simulate(steps, 1);
  }

  /** Closes up what is linked: repulsion reaches near, 1 / distance³. */
  close(steps: number): void {
    this.#simulate(steps, 2);
  }

  /** Parts circles of these radii that overlap, and holds them within `reach` of 0,0. */
  part(radii: Float64Array, reach: number, steps: number): void {
    const grid = new CircleGrid(radii);
    for (let step = 0; step < steps; step += 1) {
      const moved = grid.part(this.x, this.y);
      for (let body = 0; body < radii.length; body += 1) {
        const [x, y] = [this.x[body] ?? 0, this.y[body] ?? 0];
        const most = Math.max(0, reach - (radii[body] ?? 0));
        const far = Math.sqrt(x * x + y * y);
        if (far <= most) continue;
        this.x[body] = (x / far) * most;
        this.y[body] = (y / far) * most;
      }
      if (moved === 0) break;
    }
  }

  #simulate(steps: number, exponent: 1 | 2): void {
    const tree = this.x.length > FEW_BODIES ? new Quadtree(this.x.length) : null;
    // The last of `steps` equal ratios is COOLED: a root that no machine needs to take.
    let heat = 1;
    const cooling = 1 - 3 / steps;
    for (let step = 0; step < steps; step += 1) {
      this.#pull(exponent === 2);
      if (tree) tree.repel(this.x, this.y, this.#vx, this.#vy, exponent);
      else repelEach(this.x, this.y, this.#vx, this.#vy, exponent);
      this.#move(heat);
      heat = Math.max(COOLED, heat * cooling);
    }
  }

  #pull(near: boolean): void {
    const [x, y, vx, vy] = [this.x, this.y, this.#vx, this.#vy];
    const { sources, targets } = this.#springs;
    for (let spring = 0; spring < sources.length; spring += 1) {
      const source = sources[spring] ?? 0;
      const target = targets[spring] ?? 0;
      const dx = (x[target] ?? 0) - (x[source] ?? 0);
      const dy = (y[target] ?? 0) - (y[source] ?? 0);
      const force = SPRING * (near ? 1 + NEARNESS / (1 + dx * dx + dy * dy) : 1);
      vx[source] = (vx[source] ?? 0) + dx * force;
      vy[source] = (vy[source] ?? 0) + dy * force;
      vx[target] = (vx[target] ?? 0) - dx * force;
      vy[target] = (vy[target] ?? 0) - dy * force;
    }
    for (let body = 0; body < x.length; body += 1) {
      const out = this.#outward[body];
      vx[body] = (vx[body] ?? 0) - (x[body] ?? 0) * GRAVITY + (out?.x ?? 0) * OUTWARD;
      vy[body] = (vy[body] ?? 0) - (y[body] ?? 0) * GRAVITY + (out?.y ?? 0) * OUTWARD;
    }
  }

  #move(heat: number): void {
    for (let body = 0; body < this.x.length; body += 1) {
      const vx = (this.#vx[body] ?? 0) * FRICTION;
      const vy = (this.#vy[body] ?? 0) * FRICTION;
      const speed = Math.sqrt(vx * vx + vy * vy) * heat;
      const held = speed > MOST_MOVED ? (heat * MOST_MOVED) / speed : heat;
      this.#vx[body] = vx;
      this.#vy[body] = vy;
      this.x[body] = (this.x[body] ?? 0) + vx * held;
      this.y[body] = (this.y[body] ?? 0) + vy * held;
    }
  }
}
