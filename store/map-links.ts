/**
 * Which links of a map are shown where there are more than were asked for: each node's strongest.
 * Invariant: all links between two nodes are shown or none; a smaller budget shows some of what a
 * larger one does; the same graph always gives the same choice.
 */

/** A link of the map; ends are positions in the list of nodes, the most important first. */
export interface MapEdge {
  source: number;
  target: number;
  relation: string;
  count: number;
  structural: number;
}

/** All links between two nodes. */
interface Tie {
  first: number;
  second: number;
  links: number;
  mentions: number;
  structural: number;
  /** its place among the ties of the end where it counts for more, the strongest is 0 */
  tier: number;
}

/**
 * @param nodes how many there are
 * @param most links
 * @returns the links to show, in the order they came in, and how many strongest ties of either end
 *   they are; null where all are shown
 */
export function strongestLinks(
  edges: MapEdge[],
  nodes: number,
  most: number,
): { edges: MapEdge[]; strongest: number | null } {
  if (edges.length <= most) return { edges, strongest: null };
  const ties = tiesOf(edges, nodes);
  setTiers(ties.values(), nodes);
  const linksOfTier: number[] = [];
  for (const { tier, links } of ties.values()) linksOfTier[tier] = (linksOfTier[tier] ?? 0) + links;
  let strongest = 0;
  for (let sum = linksOfTier[0] ?? 0; sum <= most && strongest < linksOfTier.length;) {
    strongest += 1;
    sum += linksOfTier[strongest] ?? 0;
  }
  return {
    edges: edges.filter((edge) => (ties.get(keyOf(edge, nodes))?.tier ?? strongest) < strongest),
    strongest,
  };
}

function keyOf({ source, target }: MapEdge, nodes: number): number {
  return Math.min(source, target) * nodes + Math.max(source, target);
}

function tiesOf(edges: readonly MapEdge[], nodes: number): Map<number, Tie> {
  const ties = new Map<number, Tie>();
  for (const edge of edges) {
    const { source, target, count, structural } = edge;
    const key = keyOf(edge, nodes);
    const tie = ties.get(key);
    if (!tie) {
      const [first, second] = [Math.min(source, target), Math.max(source, target)];
      ties.set(key, { first, second, links: 1, mentions: count, structural, tier: Infinity });
      continue;
    }
    tie.links += 1;
    tie.mentions += count;
    tie.structural = Math.min(tie.structural, structural);
  }
  return ties;
}

/** Structural ties last, else hubs would take all; more mentions first, then the more important other end. */
function setTiers(ties: Iterable<Tie>, nodes: number): void {
  const ofNode = Array.from({ length: nodes }, (): Tie[] => []);
  for (const tie of ties) {
    ofNode[tie.first]?.push(tie);
    ofNode[tie.second]?.push(tie);
  }
  for (const [node, own] of ofNode.entries()) {
    const other = (tie: Tie): number => (tie.first === node ? tie.second : tie.first);
    own.sort((a, b) => a.structural - b.structural || b.mentions - a.mentions || other(a) - other(b));
    for (const [place, tie] of own.entries()) tie.tier = Math.min(tie.tier, place);
  }
}
