/**
 * One community laid out by itself, as a disc around 0,0.
 * Invariant: depends on its members and the links among them alone.
 */
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from 'd3-force';
import { packEnclose } from 'd3-hierarchy';
import type { SemanticGraph } from './semantic-graph.ts';

export interface Point {
  x: number;
  y: number;
}

export interface Circle extends Point {
  r: number;
}

/** Positions of `members`, in their order, and the radius of the circle around 0,0 that holds them. */
export interface Region {
  members: number[];
  points: Point[];
  r: number;
}

/** Ticks in which links and repulsion find the shape, and ticks that then make room for each node. */
const SHAPING_TICKS = 110;
const PARTING_TICKS = 40;
/** Pull towards the middle, and push between nodes: together they make discs, without holes or strays. */
const GRAVITY = 0.1;
const REPULSION = -90;
const LINK_LENGTH = 34;
/** Circles are parted as if so much larger: crowded middles open up. */
const MARGIN = 1.25;
/** Part of a region's disc that the circles in it fill. */
const FILL = 0.6;

/** Lays out a region; `room[i]` is the radius that node i keeps free around itself. */
export function layOutRegion(graph: SemanticGraph, members: number[], room: number[]): Region {
  const places = new Map(members.map((node, place) => [node, place]));
  const circles = members.map((node, place): Circle => ({ ...spiral(place), r: room[node] ?? 0 }));
  const links = members.flatMap((node, source) =>
    (graph.neighbours[node] ?? []).flatMap(({ node: other }) => {
      const target = places.get(other);
      return target !== undefined && source < target ? [{ source, target }] : [];
    }),
  );
  const simulation = forceSimulation(circles)
    .stop()
    .alphaDecay(1 - 0.01 ** (1 / SHAPING_TICKS))
    .force('link', forceLink(links).distance(LINK_LENGTH))
    .force('charge', forceManyBody().strength(REPULSION).distanceMax(500))
    .force('x', forceX(0).strength(GRAVITY))
    .force('y', forceY(0).strength(GRAVITY))
    .tick(SHAPING_TICKS);
  spreadToFit(circles);
  simulation
    .force('charge', null)
    .force('link', null)
    .force('x', null)
    .force('y', null)
    .force(
      'collide',
      forceCollide<Circle>(({ r }) => r * MARGIN),
    )
    .tick(PARTING_TICKS);
  const around = packEnclose(circles);
  return {
    members,
    points: circles.map(({ x, y }) => ({ x: x - around.x, y: y - around.y })),
    r: around.r,
  };
}

/** Spreads circles that lie too close for their number until their mean distance is that of a filled disc. */
function spreadToFit(circles: Circle[]): void {
  const area = circles.reduce((sum, { r }) => sum + (r * MARGIN) ** 2, 0) / FILL;
  const spread = circles.reduce((sum, { x, y }) => sum + x * x + y * y, 0) / circles.length;
  // Points spread evenly over a disc of radius R lie R / √2 from its middle, in the mean of squares.
  const factor = Math.sqrt(area / 2 / spread);
  if (factor <= 1 || spread === 0) return;
  for (const circle of circles) {
    circle.x *= factor;
    circle.y *= factor;
  }
}

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/** The place-th seed of a sunflower: even, round, no two alike (Vogel 1979). */
export function spiral(place: number, spacing = 24): Point {
  const r = spacing * 0.6 * Math.sqrt(place);
  return { x: r * Math.cos(place * GOLDEN_ANGLE), y: r * Math.sin(place * GOLDEN_ANGLE) };
}
