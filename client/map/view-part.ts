/**
 * Which part of the map a view asks for: a box on a grid that is as fine as the view is near, so
 * that small moves ask for nothing new, and all who look at a place ask for the same.
 * Invariant: the box holds the view.
 */
import type { Bounds } from './picture.ts';

/** minX, minY, maxX, maxY in map units, integers */
export type ViewPart = readonly [number, number, number, number];

/** Grid cells are between a half and a quarter of the view's longer side. */
const CELLS = 2;
/** No page lies farther out, and the API takes no larger numbers. */
const FAR = 999_999_999;

export function viewPart({ minX, minY, maxX, maxY }: Bounds): ViewPart {
  const side = Math.max(1, maxX - minX, maxY - minY);
  const cell = Math.max(1, 2 ** Math.floor(Math.log2(side / CELLS)));
  const down = (value: number): number => Math.max(-FAR, Math.floor(value / cell) * cell);
  const up = (value: number): number => Math.min(FAR, Math.ceil(value / cell) * cell);
  return [down(minX), down(minY), up(maxX), up(maxY)];
}

export function isSamePart(a: ViewPart, b: ViewPart): boolean {
  return a.every((edge, place) => edge === b[place]);
}
