/**
 * Room for one more circle among circles: close packing in which the caller says what is a good place.
 * Invariant: the circle found overlaps none of those that stand.
 */
import { type Circle, distance, type Point } from './plane.ts';

/** So many of the cheapest standing circles are tried as neighbours first, then ever more. */
const FIRST_NEIGHBOURS = 24;
/** Circles that touch may overlap by a rounding error. */
const TOLERANCE = 1e-6;

/** Where a circle of radius `r` touches two of those standing, overlaps none, and costs least. */
export function cheapestSpot(standing: readonly Circle[], r: number, cost: (spot: Point) => number): Point {
  const [first, second] = standing;
  if (!first) return { x: 0, y: 0 };
  if (!second) return besideOne(first, r, cost);
  const inOrder = standing
    .map((circle) => ({ circle, cost: cost(circle) - circle.r }))
    .sort((a, b) => a.cost - b.cost)
    .map(({ circle }) => circle);
  for (let many = FIRST_NEIGHBOURS; ; many *= 4) {
    const spot = cheapestBeside(inOrder.slice(0, many), standing, r, cost);
    if (spot) return spot;
    // All around the good places is full, and nothing of what stands has room beside it.
    if (many >= standing.length) break;
  }
  const edge = standing.reduce((most, circle) => Math.max(most, circle.x + circle.r), -Infinity);
  return { x: edge + r, y: 0 };
}

/** On which side of a lone circle it is cheapest. */
function besideOne(one: Circle, r: number, cost: (spot: Point) => number): Point {
  const reach = one.r + r;
  const sides = [1, -1].flatMap((side): Point[] => [
    { x: one.x + side * reach, y: one.y },
    { x: one.x, y: one.y + side * reach },
  ]);
  return sides.reduce((best, side) => (cost(side) < cost(best) ? side : best));
}

function cheapestBeside(
  near: readonly Circle[],
  standing: readonly Circle[],
  r: number,
  cost: (spot: Point) => number,
): Point | null {
  let best: Point | null = null;
  let least = Infinity;
  near.forEach((a, place) => {
    for (const b of near.slice(place + 1)) {
      for (const spot of tangentSpots(a, b, r)) {
        const price = cost(spot);
        if (price >= least || !isFree(standing, spot, r)) continue;
        best = spot;
        least = price;
      }
    }
  });
  return best;
}

/** The centres, two or none, at which a circle of radius `r` touches both `a` and `b`. */
function tangentSpots(a: Circle, b: Circle, r: number): Point[] {
  const d = distance(a, b);
  const toA = a.r + r;
  const toB = b.r + r;
  if (d === 0 || d > toA + toB) return [];
  const along = (d * d + toA * toA - toB * toB) / (2 * d);
  const aside = Math.sqrt(Math.max(0, toA * toA - along * along));
  const [ux, uy] = [(b.x - a.x) / d, (b.y - a.y) / d];
  return [-aside, aside].map((off) => ({ x: a.x + ux * along - uy * off, y: a.y + uy * along + ux * off }));
}

function isFree(standing: readonly Circle[], spot: Point, r: number): boolean {
  return standing.every((circle) => distance(circle, spot) >= circle.r + r - TOLERANCE);
}
