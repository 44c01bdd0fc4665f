/**
 * Draws regions as land in their group's colour, their parts within it, and a sand bank under pages
 * that no page links to.
 * Invariant: the outlines are worked out once for a picture and what is hidden of it; a view only
 * scales them.
 */
import { coastlines, type Ring } from './coast.ts';
import type { Look } from './look.ts';
import { mix } from './map-colors.ts';
import type { Picture } from './picture.ts';
import type { View } from './view.ts';

interface Land {
  community: number;
  outline: Path2D;
}

/** Parts lie this much within their region's coast; sand reaches this far around a page. */
const PART_SHARE = 0.72;
const SAND_SHARE = 0.62;

export class LandDrawing {
  readonly #regions: Land[];
  readonly #parts: Land[];
  readonly #sand: Land[];

  constructor(picture: Picture, hidden: readonly boolean[]) {
    const regions = new Map<number, number[]>();
    const parts = new Map<number, number[]>();
    const partial = new Set(
      picture.regions.flatMap(({ community, parent }) => (parent === null ? [] : [community])),
    );
    const ashore = new Set<number>();
    for (const [community, members] of picture.onLand) {
      const nodes = members.filter((node) => !hidden[node]);
      for (const node of members) ashore.add(node);
      const region = picture.regionOf[community] ?? community;
      regions.set(region, [...(regions.get(region) ?? []), ...nodes]);
      if (partial.has(community)) parts.set(community, nodes);
    }
    const afloat = picture.ids
      .map((_, node) => node)
      .filter((node) => !ashore.has(node) && !picture.wanted[node] && !hidden[node]);
    const lands = (groups: ReadonlyMap<number, readonly number[]>, share: number): Land[] => {
      const rings = coastlines({ x: picture.x, y: picture.y, groups, radius: picture.landRadius * share });
      return [...rings].map(([community, outlines]) => ({ community, outline: pathOf(outlines) }));
    };
    this.#regions = lands(regions, 1);
    this.#parts = lands(parts, PART_SHARE);
    this.#sand = lands(new Map([[-1, afloat]]), SAND_SHARE);
  }

  draw(context: CanvasRenderingContext2D, view: View, { colors, landOf, settings }: Look): void {
    const faded = settings.highlight === 'none' ? 1 : 0.5;
    const tint = (community: number, share: number): string =>
      mix(landOf.get(community) ?? colors.quiet, colors.neutralLand, share * faded);
    const pixel = 1 / view.scale;
    context.save();
    context.transform(view.scale, 0, 0, -view.scale, view.offsetX, view.offsetY);
    context.lineJoin = 'round';
    // shallow water around every coast
    context.strokeStyle = colors.shallows;
    for (const width of [15, 8]) {
      context.lineWidth = width * pixel;
      for (const { outline } of [...this.#regions, ...this.#sand]) context.stroke(outline);
    }
    context.lineWidth = pixel;
    for (const { outline } of this.#sand) {
      context.fillStyle = colors.sand;
      context.fill(outline);
      context.strokeStyle = colors.sandEdge;
      context.stroke(outline);
    }
    for (const { community, outline } of this.#regions) {
      context.fillStyle = tint(community, colors.landShare);
      context.fill(outline);
    }
    for (const { community, outline } of this.#parts) {
      context.fillStyle = tint(community, colors.partShare);
      context.fill(outline);
    }
    context.lineWidth = 1.3 * pixel;
    for (const { community, outline } of this.#regions) {
      context.strokeStyle = tint(community, colors.coastShare);
      context.stroke(outline);
    }
    context.restore();
  }
}

/** Curves through the middles of an outline's sides: as smooth from near as from far. */
function pathOf(rings: readonly Ring[]): Path2D {
  const path = new Path2D();
  for (const ring of rings) {
    const points = ring.slice(1);
    const middle = (place: number): [number, number] => {
      const [[x, y], [nextX, nextY]] = [
        points.at(place) ?? [0, 0],
        points[(place + 1) % points.length] ?? [0, 0],
      ];
      return [(x + nextX) / 2, (y + nextY) / 2];
    };
    path.moveTo(...middle(-1));
    for (const [place, [x, y]] of points.entries()) path.quadraticCurveTo(x, y, ...middle(place));
    path.closePath();
  }
  return path;
}
