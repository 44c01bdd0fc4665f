/**
 * Which orphans a map shows where there are more than were asked for. All are equally unimportant,
 * so none goes first: they are taken evenly from the order of their ids, in which those of a folder
 * lie together, and each part of the shore has its share.
 * Invariant: the same orphans always give the same choice, in any store.
 */
import type { MapQuery } from '../graph/api.ts';
import { byCodePoint } from '../graph/names.ts';

/** An orphan, and where it lies. */
export interface OrphanSpot {
  id: string;
  x: number;
  y: number;
}

/**
 * @param spots all orphans that the filters let through, wherever they lie, in any order
 * @returns at most `limit` of those in the box, and whether there are more in it
 */
export function chooseOrphans<Spot extends OrphanSpot>(
  spots: readonly Spot[],
  { bbox, limit }: Pick<MapQuery, 'bbox' | 'limit'>,
): { chosen: Spot[]; areMore: boolean } {
  const [minX, minY, maxX, maxY] = bbox ?? [-Infinity, -Infinity, Infinity, Infinity];
  const inside = spots
    .filter(({ x, y }) => x >= minX && x <= maxX && y >= minY && y <= maxY)
    .sort((a, b) => byCodePoint(a.id, b.id));
  if (inside.length <= limit) return { chosen: inside, areMore: false };
  const places = Array.from({ length: limit }, (_, place) => Math.floor((place * inside.length) / limit));
  return { chosen: places.flatMap((place) => inside[place] ?? []), areMore: true };
}
