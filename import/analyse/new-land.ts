/**
 * Land for groups of pages that come to a map together: a disc of free water beside what they link to.
 * Invariant: a group links more among itself than to any community that stands, and its disc touches
 * nothing that does.
 */
import type { PageId } from '../../graph/page.ts';
import type { Community } from '../../graph/wiki-graph.ts';
import { cheapestSpot } from './circle-packing.ts';
import { nameOfTitles } from './community-names.ts';
import { CHANNEL } from './land.ts';
import { leiden } from './leiden.ts';
import type { LostMarks } from './lost-marks.ts';
import { type Circle, distance, type Point } from './plane.ts';
import { layOutPlot, plotRadius, stepsFor } from './plot-layout.ts';
import { rowsOf, type WeightedRows } from './semantic-graph.ts';
import { roomOf } from './spots.ts';

/** Fewer new pages that are linked to make no land: they lie beside what they link to. */
const LEAST_PAGES = 6;

export interface Arrivals {
  /** new nodes, in code-point order */
  ids: readonly PageId[];
  /** what each is linked with, new or not, and how strongly */
  ties: ReadonlyMap<PageId, ReadonlyMap<PageId, number>>;
  rankOf: (id: PageId) => number;
  isOnLand: (id: PageId) => boolean;
  titleOf: (id: PageId) => string;
  /** that the titles of the new pages have lost */
  marks: () => LostMarks;
  /** of a node that stands; -1 of others */
  communityOf: (id: PageId) => number;
  /** where some nodes would lie among those that stand */
  wishOf: (ids: readonly PageId[]) => Point;
  /** all that stands */
  standing: () => Circle[];
  /** of the communities there are */
  names: readonly string[];
}

export interface NewLand {
  community: Community;
  /** where each node on land would lie */
  members: { id: PageId; at: Point }[];
}

/** The groups of new pages that make land, the largest first. */
export function layOutNewLand(arrivals: Arrivals): NewLand[] {
  const { ids, isOnLand, rankOf, titleOf, wishOf, names } = arrivals;
  if (ids.length < LEAST_PAGES) return [];
  const rows = rowsAmong(arrivals);
  const groups = new Map<number, number[]>();
  leiden(rows).forEach((group, node) => groups.set(group, [...(groups.get(group) ?? []), node]));
  const taken = [...names];
  let standing: Circle[] | null = null;
  let marks: LostMarks | null = null;
  return [...groups.values()]
    .map((nodes) => nodes.filter((node) => isOnLand(ids[node] ?? '')))
    .filter((nodes) => nodes.length >= LEAST_PAGES && isApart(nodes, rows, arrivals))
    .sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0))
    .map((nodes): NewLand => {
      const members = nodes.map((node) => ids[node] ?? '');
      const room = members.map((id) => roomOf(rankOf(id)));
      const r = plotRadius(room);
      standing ??= arrivals.standing().map((circle) => ({ ...circle, r: circle.r + CHANNEL / 2 }));
      const wish = wishOf(members);
      const centre = cheapestSpot(standing, r + CHANNEL / 2, (spot) => distance(spot, wish));
      standing.push({ ...centre, r: r + CHANNEL / 2 });
      const points = layOutPlot({
        springs: springsOf(rows, nodes),
        room,
        steps: stepsFor(nodes.length),
        outward: [],
      });
      marks ??= arrivals.marks();
      const name = nameOfTitles(
        members.map((id) => ({ title: titleOf(id), rank: rankOf(id) })),
        marks,
        taken,
      );
      taken.push(name);
      const [x, y] = [Math.round(centre.x) + 0, Math.round(centre.y) + 0];
      return {
        community: { name, size: nodes.length, x, y, radius: Math.ceil(r), parent: null, bundles: [] },
        members: members.map((id, place) => ({
          id,
          at: { x: centre.x + (points[place]?.x ?? 0), y: centre.y + (points[place]?.y ?? 0) },
        })),
      };
    });
}

/**
 * The links among the new nodes, by their places in the list. What one end knows of a link the other
 * may not: both get the mean, since communities of a graph that is not symmetric may never be found.
 */
function rowsAmong({ ids, ties }: Arrivals): WeightedRows {
  const places = new Map(ids.map((id, place) => [id, place]));
  const sources: number[] = [];
  const ends: number[] = [];
  const weights: number[] = [];
  ids.forEach((id, source) => {
    for (const [other, weight] of ties.get(id) ?? []) {
      const end = places.get(other);
      if (end === undefined || end === source) continue;
      sources.push(source, end);
      ends.push(end, source);
      weights.push(weight / 2, weight / 2);
    }
  });
  return rowsOf(ids.length, Int32Array.from(sources), Int32Array.from(ends), Float64Array.from(weights));
}

/** Whether a group links more among itself than to any community that stands. */
function isApart(
  nodes: readonly number[],
  rows: WeightedRows,
  { ids, ties, communityOf }: Arrivals,
): boolean {
  const own = new Set(nodes);
  let inward = 0;
  const outward = new Map<number, number>();
  for (const node of nodes) {
    for (let place = rows.offsets[node] ?? 0; place < (rows.offsets[node + 1] ?? 0); place += 1) {
      if (own.has(rows.ends[place] ?? -1)) inward += (rows.weights[place] ?? 0) / 2;
    }
    for (const [other, weight] of ties.get(ids[node] ?? '') ?? []) {
      const community = communityOf(other);
      if (community >= 0) outward.set(community, (outward.get(community) ?? 0) + weight);
    }
  }
  return inward > Math.max(0, ...outward.values());
}

function springsOf({ offsets, ends }: WeightedRows, nodes: readonly number[]) {
  const placeIn = new Map(nodes.map((node, place) => [node, place]));
  const sources: number[] = [];
  const targets: number[] = [];
  nodes.forEach((node, source) => {
    for (let at = offsets[node] ?? 0; at < (offsets[node + 1] ?? 0); at += 1) {
      const target = placeIn.get(ends[at] ?? -1) ?? -1;
      if (target <= source) continue;
      sources.push(source);
      targets.push(target);
    }
  });
  return { sources: Int32Array.from(sources), targets: Int32Array.from(targets) };
}
