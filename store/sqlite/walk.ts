/**
 * Breadth-first search over the links in memory.
 * Invariant: what is cut is what lies furthest, then what is least linked, then what comes last by
 * id; a step is walked only from nodes that are returned, so a hub costs its own links and no more.
 */
import type { SubgraphQuery } from '../../graph/api.ts';
import type { LinkGraph, Rows } from './link-graph.ts';

export interface WalkAsked extends Pick<
  SubgraphQuery,
  'depth' | 'direction' | 'limit' | 'structural' | 'wanted'
> {
  seeds: readonly number[];
  /** relations that are walked, null for all */
  relations: ReadonlySet<number> | null;
  /** which of the nodes met in a step may be in the answer */
  kept: (met: number[]) => number[];
}

export interface Walked {
  /** in the order of the answer */
  nodes: number[];
  /** steps to each of them */
  depths: number[];
  /** links among them, by their places in `nodes` and the link's in the graph; by source alone in order */
  edges: { source: number; target: number; link: number }[];
  /** nodes that were met, those left out too */
  total: number;
  /** links that lead to nodes left out */
  edgesLeftOut: number;
  /** the last step that was taken */
  depth: number;
}

/** Searches one graph, again and again: what is written down for each node is kept for the next search. */
export class Walker {
  readonly graph: LinkGraph;
  /** place in the answer plus one, 0 where it is not there */
  readonly #places: Uint32Array;
  /** links that lead to it in the step that is taken */
  readonly #met: Uint32Array;

  constructor(graph: LinkGraph) {
    this.graph = graph;
    this.#places = new Uint32Array(graph.isWanted.length);
    this.#met = new Uint32Array(graph.isWanted.length);
  }

  walk(asked: WalkAsked): Walked {
    const { placeOf, nodeAt } = this.graph.order[asked.structural ? 'all' : 'links'];
    const walked: Walked = { nodes: [], depths: [], edges: [], total: 0, edgesLeftOut: 0, depth: 0 };
    let found = [...new Set(asked.seeds)];
    for (; ; walked.depth += 1) {
      const first = walked.nodes.length;
      const order = Uint32Array.from(found, (node) => placeOf[node] ?? 0).sort();
      const room = asked.limit - first;
      walked.total += found.length;
      for (const place of order.subarray(0, room)) {
        const node = nodeAt[place] ?? 0;
        this.#places[node] = walked.nodes.push(node);
        walked.depths.push(walked.depth);
      }
      for (const place of order.subarray(room)) walked.edgesLeftOut += this.#met[nodeAt[place] ?? 0] ?? 0;
      for (const node of found) this.#met[node] = 0;
      if (found.length > room || found.length === 0 || walked.depth === asked.depth) break;
      found = this.#step(walked.nodes.slice(first), asked);
    }
    walked.edges = this.#among(walked.nodes, asked);
    for (const node of walked.nodes) this.#places[node] = 0;
    return walked;
  }

  /** Nodes one step from a level that are not there yet. */
  #step(level: readonly number[], asked: WalkAsked): number[] {
    const { source, target, leaving, arriving, isWanted } = this.graph;
    const met: number[] = [];
    const meet = (node: number): void => {
      if (this.#places[node] !== 0) return;
      const before = this.#met[node] ?? 0;
      if (before === 0) met.push(node);
      this.#met[node] = before + 1;
    };
    for (const node of level) {
      if (asked.direction !== 'in') {
        this.#each(leaving, node, asked, (link) => {
          const to = target[link] ?? 0;
          if (asked.wanted || isWanted[to] === 0) meet(to);
        });
      }
      // against the links' direction only pages are met: a wanted page links nowhere
      if (asked.direction !== 'out') this.#each(arriving, node, asked, (link) => meet(source[link] ?? 0));
    }
    const kept = asked.kept(met);
    if (kept !== met) {
      const isKept = new Set(kept);
      for (const node of met) if (!isKept.has(node)) this.#met[node] = 0;
    }
    return kept;
  }

  #among(nodes: readonly number[], asked: WalkAsked): Walked['edges'] {
    const edges: Walked['edges'] = [];
    nodes.forEach((node, place) => {
      this.#each(this.graph.leaving, node, asked, (link) => {
        const target = this.#places[this.graph.target[link] ?? 0] ?? 0;
        if (target !== 0) edges.push({ source: place, target: target - 1, link });
      });
    });
    return edges;
  }

  /** The links of a node that are walked. */
  #each(
    { start, links }: Rows,
    node: number,
    { structural, relations }: WalkAsked,
    see: (link: number) => void,
  ): void {
    const end = start[node + 1] ?? 0;
    for (let i = start[node] ?? 0; i < end; i += 1) {
      const link = links[i] ?? 0;
      if (!structural && this.graph.structural[link] !== 0) continue;
      if (relations !== null && !relations.has(this.graph.relation[link] ?? 0)) continue;
      see(link);
    }
  }
}
