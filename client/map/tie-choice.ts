/**
 * Which ties are drawn in which view: all of them on a small map; on a big one, at the overview,
 * each page's strongest within its region (between regions the bundles speak), and as the eye comes
 * closer more of those that are in view. An overview of 20,000 lines is a grey blot.
 * Invariant: of two views of one place the closer one has all the ties of the other that are in it.
 */
import { isOrphan, otherEnd, type Picture, type Tie } from './picture.ts';
import { screenX, screenY, type View } from './view.ts';

/** Up to this many ties everything is drawn, always. */
export const ALL_TIES_UP_TO = 2000;

/** Each node's strongest so many ties, from the overview inwards; hovering shows all of a node's. */
export const TIES_PER_NODE: readonly number[] = [1, 2, 6];
/** The camera ratio below which the next step begins. */
const STEP_RATIOS = [0.4, 0.15];
/** With fewer nodes than this in view, each is large and far enough from the next for arrow heads. */
const CLOSE_NODES = 60;

type Drawn = Pick<
  Picture,
  'ties' | 'tiesOf' | 'x' | 'y' | 'communities' | 'regionOf' | 'wanted' | 'inDegrees'
>;

/** 0 at the overview; TIES_PER_NODE tells what is drawn. */
export function stepOfRatio(ratio: number): number {
  return STEP_RATIOS.filter((limit) => ratio < limit).length;
}

/** Places of the ties to draw, ascending: those of nodes in view and so far around it. */
export function chooseTies(picture: Drawn, view: View, margin: number): number[] {
  if (picture.ties.length <= ALL_TIES_UP_TO) return picture.ties.map((_, place) => place);
  const step = stepOfRatio(view.ratio);
  const most = TIES_PER_NODE[step] ?? TIES_PER_NODE.at(-1) ?? 1;
  const chosen = new Set<number>();
  for (const node of nodesInView(picture, view, margin)) {
    // orphans stand far from what they link to
    if (step === 0 && isOrphan(picture, node)) continue;
    for (const place of picture.tiesOf[node]?.slice(0, most) ?? []) {
      const tie = picture.ties[place];
      if (tie && (step > 0 || sameRegion(picture, tie, node))) chosen.add(place);
    }
  }
  return [...chosen].sort((a, b) => a - b);
}

/** Whether the eye is so close that arrow heads can be told apart. */
export function showsArrows(picture: Drawn, view: View): boolean {
  return nodesInView(picture, view, 0).length <= CLOSE_NODES;
}

function sameRegion({ communities, regionOf }: Drawn, tie: Tie, node: number): boolean {
  const [own, other] = [communities[node] ?? -1, communities[otherEnd(tie, node)] ?? -1];
  return own >= 0 && regionOf[own] === regionOf[other];
}

/** @param margin as a share of the view, on each side */
function nodesInView({ x, y }: Drawn, view: View, margin: number): number[] {
  const [padX, padY] = [view.width * margin, view.height * margin];
  const nodes: number[] = [];
  for (let node = 0; node < x.length; node++) {
    const [left, top] = [screenX(view, x[node] ?? 0), screenY(view, y[node] ?? 0)];
    if (left >= -padX && left <= view.width + padX && top >= -padY && top <= view.height + padY)
      nodes.push(node);
  }
  return nodes;
}
