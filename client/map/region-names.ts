/**
 * Names of regions and of their parts: where each stands and how large, and drawing it. Regions are
 * spaced capitals, parts italics, so that one sees which lies in which.
 * Invariant: a name takes free space only, within reach of its land; of the places it could have,
 * the one that covers least of the pages, and rather the one it had.
 */
import { balanceLines, boxAt, type Box, type TakenSpace } from './label-layout.ts';
import type { Look } from './look.ts';
import { mix } from './map-colors.ts';
import type { Picture } from './picture.ts';
import type { Region } from './regions.ts';
import { screenX, screenY, type View } from './view.ts';

/** How a text is set. */
export interface Face {
  font: string;
  /** between letters, pixels */
  spacing: number;
}

export interface RegionName {
  community: number;
  level: 'region' | 'part';
  lines: readonly string[];
  box: Box;
  /** pixels */
  size: number;
  face: Face;
  /** 0 to 1: it fades as its land outgrows the view */
  strength: number;
  /** where in its land it stands, an index into the places that are tried */
  place: number;
}

/** A visible page on the screen, pixels. */
interface Dot {
  x: number;
  y: number;
  radius: number;
}

interface Level {
  /** pixels */
  smallest: number;
  largest: number;
  /** of the land's radius */
  sizeOf: (radius: number) => number;
  face: (size: number) => Face;
  written: (name: string) => string;
  /** letters that a line is broken at */
  lineLetters: number;
  /** land of a smaller radius gets no name, pixels */
  leastRadius: number;
}

const SERIF = '"Iowan Old Style", "Palatino Linotype", Palatino, Georgia, "DejaVu Serif", serif';
const LEVELS: Record<RegionName['level'], Level> = {
  region: {
    smallest: 11,
    largest: 21,
    sizeOf: (radius) => 7.5 + Math.sqrt(radius) * 0.8,
    face: (size) => ({ font: `700 ${size}px ${SERIF}`, spacing: Math.round(size * 0.9) / 10 }),
    written: (name) => name.toUpperCase(),
    lineLetters: 12,
    leastRadius: 13,
  },
  part: {
    smallest: 11,
    largest: 17,
    sizeOf: (radius) => 8 + Math.sqrt(radius) * 0.6,
    face: (size) => ({ font: `italic 500 ${size}px ${SERIF}`, spacing: 0 }),
    written: (name) => name,
    lineLetters: 14,
    leastRadius: 30,
  },
};
const LINE_SPACING = 1.14;
/** Fainter than this a name is no longer read, and only in the way. */
const LEAST_STRENGTH = 0.3;
/** Places that are tried, as shares of the land's radius, from its middle. */
const SHIFTS = [0, -0.15, 0.15, -0.3, 0.3, -0.45, 0.45, -0.6, 0.6, -0.75, 0.75, -0.9, 0.9];
const PLACES = SHIFTS.flatMap((across) =>
  SHIFTS.map((down) => ({ across, down, far: Math.hypot(across, down) })),
)
  .filter(({ far }) => far <= 0.95)
  // near ones first: once one of them is good, those that are farther out need no look
  .sort((a, b) => a.far - b.far);
/** What it costs to stand a whole radius from the middle; to cover as much as there costs 1. */
const COST_OF_SHIFT = 0.45;
/** Free around a name, so that two do not read as one, pixels. */
const AROUND = 5;
/** In a narrower window names are smaller, and only larger land has one, pixels. */
const NARROW = 640;
/** What it is worth to stay where one was. */
const WORTH_OF_STAYING = 0.5;

export interface RegionNameRequest {
  picture: Pick<Picture, 'x' | 'y' | 'onLand' | 'regions'>;
  /** of a node, pixels */
  radiusOf: (node: number) => number;
  /** by node */
  hidden: readonly boolean[];
  view: View;
  space: TakenSpace;
  /** of a text, pixels */
  widthOf: (text: string, face: Face) => number;
  /** the names of this scale that are on the screen */
  before: readonly RegionName[];
}

/** Regions before parts, the largest first; a name that finds no free place is left out. */
export function placeRegionNames(request: RegionNameRequest): RegionName[] {
  const { regions } = request.picture;
  const shown = shownDots(request);
  const all = regions.flatMap(({ community, parent }) =>
    parent === null ? (shown.get(community) ?? []) : [],
  );
  return (['region', 'part'] as const).flatMap((level) =>
    regions
      .filter(({ parent }) => (parent === null) === (level === 'region'))
      .flatMap((region) =>
        (shown.get(region.community)?.length ?? 0) > 0 ? (placeOne(request, region, level, all) ?? []) : [],
      ),
  );
}

function placeOne(
  request: RegionNameRequest,
  region: Region,
  level: RegionName['level'],
  dots: readonly Dot[],
): RegionName | null {
  const { view } = request;
  const leastRadius = LEVELS[level].leastRadius * (view.width < NARROW ? 1.5 : 1);
  const radius = region.radius * view.scale;
  const strength = Math.min(1, (0.75 - radius / Math.min(view.width, view.height)) / 0.3);
  if (region.name === '' || region.size < 2) return null;
  if (radius < leastRadius || strength < LEAST_STRENGTH || !isInView(view, region)) return null;
  const name = placeName(request, region, level, dots);
  return name && { ...name, community: region.community, level, strength };
}

function isInView(view: View, { x, y, radius }: Region): boolean {
  const [left, top, reach] = [screenX(view, x), screenY(view, y), radius * view.scale];
  return left > -reach && top > -reach && left < view.width + reach && top < view.height + reach;
}

/** A size smaller where the full size does not fit. */
function placeName(
  { view, space, widthOf, before }: RegionNameRequest,
  region: Region,
  level: RegionName['level'],
  dots: readonly Dot[],
): Omit<RegionName, 'community' | 'level' | 'strength'> | null {
  const { smallest, largest, sizeOf, face: faceOf, written, lineLetters } = LEVELS[level];
  const radius = region.radius * view.scale;
  const wide = Math.min(largest, Math.max(smallest, sizeOf(radius)));
  const full = view.width < NARROW ? Math.max(smallest, wide * 0.8) : wide;
  const lines = balanceLines(written(region.name), lineLetters, 3);
  const [middleX, middleY] = [screenX(view, region.x), screenY(view, region.y)];
  const had = before.find(({ community }) => community === region.community)?.place;
  for (const size of new Set([full, full * 0.86, smallest].map(Math.round))) {
    const face = faceOf(size);
    const width = Math.max(...lines.map((line) => widthOf(line, face)));
    const height = lines.length * size * LINE_SPACING;
    const boxOf = ({ across, down }: { across: number; down: number }): Box =>
      boxAt(middleX + across * radius - width / 2, middleY + down * radius - height / 2, width, height);
    const most = Math.max(1, coveredDots(boxOf({ across: 0, down: 0 }), dots));
    // a name that covers the neighbours' pages would be taken for theirs
    const near = dots.filter(
      ({ x, y }) => Math.abs(x - middleX) < radius + width / 2 && Math.abs(y - middleY) < radius + height / 2,
    );
    let best: { box: Box; place: number } | null = null;
    let least = Infinity;
    for (const [place, shift] of PLACES.entries()) {
      const box = boxOf(shift);
      const free = shift.far * COST_OF_SHIFT - (place === had ? WORTH_OF_STAYING : 0);
      if (free >= least || !space.isFree(box)) continue;
      const cost = free + coveredDots(box, near, (least - free) * most) / most;
      if (cost < least) [best, least] = [{ box, place }, cost];
    }
    if (!best) continue;
    const { left, top, right, bottom } = best.box;
    space.block({ left: left - AROUND, top: top - AROUND, right: right + AROUND, bottom: bottom + AROUND });
    return { lines, ...best, size, face };
  }
  return null;
}

/** Visible pages of each region and of each part. */
function shownDots({ picture, radiusOf, hidden, view }: RegionNameRequest): Map<number, Dot[]> {
  const parentOf = new Map(picture.regions.map(({ community, parent }) => [community, parent]));
  const shown = new Map<number, Dot[]>();
  for (const [community, nodes] of picture.onLand) {
    const dots = nodes
      .filter((node) => !hidden[node])
      .map((node) => ({
        x: screenX(view, picture.x[node] ?? 0),
        y: screenY(view, picture.y[node] ?? 0),
        radius: radiusOf(node),
      }));
    let land: number | null = community;
    while (land !== null) {
      shown.set(land, [...(shown.get(land) ?? []), ...dots]);
      land = parentOf.get(land) ?? null;
    }
  }
  return shown;
}

/** How much of the dots a box covers, counted up to `enough`; one of 5 px counts 1, larger ones are worth more. */
function coveredDots(box: Box, dots: readonly Dot[], enough = Infinity): number {
  let sum = 0;
  for (const { x, y, radius } of dots) {
    if (sum >= enough) break;
    const dx = Math.max(box.left - x, x - box.right, 0);
    const dy = Math.max(box.top - y, y - box.bottom, 0);
    if (dx * dx + dy * dy < radius * radius) sum += radius / 5;
  }
  return sum;
}

export function drawRegionName(context: CanvasRenderingContext2D, name: RegionName, look: Look): void {
  const { colors, settings, landOf } = look;
  const { lines, box, size, face } = name;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.font = face.font;
  context.letterSpacing = `${face.spacing}px`;
  context.lineWidth = 3;
  context.strokeStyle = colors.halo;
  context.fillStyle = mix(
    landOf.get(name.community) ?? colors.quiet,
    colors.ink,
    name.level === 'region' ? 0.4 : 0.3,
  );
  context.globalAlpha = name.strength * (settings.highlight === 'none' ? 1 : 0.5);
  // the last letter is followed by space too
  const middle = (box.left + box.right + face.spacing) / 2;
  for (const [place, line] of lines.entries()) {
    const y = box.top + size * LINE_SPACING * (place + 0.5);
    context.strokeText(line, middle, y);
    context.fillText(line, middle, y);
  }
  context.letterSpacing = '0px';
  context.globalAlpha = 1;
}
