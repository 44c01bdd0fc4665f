/**
 * Paths as something to draw: from the start, at the top, down to the end, each path in a lane of its
 * own, its pages evenly apart.
 * Invariant: no two nodes share a place, and only what the paths go along is joined; the same paths
 * give the same places.
 */
import type { PathList, Subgraph } from '../../graph/api.ts';
import type { PathEnd } from '../state/view-state.ts';

export type PathEnds = Readonly<Record<PathEnd, string>>;

interface Place {
  x: number;
  y: number;
}

/** From the start to the end, and from lane to lane, map units. */
const HEIGHT = 450;
const LANE_GAP = 150;
/** Neighbouring lanes are set off from each other, so that names do not meet. */
const STAGGER = 20;

/** Everything that is drawn of some paths, each once: the ends also where no path joins them. */
export function nodesOfPaths({ paths }: PathList, { from, to }: PathEnds): string[] {
  return [...new Set([from, ...paths.flatMap((path) => path.nodes.map(({ id }) => id)), to])];
}

/** @param nodes the nodes of the paths and all that joins them, in whatever place */
export function pathPicture(nodes: Subgraph, list: PathList, ends: PathEnds): Subgraph {
  const places = placesOf(list, ends);
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

/**
 * A path that brings new pages has a lane for them, the first one nearest to the middle; there they
 * lie evenly between the pages that it shares with paths before it.
 */
function placesOf({ paths }: PathList, { from, to }: PathEnds): Map<string, Place> {
  const places = new Map<string, Place>([
    [from, { x: 0, y: 0 }],
    [to, { x: 0, y: -HEIGHT }],
  ]);
  const routes = paths.map((path) => path.nodes.map(({ id }) => id));
  const known = new Set([from, to]);
  const withOwn = routes.filter((ids) => {
    const own = ids.some((id) => !known.has(id));
    for (const id of ids) known.add(id);
    return own;
  });
  for (const [lane, ids] of withOwn.entries()) {
    const x = Math.round(laneAt(lane, withOwn.length) * LANE_GAP);
    const taken = new Set<number>();
    for (const [step, y] of evenHeights(ids.map((id) => places.get(id)?.y)).entries()) {
      const id = ids[step];
      if (id === undefined || places.has(id)) continue;
      let own = y - (lane % 2) * STAGGER;
      while (taken.has(own)) own -= STAGGER;
      taken.add(own);
      places.set(id, { x, y: own });
    }
  }
  return places;
}

/** Fills in what is not known of a row of heights whose ends are: evenly from one known to the next. */
function evenHeights(heights: readonly (number | undefined)[]): number[] {
  let last = 0;
  return heights.map((height, at) => {
    if (height !== undefined) {
      last = at;
      return height;
    }
    const next = heights.findIndex((one, place) => place > at && one !== undefined);
    const [above, below] = [heights[last] ?? 0, heights[next] ?? -HEIGHT];
    return Math.round(above + ((below - above) * (at - last)) / (next - last));
  });
}

/** From the middle outwards, one side and the other: 0, -1, 1 of three, -½, ½ of two. */
function laneAt(lane: number, lanes: number): number {
  const out = Math.ceil(lane / 2) * (lane % 2 === 0 ? 1 : -1);
  return lanes % 2 === 0 ? out + 0.5 : out;
}

function pair(source: string, target: string): string {
  return JSON.stringify([source, target]);
}
