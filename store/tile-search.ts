/**
 * The most important nodes of a box, found by walking down the tiles (map-tiles.ts).
 * Invariant: a part of the map is looked at only while it may hold a node that is more important
 * than the last one found, so that a search costs what it returns, and not the wiki's size.
 */
import {
  type Area,
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

/** A part of the map that may hold more, and what lies above it: all in it is less important than that. */
interface Pending<Node> {
  area: Area;
  above: Node | null;
}

/** Tiles looked at together, at least: what a store answers in one go costs it less. */
const TOGETHER = 8;
/** Or so many as hold this share of what is asked for. */
const SHARE = 0.25;

/**
 * The search, as a generator, since one store answers at once and the other later: it yields the
 * tiles it wants, and is sent all nodes that they hold. The most promising ones go first, as many
 * at a time as could hold what is still missing, or a share of it all.
 * @param isMeant whether a node of the box counts
 * @returns the most important ones, in order; at most `most`
 */
export function* searchTiles<Node extends Held>(
  box: Box,
  most: number,
  isMeant: (node: Node) => boolean,
): Generator<number[], Node[], readonly Node[]> {
  let found: Node[] = [];
  let pending: Pending<Node>[] = [{ area: WHOLE, above: null }];
  while (pending.length > 0) {
    const missing = Math.max(most - found.length, most * SHARE);
    const wanted = Math.max(TOGETHER, Math.ceil(missing / TILE_ROOM));
    const now = pending.slice(0, wanted);
    const least = new Map<number, { held: number; node: Node }>();
    const more: Node[] = [];
    for (const node of yield now.map(({ area }) => area.tile)) {
      const known = least.get(node.tile);
      if (!known) least.set(node.tile, { held: 1, node });
      else {
        known.held += 1;
        if (byImportance(node, known.node) > 0) known.node = node;
      }
      if (isInside(node, box) && isMeant(node)) more.push(node);
    }
    found = [...found, ...more].sort(byImportance).slice(0, most);
    const last = found.length === most ? found.at(-1) : undefined;
    const below = now.flatMap(({ area }) => {
      const of = least.get(area.tile);
      if (!of || of.held < TILE_ROOM || isFinest(area.tile)) return [];
      const parts = partAreas(area).filter((part) => overlaps(part, box));
      return parts.map((part): Pending<Node> => ({ area: part, above: of.node }));
    });
    pending = [...pending.slice(wanted), ...below]
      .filter(({ above }) => !above || !last || byImportance(above, last) < 0)
      .sort((a, b) => (a.above && b.above ? byImportance(a.above, b.above) : 0));
  }
  return found;
}

function isInside({ x, y }: Placed, { minX, minY, maxX, maxY }: Box): boolean {
  return x >= minX && x <= maxX && y >= minY && y <= maxY;
}
