/**
 * The analysis of a wiki: how much each page matters, which belong together, where each lies on the map.
 * Invariant: a pure function of the graph, the same to the byte on every run; structural links have no say.
 */
import { packEnclose } from 'd3-hierarchy';
import type { Analysis, Community, WikiGraph } from '../../graph/wiki-graph.ts';
import { findCommunities } from './communities.ts';
import { nameCommunities } from './community-names.ts';
import { importance } from './importance.ts';
import { placeRegions } from './land.ts';
import { outlineOf, type Outline } from './outline.ts';
import { layOutRegion, type Circle, type Point } from './region.ts';
import { semanticGraph, type SemanticGraph } from './semantic-graph.ts';
import { placeOnShore } from './shore.ts';
import { roomOf, Spots } from './spots.ts';

/**
 * Importance, communities and a map of the graph's pages and wanted pages.
 *
 * The land is made of communities. Pages that no page links to, and what belongs to no community, lie on
 * the shore around it, on the side of what they link to or of the pages of their folder.
 */
export function analyse(wiki: WikiGraph): Analysis {
  return analyseOutline(outlineOf(wiki));
}

/** The same of what is needed of the graph. */
export function analyseOutline(wiki: Outline): Analysis {
  const graph = semanticGraph(wiki);
  const ranks = importance(graph);
  const room = ranks.map(roomOf);
  const isLand = (node: number): boolean => !isOrphan(graph, node);
  // Orphans alone, with what they want, are no region: there would be no land to write its name on.
  const communities = findCommunities(graph).filter((nodes) => nodes.some(isLand));
  const communityOf = new Map(
    communities.flatMap((nodes, community) => nodes.map((node) => [node, community])),
  );
  const regions = communities.map((nodes) => layOutRegion(graph, nodes.filter(isLand), room));
  const folders = wiki.pages.map(({ folder }) => folder);
  const land = placeRegions(graph, regions, folders);
  const shore = placeShore(graph, land, folders);

  const spots = new Spots();
  const places = new Map<number, Point>();
  // The most important nodes take their spots first: what has to give way is small.
  const inOrder = ranks.map((_, node) => node).sort((a, b) => (ranks[b] ?? 0) - (ranks[a] ?? 0) || a - b);
  for (const node of inOrder)
    places.set(node, spots.take(land.get(node) ?? shore.get(node) ?? { x: 0, y: 0 }, room[node] ?? 0));

  const names = nameCommunities(wiki, communities, ranks);
  return {
    placements: [...wiki.pages, ...wiki.wanted].map(({ id }, node) => ({
      id,
      x: places.get(node)?.x ?? 0,
      y: places.get(node)?.y ?? 0,
      rank: ranks[node] ?? 0,
      community: communityOf.get(node) ?? -1,
    })),
    communities: communities.map((nodes, community): Community => {
      const circles = nodes
        .filter(isLand)
        .map((node): Circle => ({ ...(places.get(node) ?? { x: 0, y: 0 }), r: room[node] ?? 0 }));
      const { x, y, r } = packEnclose(circles);
      return {
        name: names[community] ?? '',
        size: nodes.length,
        x: Math.round(x) + 0,
        y: Math.round(y) + 0,
        radius: Math.ceil(r),
        parent: null,
        bundles: [],
      };
    }),
  };
}

/** An orphan page, or a wanted page that orphans alone want: it lies beside them. */
function isOrphan(graph: SemanticGraph, node: number): boolean {
  if (node < graph.pages) return graph.inDegree[node] === 0;
  return (graph.neighbours[node] ?? []).every((by) => graph.inDegree[by.node] === 0);
}

/** Places for all nodes that have none on land. */
function placeShore(graph: SemanticGraph, land: Map<number, Point>, folders: string[]): Map<number, Point> {
  const middles = folderMiddles(land, folders);
  const linked = (node: number): Point[] =>
    (graph.neighbours[node] ?? []).flatMap((other) => land.get(other.node) ?? []);
  const pages: number[] = [];
  const beside = new Map<number, number[]>();
  const strays: number[] = [];
  for (let node = 0; node < graph.size; node++) {
    const wanter = graph.neighbours[node]?.[0]?.node;
    if (land.has(node)) continue;
    if (node < graph.pages) pages.push(node);
    else if (wanter === undefined || land.has(wanter)) strays.push(node);
    else {
      const wanted = beside.get(wanter);
      if (wanted) wanted.push(node);
      else beside.set(wanter, [node]);
    }
  }
  const parties = [...pages, ...strays].map((node) => {
    const points = linked(node);
    const { x, y } = (points.length > 0 ? middle(points) : middles.get(folders[node] ?? '')) ?? {
      x: 0,
      y: 0,
    };
    return { nodes: [node, ...(beside.get(node) ?? [])], bearing: Math.atan2(y, x) };
  });
  return placeOnShore(parties, [...land.values()]);
}

/** The middle of each folder's pages on land. */
function folderMiddles(land: Map<number, Point>, folders: string[]): Map<string, Point> {
  const points = new Map<string, Point[]>();
  folders.forEach((folder, page) => {
    const point = land.get(page);
    if (!point) return;
    const all = points.get(folder);
    if (all) all.push(point);
    else points.set(folder, [point]);
  });
  return new Map([...points].map(([folder, all]) => [folder, middle(all)]));
}

function middle(points: Point[]): Point {
  const sum = points.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}
