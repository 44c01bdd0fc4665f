/**
 * What the user does with mouse, finger and keys: hover, select, explore, pan and zoom by key.
 * Invariant: dots are small, so the nearest within reach is meant; a name counts as its node; all
 * listeners go when stopped.
 */
import type { Coordinates, MouseCoords, TouchCoords } from 'sigma/types';
import type { CameraController } from './camera-controller.ts';
import type { LabelLayer } from './label-layer.ts';
import type { Look } from './look.ts';
import type { Stage } from './stage.ts';
import { screenX, screenY } from './view.ts';

export interface PointerActions {
  hover: (node: number | null) => void;
  select: (node: number | null) => void;
  explore: (node: number) => void;
}

/** Pixels from a node's edge that still mean it. */
const MOUSE_REACH = 7;
const FINGER_REACH = 20;
const KEY_PAN = 90;

export class PointerController {
  readonly #stage: Stage;
  readonly #labels: LabelLayer;
  readonly #camera: CameraController;
  readonly #actions: PointerActions;
  readonly #stop = new AbortController();
  #look: Look;
  #hovered: number | null = null;

  constructor(
    stage: Stage,
    look: Look,
    labels: LabelLayer,
    camera: CameraController,
    actions: PointerActions,
  ) {
    this.#stage = stage;
    this.#look = look;
    this.#labels = labels;
    this.#camera = camera;
    this.#actions = actions;
    // Sigma asks the graphics card what is under the pointer at every move and waits for the answer,
    // which stalls each frame: its captors are kept for moving the camera, the rest is done here
    const [mouse, touch] = [stage.sigma.getMouseCaptor(), stage.sigma.getTouchCaptor()];
    mouse.removeAllListeners();
    touch.removeAllListeners();
    mouse.on('click', ({ x, y }) => actions.select(this.#nodeAt(x, y, MOUSE_REACH)));
    mouse.on('doubleClick', (event) => this.#explore(event, event, MOUSE_REACH));
    touch.on('tap', (event) => {
      const at = fingerOf(event);
      if (at) actions.select(this.#nodeAt(at.x, at.y, FINGER_REACH));
    });
    touch.on('doubletap', (event) => this.#explore(event, fingerOf(event), FINGER_REACH));
    const container = stage.sigma.getContainer();
    const options = { signal: this.#stop.signal };
    container.addEventListener('pointermove', (event) => this.#move(event), options);
    container.addEventListener('pointerleave', () => this.#setHovered(null), options);
    container.addEventListener('keydown', (event) => this.#key(event), options);
  }

  setLook(look: Look): void {
    this.#look = look;
  }

  /** The node under the pointer has this place now. */
  renew(hovered: number | null): void {
    this.#hovered = hovered;
  }

  /** The view moved away under the pointer. */
  forgetHover(): void {
    this.#setHovered(null);
  }

  stop(): void {
    this.#stop.abort();
  }

  #move(event: PointerEvent): void {
    if (event.pointerType === 'touch') return;
    const frame = this.#stage.sigma.getContainer().getBoundingClientRect();
    const dragging = event.buttons !== 0;
    this.#setHovered(
      dragging ? null : this.#nodeAt(event.clientX - frame.left, event.clientY - frame.top, MOUSE_REACH),
    );
  }

  #explore(event: MouseCoords | TouchCoords, at: Coordinates | undefined, reach: number): void {
    const node = at ? this.#nodeAt(at.x, at.y, reach) : null;
    if (node === null) return;
    event.preventSigmaDefault();
    this.#actions.explore(node);
  }

  #setHovered(node: number | null): void {
    if (node === this.#hovered) return;
    this.#hovered = node;
    this.#stage.sigma.getContainer().style.cursor = node === null ? '' : 'pointer';
    this.#actions.hover(node);
  }

  #nodeAt(x: number, y: number, reach: number): number | null {
    const { picture } = this.#stage;
    const view = this.#stage.view();
    let best: number | null = null;
    let bestDistance = reach;
    for (let node = 0; node < picture.ids.length; node++) {
      if (this.#look.hidden[node]) continue;
      const distance =
        Math.hypot(screenX(view, picture.x[node] ?? 0) - x, screenY(view, picture.y[node] ?? 0) - y) -
        this.#stage.radius(node, view);
      if (distance < bestDistance) [best, bestDistance] = [node, distance];
    }
    return best ?? this.#labels.nodeAt(x, y);
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? KEY_PAN * 3 : KEY_PAN;
    const actions: ReadonlyMap<string, () => void> = new Map([
      ['ArrowLeft', () => this.#camera.pan(-step, 0, false)],
      ['ArrowRight', () => this.#camera.pan(step, 0, false)],
      ['ArrowUp', () => this.#camera.pan(0, -step, false)],
      ['ArrowDown', () => this.#camera.pan(0, step, false)],
      ['+', () => this.#camera.zoomIn()],
      ['=', () => this.#camera.zoomIn()],
      ['-', () => this.#camera.zoomOut()],
      ['0', () => this.#camera.fit(true)],
    ]);
    const action = actions.get(event.key);
    if (!action) return;
    event.preventDefault();
    action();
  }
}

/** Where the finger is, or was before it left. */
function fingerOf(event: TouchCoords): Coordinates | undefined {
  return event.touches[0] ?? event.previousTouches[0];
}
