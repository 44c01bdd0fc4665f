/**
 * Which circles overlap, found in squares of a grid, and pushed apart.
 * Invariant: two circles that touch lie in squares that do.
 */

/** Circles that overlap by less stay as they are, as a part of their radii. */
const TOLERANCE = 1e-3;

export class CircleGrid {
  readonly #radii: Float64Array;
  readonly #widest: number;
  readonly #next: Int32Array;
  #heads = new Int32Array(0);
  #side = 0;
  #columns = 0;
  #rows = 0;
  #left = 0;
  #top = 0;

  /** For circles of these radii. */
  constructor(radii: Float64Array) {
    this.#radii = radii;
    this.#widest = 2 * radii.reduce((a, b) => Math.max(a, b), 1);
    this.#next = new Int32Array(radii.length);
  }

  /** Pushes circles that overlap apart, the smaller farther. @returns how many pairs did overlap */
  part(x: Float64Array, y: Float64Array): number {
    this.#fill(x, y);
    let pairs = 0;
    for (let body = 0; body < x.length; body += 1) {
      const [column, row] = [this.#columnOf(x[body] ?? 0), this.#rowOf(y[body] ?? 0)];
      for (let r = Math.max(0, row - 1); r <= Math.min(this.#rows - 1, row + 1); r += 1)
        for (let c = Math.max(0, column - 1); c <= Math.min(this.#columns - 1, column + 1); c += 1)
          for (
            let other = this.#heads[r * this.#columns + c] ?? -1;
            other >= 0;
            other = this.#next[other] ?? -1
          )
            if (other > body) pairs += this.#partTwo(body, other, x, y);
    }
    return pairs;
  }

  #partTwo(body: number, other: number, x: Float64Array, y: Float64Array): 0 | 1 {
    const [a, b] = [this.#radii[body] ?? 0, this.#radii[other] ?? 0];
    const dx = (x[body] ?? 0) - (x[other] ?? 0) || 1e-6;
    const dy = (y[body] ?? 0) - (y[other] ?? 0);
    const squared = dx * dx + dy * dy;
    if (squared >= ((a + b) * (1 - TOLERANCE)) ** 2) return 0;
    const far = Math.sqrt(squared);
    const push = (a + b - far) / far;
    const share = (b * b) / (a * a + b * b);
    x[body] = (x[body] ?? 0) + dx * push * share;
    y[body] = (y[body] ?? 0) + dy * push * share;
    x[other] = (x[other] ?? 0) - dx * push * (1 - share);
    y[other] = (y[other] ?? 0) - dy * push * (1 - share);
    return 1;
  }

  #fill(x: Float64Array, y: Float64Array): void {
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let body = 0; body < x.length; body += 1) {
      left = Math.min(left, x[body] ?? 0);
      right = Math.max(right, x[body] ?? 0);
      top = Math.min(top, y[body] ?? 0);
      bottom = Math.max(bottom, y[body] ?? 0);
    }
    [this.#left, this.#top] = [left, top];
    const [width, height] = [right - left, bottom - top];
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

  #columnOf(x: number): number {
    return Math.min(this.#columns - 1, Math.max(0, Math.floor((x - this.#left) / this.#side)));
  }

  #rowOf(y: number): number {
    return Math.min(this.#rows - 1, Math.max(0, Math.floor((y - this.#top) / this.#side)));
  }
}
