/**
 * The graph that the analysis looks at: nodes by number, links between two of them merged into one.
 * Invariant: nodes are numbered as the wiki has them (pages, then wanted pages); structural links,
 * self-links, attachments and external addresses are not in it.
 */
import type { Outline } from './outline.ts';

interface Neighbour {
  node: number;
  /** grows with the number of mentions, both ways together */
  weight: number;
}

export interface SemanticGraph {
  /** number of nodes; node i is a page if i < pages */
  size: number;
  pages: number;
  /** nodes that link to it and nodes it links to, without regard to direction, in node order */
  neighbours: Neighbour[][];
  /** targets[i]: the nodes that i links to, each once, in node order */
  targets: number[][];
  /** how many nodes link to it */
  inDegree: number[];
}

/** The wiki's semantic graph. Its size is linear in the wiki's. */
export function semanticGraph({ pages, wanted, edges }: Outline): SemanticGraph {
  const size = pages.length + wanted.length;
  const mentions = Array.from({ length: size }, () => new Map<number, number>());
  const both = Array.from({ length: size }, () => new Map<number, number>());
  for (let edge = 0; edge < edges.length; edge += 3) {
    const [source, target, count] = [edges[edge] ?? 0, edges[edge + 1] ?? 0, edges[edge + 2] ?? 0];
    add(mentions[source], target, count);
    add(both[source], target, count);
    add(both[target], source, count);
  }
  const inDegree = mentions.map(() => 0);
  const targets = mentions.map((of) => [...of.keys()].sort((a, b) => a - b));
  for (const of of targets) for (const target of of) inDegree[target] = (inDegree[target] ?? 0) + 1;
  return {
    size,
    pages: pages.length,
    neighbours: both.map((of) =>
      [...of]
        .map(([node, count]) => ({ node, weight: Math.log2(1 + count) }))
        .sort((a, b) => a.node - b.node),
    ),
    targets,
    inDegree,
  };
}

function add(counts: Map<number, number> | undefined, key: number, more: number): void {
  counts?.set(key, (counts.get(key) ?? 0) + more);
}
