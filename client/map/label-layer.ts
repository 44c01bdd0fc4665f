/**
 * Names on the map: regions in serif while they are small on the screen, pages as there is room.
 * Invariant: no two names overlap and none is cut by the frame or lies under a card; the selected
 * page's is always there.
 */
import {
  boxAt,
  placeInside,
  placeLabel,
  shorten,
  TakenSpace,
  type Box,
  type LabelWish,
} from './label-layout.ts';
import type { Look } from './look.ts';
import { moveBetween, OverlayCanvas } from './overlay-canvas.ts';
import { drawRegionName, placeRegionNames } from './region-names.ts';
import type { Stage } from './stage.ts';
import { screenX, screenY, type View } from './view.ts';

export interface LabelRequest {
  selected: number | null;
  hovered: number | null;
  /** of the hovered node, most important first */
  neighbours: readonly number[];
  /** places that something else covers: cards, the hovered node's tooltip */
  covered: readonly Box[];
}

interface NodeLabel {
  node: number;
  text: string;
  box: Box;
  kind: 'page' | 'selected';
}

const SANS = '"Inter", system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif';
const PAGE_FONT = `12px ${SANS}`;
const SELECTED_FONT = `600 13px ${SANS}`;
const LINE = 15;
const MOST_LETTERS = 42;
const FRAME_MARGIN = 4;
/** One page name for so many square pixels: at the overview, and where regions have no names. */
const SPARSE = 55_000;
const DENSE = 6_500;
/** Names are painted anew once they are stretched (logarithm) or shifted (share of the view) so far. */
const MOST_STRETCH = 0.35;
const MOST_SHIFT = 0.2;
/** Where so few nodes are in view, names keep clear of all of them. */
const FEW_NODES = 500;

export class LabelLayer {
  readonly #stage: Stage;
  readonly #overlay: OverlayCanvas;
  readonly #widths = new Map<string, number>();
  #look: Look;
  #shown: NodeLabel[] = [];

  constructor(stage: Stage, look: Look) {
    this.#stage = stage;
    this.#look = look;
    this.#overlay = new OverlayCanvas(stage.sigma, 'names', { afterLayer: 'focus' });
  }

  setLook(look: Look): void {
    this.#look = look;
  }

  /** The node whose name is at this point. */
  nodeAt(x: number, y: number): number | null {
    const hit = this.#shown.find(
      ({ box }) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom,
    );
    return hit?.node ?? null;
  }

  /** While the camera moves; false once the names are out of place or size and want painting. */
  follow(view: View): boolean {
    const { painted } = this.#overlay;
    if (!painted) return false;
    const { stretch, shiftX, shiftY } = moveBetween(painted, view);
    const centreX = view.width / 2;
    const centreY = view.height / 2;
    const movedX = Math.abs(centreX * stretch + shiftX - centreX);
    const movedY = Math.abs(centreY * stretch + shiftY - centreY);
    if (Math.abs(Math.log(stretch)) > MOST_STRETCH) return false;
    if (movedX > view.width * MOST_SHIFT || movedY > view.height * MOST_SHIFT) return false;
    this.#overlay.follow(view);
    return true;
  }

  paint(view: View, request: LabelRequest): void {
    this.#overlay.paint(view, (context) => this.#draw(context, view, request));
  }

  #draw(context: CanvasRenderingContext2D, view: View, request: LabelRequest): void {
    const frame = boxAt(
      FRAME_MARGIN,
      FRAME_MARGIN,
      Math.max(1, view.width - 2 * FRAME_MARGIN),
      Math.max(1, view.height - 2 * FRAME_MARGIN),
    );
    const space = new TakenSpace(frame);
    this.#shown = [];
    for (const box of request.covered) space.block(box);
    if (request.selected !== null && request.selected !== request.hovered) {
      this.#placeSelected(view, request.selected, space, frame);
    }
    if (request.hovered === null) {
      const names = placeRegionNames({
        picture: this.#stage.picture,
        radiusOf: (node) => this.#stage.radius(node, view),
        hidden: this.#look.hidden,
        view,
        space,
        widthOf: (text, font) => this.#width(text, font),
      });
      for (const name of names) drawRegionName(context, name, this.#look);
      this.#placePages(view, space, this.#importantNodes(view, request.covered), this.#room(view));
    } else {
      this.#placePages(view, space, this.#uncovered(view, request.neighbours, request.covered), 200);
    }
    for (const label of this.#shown) this.#drawLabel(context, label);
  }

  #placeSelected(view: View, node: number, space: TakenSpace, frame: Box): void {
    if (this.#look.hidden[node]) return;
    const text = shorten(this.#stage.picture.labels[node] ?? '', 60);
    const wish = this.#wish(view, node, this.#width(text, SELECTED_FONT) + 14, 24);
    const at = { ...wish, radius: Math.max(3, wish.radius) + 6 };
    const seen =
      at.x > -at.radius &&
      at.x < view.width + at.radius &&
      at.y > -at.radius &&
      at.y < view.height + at.radius;
    if (!seen) return;
    this.#shown.push({ node, text, box: placeInside(at, space, frame), kind: 'selected' });
    space.block(boxAt(at.x - at.radius, at.y - at.radius, at.radius * 2, at.radius * 2));
  }

  /** Visible nodes, most important first; those alone that are brought out, where some are. */
  #importantNodes(view: View, covered: readonly Box[]): number[] {
    const { hidden, dimmed } = this.#look;
    const nodes = this.#stage.picture.ids.map((_, node) => node);
    return this.#uncovered(
      view,
      nodes.filter((node) => !hidden[node] && !dimmed[node]),
      covered,
    );
  }

  /** Nodes that can be seen: a name without its node says nothing. */
  #uncovered(view: View, nodes: readonly number[], covered: readonly Box[]): number[] {
    const { picture } = this.#stage;
    return nodes.filter((node) => {
      const x = screenX(view, picture.x[node] ?? 0);
      const y = screenY(view, picture.y[node] ?? 0);
      if (x < 0 || y < 0 || x > view.width || y > view.height) return false;
      return !covered.some((box) => x > box.left && x < box.right && y > box.top && y < box.bottom);
    });
  }

  #placePages(view: View, space: TakenSpace, nodes: readonly number[], most: number): void {
    if (nodes.length <= FEW_NODES) {
      for (const node of nodes) {
        const { x, y, radius } = this.#wish(view, node, 0, 0);
        space.block(boxAt(x - radius, y - radius, radius * 2, radius * 2));
      }
    }
    let placed = 0;
    for (const node of nodes.slice(0, most * 6)) {
      if (placed >= most) return;
      if (this.#shown[0]?.node === node) continue;
      const text = shorten(this.#stage.picture.labels[node] ?? '', MOST_LETTERS);
      const box = placeLabel(this.#wish(view, node, this.#width(text, PAGE_FONT), LINE), space);
      if (!box) continue;
      this.#shown.push({ node, text, box, kind: 'page' });
      placed++;
    }
  }

  /** How many page names the view may have: fewer while regions have theirs. */
  #room(view: View): number {
    const area = view.width * view.height;
    const { picture } = this.#stage;
    if (picture.kind === 'neighbourhood' || picture.ids.length <= 60) return 400;
    // how near the eye is: 0 at the overview, 1 where a tenth of the map's width fills the screen
    const near = Math.min(1, Math.max(0, -Math.log10(view.ratio)));
    return Math.round(area / (SPARSE + (DENSE - SPARSE) * near));
  }

  #wish(view: View, node: number, width: number, height: number): LabelWish {
    const { picture } = this.#stage;
    const x = picture.x[node] ?? 0;
    return {
      x: screenX(view, x),
      y: screenY(view, picture.y[node] ?? 0),
      radius: this.#stage.radius(node, view),
      width,
      height,
      side: picture.kind === 'neighbourhood' && x < 0 ? 'left' : 'right',
    };
  }

  #drawLabel(context: CanvasRenderingContext2D, { text, box, kind }: NodeLabel): void {
    const { colors } = this.#look;
    const middle = (box.top + box.bottom) / 2;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    if (kind === 'selected') {
      context.beginPath();
      context.roundRect(box.left, box.top, box.right - box.left, box.bottom - box.top, 5);
      context.fillStyle = colors.selected;
      context.fill();
      context.font = SELECTED_FONT;
      context.fillStyle = this.#look.settings.theme === 'light' ? '#ffffff' : '#0b151d';
      context.fillText(text, box.left + 7, middle + 0.5);
      return;
    }
    context.font = PAGE_FONT;
    context.lineJoin = 'round';
    context.lineWidth = 3;
    context.strokeStyle = colors.halo;
    context.strokeText(text, box.left, middle);
    context.fillStyle = colors.ink;
    context.fillText(text, box.left, middle);
  }

  #width(text: string, font: string): number {
    const key = `${font} ${text}`;
    const known = this.#widths.get(key);
    if (known !== undefined) return known;
    this.#overlay.context.font = font;
    const width = Math.ceil(this.#overlay.context.measureText(text).width) + 2;
    this.#widths.set(key, width);
    return width;
  }
}
