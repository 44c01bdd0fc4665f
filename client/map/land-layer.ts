/**
 * The land under the map: a soft disc around each page, in its community's colour, grown together
 * to regions; for a neighbourhood, its rings.
 * Invariant: it is painted anew only where it would be blurred at rest, or has not been painted.
 */
import type { Look } from './look.ts';
import { mix } from './map-colors.ts';
import { boundsInView, OverlayCanvas } from './overlay-canvas.ts';
import type { Bounds } from './picture.ts';
import type { Stage } from './stage.ts';
import { screenX, screenY, type View } from './view.ts';

/** Painted this far beyond the view on each side, so that a pan seldom reaches the end. */
const MARGIN = 0.25;

export class LandLayer {
  readonly #stage: Stage;
  readonly #overlay: OverlayCanvas;
  #look: Look;

  constructor(stage: Stage, look: Look) {
    this.#stage = stage;
    this.#look = look;
    this.#overlay = new OverlayCanvas(stage.sigma, 'land', { beforeLayer: 'edges' }, MARGIN);
  }

  setLook(look: Look): void {
    this.#look = look;
  }

  /** While the camera moves: moved along, and painted only where the view leaves what was painted. */
  follow(view: View): void {
    if (this.#covers(view)) this.#overlay.follow(view);
    else this.paint(view);
  }

  /** When the camera rests: painted unless it is sharp and covers the view. */
  settle(view: View): void {
    const { painted } = this.#overlay;
    const sharp = painted !== null && Math.abs(painted.scale / view.scale - 1) < 0.01;
    if (sharp && painted.width === view.width && painted.height === view.height) this.follow(view);
    else this.paint(view);
  }

  paint(view: View): void {
    this.#overlay.paint(view, (context) => {
      if (this.#stage.picture.kind === 'neighbourhood') this.#drawRings(context, view);
      else this.#drawRegions(context, view);
    });
  }

  #covers(view: View): boolean {
    const { paintedBounds } = this.#overlay;
    if (!paintedBounds) return false;
    const { bounds, landRadius } = this.#stage.picture;
    const seen = boundsInView(view, 0);
    const land: Bounds = {
      minX: Math.max(seen.minX, bounds.minX - landRadius),
      minY: Math.max(seen.minY, bounds.minY - landRadius),
      maxX: Math.min(seen.maxX, bounds.maxX + landRadius),
      maxY: Math.min(seen.maxY, bounds.maxY + landRadius),
    };
    return (
      paintedBounds.minX <= land.minX &&
      paintedBounds.minY <= land.minY &&
      paintedBounds.maxX >= land.maxX &&
      paintedBounds.maxY >= land.maxY
    );
  }

  #drawRegions(context: CanvasRenderingContext2D, view: View): void {
    const { picture } = this.#stage;
    const { colors, landOf, settings } = this.#look;
    const faded = settings.highlight === 'none' ? 1 : 0.5;
    const radius = picture.landRadius * view.scale;
    const shore = Math.min(4, Math.max(1.2, radius * 0.07));
    // small ones lie on top of large ones
    for (const [community, members] of picture.onLand) {
      const group = landOf.get(community) ?? null;
      const land = group === null ? colors.neutralLand : mix(group, colors.sea, colors.landShare * faded);
      context.fillStyle = mix(group ?? colors.quiet, colors.sea, colors.shoreShare * faded);
      this.#fillDiscs(context, view, members, radius);
      context.fillStyle = land;
      this.#fillDiscs(context, view, members, radius - shore);
    }
  }

  #fillDiscs(context: CanvasRenderingContext2D, view: View, nodes: readonly number[], radius: number): void {
    if (radius <= 0) return;
    const { picture } = this.#stage;
    const [padX, padY] = [view.width * MARGIN + radius, view.height * MARGIN + radius];
    context.beginPath();
    for (const node of nodes) {
      if (this.#look.hidden[node]) continue;
      const x = screenX(view, picture.x[node] ?? 0);
      const y = screenY(view, picture.y[node] ?? 0);
      if (x < -padX || y < -padY || x > view.width + padX || y > view.height + padY) continue;
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 2 * Math.PI);
    }
    context.fill();
  }

  #drawRings(context: CanvasRenderingContext2D, view: View): void {
    context.strokeStyle = mix(this.#look.colors.quiet, this.#look.colors.sea, 0.22);
    context.lineWidth = 1;
    for (const radius of this.#stage.picture.rings) {
      context.beginPath();
      context.arc(screenX(view, 0), screenY(view, 0), radius * view.scale, 0, 2 * Math.PI);
      context.stroke();
    }
  }
}
