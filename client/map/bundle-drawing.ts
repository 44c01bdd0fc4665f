/**
 * Draws the links between regions as bands, at the overview: the more links, the wider. They fade
 * as one comes closer, where single ties take their place.
 */
import type { Look } from './look.ts';
import type { Picture } from './picture.ts';
import type { Region } from './regions.ts';
import { screenX, screenY, type View } from './view.ts';

/** Of each region, the strongest so many. */
const PER_REGION = 3;
/** Of all of them: of a thousand regions three each would hide the map. */
const MOST = 160;
const WIDEST = 11;
/** The camera ratio at which they begin to fade, and are gone. */
const FADES = 0.6;
const GONE = 0.3;
/** How far a band swings out of the straight line, as a share of its length. */
const SWING = 0.12;

/** A band ends so far from the middle of a region, as a share of its radius: there many would meet. */
const INLAND = 0.72;

interface Bundle {
  from: Region;
  to: Region;
  links: number;
}

export function drawBundles(
  context: CanvasRenderingContext2D,
  view: View,
  picture: Picture,
  look: Look,
): void {
  const shown = Math.min(1, (view.ratio - GONE) / (FADES - GONE));
  if (shown <= 0) return;
  const bundles = bundlesOf(picture);
  const most = Math.max(1, ...bundles.map(({ links }) => links));
  context.strokeStyle = look.colors.bundle;
  context.lineCap = 'round';
  context.globalAlpha = shown * (look.settings.highlight === 'none' ? 1 : 0.4);
  for (const { from, to, links } of bundles) {
    const [fromX, fromY] = [screenX(view, from.x), screenY(view, from.y)];
    const [toX, toY] = [screenX(view, to.x), screenY(view, to.y)];
    const distance = Math.max(1, Math.hypot(toX - fromX, toY - fromY));
    const [start, end] = [from, to].map(({ radius }) => (radius * view.scale * INLAND) / distance);
    const at = (share: number): [number, number] => [
      fromX + (toX - fromX) * share,
      fromY + (toY - fromY) * share,
    ];
    const [[startX, startY], [endX, endY]] = [at(start ?? 0), at(1 - (end ?? 0))];
    const [dx, dy] = [endX - startX, endY - startY];
    context.lineWidth = Math.max(1, WIDEST * Math.sqrt(links / most));
    context.beginPath();
    context.moveTo(startX, startY);
    context.quadraticCurveTo((startX + endX) / 2 - dy * SWING, (startY + endY) / 2 + dx * SWING, endX, endY);
    context.stroke();
  }
  context.globalAlpha = 1;
  context.lineCap = 'butt';
}

/** The strongest of each region, each once, at most MOST, the strongest last. */
function bundlesOf({ regions }: Picture): Bundle[] {
  const byCommunity = new Map(regions.map((region) => [region.community, region]));
  const bundles = new Map<string, Bundle>();
  for (const from of regions) {
    if (from.parent !== null) continue;
    const strongest = from.bundles.toSorted((a, b) => b.links - a.links || a.community - b.community);
    for (const { community, links } of strongest.slice(0, PER_REGION)) {
      const to = byCommunity.get(community);
      if (!to || to === from) continue;
      const [first, second] = from.community < to.community ? [from, to] : [to, from];
      bundles.set(`${first.community} ${second.community}`, { from: first, to: second, links });
    }
  }
  return [...bundles.values()].sort((a, b) => a.links - b.links).slice(-MOST);
}
