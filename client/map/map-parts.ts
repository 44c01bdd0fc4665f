/**
 * The parts of the map that are in memory: the overview, the orphans that are not in it, and what
 * was asked for since, as the view moved. Pure: each step gives another value.
 * Invariant: overview and orphans stay; of the parts those seen last, as many as MOST_NODES leaves room
 * for; a node is in the merged map once, however many parts hold it.
 */
import type { Subgraph } from '../../graph/api.ts';
import type { MapGraph } from '../../graph/map-columns.ts';
import { byCodePoint } from '../../graph/names.ts';
import { formatCount } from '../text/format.ts';

/** Nodes in memory. Of a wiki that has not many more, all are in the overview. */
export const MOST_NODES = 16_000;

export interface LoadedMap {
  overview: MapGraph;
  /** no page makes an orphan important, so an overview that is cut has few of them; null where it is whole */
  orphans: MapGraph | null;
  /** the one seen last comes last */
  parts: readonly MapPart[];
  /** all of it as one map */
  merged: MapGraph;
}

export interface MapPart {
  /** what was asked for */
  key: string;
  map: MapGraph;
}

/** @param overview the most important nodes of the whole map */
export function loadedMap(overview: MapGraph, orphans: MapGraph | null): LoadedMap {
  const start = { overview, orphans, parts: [] };
  return { ...start, merged: orphans ? merge(start) : overview };
}

/** Takes in the parts that are seen now; the same object where these are the last that were taken in. */
export function withParts(loaded: LoadedMap, seen: readonly MapPart[]): LoadedMap {
  const last = loaded.parts.slice(-seen.length);
  if (seen.every(({ key, map }, place) => last[place]?.key === key && last[place].map === map)) return loaded;
  const keys = new Set(seen.map(({ key }) => key));
  const next = { ...loaded, parts: [...loaded.parts.filter(({ key }) => !keys.has(key)), ...seen] };
  while (next.parts.length > seen.length && countNodes(next) > MOST_NODES) next.parts = next.parts.slice(1);
  return { ...next, merged: merge(next) };
}

/** A page with all that it is linked with, as a part. */
export function partAround(key: string, { nodes, edges, attributes }: Subgraph): MapPart {
  const [folders, relations] = [new Numbers(), new Numbers()];
  const places = new Map(nodes.map((node, place) => [node.key, place]));
  const column = (of: (node: Subgraph['nodes'][number]['attributes']) => number): number[] =>
    nodes.map((node) => of(node.attributes));
  const map: MapGraph = {
    attributes: { ...attributes, strongest: null },
    nodes: {
      id: nodes.map((node) => node.key),
      label: nodes.map((node) => node.attributes.label),
      kind: column(({ kind }) => (kind === 'page' ? 0 : 1)),
      folder: column(({ folder }) => folders.of(folder)),
      inDegree: column(({ inDegree }) => inDegree),
      outDegree: column(({ outDegree }) => outDegree),
      rank: column(({ rank }) => Math.round(rank * 1000)),
      community: column(({ community }) => community),
      x: column(({ x }) => x),
      y: column(({ y }) => y),
    },
    edges: {
      source: edges.map((edge) => places.get(edge.source) ?? -1),
      target: edges.map((edge) => places.get(edge.target) ?? -1),
      relation: edges.map((edge) => relations.of(edge.attributes.relation)),
      count: edges.map((edge) => edge.attributes.count),
      structural: edges.map((edge) => (edge.attributes.structural ? 1 : 0)),
    },
    folders: folders.names,
    relations: relations.names,
    communities: [],
  };
  return { key, map };
}

type Loaded = Omit<LoadedMap, 'merged'>;

/** In the order in which they count: what is loaded later is nearer to the truth. */
function mapsOf({ overview, orphans, parts }: Loaded): MapGraph[] {
  return [overview, ...(orphans ? [orphans] : []), ...parts.map(({ map }) => map)];
}

function countNodes(loaded: Loaded): number {
  return new Set(mapsOf(loaded).flatMap(({ nodes }) => nodes.id)).size;
}

/** Gives each name the next integer when it is met first. */
class Numbers {
  readonly names: string[] = [];
  readonly #known = new Map<string, number>();

  of(name: string): number {
    let number = this.#known.get(name);
    if (number === undefined) {
      number = this.names.push(name) - 1;
      this.#known.set(name, number);
    }
    return number;
  }
}

/** Of each node of the merged map, in its order: which of the maps it is taken from, and its place there. */
interface Taken {
  maps: readonly MapGraph[];
  from: number[];
  at: number[];
  placeOf: Map<string, number>;
}

/** Every node once, from the map that came last; the most important first. */
function takeNodes(maps: readonly MapGraph[]): Taken {
  const known = new Map<string, number>();
  const [from, at]: [number[], number[]] = [[], []];
  for (const [map, { nodes }] of maps.entries()) {
    for (const [node, id] of nodes.id.entries()) {
      const place = known.get(id) ?? known.size;
      known.set(id, place);
      [from[place], at[place]] = [map, node];
    }
  }
  const ids = [...known.keys()];
  const ranks = from.map((map, place) => maps[map]?.nodes.rank[at[place] ?? -1] ?? 0);
  // each map's nodes are in order already, which makes it quick
  const order = ids
    .map((_, place) => place)
    .sort((a, b) => (ranks[b] ?? 0) - (ranks[a] ?? 0) || byCodePoint(ids[a] ?? '', ids[b] ?? ''));
  return {
    maps,
    from: order.map((place) => from[place] ?? 0),
    at: order.map((place) => at[place] ?? 0),
    placeOf: new Map(order.map((place, now) => [ids[place] ?? '', now])),
  };
}

function merge(loaded: Loaded): MapGraph {
  const { overview } = loaded;
  const taken = takeNodes(mapsOf(loaded));
  const { maps, from, at, placeOf } = taken;
  const each = <Value>(of: (map: MapGraph, node: number) => Value): Value[] =>
    from.map((map, place) => of(maps[map] ?? overview, at[place] ?? -1));
  const column = (name: 'kind' | 'inDegree' | 'outDegree' | 'rank' | 'community' | 'x' | 'y'): number[] =>
    each(({ nodes }, node) => nodes[name][node] ?? 0);
  const folders = new Numbers();
  const { edges, relations } = mergeEdges(taken);
  // what lies around a page comes without values
  const values = overview.nodes.value && from.map(() => -1);
  for (const { nodes } of maps) {
    for (const [node, value] of (nodes.value ?? []).entries()) {
      const place = placeOf.get(nodes.id[node] ?? '');
      if (values && place !== undefined) values[place] = value;
    }
  }
  return {
    attributes: {
      ...overview.attributes,
      returned: { nodes: from.length, edges: edges.source.length },
      truncated: whyCut(loaded),
    },
    nodes: {
      id: [...placeOf.keys()],
      label: each(({ nodes }, node) => nodes.label[node] ?? ''),
      kind: column('kind'),
      folder: each((map, node) => folders.of(map.folders[map.nodes.folder[node] ?? -1] ?? '')),
      inDegree: column('inDegree'),
      outDegree: column('outDegree'),
      rank: column('rank'),
      community: column('community'),
      x: column('x'),
      y: column('y'),
      ...(values && { value: values }),
    },
    edges,
    folders: folders.names,
    relations,
    communities: overview.communities,
  };
}

/** What the overview leaves out, and of the orphans. */
function whyCut({ overview, orphans }: Loaded): string | null {
  const { truncated } = overview.attributes;
  if (truncated === null || orphans === null || orphans.nodes.id.length === 0) return truncated;
  const all = `all ${formatCount(orphans.nodes.id.length)} orphans are shown`;
  return `${truncated}; ${orphans.attributes.truncated ?? all}`;
}

/** Each link once: by its ends and its relation. */
function mergeEdges({ maps, placeOf }: Taken): Pick<MapGraph, 'edges' | 'relations'> {
  const relations = new Numbers();
  for (const { relations: names } of maps) for (const name of names) relations.of(name);
  const merged: MapGraph['edges'] = { source: [], target: [], relation: [], count: [], structural: [] };
  const seen = new Set<number>();
  for (const { nodes, edges, relations: names } of maps) {
    const places = nodes.id.map((id) => placeOf.get(id) ?? -1);
    const kinds = names.map((name) => relations.of(name));
    for (const [edge, from] of edges.source.entries()) {
      const source = places[from] ?? -1;
      const target = places[edges.target[edge] ?? -1] ?? -1;
      const relation = kinds[edges.relation[edge] ?? -1] ?? -1;
      const link = (source * placeOf.size + target) * relations.names.length + relation;
      if (seen.has(link)) continue;
      seen.add(link);
      merged.source.push(source);
      merged.target.push(target);
      merged.relation.push(relation);
      merged.count.push(edges.count[edge] ?? 1);
      merged.structural.push(edges.structural[edge] ?? 0);
    }
  }
  return { edges: merged, relations: relations.names };
}
