/**
 * Moves the camera: to a node, a region, all of the map, by steps.
 * Invariant: it knows where it is going, and whether all was fitted into view and nobody has moved
 * it since.
 */
import type { CameraState } from 'sigma/types';
import type { Look } from './look.ts';
import { boundsOf } from './picture.ts';
import type { Region } from './regions.ts';
import { roundCamera, type Camera } from '../state/camera.ts';
import type { Stage } from './stage.ts';
import { screenX, screenY } from './view.ts';

/** Screen area covered by cards, pixels. */
export interface Insets {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const DURATION = 450;
const ZOOM_STEP = 1.5;
/** Free space around a fitted map, pixels. */
const FIT_MARGIN = 28;
/** A strip narrower than this between cards is no place to show anything in, pixels. */
const LEAST_FREE = 100;
/** A page flown to has its nearest few others within this many pixels. */
const READABLE_SPREAD = 150;
const NEAREST = 8;

export class CameraController {
  readonly #stage: Stage;
  #look: Look;
  #insets: Insets;
  #fitted = true;
  /** moves of ours that are under way */
  #underWay = 0;
  /** where the last of them ends */
  #heading: CameraState | null = null;

  constructor(stage: Stage, look: Look, insets: Insets) {
    this.#stage = stage;
    this.#look = look;
    this.#insets = insets;
  }

  setLook(look: Look): void {
    this.#look = look;
  }

  /** Nobody has moved the camera since all was fitted into view. */
  get fitted(): boolean {
    return this.#fitted;
  }

  /** To be told of each move of the camera: one that is not ours is the user's. */
  moved(): void {
    if (this.#underWay === 0) this.#fitted = false;
  }

  /** Where the camera rests, or will once its flight is over. */
  get current(): Camera {
    return roundCamera(this.#stage.toMap(this.#aim));
  }

  /** Null fits all. */
  apply(camera: Camera | null, animated: boolean): void {
    if (camera === null) {
      this.fit(animated);
      return;
    }
    this.#fitted = false;
    this.#moveTo(this.#stage.fromMap(camera), animated);
  }

  fit(animated: boolean): void {
    this.#moveTo(this.#fitState(), animated);
    this.#fitted = true;
  }

  get insets(): Insets {
    return this.#insets;
  }

  setInsets(insets: Insets): void {
    this.#insets = insets;
  }

  /** Flies so close that the page's surroundings can be read; never farther away than now. */
  flyTo(node: number): void {
    const { picture } = this.#stage;
    const [x, y] = [picture.x[node] ?? 0, picture.y[node] ?? 0];
    const camera = this.#stage.sigma.getCamera();
    const spread = this.#spreadAround(node);
    const wanted = this.#stage.scaleAt(1) / (READABLE_SPREAD / spread);
    const ratio = Math.min(camera.ratio, Math.max(0.02, Math.min(1, wanted)));
    this.#fitted = false;
    this.#moveTo(this.#centred(x, y, ratio), true);
  }

  /** Flies so that a region fills what is free. */
  flyToRegion({ x, y, radius }: Region): void {
    const free = this.#freeArea();
    const across = 2 * (radius + this.#stage.picture.landRadius);
    const scale = Math.min(free.right - free.left, free.bottom - free.top) / across;
    this.#fitted = false;
    this.#moveTo(this.#centred(x, y, this.#stage.scaleAt(1) / scale), true);
  }

  /** Brings a node out from under the cards, if it is under one. */
  reveal(node: number): void {
    const { picture } = this.#stage;
    const view = this.#stage.view(this.#aim);
    const x = screenX(view, picture.x[node] ?? 0);
    const y = screenY(view, picture.y[node] ?? 0);
    const { left, right, top, bottom } = this.#freeArea();
    const dx = x < left ? left - x : Math.min(0, right - x);
    const dy = y < top ? top - y : Math.min(0, bottom - y);
    const onScreen = x >= 0 && y >= 0 && x <= view.width && y <= view.height;
    if (onScreen && (dx !== 0 || dy !== 0)) this.pan(-dx, -dy, true);
  }

  /** Moves the view over the map, pixels. */
  pan(dx: number, dy: number, animated: boolean): void {
    const { x, y, ratio } = this.#stage.toMap(this.#aim);
    const scale = this.#stage.scaleAt(ratio);
    this.#fitted = false;
    this.#moveTo(this.#stage.fromMap({ x: x + dx / scale, y: y - dy / scale, ratio }), animated);
  }

  zoomIn(): void {
    this.#zoom(1 / ZOOM_STEP);
  }

  zoomOut(): void {
    this.#zoom(ZOOM_STEP);
  }

  /** Where a further move starts from: the end of the flight under way, if there is one. */
  get #aim(): CameraState {
    return this.#heading ?? this.#stage.sigma.getCamera().getState();
  }

  /** Around the middle of what is free. */
  #zoom(factor: number): void {
    const view = this.#stage.view(this.#aim);
    const free = this.#freeArea();
    const middle = { x: (free.left + free.right) / 2, y: (free.top + free.bottom) / 2 };
    const x = (middle.x - view.offsetX) / view.scale;
    const y = (view.offsetY - middle.y) / view.scale;
    const bounded = this.#stage.fromMap({ x: 0, y: 0, ratio: view.ratio * factor }).ratio;
    this.#fitted = false;
    this.#moveTo(this.#centred(x, y, bounded), true);
  }

  /** The camera that has this point in the middle of what is free. */
  #centred(x: number, y: number, ratio: number): CameraState {
    const { width, height } = this.#stage.sigma.getDimensions();
    const free = this.#freeArea();
    const scale = this.#stage.scaleAt(ratio);
    return this.#stage.fromMap({
      x: x - ((free.left + free.right) / 2 - width / 2) / scale,
      y: y + ((free.top + free.bottom) / 2 - height / 2) / scale,
      ratio,
    });
  }

  #fitState(): CameraState {
    const { picture } = this.#stage;
    const shown = picture.ids.map((_, node) => node).filter((node) => !this.#look.hidden[node]);
    const bounds = boundsOf(
      shown.map((node) => picture.x[node] ?? 0),
      shown.map((node) => picture.y[node] ?? 0),
    );
    const free = this.#freeArea();
    const shore = 2 * picture.landRadius;
    // a neighbourhood's names stand outside its rings
    const names = picture.kind === 'neighbourhood' ? Math.min(260, (free.right - free.left) / 3) : 0;
    const scale = Math.min(
      (free.right - free.left - names) / (bounds.maxX - bounds.minX + shore),
      (free.bottom - free.top) / (bounds.maxY - bounds.minY + shore),
    );
    const ratio = this.#stage.scaleAt(1) / scale;
    return this.#centred((bounds.minX + bounds.maxX) / 2, (bounds.minY + bounds.maxY) / 2, ratio);
  }

  /** What no card covers, less a margin; all of it where cards leave next to nothing. */
  #freeArea(): Insets {
    const { width, height } = this.#stage.sigma.getDimensions();
    const { left, right, top, bottom } = this.#insets;
    const wide = width - left - right > LEAST_FREE;
    const high = height - top - bottom > LEAST_FREE;
    const margin = Math.min(FIT_MARGIN, width / 10, height / 10);
    return {
      left: (wide ? left : 0) + margin,
      right: width - (wide ? right : 0) - margin,
      top: (high ? top : 0) + margin,
      bottom: height - (high ? bottom : 0) - margin,
    };
  }

  /** Map units from a node to its NEAREST-th nearest. */
  #spreadAround(node: number): number {
    const { picture } = this.#stage;
    const nearest: number[] = [];
    for (let other = 0; other < picture.ids.length; other++) {
      if (other === node || this.#look.hidden[other]) continue;
      const dx = (picture.x[other] ?? 0) - (picture.x[node] ?? 0);
      const dy = (picture.y[other] ?? 0) - (picture.y[node] ?? 0);
      const squared = dx * dx + dy * dy;
      if (nearest.length === NEAREST && squared >= (nearest[NEAREST - 1] ?? 0)) continue;
      nearest.push(squared);
      nearest.sort((a, b) => a - b);
      nearest.length = Math.min(NEAREST, nearest.length);
    }
    return Math.max(1, Math.sqrt(nearest.at(-1) ?? 1));
  }

  #moveTo(state: CameraState, animated: boolean): void {
    const camera = this.#stage.sigma.getCamera();
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#underWay++;
    this.#heading = state;
    const done = (): void => {
      this.#underWay--;
      if (this.#heading === state) this.#heading = null;
    };
    // a flight under way would go on over a plain move: only another flight takes its place
    if ((animated || camera.isAnimated()) && !still) {
      // also called when another move takes over
      camera.animate(state, { duration: DURATION, easing: 'cubicInOut' }, done);
      return;
    }
    camera.setState(state);
    done();
  }
}
