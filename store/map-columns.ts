/**
 * The map as columns, made of rows that come in its order: the most important nodes first.
 * Invariant: links are put in one total order, so the same graph always gives the same map.
 */
import type { MapColumns } from '../graph/api.ts';
import { byCodePoint } from '../graph/names.ts';
import { type Size, extent, readable } from './extent.ts';

/** `kind` 0 is a page, 1 a wanted page; `key` is the store's own, by which its links name their ends. */
export type MapNode<Key> = readonly [
  key: Key,
  id: string,
  label: string,
  kind: number,
  folder: string,
  inDegree: number,
  outDegree: number,
  rank: number,
  community: number,
  x: number,
  y: number,
];
export type MapLink<Key> = readonly [
  source: Key,
  target: Key,
  relation: string,
  count: number,
  structural: number,
];

/** Ends are positions in the list of nodes. */
interface Edge {
  source: number;
  target: number;
  relation: string;
  count: number;
  structural: number;
}

/**
 * @param rows the nodes that are shown
 * @param leftOut those that match and are not shown
 * @param links of the whole wiki, in any order; those of other nodes are left out
 */
export function mapColumns<Key>(
  rows: readonly MapNode<Key>[],
  leftOut: Iterable<Key>,
  links: Iterable<MapLink<Key>>,
  communities: MapColumns['communities'],
): MapColumns {
  const positions = new Map<Key, number>();
  for (const row of rows) positions.set(row[0], positions.size);
  for (const key of leftOut) positions.set(key, positions.size);

  const edges: Edge[] = [];
  const total: Size = { nodes: positions.size, edges: 0 };
  for (const [from, to, relation, count, structural] of links) {
    const source = positions.get(from);
    const target = positions.get(to);
    if (source === undefined || target === undefined) continue;
    total.edges += 1;
    if (source < rows.length && target < rows.length) {
      edges.push({ source, target, relation, count, structural });
    }
  }
  const folders = new Numbering();
  const relations = new Numbering();
  const sorted = inOrder(edges, rows.length);
  return {
    attributes: extent(
      total,
      { nodes: rows.length, edges: edges.length },
      () => `the ${readable(rows.length)} most important of ${readable(total.nodes)} pages are shown`,
    ),
    nodes: {
      id: rows.map((row) => row[1]),
      label: rows.map((row) => row[2]),
      kind: rows.map((row) => row[3]),
      folder: rows.map((row) => folders.of(row[4])),
      inDegree: rows.map((row) => row[5]),
      outDegree: rows.map((row) => row[6]),
      rank: rows.map((row) => Math.round(row[7] * 1000)),
      community: rows.map((row) => row[8]),
      x: rows.map((row) => row[9]),
      y: rows.map((row) => row[10]),
    },
    edges: {
      source: sorted.map((edge) => edge.source),
      target: sorted.map((edge) => edge.target),
      relation: sorted.map((edge) => relations.of(edge.relation)),
      count: sorted.map((edge) => edge.count),
      structural: sorted.map((edge) => edge.structural),
    },
    folders: folders.names,
    relations: relations.names,
    communities,
  };
}

/** Gives each name the next integer when it is met first. */
class Numbering {
  readonly names: string[] = [];
  private readonly known = new Map<string, number>();

  of(name: string): number {
    let number = this.known.get(name);
    if (number === undefined) {
      number = this.names.push(name) - 1;
      this.known.set(name, number);
    }
    return number;
  }
}

/** By source, then target, then relation; put into buckets by source first, which is linear. */
function inOrder(edges: Edge[], nodes: number): Edge[] {
  const buckets = Array.from({ length: nodes }, (): Edge[] => []);
  for (const edge of edges) buckets[edge.source]?.push(edge);
  for (const bucket of buckets) {
    bucket.sort((a, b) => a.target - b.target || byCodePoint(a.relation, b.relation));
  }
  return buckets.flat();
}
