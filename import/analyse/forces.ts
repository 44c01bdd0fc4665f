/**
 * The forces that lay out one region: springs along links, repulsion, a pull to the middle, and room
 * around each node. Steps and strengths are those of d3-force, over flat arrays.
 * Invariant: the same places and links give the same result to the bit.
 */
import { Quadtree } from './quadtree.ts';

/** What is left of a velocity after a step. */
const FRICTION = 0.6;
/** How strong the forces still are in the last shaping step, of 1 in the first. */
const COOLED = 0.01;
/** Pull towards the middle, and push between nodes: together they make discs, without holes or strays. */
const GRAVITY = 0.1;
const REPULSION = -90;
const REACH = 500;
const LINK_LENGTH = 34;

/** Ends of each spring, as indices of the bodies. */
export interface Springs {
  sources: number[];
  targets: number[];
}

export class Forces {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly #vx: Float64Array;
  readonly #vy: Float64Array;

  /** Takes the arrays as the bodies' places, and moves them. */
  constructor(x: Float64Array, y: Float64Array) {
    this.x = x;
    this.y = y;
    this.#vx = new Float64Array(x.length);
    this.#vy = new Float64Array(x.length);
  }

  /** Lets links and repulsion find the shape, in so many steps. */
  shape(springs: Springs, steps: number): void {
    const tree = new Quadtree(this.x.length);
    const pulls = pullsOf(springs, this.x.length);
    const cooling = COOLED ** (1 / steps);
    let heat = 1;
    for (let step = 0; step < steps; step += 1) {
      heat *= cooling;
      this.#pull(springs, pulls, heat);
      tree.build(this.x, this.y);
      tree.repel(this.x, this.y, this.#vx, this.#vy, REPULSION * heat, REACH ** 2);
      for (let body = 0; body < this.x.length; body += 1) {
        this.#vx[body] = (this.#vx[body] ?? 0) - (this.x[body] ?? 0) * GRAVITY * heat;
        this.#vy[body] = (this.#vy[body] ?? 0) - (this.y[body] ?? 0) * GRAVITY * heat;
      }
      this.#move();
    }
  }

  /** Parts circles of these radii that overlap, in so many steps. */
  part(radii: Float64Array, steps: number): void {
    const grid = new Grid(radii);
    for (let step = 0; step < steps; step += 1) {
      this.#collide(radii, grid);
      this.#move();
    }
  }

  #pull({ sources, targets }: Springs, { strength, share }: Pulls, heat: number): void {
    const [x, y, vx, vy] = [this.x, this.y, this.#vx, this.#vy];
    for (let spring = 0; spring < sources.length; spring += 1) {
      const source = sources[spring] ?? 0;
      const target = targets[spring] ?? 0;
      const dx = (x[target] ?? 0) + (vx[target] ?? 0) - (x[source] ?? 0) - (vx[source] ?? 0) || 1e-6;
      const dy = (y[target] ?? 0) + (vy[target] ?? 0) - (y[source] ?? 0) - (vy[source] ?? 0);
      const distance = Math.sqrt(dx * dx + dy * dy);
      const force = ((distance - LINK_LENGTH) / distance) * heat * (strength[spring] ?? 0);
      const toTarget = force * (share[spring] ?? 0);
      const toSource = force - toTarget;
      vx[target] = (vx[target] ?? 0) - dx * toTarget;
      vy[target] = (vy[target] ?? 0) - dy * toTarget;
      vx[source] = (vx[source] ?? 0) + dx * toSource;
      vy[source] = (vy[source] ?? 0) + dy * toSource;
    }
  }

  #collide(radii: Float64Array, grid: Grid): void {
    const [vx, vy] = [this.#vx, this.#vy];
    // Where the bodies are going to be, as long as none has to give way.
    const ahead = {
      x: this.x.map((x, body) => x + (vx[body] ?? 0)),
      y: this.y.map((y, body) => y + (vy[body] ?? 0)),
    };
    grid.fill(ahead.x, ahead.y);
    for (let body = 0; body < radii.length; body += 1) {
      const r = radii[body] ?? 0;
      grid.forEachAround(ahead.x[body] ?? 0, ahead.y[body] ?? 0, (other) => {
        if (other <= body) return;
        const reach = r + (radii[other] ?? 0);
        const dx = (this.x[body] ?? 0) + (vx[body] ?? 0) - (ahead.x[other] ?? 0) || 1e-6;
        const dy = (this.y[body] ?? 0) + (vy[body] ?? 0) - (ahead.y[other] ?? 0);
        const distance2 = dx * dx + dy * dy;
        if (distance2 >= reach * reach) return;
        const distance = Math.sqrt(distance2);
        const force = (reach - distance) / distance;
        const heavy = (radii[other] ?? 0) ** 2;
        const share = heavy / (r * r + heavy);
        vx[body] = (vx[body] ?? 0) + dx * force * share;
        vy[body] = (vy[body] ?? 0) + dy * force * share;
        vx[other] = (vx[other] ?? 0) - dx * force * (1 - share);
        vy[other] = (vy[other] ?? 0) - dy * force * (1 - share);
      });
    }
  }

  #move(): void {
    for (let body = 0; body < this.x.length; body += 1) {
      this.#vx[body] = (this.#vx[body] ?? 0) * FRICTION;
      this.#vy[body] = (this.#vy[body] ?? 0) * FRICTION;
      this.x[body] = (this.x[body] ?? 0) + (this.#vx[body] ?? 0);
      this.y[body] = (this.y[body] ?? 0) + (this.#vy[body] ?? 0);
    }
  }
}

interface Pulls {
  strength: Float64Array;
  /** how much of the force moves the target */
  share: Float64Array;
}

/** A spring is the weaker the more others its ends have, and moves the end that has fewer. */
function pullsOf({ sources, targets }: Springs, bodies: number): Pulls {
  const degree = new Float64Array(bodies);
  for (const end of [...sources, ...targets]) degree[end] = (degree[end] ?? 0) + 1;
  const pulls: Pulls = {
    strength: new Float64Array(sources.length),
    share: new Float64Array(sources.length),
  };
  sources.forEach((source, spring) => {
    const [a, b] = [degree[source] ?? 1, degree[targets[spring] ?? 0] ?? 1];
    pulls.strength[spring] = 1 / Math.min(a, b);
    pulls.share[spring] = a / (a + b);
  });
  return pulls;
}

/** Which bodies lie in which square; two circles that touch lie in squares that do. */
class Grid {
  readonly #widest: number;
  readonly #next: Int32Array;
  #heads = new Int32Array(0);
  #side = 0;
  #columns = 0;
  #rows = 0;
  #left = 0;
  #top = 0;

  constructor(radii: Float64Array) {
    this.#widest = 2 * radii.reduce((a, b) => Math.max(a, b), 1);
    this.#next = new Int32Array(radii.length);
  }

  fill(x: Float64Array, y: Float64Array): void {
    const least = (of: Float64Array): number => of.reduce((a, b) => Math.min(a, b), Infinity);
    const most = (of: Float64Array): number => of.reduce((a, b) => Math.max(a, b), -Infinity);
    this.#left = least(x);
    this.#top = least(y);
    const [width, height] = [most(x) - this.#left, most(y) - this.#top];
    // Not many more squares than bodies, however far these lie apart.
    this.#side = Math.max(
      this.#widest,
      Math.max(width, height) / x.length,
      Math.sqrt((width * height) / x.length / 4),
    );
    this.#columns = Math.floor(width / this.#side) + 1;
    this.#rows = Math.floor(height / this.#side) + 1;
    const cells = this.#columns * this.#rows;
    if (cells > this.#heads.length) this.#heads = new Int32Array(cells);
    this.#heads.fill(-1, 0, cells);
    for (let body = x.length - 1; body >= 0; body -= 1) {
      const cell = this.#rowOf(y[body] ?? 0) * this.#columns + this.#columnOf(x[body] ?? 0);
      this.#next[body] = this.#heads[cell] ?? -1;
      this.#heads[cell] = body;
    }
  }

  /** The bodies in the nine squares around a place. */
  forEachAround(x: number, y: number, visit: (body: number) => void): void {
    const [column, row] = [this.#columnOf(x), this.#rowOf(y)];
    for (let r = Math.max(0, row - 1); r <= Math.min(this.#rows - 1, row + 1); r += 1)
      for (let c = Math.max(0, column - 1); c <= Math.min(this.#columns - 1, column + 1); c += 1)
        for (let body = this.#heads[r * this.#columns + c] ?? -1; body >= 0; body = this.#next[body] ?? -1)
          visit(body);
  }

  #columnOf(x: number): number {
    return Math.floor((x - this.#left) / this.#side);
  }

  #rowOf(y: number): number {
    return Math.floor((y - this.#top) / this.#side);
  }
}
