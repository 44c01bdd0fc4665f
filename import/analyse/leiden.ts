/**
 * Communities of an undirected weighted graph by the Leiden method (Traag, Waltman, van Eck 2019):
 * nodes move to where modularity gains most, what comes of it is refined, and the refined groups
 * are the nodes of a smaller graph, until nothing moves.
 * Invariant: no randomness; of equal gains a node stays, or takes the community with the lowest
 * number. Every community is connected.
 */
import type { WeightedRows } from './semantic-graph.ts';

/** A move must gain more than this part of all links' weight: below it lie rounding errors. */
const LEAST_GAIN = 1e-10;

interface Level {
  size: number;
  rows: WeightedRows;
  /** what a node weighs: the weights of its links, those inside it twice */
  strengths: Float64Array;
}

/**
 * The community of each node, numbered in the order of their first nodes.
 * @param rows a symmetric graph without self-links
 * @param resolution 1 for modularity; the greater, the smaller the communities
 */
export function leiden(rows: WeightedRows, resolution = 1): Int32Array {
  const size = rows.offsets.length - 1;
  const strengths = new Float64Array(size);
  let total = 0;
  for (let node = 0; node < size; node += 1) {
    for (let place = rows.offsets[node] ?? 0; place < (rows.offsets[node + 1] ?? 0); place += 1) {
      strengths[node] = (strengths[node] ?? 0) + (rows.weights[place] ?? 0);
    }
    total += strengths[node] ?? 0;
  }
  let level: Level = { size, rows, strengths };
  let communities = numbered(size);
  /** for each node of the graph its node in the level */
  const nodeOf = numbered(size);
  for (;;) {
    moveNodes(level, communities, total, resolution);
    const refined = refine(level, communities, total, resolution);
    const groups = renumber(refined);
    if (groups === level.size) break;
    const above = new Int32Array(groups);
    for (let node = 0; node < level.size; node += 1) above[refined[node] ?? 0] = communities[node] ?? 0;
    for (let node = 0; node < size; node += 1) nodeOf[node] = refined[nodeOf[node] ?? 0] ?? 0;
    level = aggregate(level, refined, groups);
    renumber(above);
    communities = above;
  }
  const result = nodeOf.map((node) => communities[node] ?? 0);
  renumber(result);
  return result;
}

const numbered = (size: number): Int32Array => Int32Array.from({ length: size }, (_, node) => node);

/** Numbers the groups anew, in the order of their first nodes. @returns how many there are */
function renumber(groups: Int32Array): number {
  const numbers = new Map<number, number>();
  for (let node = 0; node < groups.length; node += 1) {
    const group = groups[node] ?? 0;
    const number = numbers.get(group) ?? numbers.size;
    numbers.set(group, number);
    groups[node] = number;
  }
  return numbers.size;
}

/** The weights from one node to the groups around it; used again for every node. */
class Ties {
  readonly weights: Float64Array;
  readonly groups: number[] = [];

  constructor(size: number) {
    this.weights = new Float64Array(size);
  }

  /** @param within counts only ends of this community, where one is given */
  gather({ offsets, ends, weights }: WeightedRows, node: number, groupOf: Int32Array, within?: Within): void {
    for (const group of this.groups) this.weights[group] = 0;
    this.groups.length = 0;
    for (let place = offsets[node] ?? 0; place < (offsets[node + 1] ?? 0); place += 1) {
      const end = ends[place] ?? 0;
      if (end === node || (within && within.of[end] !== within.community)) continue;
      const group = groupOf[end] ?? 0;
      const before = this.weights[group] ?? 0;
      if (before === 0) this.groups.push(group);
      this.weights[group] = before + (weights[place] ?? 0);
    }
  }
}

interface Within {
  of: Int32Array;
  community: number;
}

/** Moves nodes to the communities where modularity gains most, until none gains. */
function moveNodes(level: Level, communities: Int32Array, total: number, resolution: number): void {
  const { size, rows, strengths } = level;
  const totals = new Float64Array(size);
  for (let node = 0; node < size; node += 1) {
    const community = communities[node] ?? 0;
    totals[community] = (totals[community] ?? 0) + (strengths[node] ?? 0);
  }
  const ties = new Ties(size);
  const queue = numbered(size);
  const waiting = new Uint8Array(size).fill(1);
  // A ring: at most all nodes wait at once.
  for (let head = 0, count = size; count > 0; count -= 1, head = (head + 1) % size) {
    const node = queue[head] ?? 0;
    waiting[node] = 0;
    const own = communities[node] ?? 0;
    const strength = strengths[node] ?? 0;
    ties.gather(rows, node, communities);
    const expected = (resolution * strength) / total;
    let best = own;
    let most = (ties.weights[own] ?? 0) - expected * ((totals[own] ?? 0) - strength) + LEAST_GAIN * total;
    for (const community of ties.groups) {
      const gain = (ties.weights[community] ?? 0) - expected * (totals[community] ?? 0);
      if (gain < most || (gain === most && community > best) || community === own) continue;
      best = community;
      most = gain;
    }
    if (best === own) continue;
    communities[node] = best;
    totals[own] = (totals[own] ?? 0) - strength;
    totals[best] = (totals[best] ?? 0) + strength;
    for (let place = rows.offsets[node] ?? 0; place < (rows.offsets[node + 1] ?? 0); place += 1) {
      const end = rows.ends[place] ?? 0;
      if (waiting[end] === 1 || communities[end] === best) continue;
      waiting[end] = 1;
      queue[(head + count) % size] = end;
      count += 1;
    }
  }
}

/**
 * Groups within the communities: each node alone at first, then those that are well tied to their
 * community join the well-tied group where modularity gains most.
 */
function refine(level: Level, communities: Int32Array, total: number, resolution: number): Int32Array {
  const { size, rows, strengths } = level;
  const groups = numbered(size);
  const totals = Float64Array.from(strengths);
  const members = new Int32Array(size).fill(1);
  /** weight of the links from a group to the rest of its community */
  const outward = new Float64Array(size);
  const ofCommunity = new Float64Array(size);
  for (let node = 0; node < size; node += 1) {
    const community = communities[node] ?? 0;
    ofCommunity[community] = (ofCommunity[community] ?? 0) + (strengths[node] ?? 0);
    for (let place = rows.offsets[node] ?? 0; place < (rows.offsets[node + 1] ?? 0); place += 1) {
      const end = rows.ends[place] ?? 0;
      if (end !== node && communities[end] === community) {
        outward[node] = (outward[node] ?? 0) + (rows.weights[place] ?? 0);
      }
    }
  }
  const isWellTied = (group: number, community: number): boolean => {
    const weight = totals[group] ?? 0;
    const rest = (ofCommunity[community] ?? 0) - weight;
    return (outward[group] ?? 0) >= (resolution * weight * rest) / total;
  };
  const ties = new Ties(size);
  for (let node = 0; node < size; node += 1) {
    const community = communities[node] ?? 0;
    if (members[node] !== 1 || groups[node] !== node || !isWellTied(node, community)) continue;
    ties.gather(rows, node, groups, { of: communities, community });
    const strength = strengths[node] ?? 0;
    let best = node;
    let most = LEAST_GAIN * total;
    for (const group of ties.groups) {
      const gain = (ties.weights[group] ?? 0) - (resolution * strength * (totals[group] ?? 0)) / total;
      if (gain < most || (gain === most && group > best) || !isWellTied(group, community)) continue;
      best = group;
      most = gain;
    }
    if (best === node) continue;
    groups[node] = best;
    members[node] = 0;
    members[best] = (members[best] ?? 0) + 1;
    totals[best] = (totals[best] ?? 0) + strength;
    outward[best] = (outward[best] ?? 0) + (outward[node] ?? 0) - 2 * (ties.weights[best] ?? 0);
  }
  return groups;
}

/** The graph whose nodes are the groups. */
function aggregate({ size, rows, strengths }: Level, groups: Int32Array, count: number): Level {
  const starts = new Int32Array(count + 1);
  for (const group of groups) starts[group + 1] = (starts[group + 1] ?? 0) + 1;
  for (let group = 0; group < count; group += 1)
    starts[group + 1] = (starts[group + 1] ?? 0) + (starts[group] ?? 0);
  const next = starts.slice();
  const members = new Int32Array(size);
  for (let node = 0; node < size; node += 1) {
    const group = groups[node] ?? 0;
    members[next[group] ?? 0] = node;
    next[group] = (next[group] ?? 0) + 1;
  }
  const together = new Float64Array(count);
  const offsets = new Int32Array(count + 1);
  const ends = new Int32Array(rows.ends.length);
  const weights = new Float64Array(rows.ends.length);
  /** where the row at hand has its link to a group; below its start for none */
  const placeOf = new Int32Array(count).fill(-1);
  let links = 0;
  for (let group = 0; group < count; group += 1) {
    const start = links;
    for (let member = starts[group] ?? 0; member < (starts[group + 1] ?? 0); member += 1) {
      const node = members[member] ?? 0;
      together[group] = (together[group] ?? 0) + (strengths[node] ?? 0);
      for (let at = rows.offsets[node] ?? 0; at < (rows.offsets[node + 1] ?? 0); at += 1) {
        const end = groups[rows.ends[at] ?? 0] ?? 0;
        let place = placeOf[end] ?? -1;
        if (place < start) {
          place = links;
          links += 1;
          placeOf[end] = place;
          ends[place] = end;
        }
        weights[place] = (weights[place] ?? 0) + (rows.weights[at] ?? 0);
      }
    }
    offsets[group + 1] = links;
  }
  const own = { offsets, ends: ends.slice(0, links), weights: weights.slice(0, links) };
  return { size: count, rows: own, strengths: together };
}
