/**
 * The repulsion of many bodies in n log n, after Barnes and Hut (1986): far groups act as one.
 * Invariant: holds flat arrays that are used again for every step, and depends on the places alone.
 */

/** A group acts as one where it is seen smaller than this: its side by its distance, squared. */
const FAR = 1.1 ** 2;
/** Bodies this much alike share a leaf. */
const MAX_DEPTH = 24;

export class Quadtree {
  /** four children a cell: 0 none, above 0 a cell, below 0 the leaf of body ~child */
  #children = new Int32Array(0);
  #count = new Float64Array(0);
  /** sums of the places while bodies come in, then their middle */
  #x = new Float64Array(0);
  #y = new Float64Array(0);
  /** squared side */
  #side = new Float64Array(0);
  #cells = 0;
  /** the next body of the same leaf, -1 for none */
  readonly #next: Int32Array;
  readonly #stack = new Int32Array(4 * (MAX_DEPTH + 2));

  /** For so many bodies. */
  constructor(bodies: number) {
    this.#next = new Int32Array(bodies);
    this.#grow(2 * bodies + 16);
  }

  #build(x: Float64Array, y: Float64Array): void {
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let body = 0; body < x.length; body += 1) {
      const [bx, by] = [x[body] ?? 0, y[body] ?? 0];
      if (bx < left) left = bx;
      if (bx > right) right = bx;
      if (by < top) top = by;
      if (by > bottom) bottom = by;
    }
    const side = Math.max(right - left, bottom - top, 1);
    this.#cells = 0;
    this.#addCell(side);
    for (let body = 0; body < x.length; body += 1) this.#insert(body, x, y, left, top, side);
    for (let cell = 0; cell < this.#cells; cell += 1) {
      const count = this.#count[cell] ?? 1;
      this.#x[cell] = (this.#x[cell] ?? 0) / count;
      this.#y[cell] = (this.#y[cell] ?? 0) / count;
    }
  }

  /** Adds to the velocities what all others push each body by: distance / (1 + distance²) ** exponent. */
  repel(x: Float64Array, y: Float64Array, vx: Float64Array, vy: Float64Array, exponent: 1 | 2): void {
    this.#build(x, y);
    const stack = this.#stack;
    const children = this.#children;
    const isSquared = exponent === 2;
    for (let body = 0; body < x.length; body += 1) {
      const bx = x[body] ?? 0;
      const by = y[body] ?? 0;
      let [fx, fy] = [0, 0];
      let top = 1;
      stack[0] = 0;
      while (top > 0) {
        top -= 1;
        const cell = stack[top] ?? 0;
        if (cell < 0) {
          for (let other = ~cell; other >= 0; other = this.#next[other] ?? -1) {
            if (other === body) continue;
            // Two on one spot part along the x axis.
            const dx = bx - (x[other] ?? 0) || (body < other ? -1e-3 : 1e-3);
            const dy = by - (y[other] ?? 0);
            const root = 1 / (1 + dx * dx + dy * dy);
            const push = isSquared ? root * root : root;
            fx += dx * push;
            fy += dy * push;
          }
          continue;
        }
        const dx = bx - (this.#x[cell] ?? 0);
        const dy = by - (this.#y[cell] ?? 0);
        const distance2 = dx * dx + dy * dy;
        if ((this.#side[cell] ?? 0) < distance2 * FAR) {
          const root = 1 / (1 + distance2);
          const push = (this.#count[cell] ?? 0) * (isSquared ? root * root : root);
          fx += dx * push;
          fy += dy * push;
          continue;
        }
        for (let child = 4 * cell; child < 4 * cell + 4; child += 1) {
          const below = children[child] ?? 0;
          if (below !== 0) {
            stack[top] = below;
            top += 1;
          }
        }
      }
      vx[body] = (vx[body] ?? 0) + fx;
      vy[body] = (vy[body] ?? 0) + fy;
    }
  }

  #insert(body: number, x: Float64Array, y: Float64Array, left: number, top: number, side: number): void {
    const [bx, by] = [x[body] ?? 0, y[body] ?? 0];
    this.#next[body] = -1;
    let half = side / 2;
    let [middleX, middleY] = [left + half, top + half];
    let cell = 0;
    for (let depth = 0; ; depth += 1) {
      this.#weigh(cell, bx, by);
      const slot = 4 * cell + (bx < middleX ? 0 : 1) + (by < middleY ? 0 : 2);
      const child = this.#children[slot] ?? 0;
      if (child === 0) {
        this.#children[slot] = ~body;
        return;
      }
      if (child < 0 && depth >= MAX_DEPTH) {
        this.#next[body] = ~child;
        this.#children[slot] = ~body;
        return;
      }
      const quarter = half / 2;
      middleX += bx < middleX ? -quarter : quarter;
      middleY += by < middleY ? -quarter : quarter;
      cell = child;
      if (child < 0) {
        const other = ~child;
        const [ox, oy] = [x[other] ?? 0, y[other] ?? 0];
        cell = this.#addCell(half);
        this.#children[slot] = cell;
        this.#weigh(cell, ox, oy);
        this.#children[4 * cell + (ox < middleX ? 0 : 1) + (oy < middleY ? 0 : 2)] = child;
      }
      half = quarter;
    }
  }

  #weigh(cell: number, x: number, y: number): void {
    this.#count[cell] = (this.#count[cell] ?? 0) + 1;
    this.#x[cell] = (this.#x[cell] ?? 0) + x;
    this.#y[cell] = (this.#y[cell] ?? 0) + y;
  }

  #addCell(side: number): number {
    const cell = this.#cells;
    this.#cells += 1;
    if (cell >= this.#count.length) this.#grow(2 * cell);
    this.#children.fill(0, 4 * cell, 4 * cell + 4);
    this.#count[cell] = 0;
    this.#x[cell] = 0;
    this.#y[cell] = 0;
    this.#side[cell] = side * side;
    return cell;
  }

  #grow(cells: number): void {
    const grown = <A extends Float64Array | Int32Array>(old: A, fresh: A): A => {
      fresh.set(old);
      return fresh;
    };
    this.#children = grown(this.#children, new Int32Array(4 * cells));
    this.#count = grown(this.#count, new Float64Array(cells));
    this.#x = grown(this.#x, new Float64Array(cells));
    this.#y = grown(this.#y, new Float64Array(cells));
    this.#side = grown(this.#side, new Float64Array(cells));
  }
}
