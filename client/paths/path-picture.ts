/**
 * Paths as something to draw: one row for each step from the start, at the top, to the end, side by
 * side what several paths have on a row.
 * Invariant: no two nodes share a place, and only what the paths go along is joined; the same paths
 * give the same places.
 */
import type { PathList, Subgraph } from '../../graph/api.ts';
import type { PathEnd } from '../state/view-state.ts';

export type PathEnds = Readonly<Record<PathEnd, string>>;

/** Between rows, and between columns, map units: room for a name. */
const ROW_GAP = 150;
const COLUMN_GAP = 150;
/** Neighbours on a row are set off from each other, so that their names do not meet. */
const STAGGER = 44;

/** Everything that is drawn of some paths, each once: the ends also where no path joins them. */
export function nodesOfPaths({ paths }: PathList, { from, to }: PathEnds): string[] {
  return [...new Set([from, ...paths.flatMap((path) => path.nodes.map(({ id }) => id)), to])];
}

/** @param nodes the nodes of the paths and all that joins them, in whatever place */
export function pathPicture(nodes: Subgraph, list: PathList, ends: PathEnds): Subgraph {
  const places = placesOf(rowsOf(list, ends));
  const joined = new Set<string>();
  for (const path of list.paths) {
    for (const [step, { id }] of path.nodes.entries()) {
      const next = path.nodes[step + 1];
      if (next) joined.add(pair(id, next.id)).add(pair(next.id, id));
    }
  }
  return {
    ...nodes,
    nodes: nodes.nodes.flatMap(({ key, attributes }) => {
      const place = places.get(key);
      return place ? [{ key, attributes: { ...attributes, ...place } }] : [];
    }),
    edges: nodes.edges.filter(({ source, target }) => joined.has(pair(source, target))),
  };
}

/** Ids by row. A page that several paths reach after different steps stands on the first of these. */
function rowsOf({ paths }: PathList, { from, to }: PathEnds): string[][] {
  const last = Math.max(1, ...paths.map((path) => path.nodes.length - 1));
  const row = new Map([
    [from, 0],
    [to, last],
  ]);
  for (const path of paths) {
    for (const [step, { id }] of path.nodes.entries()) {
      const known = row.get(id);
      if (id !== from && id !== to) row.set(id, Math.min(known ?? step, step));
    }
  }
  const rows = Array.from({ length: last + 1 }, (): string[] => []);
  for (const [id, place] of row) rows[place]?.push(id);
  return rows;
}

function placesOf(rows: readonly (readonly string[])[]): Map<string, { x: number; y: number }> {
  const places = new Map<string, { x: number; y: number }>();
  for (const [row, ids] of rows.entries()) {
    for (const [column, id] of ids.entries()) {
      const middle = (ids.length - 1) / 2;
      places.set(id, {
        x: Math.round((column - middle) * COLUMN_GAP),
        y: -row * ROW_GAP - (column % 2) * STAGGER,
      });
    }
  }
  return places;
}

function pair(source: string, target: string): string {
  return JSON.stringify([source, target]);
}
