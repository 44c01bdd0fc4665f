/**
 * Puts nodes into the tiles of the map (map-tiles.ts): all of them, or those that came, moved or
 * matter otherwise than before; those that left make room for what lies below.
 * Invariant: whatever came and went, the tiles are those of a map that was written whole.
 */
import {
  type Area,
  type Placed,
  TILE_ROOM,
  WHOLE,
  areaOf,
  byImportance,
  isFinest,
  levelOf,
  partAreas,
  partAt,
  partsOf,
} from './map-tiles.ts';
import type { Held } from './tile-search.ts';

/** Yields the tiles it wants, and is sent all nodes that they hold. */
type Placing<Result> = Generator<number[], Result, readonly Held[]>;

/**
 * @param arriving nodes that are in no tile: new ones, and those of another place or rank than before
 * @param left the tiles that nodes have left, once for each or once for all
 * @returns the tiles of the nodes that are in another one now
 */
export function placeInTiles(
  arriving: readonly Placed[],
  left: Iterable<number>,
): Placing<Map<string, number>> {
  return new TilePlacing(arriving).run(new Set(left));
}

/** The tile of every node of a map that is written whole. */
export function tilesOf(nodes: readonly Placed[]): Map<string, number> {
  const placing = placeInTiles(nodes, []);
  let step = placing.next();
  while (!step.done) step = placing.next([]);
  return step.value;
}

interface Arrival {
  area: Area;
  /** the most important first */
  nodes: readonly Placed[];
}

class TilePlacing {
  readonly #arriving: readonly Placed[];
  readonly #arrivingIds: ReadonlySet<string>;
  /** of the tiles that were looked at; the most important first */
  readonly #held = new Map<number, Placed[]>();
  readonly #placed = new Map<string, number>();

  constructor(arriving: readonly Placed[]) {
    this.#arriving = arriving.toSorted(byImportance);
    this.#arrivingIds = new Set(arriving.map(({ id }) => id));
  }

  *run(left: ReadonlySet<number>): Placing<Map<string, number>> {
    // from the finest up: what a tile takes from below is then the best there is
    for (const [, tiles] of [...groupsOf(left, levelOf)].sort(([a], [b]) => b - a)) {
      yield* this.#fill(tiles.map(areaOf));
    }
    if (this.#arriving.length > 0) yield* this.#sink();
    return this.#placed;
  }

  /** Room is taken by the best that lie below, whose room is taken in the same way. */
  *#fill(areas: Area[]): Placing<void> {
    for (let rising = areas; rising.length > 0;) {
      yield* this.#read(rising.flatMap(({ tile }) => [tile, ...partsOf(tile)]));
      rising = rising.flatMap((area) => this.#rise(area));
    }
  }

  /** @returns the parts that gave */
  #rise(area: Area): Area[] {
    const own = this.#held.get(area.tile) ?? [];
    if (isFinest(area.tile) || own.length >= TILE_ROOM) return [];
    const below = partAreas(area).flatMap((part) =>
      (this.#held.get(part.tile) ?? []).map((node) => ({ part, node })),
    );
    const taken = below.sort((a, b) => byImportance(a.node, b.node)).slice(0, TILE_ROOM - own.length);
    for (const { part, node } of taken) {
      this.#held.get(part.tile)?.shift();
      own.push(node);
      this.#placed.set(node.id, area.tile);
    }
    return [...new Set(taken.map(({ part }) => part))];
  }

  /** From the top down: what a tile has no room for goes to its parts. */
  *#sink(): Placing<void> {
    let arrivals: Arrival[] = [{ area: WHOLE, nodes: this.#arriving }];
    while (arrivals.length > 0) {
      yield* this.#read(arrivals.map(({ area }) => area.tile));
      arrivals = arrivals.flatMap((arrival) => this.#take(arrival));
    }
  }

  /** @returns what goes on to the tile's parts */
  #take({ area, nodes }: Arrival): Arrival[] {
    const own = this.#held.get(area.tile) ?? [];
    const all = own.length === 0 ? nodes : [...own, ...nodes].sort(byImportance);
    const room = isFinest(area.tile) ? all.length : TILE_ROOM;
    const before = new Set(own.map(({ id }) => id));
    this.#held.set(area.tile, all.slice(0, room));
    for (const { id } of all.slice(0, room)) if (!before.has(id)) this.#placed.set(id, area.tile);
    const sinking = groupsOf(all.slice(room), (node) => partAt(area, node));
    return partAreas(area).flatMap((part, place) => {
      const on = sinking.get(place);
      return on ? [{ area: part, nodes: on }] : [];
    });
  }

  *#read(tiles: readonly number[]): Placing<void> {
    const unread = tiles.filter((tile) => !this.#held.has(tile));
    if (unread.length === 0) return;
    for (const tile of unread) this.#held.set(tile, []);
    for (const node of yield unread) {
      if (!this.#arrivingIds.has(node.id)) this.#held.get(node.tile)?.push(node);
    }
    for (const tile of unread) this.#held.get(tile)?.sort(byImportance);
  }
}

function groupsOf<Item>(items: Iterable<Item>, keyOf: (item: Item) => number): Map<number, Item[]> {
  const groups = new Map<number, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
