/** The plainest reading of what degrees, neighbourhoods and paths are, to hold a store against. */
import type { PathsQuery, SubgraphQuery } from '../../graph/api.ts';
import { type Link, linkKey } from '../../graph/link.ts';
import { byCodePoint } from '../../graph/names.ts';
import type { WikiGraph } from '../../graph/wiki-graph.ts';

export type NaiveNode = [id: string, inDegree: number, outDegree: number];

function edgesOf(graph: WikiGraph, structural: boolean): Link[] {
  return graph.links.filter(
    (link) => (link.kind === 'page' || link.kind === 'wanted') && (structural || !link.structural),
  );
}

/** Degrees of every node, in order of ids. */
export function naiveDegrees(graph: WikiGraph, structural: boolean): NaiveNode[] {
  const edges = edgesOf(graph, structural);
  return [...graph.pages, ...graph.wanted]
    .map(({ id }): NaiveNode => {
      const sources = new Set(edges.filter((edge) => edge.target === id).map((edge) => edge.source));
      const targets = new Set(edges.filter((edge) => edge.source === id).map((edge) => edge.target));
      return [id, sources.size, targets.size];
    })
    .toSorted((a, b) => byCodePoint(a[0], b[0]));
}

/** Node ids with their depth, link keys, and how many nodes were found before the cut. */
export function naiveSubgraph(
  graph: WikiGraph,
  seeds: readonly string[],
  query: Pick<SubgraphQuery, 'depth' | 'direction' | 'limit' | 'structural' | 'wanted'>,
): { nodes: [string, number][]; edges: string[]; total: number } {
  const edges = edgesOf(graph, query.structural);
  const degrees = new Map(
    naiveDegrees(graph, query.structural).map(([id, incoming, outgoing]) => [id, incoming + outgoing]),
  );
  const missing = new Set(graph.wanted.map((page) => page.id));
  const nodes: [string, number][] = [];
  const depths = new Map<string, number>();
  let level = [...new Set(seeds)];
  let total = 0;
  for (let depth = 0; level.length > 0 && depth <= query.depth; depth += 1) {
    total += level.length;
    level.sort((a, b) => (degrees.get(b) ?? 0) - (degrees.get(a) ?? 0) || byCodePoint(a, b));
    const room = query.limit - nodes.length;
    const kept = level.slice(0, room);
    for (const id of kept) {
      nodes.push([id, depth]);
      depths.set(id, depth);
    }
    if (level.length > room) break;
    const next = new Set<string>();
    for (const { source, target } of edges) {
      if (query.direction !== 'in' && kept.includes(source)) next.add(target);
      if (query.direction !== 'out' && kept.includes(target)) next.add(source);
    }
    level = [...next].filter((id) => !depths.has(id) && (query.wanted || !missing.has(id)));
  }
  const position = (id: string): number => nodes.findIndex(([node]) => node === id);
  const among = edges
    .filter((edge) => depths.has(edge.source) && depths.has(edge.target))
    .sort(
      (a, b) =>
        position(a.source) - position(b.source) ||
        position(a.target) - position(b.target) ||
        byCodePoint(a.relation, b.relation),
    );
  return { nodes, edges: among.map((edge) => linkKey(edge)), total };
}

/** Ids along the shortest simple paths: all of them are made, put in order, and the first kept. */
export function naivePaths(graph: WikiGraph, query: PathsQuery): string[][] {
  const neighbours = new Map<string, Set<string>>();
  const add = (a: string, b: string): unknown => neighbours.set(a, (neighbours.get(a) ?? new Set()).add(b));
  for (const { source, target, relation } of edgesOf(graph, query.structural)) {
    if (query.relation && !query.relation.includes(relation)) continue;
    add(source, target);
    if (query.direction === 'any') add(target, source);
  }
  const order = naiveDegrees(graph, query.structural)
    .toSorted((a, b) => b[1] + b[2] - (a[1] + a[2]) || byCodePoint(a[0], b[0]))
    .map(([id]) => id);
  const paths: string[][] = [];
  const walk = (path: string[]): void => {
    const last = path.at(-1) ?? '';
    if (last === query.to) {
      paths.push(path);
      return;
    }
    if (path.length > query.max) return;
    for (const next of neighbours.get(last) ?? []) if (!path.includes(next)) walk([...path, next]);
  };
  walk([query.from]);
  const places = (path: string[]): string =>
    path.map((id) => String.fromCodePoint(order.indexOf(id))).join('');
  return paths.toSorted((a, b) => a.length - b.length || byCodePoint(places(a), places(b))).slice(0, query.k);
}
