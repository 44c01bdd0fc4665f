/** Points and circles of the map, in map units. */

export interface Point {
  x: number;
  y: number;
}

export interface Circle extends Point {
  r: number;
}

/** Roots are rounded alike on every machine; Math.hypot and the angles need not be. */
export function distance(a: Point, b: Point): number {
  return Math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2);
}

/** The golden angle's cosine and sine. */
const TURN = { cos: -0.7373688780783197, sin: 0.6754902942615238 };

/** The first `count` seeds of a sunflower around 0,0: even, round, no two alike (Vogel 1979). */
export function sunflower(count: number, spacing: number): Point[] {
  let [x, y] = [1, 0];
  return Array.from({ length: count }, (_, place) => {
    const r = spacing * Math.sqrt(place);
    const seed = { x: r * x, y: r * y };
    [x, y] = [x * TURN.cos - y * TURN.sin, x * TURN.sin + y * TURN.cos];
    return seed;
  });
}
