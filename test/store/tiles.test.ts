/** The map's tiles in memory: what is found in them, and that they never depend on what was there before. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, type Placed, TILE_ROOM, byImportance } from '../../store/map-tiles.ts';
import { placeInTiles, tilesOf } from '../../store/tile-placing.ts';
import { type Held, searchTiles } from '../../store/tile-search.ts';

const coordinate = fc.oneof(
  fc.integer({ min: -40, max: 40 }),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(-32_768, 32_767, 32_768, -1_000_000, 1_000_000),
);
const anyNode = fc.record({
  id: fc.integer({ min: 0, max: 300 }).map((number) => `page ${number}`),
  x: coordinate,
  y: coordinate,
  rank: fc.constantFrom(0, 0.1, 0.5, 1),
});
const anyNodes = fc.uniqueArray(anyNode, { selector: ({ id }) => id, maxLength: 250 });
const anyBox = fc.tuple(coordinate, coordinate, coordinate, coordinate).map(([a, b, c, d]): Box => ({
  minX: Math.min(a, b),
  maxX: Math.max(a, b),
  minY: Math.min(c, d),
  maxY: Math.max(c, d),
}));

/** Runs a search or a placement over tiles in memory; how many nodes it was sent, too. */
function drive<Result>(
  work: Generator<number[], Result, Held[]>,
  nodes: readonly Held[],
): { result: Result; sent: number } {
  let sent = 0;
  let step = work.next([]);
  while (!step.done) {
    const tiles = new Set(step.value);
    const asked = nodes.filter(({ tile }) => tiles.has(tile));
    sent += asked.length;
    step = work.next(asked);
  }
  return { result: step.value, sent };
}

function held(nodes: readonly Placed[]): Held[] {
  const tiles = tilesOf(nodes);
  return nodes.map((node) => ({ ...node, tile: tiles.get(node.id) ?? Number.NaN }));
}

function inBox(nodes: readonly Placed[], { minX, minY, maxX, maxY }: Box): Placed[] {
  return nodes.filter(({ x, y }) => x >= minX && x <= maxX && y >= minY && y <= maxY);
}

describe('the tiles of the map', () => {
  it('give the most important nodes of any box, in order', () => {
    fc.assert(
      fc.property(
        anyNodes,
        anyBox,
        fc.integer({ min: 1, max: 90 }),
        fc.boolean(),
        (nodes, box, most, all) => {
          const isMeant = ({ id }: Placed): boolean => all || id.endsWith('7');
          const { result } = drive(searchTiles(box, most, isMeant), held(nodes));
          const expected = inBox(nodes, box).filter(isMeant).toSorted(byImportance).slice(0, most);
          expect(result.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('hold after any changes what they hold where the map is written whole', () => {
    fc.assert(
      fc.property(fc.array(anyNodes, { minLength: 2, maxLength: 4 }), (maps) => {
        let now = held(maps[0] ?? []);
        for (const next of maps.slice(1)) {
          const before = new Map(now.map((node) => [node.id, node]));
          const stays = ({ id, x, y, rank }: Placed): boolean => {
            const was = before.get(id);
            return was?.x === x && was.y === y && was.rank === rank;
          };
          // half of those that are there already stay as they were
          const wanted = next.map((node) => (node.id.endsWith('1') ? (before.get(node.id) ?? node) : node));
          const staying = new Set(wanted.filter(stays).map(({ id }) => id));
          const left = now.filter(({ id }) => !staying.has(id)).map(({ tile }) => tile);
          const stored = wanted.map((node) => ({ ...node, tile: before.get(node.id)?.tile ?? -1 }));
          const arriving = wanted.filter(({ id }) => !staying.has(id));
          const { result } = drive(placeInTiles(arriving, left), stored);
          now = stored.map((node) => ({ ...node, tile: result.get(node.id) ?? node.tile }));
          expect(new Map(now.map(({ id, tile }) => [id, tile]))).toEqual(tilesOf(wanted));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are looked at as far as nodes are asked for, however many there are', () => {
    const sentOf = (nodes: number): number => {
      const side = Math.sqrt(nodes);
      const grid = Array.from({ length: nodes }, (_, i) => ({
        id: `page ${i}`,
        x: Math.round(((i % side) / side - 0.5) * 6000),
        y: Math.round((Math.floor(i / side) / side - 0.5) * 6000),
        rank: ((i * 7919) % nodes) / nodes,
      }));
      const box = { minX: -2000, minY: -2000, maxX: 2000, maxY: 2000 };
      return drive(
        searchTiles(box, 500, () => true),
        held(grid),
      ).sent;
    };
    const few = sentOf(64 ** 2);
    expect(sentOf(256 ** 2)).toBeLessThan(few * 1.5);
    expect(few).toBeLessThan(500 * 6 + TILE_ROOM);
  });
});
