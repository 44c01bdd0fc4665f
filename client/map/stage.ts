/**
 * Sigma and its graph, and the one place that turns map units into pixels.
 * Invariant: nodes are keyed by their place in the picture; the camera never turns, so a view is a
 * scale and an offset; Sigma draws nodes alone, and all else lies on canvases of our own.
 */
import { UndirectedGraph } from 'graphology';
import { Sigma } from 'sigma';
import type { CameraState } from 'sigma/types';
import type { Camera } from '../state/camera.ts';
import { DotCanvas } from './dot-canvas.ts';
import { DotProgram } from './dot-program.ts';
import { isOrphan, type Picture } from './picture.ts';
import type { View } from './view.ts';

export const MIN_RATIO = 0.004;
export const MAX_RATIO = 4;

/** Drawn as large as a page of this rank at least: no page makes an orphan important, and it is to be found. */
const ORPHAN_RANK = 0.15;

/** Nodes grow as the eye comes closer, more slowly than the distances between them. */
const growth = (ratio: number): number => ratio ** 0.45;

/** Can this browser draw it? Asked before Sigma, which would leave its canvases behind. */
export function hasWebGl(): boolean {
  const canvas = document.createElement('canvas');
  const gl = canvas.getContext('webgl2') ?? canvas.getContext('webgl');
  gl?.getExtension('WEBGL_lose_context')?.loseContext();
  return gl !== null;
}

export class Stage {
  /** the one that is drawn now */
  picture: Picture;
  readonly sigma: Sigma;
  readonly dots: DotCanvas;
  /** radius in pixels at ratio 1, by node */
  sizes: readonly number[] = [];
  readonly #sizeOf: (rank: number) => number;
  readonly #centerX: number;
  readonly #centerY: number;
  readonly #extent: number;

  constructor(container: HTMLElement, picture: Picture) {
    this.picture = picture;
    const { minX, minY, maxX, maxY } = picture.bounds;
    this.#centerX = (minX + maxX) / 2;
    this.#centerY = (minY + maxY) / 2;
    this.#extent = Math.max(maxX - minX, maxY - minY);
    this.#sizeOf = sizeRule(picture, container);
    this.sizes = this.#sizesOf(picture);
    // Sigma reads all nodes at each change of its settings: they come once those are made
    this.sigma = new Sigma(new UndirectedGraph(), container, {
      allowInvalidContainer: true,
      renderLabels: false,
      renderEdgeLabels: false,
      enableEdgeEvents: false,
      enableCameraRotation: false,
      defaultDrawNodeHover: () => undefined,
      stagePadding: 0,
      minCameraRatio: MIN_RATIO,
      maxCameraRatio: MAX_RATIO,
      zoomToSizeRatioFunction: growth,
      zoomingRatio: 1.6,
      doubleClickZoomingRatio: 2,
      defaultNodeType: 'dot',
      nodeProgramClasses: { dot: DotProgram },
    });
    this.sigma.setCustomBBox({ x: [minX, maxX], y: [minY, maxY] });
    // Sigma would draw at every move of the camera; when it does is for `dots` to say
    this.sigma.getCamera().removeAllListeners('updated');
    this.dots = new DotCanvas(this.sigma);
  }

  /** Draws a picture: the first, or more or less of the same map; the frame stays, and with it the camera. */
  setPicture(picture: Picture): void {
    this.picture = picture;
    this.sizes = this.#sizesOf(picture);
    this.sigma.setGraph(graphOf(picture));
  }

  #sizesOf(picture: Picture): number[] {
    return picture.ranks.map((rank, node) =>
      Math.max(this.#sizeOf(rank), isOrphan(picture, node) ? this.#sizeOf(ORPHAN_RANK) : 0),
    );
  }

  /** The view as it is now. */
  view(camera: CameraState = this.sigma.getCamera().getState()): View {
    const { width, height } = this.sigma.getDimensions();
    const { x, y } = this.toMap(camera);
    const scale = this.scaleAt(camera.ratio);
    return {
      width,
      height,
      scale,
      offsetX: width / 2 - x * scale,
      offsetY: height / 2 + y * scale,
      ratio: camera.ratio,
    };
  }

  /** Pixels a map unit has at this ratio. */
  scaleAt(ratio: number): number {
    const cameraState: CameraState = { x: 0.5, y: 0.5, angle: 0, ratio: 1 };
    const left = this.sigma.framedGraphToViewport({ x: 0, y: 0.5 }, { cameraState });
    const right = this.sigma.framedGraphToViewport({ x: 1, y: 0.5 }, { cameraState });
    return (right.x - left.x) / this.#extent / ratio;
  }

  /** Sigma's camera in map units. */
  toMap(camera: Camera): Camera {
    return {
      x: (camera.x - 0.5) * this.#extent + this.#centerX,
      y: (camera.y - 0.5) * this.#extent + this.#centerY,
      ratio: camera.ratio,
    };
  }

  /** A camera in map units as Sigma's. */
  fromMap(camera: Camera): CameraState {
    return {
      x: (camera.x - this.#centerX) / this.#extent + 0.5,
      y: (camera.y - this.#centerY) / this.#extent + 0.5,
      angle: 0,
      ratio: Math.min(MAX_RATIO, Math.max(MIN_RATIO, camera.ratio)),
    };
  }

  /** Radius of a node in pixels. */
  radius(node: number, view: View): number {
    return (this.sizes[node] ?? 1) / growth(view.ratio);
  }

  kill(): void {
    this.sigma.kill();
  }
}

/** Nodes are known by their place, so those of another picture have the same keys. */
function graphOf(picture: Picture): UndirectedGraph {
  const graph = new UndirectedGraph({ allowSelfLoops: false });
  // the last that is drawn lies on top: the most important
  for (let node = picture.ids.length - 1; node >= 0; node--) {
    graph.addNode(String(node), { x: picture.x[node] ?? 0, y: picture.y[node] ?? 0 });
  }
  return graph;
}

/** The size of a node by its rank. Area grows with importance; all smaller where there are many, or the screen is small. */
function sizeRule(picture: Picture, { clientWidth, clientHeight }: HTMLElement): (rank: number) => number {
  if (picture.kind === 'neighbourhood') {
    const shrink = picture.ids.length > 150 ? 0.75 : 1;
    return (rank) => (5 + 6 * Math.sqrt(rank)) * shrink;
  }
  const { minX, minY, maxX, maxY } = picture.bounds;
  const [wide, high] = [Math.max(1, maxX - minX), Math.max(1, maxY - minY)];
  const scale = Math.min(Math.max(1, clientWidth) / wide, Math.max(1, clientHeight) / high);
  // pixels from a node to its next, were they spread evenly, and some space left between regions
  const room = 0.7 * scale * Math.sqrt((wide * high) / Math.max(1, picture.ids.length));
  const least = Math.min(4, Math.max(0.7, room * 0.15));
  const most = Math.min(11, Math.max(1.6, room * 0.45));
  return (rank) => least + (most - least) * Math.sqrt(rank);
}
