/**
 * A part of the graph in graphology's serialised form, and what is said where it was cut.
 * Invariant: links are in order of their ends' places in the answer, then of their relations.
 */
import { type Extent, GRAPH_OPTIONS, type Subgraph, type SubgraphQuery } from '../graph/api.ts';
import { type Link, linkKey } from '../graph/link.ts';
import { byCodePoint } from '../graph/names.ts';
import { extent, readable, type Size } from './extent.ts';

export type GraphNode = Subgraph['nodes'][number];
export type GraphEdge = Subgraph['edges'][number];

export interface EdgeFacts extends Pick<Link, 'source' | 'target' | 'relation' | 'via' | 'ambiguous'> {
  count: number;
  structural: boolean;
}

export function graphEdge(link: EdgeFacts): GraphEdge {
  const { source, target, relation, count, via, ambiguous, structural } = link;
  return {
    key: linkKey(link),
    source,
    target,
    attributes: { relation, count, via, ambiguous, structural },
  };
}

/** A search of the neighbourhood when it ended. */
export interface Found {
  nodes: GraphNode[];
  /** among the nodes, ends by their places in `nodes` */
  edges: { source: number; target: number; facts: Omit<EdgeFacts, 'source' | 'target'> }[];
  /** nodes that were met, those left out too */
  total: number;
  /** links from nodes that are shown to those left out */
  edgesLeftOut: number;
  /** the last step that was taken */
  depth: number;
}

/** The neighbourhood as an answer. */
export function neighbourhood(found: Found, asked: Pick<SubgraphQuery, 'depth'>): Subgraph {
  const { nodes } = found;
  const edges = found.edges
    .sort(
      (a, b) => a.source - b.source || a.target - b.target || byCodePoint(a.facts.relation, b.facts.relation),
    )
    .map(({ source, target, facts: { relation, count, via, ambiguous, structural } }) =>
      // named one by one: adding to a copy of the facts takes three times as long
      graphEdge({
        source: nodes[source]?.key ?? '',
        target: nodes[target]?.key ?? '',
        relation,
        count,
        via,
        ambiguous,
        structural,
      }),
    );
  return {
    attributes: subgraphExtent({ ...found, nodes: nodes.length, edges: edges.length }, asked),
    options: GRAPH_OPTIONS,
    nodes,
    edges,
  };
}

/** What is said of a search of which so many nodes and edges are shown. */
export function subgraphExtent(
  { nodes, edges, total, edgesLeftOut, depth }: Omit<Found, 'nodes' | 'edges'> & Size,
  asked: Pick<SubgraphQuery, 'depth'>,
): Extent {
  return extent({ nodes: total, edges: edges + edgesLeftOut }, { nodes, edges }, () =>
    whyCut(nodes, total, depth, asked.depth),
  );
}

/** @param depth the step that was cut */
function whyCut(shown: number, total: number, depth: number, asked: number): string {
  const steps = depth === 1 ? '1 step' : `${depth} steps`;
  const further = depth < asked ? '; what lies further was not searched' : '';
  return `the ${readable(shown)} nearest and most linked of ${readable(total)} pages within ${steps} are shown${further}`;
}
