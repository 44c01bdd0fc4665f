/**
 * Lays out a neighbourhood: the seed in the centre, one ring for each step away from it, every
 * node near the one it was reached from, and linked nodes near each other on their ring.
 * Invariant: the same neighbourhood gives the same places; two nodes never share one.
 *
 * After the radial drawing of Eades ("Drawing free trees", 1992): each branch has a sector as wide
 * as its leaves. Branches are then put in order of the mean angle of what they link to (the
 * barycentre heuristic of Sugiyama et al., 1981), and the order with the shortest links is kept.
 */
import type { Tie } from './picture.ts';

export interface RingInput {
  /** steps from the nearest seed, 0 for seeds */
  depths: readonly number[];
  /** nodes of one group stay together where nothing else speaks against it */
  groups: readonly number[];
  ties: readonly Pick<Tie, 'source' | 'target'>[];
}

export interface RingLayout {
  /** integers, map units, the centre is 0, 0 */
  x: number[];
  y: number[];
  /** radius of each ring with nodes on it */
  rings: number[];
}

/** Least distance between rings, and between neighbours on one: room for a label. */
const RING_GAP = 240;
const NODE_GAP = 58;
/** Nodes of a full ring stand in up to this many rows, turn by turn. */
const MOST_ROWS = 4;
const ROW_GAP = 70;
const SWEEPS = 6;

export function layOutRings(input: RingInput): RingLayout {
  const order = input.depths.length;
  const linked = Array.from({ length: order }, (): number[] => []);
  for (const { source, target } of input.ties) {
    linked[source]?.push(target);
    linked[target]?.push(source);
  }
  const branches = growTree(input, linked);
  let angles = assignAngles(branches, order);
  let best = angles;
  let bestLength = totalTurn(input.ties, angles, input.depths);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    orderByBarycentre(branches, linked, angles);
    angles = assignAngles(branches, order);
    const length = totalTurn(input.ties, angles, input.depths);
    if (length < bestLength - 1e-9) [best, bestLength] = [angles, length];
  }
  return placeOnRings(input.depths, best);
}

/** `children[order]` is the root above the seeds. */
function growTree(input: RingInput, linked: readonly (readonly number[])[]): number[][] {
  const order = input.depths.length;
  const children = Array.from({ length: order + 1 }, (): number[] => []);
  const places = input.depths
    .map((_, place) => place)
    .sort((a, b) => (input.groups[a] ?? 0) - (input.groups[b] ?? 0) || a - b);
  for (const place of places) {
    const depth = input.depths[place] ?? 0;
    // of several ways in, the one with the fewest others so far keeps sectors even
    let parent = order;
    for (const other of linked[place] ?? []) {
      if (input.depths[other] !== depth - 1) continue;
      const fewer = (children[other]?.length ?? 0) < (children[parent]?.length ?? 0);
      if (parent === order || fewer) parent = other;
    }
    children[parent]?.push(place);
  }
  return children;
}

function assignAngles(children: readonly (readonly number[])[], order: number): number[] {
  const leaves: number[] = Array.from({ length: order + 1 }, () => 0);
  const walk: number[] = [];
  const pending = [order];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    walk.push(node);
    pending.push(...(children[node] ?? []));
  }
  for (const node of walk.toReversed()) {
    const below = (children[node] ?? []).reduce((sum, child) => sum + (leaves[child] ?? 0), 0);
    leaves[node] = Math.max(1, below);
  }
  const angles: number[] = Array.from({ length: order }, () => 0);
  const starts: number[] = Array.from({ length: order + 1 }, () => 0);
  const perLeaf = (2 * Math.PI) / (leaves[order] ?? 1);
  for (const node of walk) {
    let start = starts[node] ?? 0;
    for (const child of children[node] ?? []) {
      const width = (leaves[child] ?? 1) * perLeaf;
      starts[child] = start;
      angles[child] = start + width / 2;
      start += width;
    }
  }
  return angles;
}

function orderByBarycentre(
  children: number[][],
  linked: readonly (readonly number[])[],
  angles: readonly number[],
): void {
  const aims = angles.map((own, place) => {
    let [sin, cos] = [0, 0];
    for (const other of [
      ...(linked[place] ?? []),
      ...(children[place] ?? []).flatMap((c) => linked[c] ?? []),
    ]) {
      sin += Math.sin(angles[other] ?? 0);
      cos += Math.cos(angles[other] ?? 0);
    }
    if (Math.hypot(sin, cos) < 1e-6) return own;
    // the turn from where the node is now, so that a sector is not torn apart at angle 0
    const turn = Math.atan2(sin, cos) - own;
    return own + Math.atan2(Math.sin(turn), Math.cos(turn));
  });
  for (const list of children) list.sort((a, b) => (aims[a] ?? 0) - (aims[b] ?? 0) || a - b);
}

/** How far links turn around the centre, all together: what crossings grow with. */
function totalTurn(
  ties: readonly Pick<Tie, 'source' | 'target'>[],
  angles: readonly number[],
  depths: readonly number[],
): number {
  let sum = 0;
  for (const { source, target } of ties) {
    if (depths[source] === 0 || depths[target] === 0) continue;
    const turn = (angles[source] ?? 0) - (angles[target] ?? 0);
    sum += Math.abs(Math.atan2(Math.sin(turn), Math.cos(turn)));
  }
  return sum;
}

function placeOnRings(depths: readonly number[], angles: readonly number[]): RingLayout {
  const x: number[] = Array.from({ length: depths.length }, () => 0);
  const y: number[] = Array.from({ length: depths.length }, () => 0);
  const rings: number[] = [];
  const byDepth = new Map<number, number[]>();
  for (const [place, depth] of depths.entries()) {
    const ring = byDepth.get(depth);
    if (ring) ring.push(place);
    else byDepth.set(depth, [place]);
  }
  let inner = 0;
  for (const [, places] of [...byDepth].sort(([a], [b]) => a - b)) {
    places.sort((a, b) => (angles[a] ?? 0) - (angles[b] ?? 0) || a - b);
    if (rings.length === 0 && places.length === 1) {
      rings.push(0);
      continue;
    }
    const room = inner + (rings.length === 0 ? NODE_GAP : RING_GAP);
    const needed = (places.length * NODE_GAP) / (2 * Math.PI);
    const rows = Math.min(MOST_ROWS, Math.max(1, Math.ceil(needed / (room * 2))));
    const radius = Math.max(room, needed / rows);
    const spread = evenOut(
      places.map((place) => angles[place] ?? 0),
      rows,
    );
    for (const [turn, place] of places.entries()) {
      const distance = radius + (turn % rows) * ROW_GAP;
      x[place] = Math.round(distance * Math.sin(spread[turn] ?? 0));
      y[place] = Math.round(distance * Math.cos(spread[turn] ?? 0));
    }
    rings.push(Math.round(radius));
    inner = radius + (rows - 1) * ROW_GAP;
  }
  keepApart(x, y);
  return { x, y, rings: rings.filter((radius) => radius > 0) };
}

/** Pushes sorted angles apart to a least distance, each as little as it takes. */
function evenOut(angles: readonly number[], rows: number): number[] {
  const count = angles.length;
  const least = (2 * Math.PI) / count;
  // full rings are spread evenly; others keep their sectors and only crowded places give way
  const gap = rows > 1 ? least : least * 0.75;
  const result = [...angles];
  for (let pass = 0; pass < 24; pass++) {
    for (let i = 0; i < count; i++) {
      const next = (i + 1) % count;
      const turn = next === 0 ? 2 * Math.PI : 0;
      const short = gap - ((result[next] ?? 0) + turn - (result[i] ?? 0));
      if (count < 2 || short <= 1e-6) continue;
      result[i] = (result[i] ?? 0) - short / 2;
      result[next] = (result[next] ?? 0) + short / 2;
    }
  }
  return result;
}

/** Rounding may put two nodes on one place: the later one moves on. */
function keepApart(x: number[], y: number[]): void {
  const taken = new Set<string>();
  for (let i = 0; i < x.length; i++) {
    while (taken.has(`${x[i]},${y[i]}`)) x[i] = (x[i] ?? 0) + 1;
    taken.add(`${x[i]},${y[i]}`);
  }
}
