/**
 * Which ties are drawn at which zoom: all of them on a small map; on a big one the strongest of
 * each node, more as the eye comes closer. Drawing costs by the pixel, and an overview of 20,000
 * lines is a grey blot.
 * Invariant: the ties of one step are among those of every closer step.
 */
import { isOrphan, otherEnd, type Picture } from './picture.ts';

/** Up to this many ties everything is drawn, always. */
export const ALL_TIES_UP_TO = 2000;

/** Each node's strongest so many ties, from the overview inwards; hovering shows all of a node's. */
export const TIES_PER_NODE: readonly number[] = [1, 2, 5];
/** The camera ratio below which the next step begins. */
const STEP_RATIOS = [0.4, 0.15];

/** 0 at the overview; TIES_PER_NODE tells what is drawn. */
export function stepOfRatio(ratio: number): number {
  return STEP_RATIOS.filter((limit) => ratio < limit).length;
}

/**
 * Places of the ties to draw, ascending. At the overview of a big map orphans, which stand far
 * from what they link to, add none.
 */
export function chooseTies(picture: Picture, step: number): number[] {
  if (picture.ties.length <= ALL_TIES_UP_TO) return picture.ties.map((_, place) => place);
  const most = TIES_PER_NODE[step] ?? TIES_PER_NODE.at(-1) ?? 1;
  const chosen = new Set<number>();
  for (const [node, places] of picture.tiesOf.entries()) {
    if (step === 0 && isOrphan(picture, node)) continue;
    for (const place of places.toSorted(strongestFirst(picture, node)).slice(0, most)) chosen.add(place);
  }
  return [...chosen].sort((a, b) => a - b);
}

/** Structural ties last, else hubs would take them all; more mentions first, then the more important other end, which is the earlier node. */
function strongestFirst(picture: Picture, node: number): (a: number, b: number) => number {
  return (a, b) => {
    const [tieA, tieB] = [picture.ties[a], picture.ties[b]];
    if (!tieA || !tieB) return a - b;
    return (
      Number(tieA.structural) - Number(tieB.structural) ||
      tieB.count - tieA.count ||
      otherEnd(tieA, node) - otherEnd(tieB, node)
    );
  };
}
