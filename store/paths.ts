/**
 * Paths between two nodes by bidirectional breadth-first search: the side that costs less is walked
 * on until what lies between the ends is known, and the shortest paths are found in that.
 * The search asks for neighbours and is answered, so that stores that wait and stores that do not share it.
 * Invariant: what is read is bounded; a path is never longer than asked for; where two stores hold
 * the same graph they are asked the same and answer the same.
 */
import type { PageSummary, PathList, PathStep, PathsQuery } from '../graph/api.ts';
import { byCodePoint } from '../graph/names.ts';
import { readable } from './extent.ts';
import { type LocalGraph, shortestPaths } from './shortest-paths.ts';

/** Links that one search reads: two pages that half of 100,000 others link to fit. */
const MAX_LINKS = 200_000;

/** A node by what its store calls it. Degrees count structural links where the query does. */
export interface PathNode<Key> extends Pick<PageSummary, 'id' | 'inDegree' | 'outDegree'> {
  key: Key;
}

/** Asks for all nodes that these are linked with. */
export interface NeighboursAsked<Key> {
  nodes: Key[];
  direction: 'out' | 'in' | 'any';
}

/** A neighbour, given once. */
export interface Neighbour<Key> extends PathNode<Key> {
  /** of which it is one, as places in the nodes that were asked about */
  of: number[];
}

export interface FoundPaths<Key> {
  paths: Key[][];
  truncated: string | null;
}

/** One end and how far the search has come from there. Nodes are numbers in the order they were met. */
interface Side {
  frontier: number[];
  seen: Set<number>;
  depth: number;
  direction: NeighboursAsked<unknown>['direction'];
}

function sideAt(end: number, direction: Side['direction']): Side {
  return { frontier: [end], seen: new Set([end]), depth: 0, direction };
}

type Bounds = Pick<PathsQuery, 'direction' | 'max' | 'k'>;

export function* findPaths<Key>(
  ends: { from: PathNode<Key>; to: PathNode<Key> },
  { direction, max, k }: Bounds,
  maxLinks = MAX_LINKS,
): Generator<NeighboursAsked<Key>, FoundPaths<Key>, Neighbour<Key>[]> {
  const known = new KnownGraph<Key>();
  const [from, to] = [known.add(ends.from), known.add(ends.to)];
  const forward = sideAt(from, direction);
  const backward = sideAt(to, direction === 'any' ? 'any' : 'in');
  const found = (most: number, truncated: string | null = null): FoundPaths<Key> => ({
    paths: known.shortestPaths({ from, to }, { k, most }),
    truncated,
  });
  let read = 0;
  /** Reads the links of some nodes that a side has come to. @returns those that lie beyond */
  function* walk(
    along: Side,
    nodes: readonly number[],
  ): Generator<NeighboursAsked<Key>, Set<number>, Neighbour<Key>[]> {
    const met = new Set<number>();
    if (nodes.length === 0) return met;
    const asked = nodes.map((node) => known.key(node));
    for (const neighbour of yield { nodes: asked, direction: along.direction }) {
      const node = known.add(neighbour);
      read += neighbour.of.length;
      for (const place of neighbour.of) {
        const other = nodes[place] ?? 0;
        if (along === forward) known.link(other, node);
        else known.link(node, other);
      }
      if (!along.seen.has(node)) met.add(node);
    }
    return met;
  }

  for (;;) {
    // every path of this length at most lies within what was read
    const complete = forward.depth + backward.depth;
    if (forward.frontier.length === 0 || backward.frontier.length === 0) return found(max);
    const short = found(complete);
    if (short.paths.length === k || complete === max || from === to) return short;

    const next = known.cost(forward) <= known.cost(backward) ? forward : backward;
    if (known.cost(next) > maxLinks - read) {
      for (const side of [forward, backward]) yield* walk(side, known.within(side, maxLinks - read));
      return found(max, whyCut(read));
    }
    next.frontier = [...(yield* walk(next, next.frontier))];
    for (const node of next.frontier) next.seen.add(node);
    next.depth += 1;
  }
}

function whyCut(read: number): string {
  return `pages on the way have too many links: ${readable(read)} were searched; there may be other paths, and shorter ones`;
}

/** What a search has read. */
class KnownGraph<Key> {
  readonly #nodes: PathNode<Key>[] = [];
  readonly #numbers = new Map<Key, number>();
  readonly #next: number[][] = [];
  readonly #previous: number[][] = [];

  add(node: PathNode<Key>): number {
    const known = this.#numbers.get(node.key);
    if (known !== undefined) return known;
    const number = this.#nodes.push(node) - 1;
    this.#numbers.set(node.key, number);
    this.#next.push([]);
    this.#previous.push([]);
    return number;
  }

  key(number: number): Key {
    return this.#node(number).key;
  }

  link(source: number, target: number): void {
    this.#next[source]?.push(target);
    this.#previous[target]?.push(source);
  }

  /** Links to be read to walk a side on, or more where only some relations are asked for. */
  cost({ frontier, direction }: Side): number {
    return frontier.reduce((sum, number) => sum + this.#links(number, direction), 0);
  }

  /** As much of a side as may be read: the most linked first, without those that do not fit. */
  within({ frontier, direction }: Side, room: number): number[] {
    let left = room;
    return frontier
      .toSorted((a, b) => this.#compare(a, b))
      .filter((number) => {
        const links = this.#links(number, direction);
        if (links > left) return false;
        left -= links;
        return true;
      });
  }

  shortestPaths(ends: { from: number; to: number }, bounds: { k: number; most: number }): Key[][] {
    const gone = distances(this.#next, ends.from, bounds.most);
    if (!gone.has(ends.to)) return [];
    const left = distances(this.#previous, ends.to, bounds.most);
    const between = [...gone]
      .filter(([number, steps]) => steps + (left.get(number) ?? Infinity) <= bounds.most)
      .map(([number]) => number)
      .sort((a, b) => this.#compare(a, b));
    const places = new Map(between.map((number, place) => [number, place]));
    const local = (lists: readonly (readonly number[])[]): LocalGraph['next'] =>
      between.map((number) =>
        [...new Set(lists[number])]
          .map((other) => places.get(other))
          .filter((place) => place !== undefined)
          .sort((a, b) => a - b),
      );
    const graph: LocalGraph = { next: local(this.#next), previous: local(this.#previous) };
    const place = (number: number): number => places.get(number) ?? 0;
    return shortestPaths(graph, { from: place(ends.from), to: place(ends.to) }, bounds).map((path) =>
      path.map((node) => this.key(between[node] ?? 0)),
    );
  }

  #node(number: number): PathNode<Key> {
    const node = this.#nodes[number];
    if (!node) throw new RangeError(`no node ${number}`);
    return node;
  }

  #links(number: number, direction: Side['direction']): number {
    const { inDegree, outDegree } = this.#node(number);
    return (direction === 'in' ? 0 : outDegree) + (direction === 'out' ? 0 : inDegree);
  }

  /** The most linked first. */
  #compare(a: number, b: number): number {
    return this.#links(b, 'any') - this.#links(a, 'any') || byCodePoint(this.#node(a).id, this.#node(b).id);
  }
}

/** Steps to each node that is no more than `most` away. */
function distances(lists: readonly (readonly number[])[], start: number, most: number): Map<number, number> {
  const steps = new Map([[start, 0]]);
  let level = [start];
  for (let depth = 1; depth <= most && level.length > 0; depth += 1) {
    const met: number[] = [];
    for (const node of level) {
      for (const other of lists[node] ?? []) {
        if (steps.has(other)) continue;
        steps.set(other, depth);
        met.push(other);
      }
    }
    level = met;
  }
  return steps;
}

/** A link between two nodes that follow each other on a path. */
export interface PathLink<Key> extends Omit<PathStep, 'direction'> {
  source: Key;
  target: Key;
}

/** Each two nodes that follow each other on one of the paths, once. */
export function stepsOf<Key>(paths: readonly Key[][]): [Key, Key][] {
  const steps = new Map<Key, Set<Key>>();
  for (const path of paths) {
    for (const [i, key] of path.slice(0, -1).entries()) {
      const next = path[i + 1];
      if (next !== undefined) steps.set(key, (steps.get(key) ?? new Set()).add(next));
    }
  }
  return [...steps].flatMap(([key, others]) => [...others].map((other): [Key, Key] => [key, other]));
}

/**
 * The answer. Of several links between two nodes a step shows the one in its own direction, of those
 * the one with most mentions.
 * @param links of each step at least one
 */
export function pathList<Key>(
  { paths, truncated }: FoundPaths<Key>,
  summaries: ReadonlyMap<Key, PageSummary>,
  links: readonly PathLink<Key>[],
): PathList {
  const between = (source: Key, target: Key): PathLink<Key> | undefined =>
    links
      .filter((link) => link.source === source && link.target === target)
      .sort((a, b) => b.count - a.count || byCodePoint(a.relation, b.relation))[0];
  const step = (key: Key, next: Key): PathStep[] => {
    const out = between(key, next);
    const link = out ?? between(next, key);
    if (!link) return [];
    const { relation, via, ambiguous, structural, count, mention } = link;
    return [{ direction: out ? 'out' : 'in', relation, via, ambiguous, structural, count, mention }];
  };
  return {
    paths: paths.map((path) => ({
      nodes: path.flatMap((key) => summaries.get(key) ?? []),
      steps: path.slice(1).flatMap((next, i) => path.slice(i, i + 1).flatMap((key) => step(key, next))),
    })),
    truncated,
  };
}
