/**
 * The analysis after a small change: what was on the map stays where it was, what is new gets a
 * free spot beside what it is linked with.
 * Invariant: no node moves but a page that became an orphan or is none any more; new circles
 * overlap none; the same graphs give the same map.
 */
import type { Link } from '../../graph/link.ts';
import type { PageId } from '../../graph/page.ts';
import type { Analysis, Placement, WikiGraph } from '../../graph/wiki-graph.ts';
import { roomOf } from './analyse.ts';
import type { Point } from './region.ts';
import { placeOnShore } from './shore.ts';
import { Spots } from './spots.ts';

/** PageRank's: the part of its importance that a page hands on. */
const DAMPING = 0.85;
const CENTRE: Point = { x: 0, y: 0 };

/** The analysis of a graph, and its pages that no page links to. */
export interface GraphMap {
  analysis: Analysis;
  orphans: ReadonlySet<PageId>;
}

export interface ExtendedMap extends GraphMap {
  /** nodes that are new on the map or have moved */
  placed: Placement[];
}

/** The pages that no other page links to; structural links do not count. */
export function orphansOf({ pages, links }: Pick<WikiGraph, 'pages' | 'links'>): Set<PageId> {
  const linked = new Set<PageId>();
  for (const link of links) if (isSemantic(link)) linked.add(link.target);
  return new Set(pages.map((page) => page.id).filter((id) => !linked.has(id)));
}

/**
 * Fits the map of one graph to another that differs in a few pages. Importance and community of
 * nodes that stay are kept; a new node's importance is one step of PageRank from those that link to
 * it, its community the one it is linked with most.
 */
export function extendAnalysis(before: GraphMap, graph: WikiGraph): ExtendedMap {
  const orphans = orphansOf(graph);
  const known = new Map(before.analysis.placements.map((place) => [place.id, place]));
  const ids = [...graph.pages, ...graph.wanted].map((node) => node.id);
  const arriving = new Set(ids.filter((id) => !known.has(id)));
  for (const { id } of graph.pages) {
    if (orphans.has(id) !== before.orphans.has(id)) arriving.add(id);
  }
  const standing = ids.flatMap((id) => (arriving.has(id) ? [] : (known.get(id) ?? [])));
  const placed = arriving.size === 0 ? [] : placeAll(arriving, standing, graph, orphans);

  const places = new Map([...standing, ...placed].map((one) => [one.id, one]));
  const placements = ids.flatMap((id) => places.get(id) ?? []);
  const sizes = new Map<number, number>();
  for (const { community } of placements) sizes.set(community, (sizes.get(community) ?? 0) + 1);
  const communities = before.analysis.communities.map((community, i) => ({
    ...community,
    size: sizes.get(i) ?? 0,
  }));
  return { analysis: { ...before.analysis, placements, communities }, orphans, placed };
}

function isSemantic({ source, target, kind, structural }: Link): boolean {
  return !structural && (kind === 'page' || kind === 'wanted') && source !== target;
}

function placeAll(
  arriving: ReadonlySet<PageId>,
  standing: readonly Placement[],
  graph: WikiGraph,
  orphans: ReadonlySet<PageId>,
): Placement[] {
  const ties = tiesOf(arriving, graph.links);
  const places = new Map(standing.map((one) => [one.id, one]));
  const ranks = ranksOf(arriving, graph.links, places);
  const folderOf = new Map(graph.pages.map((page) => [page.id, page.folder]));
  const land = standing.filter(({ id }) => !orphans.has(id));
  const spots = new Spots();
  for (const { x, y, rank } of standing) spots.stand({ x, y, r: roomOf(rank) });

  /** Where what it is linked with lies, on land if any of that does; else the middle of its folder. */
  const middleFor = (id: PageId): Point | null => {
    const tied = [...(ties.get(id) ?? [])].flatMap(([other, weight]) => {
      const at = places.get(other);
      return at ? [{ at, weight, isLand: !orphans.has(other) }] : [];
    });
    const onLand = tied.filter((one) => one.isLand);
    if (tied.length > 0) return middle(onLand.length > 0 ? onLand : tied);
    const folder = folderOf.get(id);
    const beside = land.filter((one) => folderOf.get(one.id) === folder);
    return beside.length > 0 ? middle(beside.map((at) => ({ at, weight: 1 }))) : null;
  };

  const shore = [...arriving].filter((id) => orphans.has(id));
  const parties = shore.map((_, node) => {
    const { x, y } = middleFor(shore[node] ?? '') ?? CENTRE;
    return { nodes: [node], bearing: Math.atan2(y, x) };
  });
  const onShore = placeOnShore(parties, land);
  const shorePoint = new Map(shore.map((id, node) => [id, onShore.get(node) ?? CENTRE]));

  // The most important first: a page that others hang on is there before them.
  const inOrder = [...arriving].sort((a, b) => (ranks.get(b) ?? 0) - (ranks.get(a) ?? 0) || (a < b ? -1 : 1));
  return inOrder.map((id) => {
    const rank = ranks.get(id) ?? 0;
    const spot = spots.take(shorePoint.get(id) ?? middleFor(id) ?? CENTRE, roomOf(rank));
    const placement = { id, ...spot, rank, community: communityOf(ties.get(id), places) };
    places.set(id, placement);
    return placement;
  });
}

/** Of each arriving node, what it is linked with either way, and by how many mentions. */
function tiesOf(arriving: ReadonlySet<PageId>, links: readonly Link[]): Map<PageId, Map<PageId, number>> {
  const ties = new Map<PageId, Map<PageId, number>>();
  const tie = (id: PageId, other: PageId, weight: number): void => {
    const of = ties.get(id) ?? new Map<PageId, number>();
    of.set(other, (of.get(other) ?? 0) + weight);
    ties.set(id, of);
  };
  for (const link of links) {
    if (!isSemantic(link)) continue;
    const { source, target, mentions } = link;
    if (arriving.has(source)) tie(source, target, mentions.length);
    if (arriving.has(target)) tie(target, source, mentions.length);
  }
  return ties;
}

function ranksOf(
  arriving: ReadonlySet<PageId>,
  links: readonly Link[],
  places: ReadonlyMap<PageId, Placement>,
): Map<PageId, number> {
  const least = [...places.values()].reduce((low, { rank }) => Math.min(low, rank), 1);
  const linkers = new Map([...arriving].map((id) => [id, new Set<PageId>()]));
  for (const link of links) if (isSemantic(link)) linkers.get(link.target)?.add(link.source);
  const asked = new Set([...linkers.values()].flatMap((sources) => [...sources]));
  const targets = new Map<PageId, Set<PageId>>();
  for (const link of links) {
    if (!asked.has(link.source) || !isSemantic(link)) continue;
    const of = targets.get(link.source) ?? new Set<PageId>();
    targets.set(link.source, of.add(link.target));
  }
  const share = (source: PageId): number =>
    (places.get(source)?.rank ?? least) / (targets.get(source)?.size ?? 1);
  return new Map(
    [...linkers].map(([id, sources]) => {
      const given = [...sources].reduce((sum, source) => sum + share(source), 0);
      return [id, Math.min(1, least + DAMPING * given)];
    }),
  );
}

function communityOf(
  ties: ReadonlyMap<PageId, number> | undefined,
  places: ReadonlyMap<PageId, Placement>,
): number {
  const weights = new Map<number, number>();
  for (const [other, weight] of ties ?? []) {
    const community = places.get(other)?.community ?? -1;
    if (community >= 0) weights.set(community, (weights.get(community) ?? 0) + weight);
  }
  const [first] = [...weights].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return first?.[0] ?? -1;
}

function middle(some: readonly { at: Point; weight: number }[]): Point {
  const total = some.reduce((sum, { weight }) => sum + weight, 0);
  const sum = (along: (at: Point) => number): number =>
    some.reduce((all, { at, weight }) => all + along(at) * weight, 0);
  return { x: sum(({ x }) => x) / total, y: sum(({ y }) => y) / total };
}
