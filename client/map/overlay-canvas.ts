/**
 * A 2D canvas among Sigma's layers. Painting one costs far more than moving it, so it is painted
 * while the camera rests and only moved and stretched with the map while it does not.
 * Invariant: what was painted lies where the map has it, in every view, to a pixel of the screen.
 */
import type { Sigma } from 'sigma';
import type { Bounds, Picture } from './picture.ts';
import type { View } from './view.ts';

export class OverlayCanvas {
  readonly context: CanvasRenderingContext2D;
  readonly #canvas: HTMLCanvasElement;
  readonly #margin: number;
  #painted: View | null = null;

  /** @param margin how much wider and higher than the view on each side, as a share of it */
  constructor(sigma: Sigma, id: string, place: { beforeLayer: string } | { afterLayer: string }, margin = 0) {
    this.#canvas = sigma.createCanvas(id, {
      ...place,
      style: { pointerEvents: 'none', transformOrigin: '0 0', willChange: 'transform' },
    });
    const context = this.#canvas.getContext('2d');
    if (!context) throw new Error('this browser has no 2D canvas');
    this.context = context;
    this.#margin = margin;
  }

  /** A layer nothing is drawn on costs the compositor all the same. */
  set shown(shown: boolean) {
    this.#canvas.style.display = shown ? '' : 'none';
  }

  /** The view it was painted for; null before the first time. */
  get painted(): View | null {
    return this.#painted;
  }

  /** Empties the canvas, fits it to the view and paints; in CSS pixels of the view. */
  paint(view: View, draw: (context: CanvasRenderingContext2D) => void): void {
    const density = window.devicePixelRatio || 1;
    const [left, top] = this.#marginPixels(view);
    const [width, height] = [view.width + 2 * left, view.height + 2 * top];
    const [pixelWidth, pixelHeight] = [Math.round(width * density), Math.round(height * density)];
    if (this.#canvas.width !== pixelWidth || this.#canvas.height !== pixelHeight) {
      this.#canvas.width = pixelWidth;
      this.#canvas.height = pixelHeight;
      this.#canvas.style.width = `${width}px`;
      this.#canvas.style.height = `${height}px`;
    }
    this.context.setTransform(density, 0, 0, density, 0, 0);
    this.context.clearRect(0, 0, width, height);
    this.context.translate(left, top);
    this.#painted = view;
    this.follow(view);
    draw(this.context);
  }

  /** Moves what was painted to where this view has it. */
  follow(view: View): void {
    if (!this.#painted) return;
    const { stretch, shiftX, shiftY } = moveBetween(this.#painted, view);
    const [left, top] = this.#marginPixels(this.#painted);
    const [x, y] = [shiftX - left * stretch, shiftY - top * stretch];
    const moved = Math.abs(stretch - 1) < 1e-6;
    this.#canvas.style.transform = moved ? movedBy(1, placed(x), placed(y)) : movedBy(stretch, x, y);
  }

  /** What of the map was painted, map units. */
  get paintedBounds(): Bounds | null {
    return this.#painted && boundsInView(this.#painted, this.#margin);
  }

  #marginPixels(view: View): [number, number] {
    return [Math.round(view.width * this.#margin), Math.round(view.height * this.#margin)];
  }
}

/** CSS that stretches and then shifts, pixels. */
export function movedBy(stretch: number, x: number, y: number): string {
  return `matrix(${stretch}, 0, 0, ${stretch}, ${x}, ${y})`;
}

/** A shift by whole pixels of the screen: others blur, and cost a frame without a graphics card far more. */
export function placed(shift: number): number {
  const density = window.devicePixelRatio || 1;
  return Math.round(shift * density) / density;
}

/** Whether what was painted has all that the view shows of the picture. */
export function showsAll(painted: Bounds, view: View, { bounds, landRadius }: Picture): boolean {
  const seen = boundsInView(view, 0);
  // the shift to whole pixels may leave half of one open
  const least = 1 / view.scale;
  const shore = 2 * landRadius + least;
  return (
    painted.minX - least <= Math.max(seen.minX, bounds.minX - shore) &&
    painted.minY - least <= Math.max(seen.minY, bounds.minY - shore) &&
    painted.maxX + least >= Math.min(seen.maxX, bounds.maxX + shore) &&
    painted.maxY + least >= Math.min(seen.maxY, bounds.maxY + shore)
  );
}

/** How a picture of one view must be stretched and then shifted (pixels) to fit another. */
export function moveBetween(from: View, to: View): { stretch: number; shiftX: number; shiftY: number } {
  const stretch = to.scale / from.scale;
  return {
    stretch,
    shiftX: to.offsetX - stretch * from.offsetX,
    shiftY: to.offsetY - stretch * from.offsetY,
  };
}

/** What of the map a view shows, and a margin around it as a share of the view. */
export function boundsInView(view: View, margin: number): Bounds {
  const [padX, padY] = [Math.round(view.width * margin), Math.round(view.height * margin)];
  return {
    minX: (-padX - view.offsetX) / view.scale,
    maxX: (view.width + padX - view.offsetX) / view.scale,
    minY: (view.offsetY - view.height - padY) / view.scale,
    maxY: (view.offsetY + padY) / view.scale,
  };
}
