/**
 * What each node's links come to, counted when a whole graph is written: neighbours, attachments
 * and addresses, and for a wanted page the folders of the pages that want it.
 */
import type { Link } from '../../graph/link.ts';
import { byCodePoint } from '../../graph/names.ts';
import type { WikiGraph } from '../../graph/wiki-graph.ts';
import { type Edge, countDegrees } from '../degrees.ts';

/** `All` counts structural links too. */
export interface NodeCounts {
  in: number;
  out: number;
  inAll: number;
  outAll: number;
  /** distinct ones of a page */
  attachments: number;
  externals: number;
  /** where the node is found by folder: a page's own, a wanted page's linking pages' */
  folders: string[];
}

export const NO_COUNTS: NodeCounts = {
  in: 0,
  out: 0,
  inAll: 0,
  outAll: 0,
  attachments: 0,
  externals: 0,
  folders: [],
};

/** Counts of all nodes, in node order. @param positions of nodes by their ids */
export function countNodes(graph: WikiGraph, positions: ReadonlyMap<string, number>): NodeCounts[] {
  const degrees = countDegrees(positions.size, edges(graph.links, positions));
  const counts = Array.from({ length: positions.size }, (_, i): NodeCounts => ({
    in: degrees.in[i] ?? 0,
    out: degrees.out[i] ?? 0,
    inAll: degrees.inAll[i] ?? 0,
    outAll: degrees.outAll[i] ?? 0,
    attachments: 0,
    externals: 0,
    folders: [],
  }));
  const wantedIn = new Map<NodeCounts, Set<string>>();
  for (const { source, links } of bySource(graph.links)) {
    const position = positions.get(source) ?? -1;
    const from = counts[position];
    if (!from) continue;
    Object.assign(from, countElsewhere(links));
    const folder = graph.pages[position]?.folder ?? '';
    for (const { kind, target } of links) {
      const to = kind === 'wanted' ? counts[positions.get(target) ?? -1] : undefined;
      if (to) wantedIn.set(to, (wantedIn.get(to) ?? new Set()).add(folder));
    }
  }
  for (const [i, { folder }] of graph.pages.entries()) counts[i]?.folders.push(folder);
  for (const [node, folders] of wantedIn) node.folders = [...folders].sort(byCodePoint);
  return counts;
}

function* edges(links: readonly Link[], positions: ReadonlyMap<string, number>): Generator<Edge> {
  for (const link of links) {
    if (!isEdge(link)) continue;
    const source = positions.get(link.source);
    const target = positions.get(link.target);
    if (source !== undefined && target !== undefined) yield { source, target, structural: link.structural };
  }
}

/** Whether a link is an edge of the graph. */
export function isEdge({ kind }: Pick<Link, 'kind'>): boolean {
  return kind === 'page' || kind === 'wanted';
}

/** Distinct attachments and addresses among the links of one page. */
export function countElsewhere(links: readonly Link[]): Pick<NodeCounts, 'attachments' | 'externals'> {
  const distinct = (kind: Link['kind']): number =>
    new Set(links.filter((link) => link.kind === kind).map((link) => link.target)).size;
  return { attachments: distinct('attachment'), externals: distinct('external') };
}

/** Links in order of their source, parted by it. */
export function* bySource(links: readonly Link[]): Generator<{ source: string; links: Link[] }> {
  let own: Link[] = [];
  for (const link of links) {
    if (own[0] && own[0].source !== link.source) {
      yield { source: own[0].source, links: own };
      own = [];
    }
    own.push(link);
  }
  if (own[0]) yield { source: own[0].source, links: own };
}
