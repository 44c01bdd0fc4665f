/**
 * The map as columns, made of nodes in its order, the most important first, and of their links.
 * Invariant: links are put in one total order, so the same graph always gives the same map.
 */
import type { MapColumns, MapQuery } from '../graph/api.ts';
import { packMap } from '../graph/map-columns.ts';
import { byCodePoint } from '../graph/names.ts';
import { readable } from './extent.ts';
import type { FacetColumn } from './facet-column.ts';
import { type MapEdge, strongestLinks } from './map-links.ts';
import type { Held } from './tile-search.ts';

/** `key` is the store's own, by which its links name their ends. */
export interface MapNode<Key> extends Held {
  key: Key;
  label: string;
  /** 0 is a page, 1 a wanted page */
  kind: number;
  folder: string;
  inDegree: number;
  outDegree: number;
  community: number;
}

export type MapLink<Key> = readonly [
  source: Key,
  target: Key,
  relation: string,
  count: number,
  structural: number,
];

/** What a store found. */
export interface FoundMap<Key> {
  /** in order, no more than asked for */
  nodes: readonly MapNode<Key>[];
  /** whether the filters let more through of what was asked for */
  areMore: boolean;
  /** that leave these nodes, in any order; those that end elsewhere are left out */
  links: Iterable<MapLink<Key>>;
  /** nodes of the whole map that the filters let through */
  total: number;
  communities: MapColumns['communities'];
  /** of the key that colours are asked for; null where none are */
  facet: FacetColumn<Key> | null;
}

export function mapColumns<Key>(query: MapQuery, found: FoundMap<Key>): MapColumns {
  const { nodes, facet } = found;
  const positions = new Map(nodes.map(({ key }, position) => [key, position]));
  const among: MapEdge[] = [];
  for (const [from, to, relation, count, structural] of found.links) {
    const source = positions.get(from);
    const target = positions.get(to);
    if (source !== undefined && target !== undefined) {
      among.push({ source, target, relation, count, structural });
    }
  }
  const { edges, strongest } = strongestLinks(inOrder(among, nodes.length), nodes.length, query.links);
  const folders = new Numbering();
  const relations = new Numbering();
  return packMap({
    attributes: {
      total: { nodes: found.total, edges: among.length },
      returned: { nodes: nodes.length, edges: edges.length },
      truncated: whyCut(query, found, strongest),
      strongest,
    },
    nodes: {
      id: nodes.map(({ id }) => id),
      label: nodes.map(({ label }) => label),
      kind: nodes.map(({ kind }) => kind),
      folder: nodes.map(({ folder }) => folders.of(folder)),
      inDegree: nodes.map(({ inDegree }) => inDegree),
      outDegree: nodes.map(({ outDegree }) => outDegree),
      rank: nodes.map(({ rank }) => Math.round(rank * 1000)),
      community: nodes.map(({ community }) => community),
      x: nodes.map(({ x }) => x),
      y: nodes.map(({ y }) => y),
      ...(facet && { value: nodes.map(({ key }) => facet.places.get(key) ?? -1) }),
    },
    edges: {
      source: edges.map(({ source }) => source),
      target: edges.map(({ target }) => target),
      relation: edges.map(({ relation }) => relations.of(relation)),
      count: edges.map(({ count }) => count),
      structural: edges.map(({ structural }) => structural),
    },
    folders: folders.names,
    relations: relations.names,
    ...(facet && { values: [...facet.values] }),
    communities: found.communities,
  });
}

/** What is left out, in words. */
function whyCut<Key>(query: MapQuery, found: FoundMap<Key>, strongest: number | null): string | null {
  const shown = readable(found.nodes.length);
  const links = strongest === 1 ? 'strongest link' : `${readable(strongest ?? 0)} strongest links`;
  if (!found.areMore) return strongest === null ? null : `only the ${links} of each page`;
  if (query.orphans) {
    const which = query.bbox ? 'orphans of this part of the map' : `of ${readable(found.total)} orphans`;
    return `${shown} ${which} are shown, evenly chosen`;
  }
  const pages = query.bbox
    ? `the ${shown} most important pages of this part of the map`
    : `the ${shown} most important of ${readable(found.total)} pages`;
  return `${pages} are shown${strongest === null ? '' : `, with the ${links} of each`}`;
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
function inOrder(edges: readonly MapEdge[], nodes: number): MapEdge[] {
  const buckets = Array.from({ length: nodes }, (): MapEdge[] => []);
  for (const edge of edges) buckets[edge.source]?.push(edge);
  for (const bucket of buckets) {
    bucket.sort((a, b) => a.target - b.target || byCodePoint(a.relation, b.relation));
  }
  return buckets.flat();
}
