/**
 * How many neighbours each node has, counted once when a graph is written.
 * Invariant: a neighbour counts once however many links lead to it; a page is never its own
 * neighbour; attachments and addresses are none.
 */

export interface Edge {
  source: number;
  target: number;
  structural: boolean;
}

/** Entry i is of node i; `All` counts structural links too. */
export interface Degrees {
  in: Uint32Array;
  out: Uint32Array;
  inAll: Uint32Array;
  outAll: Uint32Array;
}

/** Degrees of nodes 0 to `nodes` - 1, of edges in any order. */
export function countDegrees(nodes: number, edges: Iterable<Edge>): Degrees {
  const degrees: Degrees = {
    in: new Uint32Array(nodes),
    out: new Uint32Array(nodes),
    inAll: new Uint32Array(nodes),
    outAll: new Uint32Array(nodes),
  };
  const pairs = new Set<number>();
  const pairsAll = new Set<number>();
  const add = (list: Uint32Array, node: number): void => {
    list[node] = (list[node] ?? 0) + 1;
  };
  for (const { source, target, structural } of edges) {
    if (source === target) continue;
    const pair = source * nodes + target;
    if (!pairsAll.has(pair)) {
      pairsAll.add(pair);
      add(degrees.outAll, source);
      add(degrees.inAll, target);
    }
    if (!structural && !pairs.has(pair)) {
      pairs.add(pair);
      add(degrees.out, source);
      add(degrees.in, target);
    }
  }
  return degrees;
}
