/**
 * The last word on where a node stands: whole map units, and room around each.
 * Invariant: the circles of no two nodes that took a spot overlap.
 */
import type { Circle, Point } from './region.ts';

/** Side of a cell of the grid: no circle is wider, so that only the nine cells around can touch it. */
const CELL = 48;
/** Between the rings on which a free spot is looked for, and between the points of a ring; map units. */
const STEP = 6;
/** Rings that reach across a cell: what is full for one wish in it may be free so much nearer to another. */
const RINGS_OF_CELL = Math.ceil((CELL * Math.SQRT2) / STEP);

/** Radius that a node keeps free around itself, map units: 10 for most, 22 for the most important. */
export function roomOf(rank: number): number {
  return 10 + 12 * Math.sqrt(rank);
}

export class Spots {
  readonly #cells = new Map<number, Circle[]>();
  /** for the cell of a wish, the ring on which its last spot was found: the next search starts close by */
  readonly #full = new Map<number, number>();

  /** Takes the free spot nearest to `wish`, or one hardly farther, for a circle of radius `r`, at most CELL / 2. */
  take(wish: Point, r: number): Point {
    const cell = cellOf(wish.x, wish.y);
    for (let ring = Math.max(0, (this.#full.get(cell) ?? 0) - RINGS_OF_CELL); ; ring++) {
      const spot = pointsOfRing(wish, ring).find((point) => this.#isFree(point, r));
      if (!spot) continue;
      this.#full.set(cell, ring);
      this.#circlesAt(spot.x, spot.y).push({ ...spot, r });
      return spot;
    }
  }

  /** Lets a circle stand where it is. */
  stand(circle: Circle): void {
    this.#circlesAt(circle.x, circle.y).push(circle);
  }

  #isFree({ x, y }: Point, r: number): boolean {
    for (let dx = -CELL; dx <= CELL; dx += CELL)
      for (let dy = -CELL; dy <= CELL; dy += CELL)
        for (const other of this.#cells.get(cellOf(x + dx, y + dy)) ?? [])
          if ((other.x - x) ** 2 + (other.y - y) ** 2 < (other.r + r) ** 2) return false;
    return true;
  }

  #circlesAt(x: number, y: number): Circle[] {
    const cell = cellOf(x, y);
    const circles = this.#cells.get(cell) ?? [];
    this.#cells.set(cell, circles);
    return circles;
  }
}

/** One number for each cell of a map of 100 million units across. */
function cellOf(x: number, y: number): number {
  return (Math.floor(x / CELL) + 2 ** 20) * 2 ** 21 + Math.floor(y / CELL) + 2 ** 20;
}

/** Whole-numbered points around `centre`: the ring-th ring. */
function pointsOfRing(centre: Point, ring: number): Point[] {
  return Array.from({ length: Math.max(1, 6 * ring) }, (_, place) => {
    const angle = (place / Math.max(1, 6 * ring)) * 2 * Math.PI;
    // `+ 0` makes a negative zero plain: the two are one spot, and one in JSON.
    return {
      x: Math.round(centre.x + STEP * ring * Math.cos(angle)) + 0,
      y: Math.round(centre.y + STEP * ring * Math.sin(angle)) + 0,
    };
  });
}
