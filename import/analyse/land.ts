/**
 * The land: regions set side by side, those that link much near each other, each turned so that its
 * outward links are short; regions that link to no other lie off its coast, one archipelago a folder.
 * Invariant: the circles of no two regions overlap.
 */
import { packEnclose, packSiblings } from 'd3-hierarchy';
import { cheapestSpot } from './circle-packing.ts';
import type { Circle, Point, Region } from './region.ts';
import type { SemanticGraph } from './semantic-graph.ts';

/** For each region, how strongly it links to others, by their numbers. */
type Ties = Map<number, number>[];

/** Water between two regions, map units. */
const CHANNEL = 40;
/** What a unit away from the middle costs, where a unit away from all that a region links to costs 1. */
const ROUNDNESS = 0.5;

/**
 * Where each node of a region lies, by node; 0,0 is the middle of the land.
 * `folders` has the folder of each page.
 */
export function placeRegions(graph: SemanticGraph, regions: Region[], folders: string[]): Map<number, Point> {
  const regionOf = new Map(regions.flatMap(({ members }, region) => members.map((node) => [node, region])));
  if (regions.length === 0) return new Map();
  const ties = tiesBetween(graph, regions, regionOf);
  const centres = placeMainland(regions, ties);
  placeIslands(regions, centres, folders);
  const land = packEnclose([...centres.values()]);
  const placed = new Map<number, Point>();
  regions.forEach((region, number) => {
    const centre = centres.get(number) ?? { x: 0, y: 0 };
    const turn = bestTurn(graph, region, (node) => {
      const other = regionOf.get(node);
      const there = other === undefined || other === number ? undefined : centres.get(other);
      return there && { x: there.x - centre.x, y: there.y - centre.y };
    });
    region.members.forEach((node, place) => {
      const { x, y } = region.points[place] ?? { x: 0, y: 0 };
      placed.set(node, {
        x: centre.x - land.x + x * Math.cos(turn) - y * Math.sin(turn),
        y: centre.y - land.y + x * Math.sin(turn) + y * Math.cos(turn),
      });
    });
  });
  return placed;
}

function tiesBetween(graph: SemanticGraph, regions: Region[], regionOf: Map<number, number>): Ties {
  return regions.map(({ members }, source) => {
    const weights = new Map<number, number>();
    for (const member of members) {
      for (const { node, weight } of graph.neighbours[member] ?? []) {
        const target = regionOf.get(node);
        if (target === undefined || target === source) continue;
        // A large region is linked to by everybody: what is odd for its size counts.
        const share = weight / Math.sqrt(regions[target]?.members.length ?? 1);
        weights.set(target, (weights.get(target) ?? 0) + share);
      }
    }
    return weights;
  });
}

/**
 * Places the regions that link to another (or the largest, where none does), largest first: each where
 * it touches two that stand already and its links come out shortest.
 */
function placeMainland(regions: Region[], ties: Ties): Map<number, Circle> {
  const tied = regions.map((_, region) => region).filter((region) => (ties[region]?.size ?? 0) > 0);
  const mainland = bySize(regions, tied.length > 0 ? tied : [0]);
  const centres = new Map<number, Circle>();
  for (const region of mainland) {
    const linked = [...(ties[region] ?? [])].flatMap(([other, weight]) => {
      const there = centres.get(other);
      return there ? [{ there, weight }] : [];
    });
    const total = linked.reduce((sum, { weight }) => sum + weight, 0);
    const cost = (spot: Point): number =>
      linked.reduce((sum, { there, weight }) => sum + (weight / total) * distance(spot, there), 0) +
      ROUNDNESS * Math.hypot(spot.x, spot.y);
    const r = (regions[region]?.r ?? 0) + CHANNEL / 2;
    centres.set(region, { ...cheapestSpot([...centres.values()], r, cost), r });
  }
  return centres;
}

/** Adds the regions that `centres` does not have: each folder's together, off the coast of their folder. */
function placeIslands(regions: Region[], centres: Map<number, Circle>, folders: string[]): void {
  const folderOf = (region: number): string => folders[regions[region]?.members[0] ?? -1] ?? '';
  const homes = new Map<string, Point>();
  for (const [region, { x, y, r }] of centres) {
    const home = homes.get(folderOf(region)) ?? { x: 0, y: 0 };
    homes.set(folderOf(region), { x: home.x + x * r, y: home.y + y * r });
  }
  const archipelagos = new Map<string, number[]>();
  for (const region of regions.keys()) {
    if (centres.has(region)) continue;
    // Folders without any mainland share one archipelago: they may be many.
    const folder = homes.has(folderOf(region)) ? folderOf(region) : '';
    const islands = archipelagos.get(folder);
    if (islands) islands.push(region);
    else archipelagos.set(folder, [region]);
  }
  const standing = [...centres.values()];
  for (const [folder, islands] of archipelagos) {
    const circles = bySize(regions, islands).map((region): Circle & { region: number } => ({
      x: 0,
      y: 0,
      r: (regions[region]?.r ?? 0) + CHANNEL / 2,
      region,
    }));
    packSiblings(circles);
    const around = packEnclose(circles);
    const { x, y } = homes.get(folder) ?? { x: 0, y: 0 };
    const port = coast(standing, Math.atan2(y, x), around.r);
    const spot = cheapestSpot(standing, around.r, (there) => distance(there, port));
    standing.push({ ...spot, r: around.r });
    for (const { region, r, ...at } of circles)
      centres.set(region, { x: spot.x + at.x - around.x, y: spot.y + at.y - around.y, r });
  }
}

/** The point where a circle of radius `r` lies outside all others in a direction. */
function coast(circles: Circle[], bearing: number, r: number): Point {
  const cos = Math.cos(bearing);
  const sin = Math.sin(bearing);
  const reach = circles.map((circle) => {
    const aside = circle.y * cos - circle.x * sin;
    return circle.x * cos + circle.y * sin + Math.sqrt(Math.max(0, circle.r ** 2 - aside ** 2));
  });
  const out = reach.reduce((a, b) => Math.max(a, b), 0) + r;
  return { x: out * cos, y: out * sin };
}

/** The turn of a region that points its members best towards what they link to outside, in radians. */
function bestTurn(graph: SemanticGraph, region: Region, away: (node: number) => Point | undefined): number {
  let along = 0;
  let across = 0;
  region.members.forEach((member, place) => {
    const from = region.points[place] ?? { x: 0, y: 0 };
    for (const { node, weight } of graph.neighbours[member] ?? []) {
      const to = away(node);
      if (!to) continue;
      const scale = weight / (Math.hypot(to.x, to.y) || 1);
      along += scale * (from.x * to.x + from.y * to.y);
      across += scale * (from.x * to.y - from.y * to.x);
    }
  });
  return Math.atan2(across, along);
}

function bySize(regions: Region[], some: number[]): number[] {
  return [...some].sort((a, b) => (regions[b]?.r ?? 0) - (regions[a]?.r ?? 0) || a - b);
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
