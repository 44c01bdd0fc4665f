/**
 * Names of regions: where each stands and how large, and drawing it.
 * Invariant: a name takes free space only, within reach of its region; of the places it could
 * have, the one that covers least of the pages.
 */
import { balanceLines, boxAt, type Box, type TakenSpace } from './label-layout.ts';
import type { Look } from './look.ts';
import { mix } from './map-colors.ts';
import type { Picture, Region } from './picture.ts';
import { screenX, screenY, type View } from './view.ts';

export interface RegionName {
  community: number;
  lines: readonly string[];
  box: Box;
  /** pixels */
  size: number;
  font: string;
  /** 0 to 1: it fades as its region outgrows the view */
  strength: number;
}

/** A visible page on the screen, pixels. */
interface Dot {
  x: number;
  y: number;
  radius: number;
}

const SERIF = '"Iowan Old Style", "Palatino Linotype", Palatino, Georgia, "DejaVu Serif", serif';
const LINE_SPACING = 1.12;
const LEAST_RADIUS = 14;
/** Fainter than this a name is no longer read, and only in the way. */
const LEAST_STRENGTH = 0.3;
/** Places that are tried, as shares of the region's radius, from its middle. */
const SHIFTS = [0, -0.22, 0.22, -0.44, 0.44, -0.66, 0.66];
/** What it costs to stand a whole radius from the middle; to cover as much as there costs 1. */
const COST_OF_SHIFT = 0.9;

export interface RegionNameRequest {
  picture: Pick<Picture, 'x' | 'y' | 'onLand' | 'regions'>;
  /** of a node, pixels */
  radiusOf: (node: number) => number;
  /** by node */
  hidden: readonly boolean[];
  view: View;
  space: TakenSpace;
  /** of a text in a font, pixels */
  widthOf: (text: string, font: string) => number;
}

/** Largest regions first; a name that finds no free place is left out. */
export function placeRegionNames(request: RegionNameRequest): RegionName[] {
  const { view } = request;
  const names: RegionName[] = [];
  const side = Math.min(view.width, view.height);
  for (const region of request.picture.regions) {
    const radius = region.radius * view.scale;
    const strength = Math.min(1, (0.75 - radius / side) / 0.3);
    if (region.name === '' || region.size < 2 || radius < LEAST_RADIUS || strength < LEAST_STRENGTH) continue;
    const dots = dotsOf(request, region);
    if (dots.length === 0) continue;
    const name = placeName(request, region, dots);
    if (name) names.push({ ...name, community: region.community, strength });
  }
  return names;
}

/** A size smaller where the full size does not fit. */
function placeName(
  { view, space, widthOf }: RegionNameRequest,
  region: Region,
  dots: readonly Dot[],
): Pick<RegionName, 'lines' | 'box' | 'size' | 'font'> | null {
  const radius = region.radius * view.scale;
  const full = Math.min(24, 8.5 + Math.sqrt(radius) * 0.95);
  const lines = balanceLines(region.name, 13, 3);
  const [middleX, middleY] = [screenX(view, region.x), screenY(view, region.y)];
  for (const size of [Math.round(full), Math.round(full * 0.8)]) {
    const font = `italic 600 ${size}px ${SERIF}`;
    const width = Math.max(...lines.map((line) => widthOf(line, font)));
    const height = lines.length * size * LINE_SPACING;
    const most = Math.max(
      1,
      coveredDots(boxAt(middleX - width / 2, middleY - height / 2, width, height), dots),
    );
    let best: Box | null = null;
    let least = Infinity;
    for (const across of SHIFTS) {
      for (const down of SHIFTS) {
        const distance = Math.hypot(across, down);
        if (distance > 0.7) continue;
        const [x, y] = [middleX + across * radius, middleY + down * radius];
        const box = boxAt(x - width / 2, y - height / 2, width, height);
        const cost = distance * COST_OF_SHIFT + coveredDots(box, dots) / most;
        if (cost >= least || !space.isFree(box)) continue;
        [best, least] = [box, cost];
      }
    }
    if (!best) continue;
    space.block(best);
    return { lines, box: best, size, font };
  }
  return null;
}

/** The region's visible pages. */
function dotsOf({ picture, radiusOf, hidden, view }: RegionNameRequest, region: Region): Dot[] {
  const shown = (picture.onLand.get(region.community) ?? []).filter((node) => !hidden[node]);
  return shown.map((node) => ({
    x: screenX(view, picture.x[node] ?? 0),
    y: screenY(view, picture.y[node] ?? 0),
    radius: radiusOf(node),
  }));
}

/** How much of the dots a box covers; one of 5 px counts 1, larger ones are worth more. */
function coveredDots(box: Box, dots: readonly Dot[]): number {
  let sum = 0;
  for (const { x, y, radius } of dots) {
    const dx = Math.max(box.left - x, x - box.right, 0);
    const dy = Math.max(box.top - y, y - box.bottom, 0);
    if (dx * dx + dy * dy < radius * radius) sum += radius / 5;
  }
  return sum;
}

export function drawRegionName(context: CanvasRenderingContext2D, name: RegionName, look: Look): void {
  const { colors, settings, landOf } = look;
  const { lines, box, size } = name;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.font = name.font;
  context.lineWidth = 3;
  context.strokeStyle = colors.halo;
  context.fillStyle = mix(landOf.get(name.community) ?? colors.quiet, colors.ink, 0.5);
  context.globalAlpha = name.strength * (settings.highlight === 'none' ? 1 : 0.5);
  for (const [place, line] of lines.entries()) {
    const y = box.top + size * LINE_SPACING * (place + 0.5);
    context.strokeText(line, (box.left + box.right) / 2, y);
    context.fillText(line, (box.left + box.right) / 2, y);
  }
  context.globalAlpha = 1;
}
