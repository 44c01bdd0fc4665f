/**
 * Names on the map: regions in serif while they are small on the screen, pages as there is room.
 * Invariant: no two names overlap and none is cut by the frame or lies under a card; the selected
 * page's is always there.
 */
import {
  balanceLines,
  boxAt,
  placeInside,
  placeLabel,
  shorten,
  TakenSpace,
  type Box,
  type LabelSide,
  type LabelWish,
} from './label-layout.ts';
import type { Look } from './look.ts';
import { moveBetween, OverlayCanvas } from './overlay-canvas.ts';
import { drawRegionName, placeRegionNames, type Face, type RegionName } from './region-names.ts';
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
  lines: readonly string[];
  box: Box;
  side: LabelSide;
  kind: 'page' | 'selected';
}

/** What is on the screen while no node is hovered: names stay where they are as long as they can. */
interface Shown {
  view: View;
  look: Look;
  regions: readonly RegionName[];
  sides: ReadonlyMap<number, LabelSide>;
}

const SANS = '"Inter", system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif';
const PAGE: Face = { font: `12px ${SANS}`, spacing: 0 };
const SELECTED: Face = { font: `600 13px ${SANS}`, spacing: 0 };
const LINE = 15;
/** Free between two names one above the other. */
const BETWEEN = 3;
/** Longer titles take two lines of up to so many letters. */
const LINE_LETTERS = 27;
const FRAME_MARGIN = 4;
/** One page name for so many square pixels: at the overview, and where regions have no names. */
const SPARSE = 70_000;
const DENSE = 6_000;
/** Names are painted anew once they are stretched (logarithm) or shifted (share of the view) so far. */
const MOST_STRETCH = 0.35;
const MOST_SHIFT = 0.45;
/** Where so few nodes are in view, names keep clear of all of them. */
const FEW_NODES = 500;

export class LabelLayer {
  readonly #stage: Stage;
  readonly #overlay: OverlayCanvas;
  readonly #widths = new Map<string, number>();
  #look: Look;
  #labels: NodeLabel[] = [];
  #shown: Shown | null = null;

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
    const hit = this.#labels.find(
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
    this.#labels = [];
    for (const box of request.covered) space.block(box);
    if (request.selected !== null && request.selected !== request.hovered) {
      this.#placeSelected(view, request.selected, space, frame);
    }
    if (request.hovered === null) {
      const before = this.#stays(view);
      const regions = placeRegionNames({
        picture: this.#stage.picture,
        radiusOf: (node) => this.#stage.radius(node, view),
        hidden: this.#look.hidden,
        view,
        space,
        widthOf: (text, face) => this.#width(text, face),
        before: before?.regions ?? [],
      });
      for (const name of regions) drawRegionName(context, name, this.#look);
      const nodes = this.#importantNodes(view, request.covered);
      const sides = before?.sides ?? new Map<number, LabelSide>();
      // who is there already goes first, else each step of a pan would shuffle the names
      const ordered = [
        ...nodes.filter((node) => sides.has(node)),
        ...nodes.filter((node) => !sides.has(node)),
      ];
      this.#placePages(view, space, ordered, this.#room(view), sides);
      this.#shown = {
        view,
        look: this.#look,
        regions,
        sides: new Map(
          this.#labels.flatMap(({ node, side, kind }) => (kind === 'page' ? [[node, side]] : [])),
        ),
      };
    } else {
      this.#placePages(
        view,
        space,
        this.#uncovered(view, request.neighbours, request.covered),
        200,
        new Map(),
      );
    }
    for (const label of this.#labels) this.#drawLabel(context, label);
  }

  /** What was shown, where this view is the same but for a shift. */
  #stays(view: View): Shown | null {
    const shown = this.#shown;
    if (!shown || shown.look !== this.#look) return null;
    const same = Math.abs(shown.view.scale / view.scale - 1) < 0.01 && shown.view.width === view.width;
    return same ? shown : null;
  }

  #placeSelected(view: View, node: number, space: TakenSpace, frame: Box): void {
    if (this.#look.hidden[node]) return;
    const text = shorten(this.#stage.picture.labels[node] ?? '', 60);
    const wish = this.#wish(view, node, this.#width(text, SELECTED) + 14, 24);
    const at = { ...wish, radius: Math.max(3, wish.radius) + 6 };
    const seen =
      at.x > -at.radius &&
      at.x < view.width + at.radius &&
      at.y > -at.radius &&
      at.y < view.height + at.radius;
    if (!seen) return;
    this.#labels.push({
      node,
      lines: [text],
      box: placeInside(at, space, frame),
      side: 'right',
      kind: 'selected',
    });
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

  #placePages(
    view: View,
    space: TakenSpace,
    nodes: readonly number[],
    most: number,
    sides: ReadonlyMap<number, LabelSide>,
  ): void {
    if (nodes.length <= FEW_NODES) {
      for (const node of nodes) {
        const { x, y, radius } = this.#wish(view, node, 0, 0);
        space.block(boxAt(x - radius, y - radius, radius * 2, radius * 2));
      }
    }
    let count = 0;
    for (const node of nodes.slice(0, most * 6)) {
      if (count >= most) return;
      if (this.#labels[0]?.node === node) continue;
      const lines = balanceLines(this.#stage.picture.labels[node] ?? '', LINE_LETTERS, 2);
      const width = Math.max(...lines.map((line) => this.#width(line, PAGE)));
      const wish = this.#wish(view, node, width, LINE * lines.length + BETWEEN);
      const placed = placeLabel({ ...wish, side: sides.get(node) ?? wish.side }, space);
      if (!placed) continue;
      this.#labels.push({ node, lines, ...placed, kind: 'page' });
      count++;
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

  #drawLabel(context: CanvasRenderingContext2D, { lines, box, side, kind }: NodeLabel): void {
    const { colors } = this.#look;
    const middle = (box.top + box.bottom) / 2;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    if (kind === 'selected') {
      context.beginPath();
      context.roundRect(box.left, box.top, box.right - box.left, box.bottom - box.top, 5);
      context.fillStyle = colors.selected;
      context.fill();
      context.font = SELECTED.font;
      context.fillStyle = this.#look.settings.theme === 'light' ? '#ffffff' : '#0b151d';
      context.fillText(lines[0] ?? '', box.left + 7, middle + 0.5);
      return;
    }
    context.font = PAGE.font;
    context.lineJoin = 'round';
    context.lineWidth = 3;
    context.strokeStyle = colors.halo;
    context.fillStyle = colors.ink;
    context.textAlign = side === 'right' ? 'left' : side === 'left' ? 'right' : 'center';
    const x = side === 'right' ? box.left : side === 'left' ? box.right : (box.left + box.right) / 2;
    for (const [place, line] of lines.entries()) {
      const y = box.top + BETWEEN / 2 + LINE * (place + 0.5);
      context.strokeText(line, x, y);
      context.fillText(line, x, y);
    }
  }

  #width(text: string, { font, spacing }: Face): number {
    const key = `${font} ${spacing} ${text}`;
    const known = this.#widths.get(key);
    if (known !== undefined) return known;
    const { context } = this.#overlay;
    context.font = font;
    context.letterSpacing = `${spacing}px`;
    const width = Math.ceil(context.measureText(text).width) + 2;
    context.letterSpacing = '0px';
    this.#widths.set(key, width);
    return width;
  }
}
