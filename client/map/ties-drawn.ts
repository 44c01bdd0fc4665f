/** Draws ties as lines, with arrow heads where they are asked for. All in pixels of a view. */

export interface Spot {
  x: number;
  y: number;
}

export interface DrawnTie {
  from: Spot;
  to: Spot;
  /** how far an arrow head keeps from each end */
  fromRadius: number;
  toRadius: number;
  /** a head at `to`, a head at `from` */
  forward: boolean;
  backward: boolean;
}

const ARROW_LENGTH = 7;
const ARROW_HALF_WIDTH = 3.2;
/** A tie so short that a head would be all of it has none. */
const LEAST_WITH_HEAD = 16;
/** Lines in one path: with many more a canvas takes long to find out what they cover together. */
const LINES_PER_PATH = 48;

export interface TiePaths {
  lines: Path2D[];
  heads: Path2D;
}

/** Lines in a few paths and all arrow heads in another: a hub may have thousands. */
export function tiePaths(ties: readonly DrawnTie[], arrows: boolean): TiePaths {
  const lines: Path2D[] = [];
  const heads = new Path2D();
  for (const [place, { from, to, fromRadius, toRadius, forward, backward }] of ties.entries()) {
    if (place % LINES_PER_PATH === 0) lines.push(new Path2D());
    lines.at(-1)?.moveTo(from.x, from.y);
    lines.at(-1)?.lineTo(to.x, to.y);
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    if (!arrows || length < LEAST_WITH_HEAD) continue;
    const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
    if (forward) addHead(heads, to, ux, uy, toRadius);
    if (backward) addHead(heads, from, -ux, -uy, fromRadius);
  }
  return { lines, heads };
}

/** A head whose tip touches the node's edge; `ux, uy` is the direction it points in. */
function addHead(path: Path2D, node: Spot, ux: number, uy: number, radius: number): void {
  const tip = { x: node.x - ux * (radius + 1), y: node.y - uy * (radius + 1) };
  const base = { x: tip.x - ux * ARROW_LENGTH, y: tip.y - uy * ARROW_LENGTH };
  path.moveTo(tip.x, tip.y);
  path.lineTo(base.x - uy * ARROW_HALF_WIDTH, base.y + ux * ARROW_HALF_WIDTH);
  path.lineTo(base.x + uy * ARROW_HALF_WIDTH, base.y - ux * ARROW_HALF_WIDTH);
  path.closePath();
}
