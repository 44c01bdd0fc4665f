/**
 * The nearest neighbours of a place among many, by a k-d tree over flat arrays.
 * Invariant: the nearest come first, of equal distances the lower number.
 */

/** Places of a leaf, which are looked at one by one. */
const LEAF = 8;

export class NearestPlaces {
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  /** the places so that each half of a part lies on its side of the middle one */
  readonly #order: Int32Array;
  #found: { place: number; far: number }[] = [];

  constructor(x: Float64Array, y: Float64Array) {
    this.#x = x;
    this.#y = y;
    this.#order = Int32Array.from({ length: x.length }, (_, place) => place);
    this.#part(0, x.length, true);
  }

  /** The `count` places nearest to one, itself left out. */
  of(place: number, count: number): number[] {
    this.#found = [];
    if (count > 0) this.#search(place, count, 0, this.#order.length, true);
    return this.#found.map((found) => found.place);
  }

  #part(from: number, to: number, byX: boolean): void {
    if (to - from <= LEAF) return;
    const along = byX ? this.#x : this.#y;
    this.#order.subarray(from, to).sort((a, b) => (along[a] ?? 0) - (along[b] ?? 0) || a - b);
    const middle = (from + to) >> 1;
    this.#part(from, middle, !byX);
    this.#part(middle + 1, to, !byX);
  }

  #search(place: number, count: number, from: number, to: number, byX: boolean): void {
    if (to - from <= LEAF) {
      for (let at = from; at < to; at += 1) this.#consider(place, this.#order[at] ?? 0, count);
      return;
    }
    const along = byX ? this.#x : this.#y;
    const middle = (from + to) >> 1;
    const split = this.#order[middle] ?? 0;
    this.#consider(place, split, count);
    const offset = (along[place] ?? 0) - (along[split] ?? 0);
    const [near, far]: [[number, number], [number, number]] =
      offset < 0
        ? [
            [from, middle],
            [middle + 1, to],
          ]
        : [
            [middle + 1, to],
            [from, middle],
          ];
    this.#search(place, count, ...near, !byX);
    const worst = this.#found[count - 1]?.far ?? Infinity;
    if (offset * offset <= worst) this.#search(place, count, ...far, !byX);
  }

  #consider(place: number, other: number, count: number): void {
    if (other === place) return;
    const dx = (this.#x[other] ?? 0) - (this.#x[place] ?? 0);
    const dy = (this.#y[other] ?? 0) - (this.#y[place] ?? 0);
    const far = dx * dx + dy * dy;
    const isFarther = (found: { place: number; far: number }): boolean =>
      found.far > far || (found.far === far && found.place > other);
    const last = this.#found[count - 1];
    if (last && !isFarther(last)) return;
    // A binary search for its rank: thousands are asked for around a hub.
    let [low, high] = [0, this.#found.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const found = this.#found[middle];
      if (found && isFarther(found)) high = middle;
      else low = middle + 1;
    }
    this.#found.splice(low, 0, { place: other, far });
    if (this.#found.length > count) this.#found.pop();
  }
}
