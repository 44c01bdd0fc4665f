/**
 * The most important nodes of a box, found by walking down the tiles (map-tiles.ts).
 * Invariant: a part of the map is looked at only while it may hold a node that is more important
 * than the last one found, so that a search costs what it returns, and not the wiki's size.
 */
import {
  type Box,
  type Placed,
  TILE_ROOM,
  WHOLE,
  byImportance,
  isFinest,
  overlaps,
  partAreas,
} from './map-tiles.ts';

/** A node with the tile that holds it. */
export interface Held extends Placed {
  tile: number;
}

/**
 * The search, as a generator, since one store answers at once and the other later: it yields the
 * tiles it wants, and is sent all nodes that they hold.
 * @param isMeant whether a node of the box counts
 * @returns the most important ones, in order; at most `most`
 */
export function* searchTiles<Node extends Held>(
  box: Box,
  most: number,
  isMeant: (node: Node) => boolean,
): Generator<number[], Node[], readonly Node[]> {
  const found: Node[] = [];
  let areas = [WHOLE];
  while (areas.length > 0) {
    const least = new Map<number, { held: number; node: Node }>();
    for (const node of yield areas.map(({ tile }) => tile)) {
      const known = least.get(node.tile);
      if (!known) least.set(node.tile, { held: 1, node });
      else {
        known.held += 1;
        if (byImportance(node, known.node) > 0) known.node = node;
      }
      if (isInside(node, box) && isMeant(node)) found.push(node);
    }
    if (found.length > most) {
      found.sort(byImportance);
      found.length = most;
    }
    const last = found.length === most ? found.toSorted(byImportance).at(-1) : undefined;
    areas = areas.flatMap((area) => {
      const of = least.get(area.tile);
      if (!of || of.held < TILE_ROOM || isFinest(area.tile)) return [];
      if (last && byImportance(of.node, last) > 0) return [];
      return partAreas(area).filter((part) => overlaps(part, box));
    });
  }
  return found.sort(byImportance);
}

function isInside({ x, y }: Placed, { minX, minY, maxX, maxY }: Box): boolean {
  return x >= minX && x <= maxX && y >= minY && y <= maxY;
}
