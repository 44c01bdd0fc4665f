/**
 * The shore: pages that lie on no land, in rows along the coast of the region they belong to, each as
 * near as can be to where it belongs.
 * Invariant: every place is in the water, BEACH away from all land; no two are on one spot.
 */
import { type Circle, type Point, sunflower } from './plane.ts';
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
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  readonly #r: Float64Array;
  readonly #regions: readonly number[];
  /** for each place looked at the regions on whose shore it lies; none on land, and where it is taken */
  readonly #coasts = new Map<number, readonly number[]>();
  readonly #full = new Map<string, number>();

  constructor(land: readonly Land[]) {
    this.#x = Float64Array.from(land, ({ x }) => x);
    this.#y = Float64Array.from(land, ({ y }) => y);
    this.#r = Float64Array.from(land, ({ r }) => r);
    this.#regions = land.map(({ region }) => region);
  }

  take(wish: Point, region: number): Point {
    const [column, row] = [Math.round(wish.x / SPACING), Math.round(wish.y / ROW)];
    const key = `${column} ${row} ${region}`;
    for (let ring = this.#full.get(key) ?? this.#firstRing(wish); ; ring += 1) {
      for (const { x, y } of ringOf(ring)) {
        const place = placeOf(column + x, row + y);
        const coasts = this.#coasts.get(place) ?? this.#coastsAt(place, column + x, row + y);
        if (ring > FARTHEST || region < 0 ? coasts.length === 0 : !coasts.includes(region)) continue;
        this.#coasts.set(place, NONE);
        this.#full.set(key, ring);
        return spotAt(column + x, row + y);
      }
    }
  }

  /** All places of the rings before it are on land. */
  #firstRing(wish: Point): number {
    let inland = 0;
    for (let disc = 0; disc < this.#r.length; disc += 1)
      inland = Math.max(inland, BEACH - this.#coast(disc, wish));
    // The places of a ring are no farther than its number and two more from the wish.
    return Math.max(0, Math.floor(inland / SPACING) - 2);
  }

  #coastsAt(place: number, column: number, row: number): readonly number[] {
    const spot = spotAt(column, row);
    let nearest = Infinity;
    for (let disc = 0; disc < this.#r.length; disc += 1) {
      // Most are so far off to one side that they cannot be the nearest.
      if (Math.abs(spot.x - (this.#x[disc] ?? 0)) - (this.#r[disc] ?? 0) >= nearest) continue;
      nearest = Math.min(nearest, this.#coast(disc, spot));
    }
    const coasts = nearest < BEACH ? NONE : this.#regionsWithin(spot, nearest + SHARED);
    this.#coasts.set(place, coasts);
    return coasts;
  }

  #regionsWithin(spot: Point, reach: number): number[] {
    const near = this.#regions.filter((_, disc) => this.#coast(disc, spot) <= reach);
    return [...new Set(near)];
  }

  /** How far a point is from a disc; negative within it. */
  #coast(disc: number, { x, y }: Point): number {
    const [dx, dy] = [x - (this.#x[disc] ?? 0), y - (this.#y[disc] ?? 0)];
    return Math.sqrt(dx * dx + dy * dy) - (this.#r[disc] ?? 0);
  }
}

const NONE: readonly number[] = [];

/** Small enough for a word, which is quicker: places a million units apart share one, and no map is as wide. */
const placeOf = (column: number, row: number): number => ((column & 0x7fff) << 15) | (row & 0x7fff);

/** Every second row is set off by half a place. */
const spotAt = (column: number, row: number): Point => ({
  x: (column + (row % 2 === 0 ? 0 : 0.5)) * SPACING,
  y: row * ROW,
});
