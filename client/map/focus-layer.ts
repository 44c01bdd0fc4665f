/**
 * Brings out one node: its ties in full with arrows, its neighbours, itself; the selected node
 * with a ring. Drawn over Sigma's layers, which are faded as a whole while a node is hovered, so
 * that hovering repaints no other node.
 */
import type { Look } from './look.ts';
import { OverlayCanvas } from './overlay-canvas.ts';
import { otherEnd } from './picture.ts';
import type { Stage } from './stage.ts';
import { tiePaths, type DrawnTie, type Spot } from './ties-drawn.ts';
import { screenX, screenY, type View } from './view.ts';

export interface Focus {
  /** places of nodes, null for none */
  selected: number | null;
  hovered: number | null;
}

export class FocusLayer {
  readonly #stage: Stage;
  readonly #overlay: OverlayCanvas;
  #look: Look;

  constructor(stage: Stage, look: Look) {
    this.#stage = stage;
    this.#look = look;
    this.#overlay = new OverlayCanvas(stage.sigma, 'focus', { afterLayer: 'nodes' });
  }

  setLook(look: Look): void {
    this.#look = look;
  }

  /** While the camera moves. */
  follow(view: View): void {
    this.#overlay.follow(view);
  }

  paint(view: View, focus: Focus): void {
    this.#overlay.shown = focus.selected !== null || focus.hovered !== null;
    this.#overlay.paint(view, (context) => this.#draw(context, view, focus));
  }

  #draw(context: CanvasRenderingContext2D, view: View, focus: Focus): void {
    const centre = focus.hovered ?? focus.selected;
    if (centre !== null && !this.#look.hidden[centre]) {
      this.#drawTies(context, view, centre, centre === focus.selected);
      for (const node of this.neighbours(centre)) this.#drawNode(context, view, node, 0);
      this.#drawNode(context, view, centre, 1);
    }
    if (focus.selected !== null && !this.#look.hidden[focus.selected]) {
      this.#drawNode(context, view, focus.selected, 1.5);
      this.#drawRing(context, view, focus.selected);
    }
  }

  /** Visible nodes tied to this one, most important first. */
  neighbours(node: number): number[] {
    const { picture } = this.#stage;
    const others: number[] = [];
    for (const place of picture.tiesOf[node] ?? []) {
      const tie = picture.ties[place];
      if (tie && !this.#look.hidden[otherEnd(tie, node)]) others.push(otherEnd(tie, node));
    }
    return others.sort((a, b) => a - b);
  }

  #drawTies(context: CanvasRenderingContext2D, view: View, centre: number, ringed: boolean): void {
    const { picture } = this.#stage;
    const reach = (node: number): number =>
      ringed && node === centre ? this.#ringRadius(view, node) + 2 : this.#stage.radius(node, view);
    const ties: DrawnTie[] = [];
    for (const place of picture.tiesOf[centre] ?? []) {
      const tie = picture.ties[place];
      if (!tie || this.#look.hidden[otherEnd(tie, centre)]) continue;
      const { source, target, forward, backward } = tie;
      ties.push({
        from: this.#at(view, source),
        to: this.#at(view, target),
        fromRadius: reach(source),
        toRadius: reach(target),
        forward,
        backward,
      });
    }
    const { lines, heads } = tiePaths(ties, true);
    context.strokeStyle = this.#look.colors.focusTie;
    context.lineWidth = 1.2;
    for (const path of lines) context.stroke(path);
    context.fillStyle = this.#look.colors.selected;
    context.fill(heads);
  }

  #drawNode(context: CanvasRenderingContext2D, view: View, node: number, grow: number): void {
    const { x, y } = this.#at(view, node);
    const border = this.#look.border[node] ?? null;
    context.beginPath();
    context.arc(x, y, Math.max(2, this.#stage.radius(node, view)) + grow, 0, 2 * Math.PI);
    context.fillStyle = this.#look.fill[node] ?? this.#look.colors.quiet;
    context.fill();
    context.strokeStyle = border ?? this.#look.colors.halo;
    context.lineWidth = border === null ? 1 : 1.5;
    context.stroke();
  }

  #drawRing(context: CanvasRenderingContext2D, view: View, node: number): void {
    const { x, y } = this.#at(view, node);
    const radius = this.#ringRadius(view, node);
    for (const [color, width] of [
      [this.#look.colors.halo, 6],
      [this.#look.colors.selected, 3],
    ] as const) {
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.strokeStyle = color;
      context.lineWidth = width;
      context.stroke();
    }
  }

  #ringRadius(view: View, node: number): number {
    return Math.max(3, this.#stage.radius(node, view)) + 4;
  }

  #at(view: View, node: number): Spot {
    const { picture } = this.#stage;
    return { x: screenX(view, picture.x[node] ?? 0), y: screenY(view, picture.y[node] ?? 0) };
  }
}
