/**
 * Coastlines: the land that the pages of a group make together, as outlines in map units.
 * Invariant: lands of two groups never overlap, where they meet they share their border; the same
 * pages give the same coast, to the last bay.
 *
 * Each page raises the ground around it, and what rises above the water is land: the field of Blinn
 * ("A generalization of algebraic surface drawing", 1982), cut by marching squares.
 */
import { contours } from 'd3-contour';

export interface CoastRequest {
  /** by node, map units */
  x: readonly number[];
  y: readonly number[];
  /** nodes of each group */
  groups: ReadonlyMap<number, readonly number[]>;
  /** how far the land of a page that stands alone reaches, map units */
  radius: number;
}

/** Closed; the last point is the first. */
export type Ring = readonly (readonly [number, number])[];

/** A page is felt this many radii away. */
const REACH = 2;
/** The water's height, such that the land of a single page has the asked radius. */
const WATER = (1 - 1 / REACH ** 2) ** 2;
const CELLS_PER_RADIUS = 3;
/** Some two pixels each where all of the map is in view. */
const MOST_CELLS = 300_000;
/** Bays and capes: how much the water's height varies, and over how many radii. */
const ROUGHNESS = 0.22;
const BAY = 1.1;
/** Ground this many times as high as the water has no coast beside it. */
const INLAND = 2.5;

/** The ground of one group, on its own part of the grid. */
interface Ground {
  group: number;
  left: number;
  top: number;
  width: number;
  height: number;
  heights: Float32Array;
}

/** Outlines by group, islands and lakes alike; none where pages have no ground around them. */
export function coastlines({ x, y, groups, radius }: CoastRequest): Map<number, Ring[]> {
  if (radius <= 0) return new Map();
  const grid = gridOver({ x, y, groups, radius });
  const highest = new Float32Array(grid.width * grid.height);
  const second = new Float32Array(grid.width * grid.height);
  const grounds: Ground[] = [];
  for (const [group, nodes] of groups) {
    if (nodes.length === 0) continue;
    const ground = raise(grid, group, nodes, x, y);
    grounds.push(ground);
    eachCell(grid, ground, (cell, own) => {
      const height = ground.heights[own] ?? 0;
      const most = highest[cell] ?? 0;
      if (height > most) [highest[cell], second[cell]] = [height, most];
      else if (height > (second[cell] ?? 0)) second[cell] = height;
    });
  }
  return new Map(grounds.map((ground) => [ground.group, outline(grid, ground, highest, second)]));
}

interface Grid {
  minX: number;
  minY: number;
  /** of a cell, map units */
  size: number;
  width: number;
  height: number;
  /** how far a page is felt, cells */
  reach: number;
}

function gridOver({ x, y, groups, radius }: CoastRequest): Grid {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const nodes of groups.values()) {
    for (const node of nodes) {
      const [nodeX, nodeY] = [x[node] ?? 0, y[node] ?? 0];
      [minX, maxX] = [Math.min(minX, nodeX), Math.max(maxX, nodeX)];
      [minY, maxY] = [Math.min(minY, nodeY), Math.max(maxY, nodeY)];
    }
  }
  if (minX > maxX) [minX, minY, maxX, maxY] = [0, 0, 0, 0];
  const margin = radius * (REACH + 0.5);
  const [wide, high] = [maxX - minX + 2 * margin, maxY - minY + 2 * margin];
  const size = Math.max(radius / CELLS_PER_RADIUS, Math.sqrt((wide * high) / MOST_CELLS), 1e-6);
  return {
    minX: minX - margin,
    minY: minY - margin,
    size,
    width: Math.ceil(wide / size) + 1,
    height: Math.ceil(high / size) + 1,
    reach: (radius * REACH) / size,
  };
}

function raise(
  grid: Grid,
  group: number,
  nodes: readonly number[],
  x: readonly number[],
  y: readonly number[],
): Ground {
  const columns = nodes.map((node) => ((x[node] ?? 0) - grid.minX) / grid.size);
  const rows = nodes.map((node) => ((y[node] ?? 0) - grid.minY) / grid.size);
  // one cell of water all around, so that every outline closes
  const margin = Math.ceil(grid.reach) + 1;
  const left = Math.floor(least(columns)) - margin;
  const top = Math.floor(least(rows)) - margin;
  const width = Math.ceil(-least(columns.map((column) => -column))) + margin - left + 1;
  const height = Math.ceil(-least(rows.map((row) => -row))) + margin - top + 1;
  const heights = new Float32Array(width * height);
  const squaredReach = grid.reach ** 2;
  for (const [place, column] of columns.entries()) {
    const [middleX, middleY] = [column - left, (rows[place] ?? 0) - top];
    const lastRow = Math.floor(middleY + grid.reach);
    const lastColumn = Math.floor(middleX + grid.reach);
    for (let row = Math.ceil(middleY - grid.reach); row <= lastRow; row++) {
      const squaredY = (row - middleY) ** 2;
      for (let cell = Math.ceil(middleX - grid.reach); cell <= lastColumn; cell++) {
        const near = 1 - ((cell - middleX) ** 2 + squaredY) / squaredReach;
        if (near > 0) heights[row * width + cell] = (heights[row * width + cell] ?? 0) + near * near;
      }
    }
  }
  return { group, left, top, width, height, heights };
}

/** Where a group's ground is above the water, and above all others'. */
function outline(grid: Grid, ground: Ground, highest: Float32Array, second: Float32Array): Ring[] {
  const above: number[] = Array<number>(ground.width * ground.height).fill(-WATER);
  const bay = (BAY * grid.reach) / REACH;
  eachCell(grid, ground, (cell, own, column, row) => {
    const height = ground.heights[own] ?? 0;
    if (height === 0) return;
    const other = height === highest[cell] ? (second[cell] ?? 0) : (highest[cell] ?? 0);
    // far inland no bay is near, and the noise is what takes the time
    const inland = height > INLAND * WATER;
    const water = inland ? WATER : WATER * (1 + ROUGHNESS * (noise(column / bay, row / bay) - 0.5) * 2);
    above[own] = height - Math.max(water, other);
  });
  const { coordinates } = contours().size([ground.width, ground.height]).contour(above, 0);
  // a contour's cell has its middle at a half
  const toMap = ([column = 0, row = 0]: readonly number[]): readonly [number, number] => [
    (column - 0.5 + ground.left) * grid.size + grid.minX,
    (row - 0.5 + ground.top) * grid.size + grid.minY,
  ];
  return coordinates.flat().map((ring) => ring.map(toMap));
}

/** Calls for each of a ground's cells that lies on the grid. */
function eachCell(
  grid: Grid,
  ground: Ground,
  visit: (cell: number, own: number, column: number, row: number) => void,
): void {
  for (let y = 0; y < ground.height; y++) {
    const row = y + ground.top;
    if (row < 0 || row >= grid.height) continue;
    for (let x = 0; x < ground.width; x++) {
      const column = x + ground.left;
      if (column >= 0 && column < grid.width)
        visit(row * grid.width + column, y * ground.width + x, column, row);
    }
  }
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => Math.min(one, other), Infinity);
}

/** Value noise: 0 to 1, smooth between the points of a lattice, the same each time. */
function noise(x: number, y: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const ease = (part: number): number => part * part * (3 - 2 * part);
  const [right, down] = [ease(x - column), ease(y - row)];
  const upper = latticeValue(column, row) * (1 - right) + latticeValue(column + 1, row) * right;
  const lower = latticeValue(column, row + 1) * (1 - right) + latticeValue(column + 1, row + 1) * right;
  return upper * (1 - down) + lower * down;
}

function latticeValue(column: number, row: number): number {
  let hash = Math.imul(column, 0x27d4eb2d) ^ Math.imul(row, 0x165667b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}
