/**
 * The k shortest simple paths of a graph in memory (Yen 1971, with Lawler's 1972 partition: each
 * path that is taken parts the ones left into sets, and of each set the best is looked for).
 * Invariant: paths come by length, equally long ones by the numbers of their nodes where they part;
 * each is found by one breadth-first search, so the work is bounded by k × length × links.
 */

/** Nodes are numbers from 0, the ones to be preferred first; both lists hold the same links. */
export interface LocalGraph {
  /** in ascending order, none twice */
  next: readonly (readonly number[])[];
  previous: readonly (readonly number[])[];
}

interface Candidate {
  path: number[];
  /** the first node after which it may part from the path it was made of */
  parts: number;
}

/** @param most steps that a path may have */
export function shortestPaths(
  graph: LocalGraph,
  ends: { from: number; to: number },
  { k, most }: { k: number; most: number },
): number[][] {
  const taken: number[][] = [];
  const candidates: Candidate[] = [];
  const add = (prefix: readonly number[], parts: number): void => {
    const path = bestBeyond(graph, ends.to, prefix, nextOfTaken(taken, prefix), most);
    if (path) candidates.push({ path, parts });
  };
  add([ends.from], 0);
  while (taken.length < k) {
    const best = takeBest(candidates);
    if (!best) break;
    taken.push(best.path);
    for (let parts = best.parts; parts < best.path.length - 1; parts += 1) {
      add(best.path.slice(0, parts + 1), parts);
    }
  }
  return taken;
}

function takeBest(candidates: Candidate[]): Candidate | undefined {
  const [best] = candidates.toSorted((a, b) => byLengthThenNodes(a.path, b.path));
  if (best) candidates.splice(candidates.indexOf(best), 1);
  return best;
}

function byLengthThenNodes(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return a.length - b.length;
  const parts = a.findIndex((node, i) => node !== b[i]);
  return parts < 0 ? 0 : (a[parts] ?? 0) - (b[parts] ?? 0);
}

/** Where the paths that were taken go on from this beginning. */
function nextOfTaken(taken: readonly number[][], prefix: readonly number[]): Set<number> {
  const next = new Set<number>();
  for (const path of taken) {
    const node = path[prefix.length];
    if (node !== undefined && prefix.every((own, i) => path[i] === own)) next.add(node);
  }
  return next;
}

/** The best path that begins with `prefix` and then goes to none of `closed`. */
function bestBeyond(
  graph: LocalGraph,
  to: number,
  prefix: readonly number[],
  closed: ReadonlySet<number>,
  most: number,
): number[] | null {
  const last = prefix.at(-1) ?? to;
  if (last === to) return prefix.length === 1 && closed.size === 0 ? [...prefix] : null;
  const room = most - prefix.length;
  const left = stepsLeft(graph, to, new Set(prefix), room);
  let node: number | undefined;
  for (const next of graph.next[last] ?? []) {
    const steps = left.get(next);
    if (steps === undefined || closed.has(next)) continue;
    if (node === undefined || steps < (left.get(node) ?? 0)) node = next;
  }
  if (node === undefined) return null;
  const path = [...prefix, node];
  while (node !== undefined && node !== to) {
    const steps: number = (left.get(node) ?? 0) - 1;
    node = (graph.next[node] ?? []).find((next) => left.get(next) === steps);
    if (node !== undefined) path.push(node);
  }
  return path;
}

/** How far from `to` each node is that is no further than `most`, over nodes that are not closed. */
function stepsLeft(
  graph: LocalGraph,
  to: number,
  closed: ReadonlySet<number>,
  most: number,
): Map<number, number> {
  const left = new Map([[to, 0]]);
  let level = [to];
  for (let steps = 1; steps <= most && level.length > 0; steps += 1) {
    const met: number[] = [];
    for (const node of level) {
      for (const before of graph.previous[node] ?? []) {
        if (closed.has(before) || left.has(before)) continue;
        left.set(before, steps);
        met.push(before);
      }
    }
    level = met;
  }
  return left;
}
