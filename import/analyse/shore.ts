/**
 * The shore: pages that lie on no land, in rows along the coast of the region they belong to, each as
 * near as can be to where it belongs.
 * Invariant: every place is in the water, BEACH away from all land; no two are on one spot.
 */
import { type Circle, distance, type Point, sunflower } from './plane.ts';
import { ringOf } from './spots.ts';

/** Between neighbours of a row, and between rows; map units. */
export const SPACING = 30;
export const ROW = 26;
/** From the land to the first row. */
export const BEACH = 34;
/** Water counts as a region's that is nearer to another by no more than this. */
const SHARED = 40;
/** So many places around its wish a page looks for water of its region; then it takes any. */
const FARTHEST = 120;

/** A page and what has its place beside it. */
export interface Party {
  nodes: number[];
  /** where it would lie if there were no land */
  wish: Point;
  /** the region on whose shore it lies, -1 for any */
  region: number;
}

export interface Land extends Circle {
  region: number;
}

/** Places for the nodes of all parties, by node. */
export function placeOnShore(parties: readonly Party[], land: readonly Land[]): Map<number, Point> {
  const nodes = parties.flatMap((party) => party.nodes);
  if (land.length === 0) {
    const seeds = sunflower(nodes.length, SPACING * 0.7);
    return new Map(nodes.map((node, place) => [node, seeds[place] ?? { x: 0, y: 0 }]));
  }
  const sea = new Sea(land);
  const places = new Map<number, Point>();
  for (const { nodes: party, wish, region } of parties) {
    let near = wish;
    for (const node of party) {
      near = sea.take(near, region);
      places.set(node, near);
    }
  }
  return places;
}

/** The water, as places in a honeycomb. */
class Sea {
  readonly #land: readonly Land[];
  readonly #taken = new Set<number>();
  /** for each region the coast at each place looked at, Infinity in reach of the region, -Infinity on land */
  readonly #owned = new Map<number, Map<number, boolean>>();
  readonly #full = new Map<string, number>();

  constructor(land: readonly Land[]) {
    this.#land = land;
  }

  take(wish: Point, region: number): Point {
    const [column, row] = [Math.round(wish.x / SPACING), Math.round(wish.y / ROW)];
    const key = `${column} ${row} ${region}`;
    for (let ring = this.#full.get(key) ?? 0; ; ring += 1) {
      for (const { x, y } of ringOf(ring)) {
        const place = placeOf(column + x, row + y);
        if (this.#taken.has(place)) continue;
        const spot = spotAt(column + x, row + y);
        if (!this.#isShore(place, spot, ring > FARTHEST ? -1 : region)) continue;
        this.#taken.add(place);
        this.#full.set(key, ring);
        return spot;
      }
    }
  }

  #isShore(place: number, spot: Point, region: number): boolean {
    const known = this.#owned.get(region) ?? new Map<number, boolean>();
    this.#owned.set(region, known);
    const before = known.get(place);
    if (before !== undefined) return before;
    let [own, other] = [Infinity, Infinity];
    for (const disc of this.#land) {
      // Most are so far off to one side that they cannot be the nearest of either kind.
      if (Math.abs(spot.x - disc.x) - disc.r >= (disc.region === region ? own : other)) continue;
      const far = distance(spot, disc) - disc.r;
      if (disc.region === region) own = Math.min(own, far);
      else other = Math.min(other, far);
    }
    const isShore = Math.min(own, other) >= BEACH && (region < 0 || own <= other + SHARED);
    known.set(place, isShore);
    return isShore;
  }
}

const placeOf = (column: number, row: number): number => (column + 2 ** 20) * 2 ** 21 + row + 2 ** 20;

/** Every second row is set off by half a place. */
const spotAt = (column: number, row: number): Point => ({
  x: (column + (row % 2 === 0 ? 0 : 0.5)) * SPACING,
  y: row * ROW,
});
