/**
 * The analysis of a wiki: how much each page matters, which belong together, where each lies on the map.
 * Invariant: a pure function of the graph, the same to the byte on every run; structural links have no say.
 */
import { packEnclose } from 'd3-hierarchy';
import type { Analysis, Community, WikiGraph } from '../../graph/wiki-graph.ts';
import { bundlesOf } from './bundles.ts';
import { findCommunities } from './communities.ts';
import { nameCommunities } from './community-names.ts';
import { importance } from './importance.ts';
import { drawMap } from './draw-map.ts';
import { outlineOf, type Outline } from './outline.ts';
import type { Circle, Point } from './plane.ts';
import { SecondThread } from './second-thread.ts';
import { semanticGraph, type SemanticGraph } from './semantic-graph.ts';
import { layOutPlot, type PlotPlan } from './plot-layout.ts';
import { roomOf, Spots } from './spots.ts';

/** A wiki of more nodes is worth a second thread. */
const LARGE = 20_000;

/**
 * Importance, communities and a map of the graph's pages and wanted pages.
 *
 * The land is made of communities. Pages that no page links to, and what belongs to no community, lie on
 * the shore of the region that they link to, or that their folder or the words of their title suggest.
 */
export function analyse(wiki: WikiGraph): Analysis {
  return analyseOutline(outlineOf(wiki));
}

/** The same of what is needed of the graph. */
export function analyseOutline(wiki: Outline): Analysis {
  const graph = semanticGraph(wiki);
  const ranks = importance(graph);
  const room = ranks.map(roomOf);
  const onLand = landNodes(graph);
  const groupings = findCommunities(graph, onLand);
  const communityOf = new Int32Array(graph.size).fill(-1);
  // Parts come after their regions: the smallest has the last word.
  groupings.forEach(({ nodes }, community) => {
    for (const node of nodes) communityOf[node] = community;
  });
  for (let node = 0; node < graph.size; node += 1) if (communityOf[node] === -1) onLand[node] = 0;

  const thread = graph.size > LARGE ? SecondThread.start() : null;
  const namesOf = thread?.names(wiki, groupings, ranks) ?? (() => nameCommunities(wiki, groupings, ranks));
  const layOut = (plans: readonly PlotPlan[]) => thread?.plots(plans) ?? plans.map(layOutPlot);
  const wishes = drawMap(wiki, graph, { groupings, onLand, room, layOut });
  const spots = new Spots();
  const places: Point[] = [];
  // The most important nodes take their spots first: what has to give way is small.
  const inOrder = ranks.map((_, node) => node).sort((a, b) => (ranks[b] ?? 0) - (ranks[a] ?? 0) || a - b);
  for (const node of inOrder) places[node] = spots.take(wishes[node] ?? { x: 0, y: 0 }, room[node] ?? 0);

  const names = namesOf();
  thread?.end();
  const bundles = bundlesOf(graph, groupings);
  return {
    placements: [...wiki.pages, ...wiki.wanted].map(({ id }, node) => ({
      id,
      x: places[node]?.x ?? 0,
      y: places[node]?.y ?? 0,
      rank: ranks[node] ?? 0,
      community: communityOf[node] ?? -1,
    })),
    communities: groupings.map(({ nodes, parent }, community): Community => {
      const circles = nodes
        .filter((node) => onLand[node] === 1)
        .map((node): Circle => ({ ...(places[node] ?? { x: 0, y: 0 }), r: room[node] ?? 0 }));
      const { x, y, r } = packEnclose(circles);
      return {
        name: names[community] ?? '',
        size: nodes.length,
        x: Math.round(x) + 0,
        y: Math.round(y) + 0,
        radius: Math.ceil(r),
        parent,
        bundles: bundles[community] ?? [],
      };
    }),
  };
}

/** 1 for the nodes that may lie on land: pages that a page links to, and wanted pages that one of those wants. */
function landNodes({ size, pages, inDegree, neighbours: { offsets, ends } }: SemanticGraph): Uint8Array {
  const onLand = new Uint8Array(size);
  for (let node = 0; node < pages; node += 1) onLand[node] = (inDegree[node] ?? 0) > 0 ? 1 : 0;
  for (let node = pages; node < size; node += 1) {
    const wanting = ends.subarray(offsets[node], offsets[node + 1]);
    onLand[node] = wanting.some((page) => (inDegree[page] ?? 0) > 0) ? 1 : 0;
  }
  return onLand;
}
