/**
 * The spatial index of the map: a pyramid of tiles, each four times as fine as the one above it,
 * numbered so that a tile's number alone says where it lies. Each tile holds the most important
 * nodes of its area that no tile above it holds: a priority search tree (McCreight 1985) over a
 * quadtree, so that the most important nodes of any box are found at a cost of what is returned.
 * Invariant: a tile that holds fewer than TILE_ROOM nodes has nothing below it, and all that lies
 * below a tile is less important than what it holds.
 */
import { byCodePoint } from '../graph/names.ts';

/** Nodes a tile holds at most; those of the finest level hold whatever is left. */
export const TILE_ROOM = 32;
const ROOT_TILE = 0;
/** Of a node that is not put into one yet. */
export const NO_TILE = -1;
const FINEST = 16;
/** Map units from the middle to each side of the pyramid; what lies farther out counts as at its edge. */
const REACH = 2 ** 15;

/** A node as the index sees it. */
export interface Placed {
  id: string;
  x: number;
  y: number;
  rank: number;
}

export interface Box {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

/** The map's order: more important first, then by id. */
export function byImportance(a: Pick<Placed, 'id' | 'rank'>, b: Pick<Placed, 'id' | 'rank'>): number {
  return b.rank - a.rank || byCodePoint(a.id, b.id);
}

/** A tile's four parts, as numbers: a heap of four children each. */
export function partsOf(tile: number): number[] {
  return [4 * tile + 1, 4 * tile + 2, 4 * tile + 3, 4 * tile + 4];
}

/** The first tile of the finest level: there are (4^level - 1) / 3 above it. */
const FIRST_OF_FINEST = (4 ** FINEST - 1) / 3;

/** Is there no finer tile than this one? */
export function isFinest(tile: number): boolean {
  return tile >= FIRST_OF_FINEST;
}

/** How many tiles it lies in. */
export function levelOf(tile: number): number {
  return tile === ROOT_TILE ? 0 : 1 + levelOf(above(tile));
}

function above(tile: number): number {
  return Math.floor((tile - 1) / 4);
}

export interface Area extends Box {
  tile: number;
}

/** The root's. */
export const WHOLE: Area = { tile: ROOT_TILE, minX: -REACH, minY: -REACH, maxX: REACH, maxY: REACH };

export function areaOf(tile: number): Area {
  if (tile === ROOT_TILE) return WHOLE;
  const around = areaOf(above(tile));
  return partAreas(around).find((part) => part.tile === tile) ?? around;
}

/** The areas of a tile's parts, in their order. */
export function partAreas({ tile, minX, minY, maxX, maxY }: Area): Area[] {
  const [midX, midY] = [(minX + maxX) / 2, (minY + maxY) / 2];
  const areas: Box[] = [
    { minX, minY, maxX: midX, maxY: midY },
    { minX: midX, minY, maxX, maxY: midY },
    { minX, minY: midY, maxX: midX, maxY },
    { minX: midX, minY: midY, maxX, maxY },
  ];
  return areas.map((area, place) => ({ ...area, tile: 4 * tile + 1 + place }));
}

/** In which of its tile's parts a node lies: a place in `partAreas`. */
export function partAt({ minX, minY, maxX, maxY }: Area, { x, y }: Pick<Placed, 'x' | 'y'>): number {
  return (x >= (minX + maxX) / 2 ? 1 : 0) + (y >= (minY + maxY) / 2 ? 2 : 0);
}

/** May a node of this area lie in the box? */
export function overlaps(area: Area, box: Box): boolean {
  return (
    area.minX <= within(box.maxX) &&
    area.maxX >= within(box.minX) &&
    area.minY <= within(box.maxY) &&
    area.maxY >= within(box.minY)
  );
}

function within(coordinate: number): number {
  return Math.min(REACH, Math.max(-REACH, coordinate));
}
