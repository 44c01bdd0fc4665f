/**
 * One picture on the screen: puts Sigma, the layers and the controllers together and decides when
 * each draws.
 * Invariant: nothing is drawn while nothing changes; what is costly waits until the camera rests;
 * after `kill` no listener, timer or canvas is left.
 */
import { sameCamera, type Camera } from '../state/camera.ts';
import { AppearanceController } from './appearance-controller.ts';
import { CameraController, type Insets } from './camera-controller.ts';
import { FocusLayer } from './focus-layer.ts';
import { GroundLayer } from './ground-layer.ts';
import { LabelLayer } from './label-layer.ts';
import type { Box } from './label-layout.ts';
import { makeLook, type Look, type LookSettings } from './look.ts';
import type { Bounds, Picture } from './picture.ts';
import { PointerController } from './pointer-controller.ts';
import { Stage } from './stage.ts';
import { screenX, screenY, type View } from './view.ts';
import { Tooltip } from './tooltip.ts';

export interface SceneEvents {
  select: (id: string | null) => void;
  explore: (id: string) => void;
  /** the page under the pointer */
  hover: (id: string | null) => void;
  /** where the camera came to rest, or has set out for; null shows all */
  camera: (camera: Camera | null) => void;
  /** what is in view whenever the camera comes to rest; map units */
  shows: (bounds: Bounds) => void;
  contextLost: () => void;
}

/** What cards cover of the map: which sides, to centre in what is free, and each one's place, pixels. */
export interface Covered {
  insets: Insets;
  boxes: readonly Box[];
}

export interface SceneElements {
  /** carries the data attributes */
  root: HTMLElement;
  /** gets Sigma's canvases */
  canvas: HTMLElement;
  tooltip: HTMLElement;
}

/** The camera rests when it has not moved for so long, ms. */
const REST = 180;

export class MapScene {
  picture: Picture;
  readonly camera: CameraController;
  readonly #stage: Stage;
  readonly #elements: SceneElements;
  readonly #events: SceneEvents;
  readonly #appearance: AppearanceController;
  readonly #ground: GroundLayer;
  readonly #focus: FocusLayer;
  readonly #labels: LabelLayer;
  readonly #pointer: PointerController;
  readonly #tooltip: Tooltip;
  readonly #observer: ResizeObserver;
  readonly #stop = new AbortController();
  #look: Look;
  #covered: readonly Box[];
  #selectedId: string | null = null;
  #selected: number | null = null;
  /** a page to fly to once it is in the picture */
  #awaited: string | null = null;
  #hovered: number | null = null;
  /** more of the map, to be taken once the camera rests */
  #next: Picture | null = null;
  #moving = false;
  #restTimer: ReturnType<typeof setTimeout> | undefined;
  #moveFrame: number | null = null;
  #overlayFrame: number | null = null;
  #reported: Camera | null;
  /** where all layers lie */
  #shown: View;

  constructor(
    elements: SceneElements,
    picture: Picture,
    settings: LookSettings,
    covered: Covered,
    camera: Camera | null,
    events: SceneEvents,
  ) {
    this.picture = picture;
    this.#elements = elements;
    this.#events = events;
    this.#reported = camera;
    this.#covered = covered.boxes;
    this.#look = makeLook(picture, settings);
    this.#stage = new Stage(elements.canvas, picture);
    this.#shown = this.#stage.view();
    const { sigma } = this.#stage;
    this.#ground = new GroundLayer(this.#stage, this.#look);
    this.#focus = new FocusLayer(this.#stage, this.#look);
    this.#labels = new LabelLayer(this.#stage, this.#look);
    this.#tooltip = new Tooltip(this.#stage, elements.tooltip);
    this.camera = new CameraController(this.#stage, this.#look, covered.insets);
    this.camera.apply(camera, false);
    this.#appearance = new AppearanceController(this.#stage, this.#look);
    this.#pointer = new PointerController(this.#stage, this.#look, this.#labels, this.camera, {
      hover: (node) => this.#hover(node),
      select: (node) => events.select(node === null ? null : (this.picture.ids[node] ?? null)),
      explore: (node) => events.explore(this.picture.ids[node] ?? ''),
    });
    sigma.on('afterRender', () => this.#drawn());
    sigma.getCamera().on('updated', () => this.#moved());
    // the context belongs to a canvas within; its loss does not bubble, but can be caught on the way down
    elements.canvas.addEventListener('webglcontextlost', () => events.contextLost(), {
      capture: true,
      signal: this.#stop.signal,
    });
    this.#observer = new ResizeObserver(() => this.#resized());
    this.#observer.observe(elements.canvas);
    this.#rest();
    this.#stage.setPicture(picture);
    elements.root.dataset['cameraReady'] = 'true';
  }

  setLook(settings: LookSettings): void {
    if (sameLook(settings, this.#look.settings)) return;
    this.#look = makeLook(this.picture, settings);
    this.#appearance.setLook(this.#look);
    this.#stage.sigma.scheduleRefresh();
    this.#passLook();
    this.#describe();
    this.#scheduleOverlays();
  }

  /** More of the same map, or less of it: all that stays is where it was. */
  setPicture(picture: Picture): void {
    this.#next = picture === this.picture ? null : picture;
    // all of it is made anew, which a moving map would stop for
    if (!this.#moving) this.#takePicture();
  }

  #takePicture(): void {
    const picture = this.#next;
    if (picture === null) return;
    this.#next = null;
    const hovered = this.#hovered === null ? undefined : this.picture.ids[this.#hovered];
    this.picture = picture;
    this.#look = makeLook(picture, this.#look.settings);
    this.#appearance.setLook(this.#look);
    this.#stage.setPicture(picture);
    this.#hovered = hovered === undefined ? null : (picture.placeOf.get(hovered) ?? null);
    this.#pointer.renew(this.#hovered);
    this.#tooltip.show(this.#hovered);
    this.#passLook();
    this.#select();
    if (this.#awaited !== null) this.flyTo(this.#awaited);
  }

  /** To all that draws but Sigma. */
  #passLook(): void {
    for (const part of [this.camera, this.#ground, this.#focus, this.#labels, this.#pointer]) {
      part.setLook(this.#look);
    }
    this.#ground.paint(this.#stage.view());
  }

  setSelected(id: string | null): void {
    if (id === this.#selectedId) return;
    this.#selectedId = id;
    this.#select();
  }

  #select(): void {
    const id = this.#selectedId;
    this.#selected = id === null ? null : (this.picture.placeOf.get(id) ?? null);
    this.#report();
    this.#describe();
    this.#scheduleOverlays();
  }

  /** Cards came, went or moved: keeps a fitted map fitted, and a selected page out from under them. */
  setCovered({ insets, boxes }: Covered): void {
    if (boxes === this.#covered) return;
    this.#covered = boxes;
    this.#scheduleOverlays();
    if (sameInsets(insets, this.camera.insets)) return;
    this.camera.setInsets(insets);
    if (this.camera.fitted && this.#selected === null) this.camera.fit(false);
    else if (this.#selected !== null) this.camera.reveal(this.#selected);
  }

  /**
   * A camera from outside. The one that was reported comes back as an echo, and is not taken: the
   * hand may be farther by now. `returned`: it is no echo, someone went back to it.
   */
  setCamera(camera: Camera | null, returned: boolean): void {
    if (!returned && sameCamera(camera, this.#reported)) return;
    this.#reported = camera;
    this.#awaited = null;
    this.camera.apply(camera, true);
  }

  /** False where the page is hidden, or not in this picture; then it is flown to as soon as it is. */
  flyTo(id: string): boolean {
    const node = this.picture.placeOf.get(id);
    this.#awaited = node === undefined ? id : null;
    if (node === undefined || this.#look.hidden[node]) return false;
    this.camera.flyTo(node);
    this.#report();
    return true;
  }

  /** False where this picture has no such region. */
  flyToRegion(community: number): boolean {
    const region = this.picture.regions.find((one) => one.community === community);
    if (!region) return false;
    this.camera.flyToRegion(region);
    this.#report();
    return true;
  }

  kill(): void {
    // an animation under way would go on without its picture
    this.#stage.sigma.getCamera().removeAllListeners();
    clearTimeout(this.#restTimer);
    for (const frame of [this.#moveFrame, this.#overlayFrame])
      if (frame !== null) cancelAnimationFrame(frame);
    this.#stop.abort();
    this.#observer.disconnect();
    this.#pointer.stop();
    this.#tooltip.show(null);
    delete this.#elements.root.dataset['dim'];
    delete this.#elements.root.dataset['lit'];
    delete this.#elements.root.dataset['cameraReady'];
    this.#stage.kill();
  }

  #hover(node: number | null): void {
    this.#hovered = node;
    this.#events.hover(node === null ? null : (this.picture.ids[node] ?? null));
    this.#tooltip.show(node);
    const { dataset } = this.#elements.root;
    if (node === null) delete dataset['dim'];
    else dataset['dim'] = 'true';
    this.#describe();
    this.#scheduleOverlays();
  }

  #moved(): void {
    this.camera.moved();
    this.#pointer.forgetHover();
    this.#restLater();
    this.#moveFrame ??= requestAnimationFrame(() => this.#move());
  }

  #move(): void {
    this.#moveFrame = null;
    const view = this.#stage.view();
    // drawing is followed by itself
    if (this.#stage.dots.show(view, this.picture)) this.#follow(view);
  }

  #tellView(): void {
    const { width, height, scale, offsetX, offsetY } = this.#stage.view();
    this.#events.shows({
      minX: -offsetX / scale,
      minY: (offsetY - height) / scale,
      maxX: (width - offsetX) / scale,
      maxY: offsetY / scale,
    });
  }

  #restLater(): void {
    this.#moving = true;
    clearTimeout(this.#restTimer);
    this.#restTimer = setTimeout(() => this.#rest(), REST);
  }

  #rest(): void {
    const { sigma } = this.#stage;
    if (sigma.getCamera().isAnimated()) {
      // a slow frame, and no rest: the flight goes on
      this.#restLater();
      return;
    }
    this.#moving = false;
    this.#takePicture();
    this.#stage.dots.settle(this.#stage.view(), this.picture);
    this.#ground.settle(this.#stage.view());
    this.#describe();
    this.#scheduleOverlays();
    this.#report();
    this.#tellView();
  }

  /** A flight is reported as it begins, so that whoever goes on before it ends finds the way back. */
  #report(): void {
    const camera = this.#showsAll() ? null : this.camera.current;
    if (sameCamera(camera, this.#reported)) return;
    this.#reported = camera;
    this.#events.camera(camera);
  }

  /**
   * All is fitted into view, so that a window of another size may fit it in its own way. Not with a
   * page open on the map: an address of a page and no place begins at the page.
   */
  #showsAll(): boolean {
    return this.camera.fitted && (this.#selected === null || this.picture.kind === 'neighbourhood');
  }

  #resized(): void {
    const { sigma } = this.#stage;
    const { width, height } = sigma.getDimensions();
    const { offsetWidth, offsetHeight } = sigma.getContainer();
    // an observer calls when it begins, too: there is nothing new then, and nothing is painted late
    if (width === offsetWidth && height === offsetHeight) return;
    sigma.resize();
    if (this.camera.fitted) this.camera.fit(false);
    sigma.scheduleRender();
    this.#restLater();
  }

  /** In the next frame, where all else lies: a move may still be to come. */
  #scheduleOverlays(): void {
    this.#overlayFrame ??= requestAnimationFrame(() => this.#paintOverlays(this.#shown));
  }

  /** After each of Sigma's frames. */
  #drawn(): void {
    const view = this.#stage.view();
    this.#stage.dots.drawn(view);
    this.#follow(view);
  }

  /** The other layers go where the nodes went. */
  #follow(view: View): void {
    this.#shown = view;
    this.#ground.follow(view);
    if (this.#labels.follow(view)) this.#focus.follow(view);
    else this.#paintOverlays(view);
  }

  #paintOverlays(view: View): void {
    if (this.#overlayFrame !== null) cancelAnimationFrame(this.#overlayFrame);
    this.#overlayFrame = null;
    const focus = { selected: this.#selected, hovered: this.#hovered };
    const tooltip = this.#tooltip.place(view);
    this.#focus.paint(view, focus);
    this.#labels.paint(view, {
      ...focus,
      neighbours: this.#hovered === null ? [] : this.#focus.neighbours(this.#hovered),
      covered: tooltip ? [...this.#covered, tooltip] : this.#covered,
    });
  }

  /** Tells tests and tools what is drawn, how many nodes are brought out, and where the selected node is on the page. */
  #describe(): void {
    const { dataset } = this.#elements.root;
    dataset['nodes'] = String(this.#look.visible);
    dataset['edges'] = String(this.#ground.drawnTies);
    if (this.#hovered === null) delete dataset['lit'];
    else dataset['lit'] = String(this.#focus.neighbours(this.#hovered).length);
    const node = this.#selected;
    if (node === null || this.#look.hidden[node]) {
      delete dataset['selectedX'];
      delete dataset['selectedY'];
      return;
    }
    const view = this.#stage.view();
    const frame = this.#elements.canvas.getBoundingClientRect();
    dataset['selectedX'] = String(Math.round(frame.left + screenX(view, this.picture.x[node] ?? 0)));
    dataset['selectedY'] = String(Math.round(frame.top + screenY(view, this.picture.y[node] ?? 0)));
  }
}

function sameLook(a: LookSettings, b: LookSettings): boolean {
  return (
    a.theme === b.theme &&
    a.colorBy === b.colorBy &&
    a.palette === b.palette &&
    a.highlight === b.highlight &&
    a.hiddenFolders === b.hiddenFolders
  );
}

function sameInsets(a: Insets, b: Insets): boolean {
  return a.left === b.left && a.right === b.right && a.top === b.top && a.bottom === b.bottom;
}
