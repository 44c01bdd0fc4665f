/**
 * The canvas that Sigma draws nodes on. Without a graphics card drawing it takes longer than all
 * else of a frame, so it is drawn larger than the view, and a pan only moves it.
 * Invariant: every node in view is on it, in its place to a pixel and in its size.
 */
import type { Sigma } from 'sigma';
import { boundsInView, movedBy, moveBetween, placed, showsAll } from './overlay-canvas.ts';
import type { Picture } from './picture.ts';
import type { View } from './view.ts';

/** Drawn this far beyond the view on each side, as a share of it. */
const MARGIN = 0.2;

export class DotCanvas {
  readonly #sigma: Sigma;
  readonly #canvas: HTMLCanvasElement;
  /** in use; none while the camera zooms, when what is beyond the view is of no use in the next frame */
  #margin = MARGIN;
  #drawn: View | null = null;

  constructor(sigma: Sigma) {
    this.#sigma = sigma;
    const canvas = sigma.getCanvases()['nodes'];
    if (!canvas) throw new Error('Sigma has no canvas for nodes');
    this.#canvas = canvas;
    canvas.style.willChange = 'transform';
    canvas.style.transformOrigin = '0 0';
    this.#fit();
    sigma.on('resize', () => this.#fit());
  }

  /** Sigma has drawn this view. */
  drawn(view: View): void {
    this.#drawn = view;
    this.#lay(view);
  }

  /** Shows another view: moved there if what was drawn shows it, else drawn; false where it was drawn. */
  show(view: View, picture: Picture): boolean {
    const drawn = this.#drawn;
    const zooms = drawn === null || Math.abs(drawn.scale / view.scale - 1) > 1e-6;
    if (!zooms && showsAll(boundsInView(drawn, this.#margin), view, picture)) {
      this.#lay(view);
      return true;
    }
    this.#draw(zooms ? 0 : MARGIN);
    return false;
  }

  /** At rest: made ready for the next pan, once there is a first picture. */
  settle(view: View, picture: Picture): void {
    if (this.#drawn === null) return;
    if (this.#margin !== MARGIN) this.#draw(MARGIN);
    else this.show(view, picture);
  }

  #draw(margin: number): void {
    if (margin !== this.#margin) {
      this.#margin = margin;
      this.#fit();
    }
    // nothing is worked out anew: it renders and no more
    this.#sigma.refresh({ partialGraph: {}, skipIndexation: true });
  }

  #lay(view: View): void {
    if (!this.#drawn) return;
    const [left, top] = this.#marginPixels();
    const { shiftX, shiftY } = moveBetween(this.#drawn, view);
    this.#canvas.style.transform = movedBy(1, placed(shiftX) - left, placed(shiftY) - top);
  }

  #fit(): void {
    const { width, height } = this.#sigma.getDimensions();
    const [left, top] = this.#marginPixels();
    const density = window.devicePixelRatio || 1;
    const [wide, high] = [width + 2 * left, height + 2 * top];
    this.#canvas.width = Math.round(wide * density);
    this.#canvas.height = Math.round(high * density);
    this.#canvas.style.width = `${wide}px`;
    this.#canvas.style.height = `${high}px`;
  }

  #marginPixels(): [number, number] {
    const { width, height } = this.#sigma.getDimensions();
    return [Math.round(width * this.#margin), Math.round(height * this.#margin)];
  }
}
