/**
 * The wiki in numbers, counted when a graph is written and kept on the Wiki node.
 * Invariant: pages are counted by their links as the reports list them, without structural links.
 */
import type { Stats } from '../../graph/api.ts';
import { byCodePoint } from '../../graph/names.ts';
import type { Link } from '../../graph/link.ts';
import type { Analysis, Community, WikiGraph } from '../../graph/wiki-graph.ts';
import { FacetCounts } from '../facet-counts.ts';
import { type NodeCounts, isEdge } from './node-counts.ts';

/** JSON of this is `Wiki.stats`. */
export type KeptStats = Omit<Stats, 'store'>;

/** Before the first write there was no import. */
export const NO_STATS: KeptStats = {
  name: '',
  home: null,
  pages: 0,
  wanted: 0,
  links: 0,
  structuralLinks: 0,
  mentions: 0,
  orphans: 0,
  isolated: 0,
  deadEnds: 0,
  videos: 0,
  warnings: 0,
  folders: [],
  relations: [],
  facets: [],
  communities: [],
  importedAt: new Date(0).toISOString(),
};

/** Edges by relation, and mentions in all. */
export class EdgeCounts {
  readonly #relations = new Map<string, { count: number; structural: number }>();
  #mentions = 0;

  constructor(before: Pick<KeptStats, 'relations' | 'mentions'> = NO_STATS) {
    for (const { name, count, structural } of before.relations) {
      this.#relations.set(name, { count, structural });
    }
    this.#mentions = before.mentions;
  }

  /** @param times 1 for an edge that comes, -1 for one that goes */
  count({ relation, structural }: Pick<Link, 'relation' | 'structural'>, mentions: number, times: 1 | -1) {
    const counts = this.#relations.get(relation) ?? { count: 0, structural: 0 };
    this.#relations.set(relation, counts);
    counts.count += times;
    if (structural) counts.structural += times;
    this.#mentions += times * mentions;
  }

  stats(): Pick<KeptStats, 'links' | 'structuralLinks' | 'mentions' | 'relations'> {
    const relations = [...this.#relations]
      .filter(([, { count }]) => count > 0)
      .map(([name, counts]) => ({ name, ...counts }))
      .sort((a, b) => b.count - a.count || byCodePoint(a.name, b.name));
    return {
      links: relations.reduce((sum, { count }) => sum + count, 0),
      structuralLinks: relations.reduce((sum, { structural }) => sum + structural, 0),
      mentions: this.#mentions,
      relations,
    };
  }
}

/** The numbers of a whole graph. @param importedAt ISO 8601 */
export function countStats(
  graph: WikiGraph,
  analysis: Analysis,
  nodes: readonly NodeCounts[],
  facets: FacetCounts,
  importedAt: string,
): KeptStats {
  const edges = new EdgeCounts();
  for (const link of graph.links) if (isEdge(link)) edges.count(link, link.mentions.length, 1);
  const ofPages = nodes.slice(0, graph.pages.length);
  const folders = new Map<string, number>();
  for (const { folder } of graph.pages) folders.set(folder, (folders.get(folder) ?? 0) + 1);
  const videos = new Set(graph.pages.map((page) => page.videoId).filter((video) => video !== null));
  return {
    name: graph.name,
    home: graph.home,
    pages: graph.pages.length,
    wanted: graph.wanted.length,
    ...edges.stats(),
    orphans: ofPages.filter((node) => node.in === 0).length,
    isolated: ofPages.filter((node) => node.in === 0 && node.out === 0).length,
    deadEnds: ofPages.filter((node) => node.out === 0).length,
    videos: videos.size,
    warnings: graph.report.warnings.length,
    folders: [...folders]
      .map(([name, count]) => ({ name, count }))
      .sort((a, b) => byCodePoint(a.name, b.name)),
    facets: facetStats(facets),
    communities: countedCommunities(analysis.communities),
    importedAt,
  };
}

/** The communities, as the statistics list them. */
export function countedCommunities(communities: readonly Community[]): KeptStats['communities'] {
  return communities.map(({ name, size, x, y, radius, parent }) => ({
    name,
    count: size,
    x,
    y,
    radius,
    parent,
  }));
}

function facetStats(facets: FacetCounts): KeptStats['facets'] {
  return facets
    .keys()
    .sort(byCodePoint)
    .map((key) => facets.summary(key))
    .filter((summary) => summary !== null);
}
