/**
 * The last word on where a node stands: whole map units, and room around each.
 * Invariant: the circles of no two nodes that took a spot overlap.
 */
import type { Circle, Point } from './plane.ts';

/** Side of a cell of the grid: no circle is wider, so that only those in cells around can touch it. */
const CELL = 48;
/** Between the points at which a free spot is looked for; map units. */
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
    const middle = { x: Math.round(wish.x), y: Math.round(wish.y) };
    for (let ring = Math.max(0, (this.#full.get(cell) ?? 0) - RINGS_OF_CELL); ; ring++) {
      for (const { x: dx, y: dy } of ringOf(ring)) {
        // `+ 0` makes a negative zero plain: the two are one spot, and one in JSON.
        const spot = { x: middle.x + STEP * dx + 0, y: middle.y + STEP * dy + 0 };
        if (!this.#isFree(spot.x, spot.y, r)) continue;
        this.#full.set(cell, ring);
        this.#circlesAt(spot.x, spot.y).push({ ...spot, r });
        return spot;
      }
    }
  }

  /** Lets a circle stand where it is. */
  stand(circle: Circle): void {
    this.#circlesAt(circle.x, circle.y).push(circle);
  }

  #isFree(x: number, y: number, r: number): boolean {
    const reach = r + CELL / 2;
    for (let row = Math.floor((y - reach) / CELL); row * CELL <= y + reach; row += 1)
      for (let column = Math.floor((x - reach) / CELL); column * CELL <= x + reach; column += 1)
        for (const other of this.#cells.get(numberOf(column, row)) ?? NONE)
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

const NONE: readonly Circle[] = [];

const cellOf = (x: number, y: number): number => numberOf(Math.floor(x / CELL), Math.floor(y / CELL));

/**
 * A small number for each cell. Cells 1.5 million units apart share one: that costs a look at their
 * circles, and is quicker than a number that does not fit into a word.
 */
function numberOf(column: number, row: number): number {
  return ((column & 0x7fff) << 15) | (row & 0x7fff);
}

const rings: Point[][] = [];

/** The whole-numbered points at a distance of `ring` to `ring` + 1 from 0,0, nearest first. */
export function ringOf(ring: number): readonly Point[] {
  const known = rings[ring];
  if (known) return known;
  const points: Point[] = [];
  for (let y = -ring; y <= ring; y += 1) {
    for (const side of ring === 0 ? [1] : [-1, 1]) {
      // Of each row only the two ends lie in the ring.
      const inner = Math.ceil(Math.sqrt(Math.max(0, ring * ring - y * y)));
      for (let x = inner; x * x + y * y < (ring + 1) ** 2; x += 1) {
        if (x * x + y * y < ring * ring || (x === 0 && side === -1)) continue;
        points.push({ x: side * x + 0, y });
      }
    }
  }
  const far = ({ x, y }: Point): number => x * x + y * y;
  points.sort((a, b) => far(a) - far(b) || a.y - b.y || a.x - b.x);
  rings[ring] = points;
  return points;
}
