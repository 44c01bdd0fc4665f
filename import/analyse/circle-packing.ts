/**
 * Room for one more circle among circles: close packing in which the caller says what is a good place.
 * Invariant: the circle found overlaps none of those that stand.
 */
import type { Circle, Point } from './region.ts';

/** Only the cheapest so many standing circles are tried as neighbours; keeps the search below their square. */
const MOST_NEIGHBOURS = 150;
/** Circles that touch may overlap by a rounding error. */
const TOLERANCE = 1e-6;

/** Where a circle of radius `r` touches two of those standing, overlaps none, and costs least. */
export function cheapestSpot(standing: Circle[], r: number, cost: (spot: Point) => number): Point {
  const near = standing
    .map((circle) => ({ circle, cost: cost(circle) - circle.r }))
    .sort((a, b) => a.cost - b.cost)
    .slice(0, MOST_NEIGHBOURS)
    .map(({ circle }) => circle);
  let best: Point | undefined;
  let least = Infinity;
  const consider = (spot: Point): void => {
    const price = cost(spot);
    if (price >= least || !isFree(standing, spot, r)) return;
    best = spot;
    least = price;
  };
  near.forEach((a, place) => {
    for (const b of near.slice(place + 1)) for (const spot of tangentSpots(a, b, r)) consider(spot);
  });
  if (best) return best;
  // One circle alone, or all neighbours enclosed: beside everything.
  const edge = standing.reduce((most, circle) => Math.max(most, circle.x + circle.r), -Infinity);
  return { x: edge === -Infinity ? 0 : edge + r, y: 0 };
}

/** The centres, two or none, at which a circle of radius `r` touches both `a` and `b`. */
function tangentSpots(a: Circle, b: Circle, r: number): Point[] {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const d = Math.hypot(dx, dy);
  const toA = a.r + r;
  const toB = b.r + r;
  if (d === 0 || d > toA + toB) return [];
  const along = (d * d + toA * toA - toB * toB) / (2 * d);
  const aside = Math.sqrt(Math.max(0, toA * toA - along * along));
  const foot = { x: a.x + (dx / d) * along, y: a.y + (dy / d) * along };
  return [-aside, aside].map((off) => ({ x: foot.x - (dy / d) * off, y: foot.y + (dx / d) * off }));
}

function isFree(standing: Circle[], spot: Point, r: number): boolean {
  return standing.every(({ x, y, r: other }) => Math.hypot(x - spot.x, y - spot.y) >= other + r - TOLERANCE);
}
