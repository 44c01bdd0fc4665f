/**
 * The layout: where each node would like to lie, before each has a spot of its own.
 * Invariant: a pure function of the graph; nodes on land lie in the plot of their community, all others
 * in the water.
 */
import type { Grouping } from './communities.ts';
import type { Springs } from './forces.ts';
import { Kin } from './kin.ts';
import { placePlots, type Plot } from './land.ts';
import type { Outline } from './outline.ts';
import { distance, type Point } from './plane.ts';
import { type PlotPlan, plotRadius, stepsFor } from './plot-layout.ts';
import type { SemanticGraph } from './semantic-graph.ts';
import { BEACH, type Party, placeOnShore, ROW, SPACING } from './shore.ts';

export interface MapPlan {
  groupings: readonly Grouping[];
  /** 1 for nodes on land; all of them are in a grouping */
  onLand: Uint8Array;
  /** the radius that each node keeps free around itself */
  room: readonly number[];
  /** where the members of each plot lie */
  layOut: (plans: readonly PlotPlan[]) => Point[][];
}

/** Part of a region's coast on which pages can be expected to lie; the rest faces other land. */
const OPEN_COAST = 0.4;

/** Where each node would like to lie. */
export function drawMap(
  wiki: Outline,
  graph: SemanticGraph,
  { groupings, onLand, room, layOut }: MapPlan,
): Point[] {
  const hasParts = new Set(groupings.flatMap(({ parent }) => (parent === null ? [] : [parent])));
  const leaves = groupings.flatMap(({ nodes, parent }, grouping) => {
    const members = nodes.filter((node) => onLand[node] === 1);
    return hasParts.has(grouping) || members.length === 0 ? [] : [{ grouping, parent, members }];
  });
  const plotOf = new Int32Array(graph.size).fill(-1);
  leaves.forEach(({ members }, plot) => {
    for (const node of members) plotOf[node] = plot;
  });
  const kin = new Kin(
    wiki,
    leaves.map(({ members }) => members),
  );
  const homes = homesOf(graph, plotOf, kin);
  const plots = plotsOf(leaves, room, homes);
  const centres = placePlots(graph, groupings, plots, (plot) => kin.of(leaves[plot]?.members ?? [], plot));

  const placeIn = new Int32Array(graph.size).fill(-1);
  for (const { members } of leaves) members.forEach((node, place) => (placeIn[node] = place));
  const steps = stepsFor(graph.size);
  const layouts = layOut(
    leaves.map(({ members }) => ({
      springs: springsAmong(graph, members, plotOf, placeIn),
      room: members.map((node) => room[node] ?? 0),
      steps,
      outward: members.map((node) => outwardOf(graph, node, plotOf, centres)),
    })),
  );
  const places: Point[] = [];
  leaves.forEach(({ members }, plot) => {
    const centre = centres[plot] ?? { x: 0, y: 0 };
    members.forEach((node, place) => {
      const { x, y } = layouts[plot]?.[place] ?? { x: 0, y: 0 };
      places[node] = { x: x + centre.x, y: y + centre.y };
    });
  });

  const land = plots.map(({ r, region }, plot) => ({ ...(centres[plot] ?? { x: 0, y: 0 }), r, region }));
  const parties = homes.map(({ nodes, beside, plot }): Party => {
    const wish = beside >= 0 ? places[beside] : centres[plot];
    return { nodes, wish: wish ?? { x: 0, y: 0 }, region: plots[plot]?.region ?? -1 };
  });
  for (const [node, place] of placeOnShore(parties, land)) places[node] = place;
  return places;
}

/** A node off the land with what has its place beside it, and where they belong. */
interface Home {
  nodes: number[];
  /** the node on land that it is linked with most, -1 for none */
  beside: number;
  /** -1 where nothing tells */
  plot: number;
}

/** The homes of all nodes that are on no plot, in node order. */
function homesOf({ size, pages, neighbours }: SemanticGraph, plotOf: Int32Array, kin: Kin): Home[] {
  const { offsets, ends, weights } = neighbours;
  const homes: Home[] = [];
  const homeOf = new Map<number, Home>();
  for (let node = 0; node < size; node += 1) {
    if ((plotOf[node] ?? -1) >= 0) continue;
    let [beside, most] = [-1, 0];
    for (let place = offsets[node] ?? 0; place < (offsets[node + 1] ?? 0); place += 1) {
      const end = ends[place] ?? 0;
      const weight = weights[place] ?? 0;
      if ((plotOf[end] ?? -1) < 0 || weight <= most) continue;
      [beside, most] = [end, weight];
    }
    // A wanted page that nothing on land wants lies with the first page that does.
    const host = node >= pages && beside < 0 ? homeOf.get(ends[offsets[node] ?? 0] ?? -1) : undefined;
    if (host) {
      host.nodes.push(node);
      continue;
    }
    const plot = beside >= 0 ? (plotOf[beside] ?? -1) : kin.of([node]);
    const home = { nodes: [node], beside, plot };
    homes.push(home);
    homeOf.set(node, home);
  }
  return homes;
}

interface Leaf {
  grouping: number;
  parent: number | null;
  members: number[];
}

function plotsOf(leaves: readonly Leaf[], room: readonly number[], homes: readonly Home[]): Plot[] {
  const plots = leaves.map(({ grouping, parent, members }): Plot => {
    const r = plotRadius(members.map((node) => room[node] ?? 0));
    return { grouping, region: parent ?? grouping, r, beach: 0 };
  });
  const areas = new Map<number, number>();
  const pages = new Map<number, number>();
  for (const { r, region } of plots) areas.set(region, (areas.get(region) ?? 0) + r * r);
  for (const { nodes, plot } of homes) {
    const region = plots[plot]?.region ?? -1;
    pages.set(region, (pages.get(region) ?? 0) + nodes.length);
  }
  return plots.map((plot) => {
    const coast = 2 * 3.14 * Math.sqrt(areas.get(plot.region) ?? 0) * OPEN_COAST;
    const rows = Math.ceil(((pages.get(plot.region) ?? 0) * SPACING) / coast);
    return { ...plot, beach: rows > 0 ? BEACH / 2 + rows * ROW : 0 };
  });
}

function springsAmong(
  { neighbours: { offsets, ends } }: SemanticGraph,
  members: readonly number[],
  plotOf: Int32Array,
  placeIn: Int32Array,
): Springs {
  const plot = plotOf[members[0] ?? 0];
  const sources: number[] = [];
  const targets: number[] = [];
  members.forEach((node, source) => {
    for (let place = offsets[node] ?? 0; place < (offsets[node + 1] ?? 0); place += 1) {
      const end = ends[place] ?? 0;
      const target = placeIn[end] ?? -1;
      if (plotOf[end] !== plot || target <= source) continue;
      sources.push(source);
      targets.push(target);
    }
  });
  return { sources: Int32Array.from(sources), targets: Int32Array.from(targets) };
}

/** Where a node's links out of its plot lead, as a direction; its length is their part of all its links. */
function outwardOf(
  { neighbours: { offsets, ends } }: SemanticGraph,
  node: number,
  plotOf: Int32Array,
  centres: readonly Point[],
): Point {
  const own = plotOf[node] ?? -1;
  const here = centres[own] ?? { x: 0, y: 0 };
  const [from, to] = [offsets[node] ?? 0, offsets[node + 1] ?? 0];
  let [x, y] = [0, 0];
  for (let place = from; place < to; place += 1) {
    const plot = plotOf[ends[place] ?? 0] ?? -1;
    const there = centres[plot];
    if (!there || plot === own) continue;
    const far = distance(here, there) || 1;
    x += (there.x - here.x) / far / (to - from);
    y += (there.y - here.y) / far / (to - from);
  }
  return { x, y };
}
