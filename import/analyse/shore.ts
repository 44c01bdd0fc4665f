/**
 * The shore: pages that no region holds, in rows along the coast of the land, each as near as can be
 * to where it belongs.
 * Invariant: every place lies outside the land's outline, or on a disc of its own where there is no land.
 */
import { type Point, spiral } from './region.ts';

/** Between neighbours on the shore, and from the land to the first row; map units. */
const SPACING = 30;
const BEACH = 80;
/** A row farther out costs as much as so many places along the coast. */
const ROW_COST = 5;
/** Directions in which the outline is measured. */
const DIRECTIONS = 360;

/** A page and what has its place beside it. */
export interface Party {
  nodes: number[];
  /** the direction from 0,0 in which it belongs, radians */
  bearing: number;
}

/** Places for the nodes of all parties, by node. */
export function placeOnShore(parties: Party[], land: Point[]): Map<number, Point> {
  const nodes = parties.flatMap((party) => party.nodes);
  if (land.length === 0) return new Map(nodes.map((node, place) => [node, spiral(place, SPACING * 1.4)]));
  const columns = coastColumns(land, nodes.length);
  const offsets = offsetsByCost(nodes.length, columns.length);
  const taken = new Set<number>();
  /** for each column, the first of its offsets that may be free */
  const next = columns.map(() => 0);
  const takeSlot = (wish: number): { column: number; row: number } => {
    for (let place = next[wish] ?? 0; ; place++) {
      const { along, row } = offsets[place] ?? { along: 0, row: place };
      const column = (wish + along + columns.length) % columns.length;
      const slot = row * columns.length + column;
      if (taken.has(slot)) continue;
      taken.add(slot);
      next[wish] = place + 1;
      return { column, row };
    }
  };
  const places = new Map<number, Point>();
  for (const party of parties) {
    let wish = nearestColumn(columns, party.bearing);
    party.nodes.forEach((node, place) => {
      const { column, row } = takeSlot(wish);
      if (place === 0) wish = column;
      places.set(node, slotPoint(columns[column] ?? { angle: 0, r: 0 }, row));
    });
  }
  return places;
}

function slotPoint({ angle, r }: Column, row: number): Point {
  const distance = r + row * SPACING * 0.87;
  // Every second row is set off by half a place, as in a honeycomb.
  const turned = angle + ((row % 2) * SPACING) / 2 / distance;
  return { x: distance * Math.cos(turned), y: distance * Math.sin(turned) };
}

interface Column {
  angle: number;
  r: number;
}

/** Starting points along the coast, SPACING apart, anticlockwise from bearing 0. */
function coastColumns(land: Point[], pages: number): Column[] {
  const outline = smoothOutline(land, (SPACING * Math.sqrt(pages)) / 4);
  const columns: Column[] = [];
  for (let angle = 0; angle < 2 * Math.PI;) {
    const place = (angle / 2 / Math.PI) * DIRECTIONS;
    const here = outline[Math.floor(place)] ?? 0;
    const ahead = outline[(Math.floor(place) + 1) % DIRECTIONS] ?? here;
    const r = here + (ahead - here) * (place % 1);
    columns.push({ angle, r });
    const slope = ((ahead - here) * DIRECTIONS) / (2 * Math.PI);
    angle += SPACING / Math.hypot(r, slope);
  }
  // The last would stand half upon the first.
  if (columns.length > 1) columns.pop();
  return columns;
}

/** The land's reach in each direction, bays closed and corners rounded, BEACH added. */
function smoothOutline(land: Point[], least: number): number[] {
  const reach = Array.from({ length: DIRECTIONS }, () => least);
  for (const { x, y } of land) {
    const direction = Math.floor((toTurn(Math.atan2(y, x)) / 2 / Math.PI) * DIRECTIONS) % DIRECTIONS;
    reach[direction] = Math.max(reach[direction] ?? 0, Math.hypot(x, y));
  }
  const over = (values: number[], degrees: number, join: (near: number[]) => number): number[] =>
    values.map((_, at) =>
      join(
        Array.from(
          { length: 2 * degrees + 1 },
          (_none, offset) => values[(at + offset - degrees + DIRECTIONS) % DIRECTIONS] ?? 0,
        ),
      ),
    );
  const dilated = over(reach, 24, (near) => Math.max(...near));
  const closed = over(dilated, 16, (near) => Math.min(...near));
  return over(closed, 8, (near) => near.reduce((a, b) => a + b, 0) / near.length).map((r) => r + BEACH);
}

function toTurn(angle: number): number {
  return angle < 0 ? angle + 2 * Math.PI : angle;
}

function nearestColumn(columns: Column[], bearing: number): number {
  const turn = toTurn(bearing);
  const after = columns.findIndex(({ angle }) => angle > turn);
  return after <= 0 ? columns.length - 1 : after - 1;
}

interface Offset {
  along: number;
  row: number;
}

/** Enough offsets from any column for `pages` pages, cheapest first. */
function offsetsByCost(pages: number, columns: number): Offset[] {
  const offsets: (Offset & { cost: number })[] = [];
  const half = Math.floor(columns / 2);
  // A pile of `pages` places is a triangle as high as it must be; past the whole coast it grows in rings.
  const top = Math.ceil(Math.sqrt(pages / ROW_COST) + pages / columns) + 1;
  for (let row = 0; row <= top; row++)
    for (let along = -half; along < columns - half; along++) {
      const cost = Math.abs(along) + row * ROW_COST;
      if (cost <= (top + 1) * ROW_COST) offsets.push({ along, row, cost });
    }
  return offsets.sort((a, b) => a.cost - b.cost);
}
