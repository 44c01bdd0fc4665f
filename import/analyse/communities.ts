/**
 * Parts of the wiki that link among themselves more than outwards, in two levels: the regions of
 * the overview, and within a region of more than a few hundred nodes its parts.
 * Invariant: the same graph gives the same communities; regions come first, the largest first, then
 * the parts, region by region; a node that is linked with one of a community is in one itself.
 */
import { leiden } from './leiden.ts';
import type { SemanticGraph, WeightedRows } from './semantic-graph.ts';

/** Fewer are a pair or a page alone: nothing to draw a border around. */
const MIN_COMMUNITY = 3;
/** A region of more nodes is split, where it can be. */
export const MOST_NODES = 300;
/** A smaller part is taken into the one that it is linked with most. */
const MIN_PART = 12;
/** How much harder a group is split each time that it stays whole, and where it is left whole. */
const SHARPER = 2;
const SHARPEST = 64;

export interface Grouping {
  /** its nodes in node order, those of its parts among them */
  nodes: number[];
  /** index of the region it is a part of, null for a region */
  parent: number | null;
}

/**
 * Regions, then their parts. A node of none is in no list.
 * @param onLand 1 for the nodes that make land: a region or part has one at least
 */
export function findCommunities(graph: SemanticGraph, onLand: Uint8Array): Grouping[] {
  const groupOf = leiden(graph.neighbours);
  const isRegion = (nodes: readonly number[]): boolean =>
    nodes.length >= MIN_COMMUNITY && nodes.some((node) => onLand[node] === 1);
  joinSmall(graph.neighbours, groupOf, isRegion);
  const regions = grouped(groupOf).filter(isRegion);
  const splitter = new Splitter(graph.neighbours, onLand);
  const parts = regions.flatMap((nodes, parent) => {
    const pieces = splitter.split(nodes);
    return pieces.length > 1 ? pieces.map((piece): Grouping => ({ nodes: piece, parent })) : [];
  });
  return [...regions.map((nodes): Grouping => ({ nodes, parent: null })), ...parts];
}

/** The nodes of each group, the largest group first, then the one with the first node. */
function grouped(groupOf: Int32Array): number[][] {
  return [...membersOf(groupOf).values()].sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0));
}

function membersOf(groupOf: Int32Array): Map<number, number[]> {
  const members = new Map<number, number[]>();
  groupOf.forEach((group, node) => {
    const of = members.get(group);
    if (of) of.push(node);
    else members.set(group, [node]);
  });
  return members;
}

class Splitter {
  readonly #rows: WeightedRows;
  readonly #onLand: Uint8Array;
  /** for the nodes of the group at hand their place in it, -1 for others */
  readonly #placeOf: Int32Array;

  constructor(rows: WeightedRows, onLand: Uint8Array) {
    this.#rows = rows;
    this.#onLand = onLand;
    this.#placeOf = new Int32Array(rows.offsets.length - 1).fill(-1);
  }

  /** Pieces of no more than MOST_NODES, as far as the links part them; the group whole where they do not. */
  split(nodes: number[]): number[][] {
    const whole: number[][] = [];
    const waiting = [{ nodes, resolution: 1 }];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { nodes: group, resolution } = next;
      if (group.length <= MOST_NODES || resolution > SHARPEST) {
        whole.push(group);
        continue;
      }
      const pieces = this.#pieces(group, resolution);
      // What fell apart is looked at afresh; what did not is cut with a sharper knife.
      const sharper = pieces.length > 1 ? 1 : resolution * SHARPER;
      for (const piece of pieces) waiting.push({ nodes: piece, resolution: sharper });
    }
    return whole.sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0));
  }

  #pieces(group: number[], resolution: number): number[][] {
    const rows = this.#among(group);
    const pieceOf = leiden(rows, resolution);
    joinSmall(
      rows,
      pieceOf,
      (places) => places.length >= MIN_PART && places.some((place) => this.#onLand[group[place] ?? 0] === 1),
    );
    return grouped(pieceOf).map((places) => places.map((place) => group[place] ?? 0));
  }

  /** The links among a group's nodes, numbered by their places in it. */
  #among(group: number[]): WeightedRows {
    const { offsets, ends, weights } = this.#rows;
    group.forEach((node, place) => (this.#placeOf[node] = place));
    const own = { offsets: new Int32Array(group.length + 1), ends: [] as number[], weights: [] as number[] };
    group.forEach((node, place) => {
      for (let at = offsets[node] ?? 0; at < (offsets[node + 1] ?? 0); at += 1) {
        const end = this.#placeOf[ends[at] ?? 0] ?? -1;
        if (end < 0) continue;
        own.ends.push(end);
        own.weights.push(weights[at] ?? 0);
      }
      own.offsets[place + 1] = own.ends.length;
    });
    for (const node of group) this.#placeOf[node] = -1;
    return {
      offsets: own.offsets,
      ends: Int32Array.from(own.ends),
      weights: Float64Array.from(own.weights),
    };
  }
}

/** Gives the nodes of groups that cannot stand alone, the smallest first, to the group they are linked with most. */
function joinSmall(
  { offsets, ends, weights }: WeightedRows,
  groupOf: Int32Array,
  canStand: (nodes: readonly number[]) => boolean,
): void {
  const members = membersOf(groupOf);
  const inOrder = [...members].sort((a, b) => a[1].length - b[1].length || a[0] - b[0]);
  for (const [group, nodes] of inOrder) {
    if (canStand(nodes)) continue;
    const ties = new Map<number, number>();
    for (const node of nodes) {
      for (let at = offsets[node] ?? 0; at < (offsets[node + 1] ?? 0); at += 1) {
        const other = groupOf[ends[at] ?? 0] ?? 0;
        if (other !== group) ties.set(other, (ties.get(other) ?? 0) + (weights[at] ?? 0));
      }
    }
    const [most] = [...ties].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    if (!most) continue;
    for (const node of nodes) groupOf[node] = most[0];
    members.get(most[0])?.push(...nodes);
  }
}
