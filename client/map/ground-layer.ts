/**
 * What lies under the pages: land and shore, the bundles between regions, ties; for a neighbourhood,
 * its rings. One canvas, so that a moving camera moves one picture.
 * Invariant: it is painted anew only where it would be blurred at rest, or has not been painted.
 */
import { drawBundles } from './bundle-drawing.ts';
import { LandDrawing } from './land-drawing.ts';
import type { Look } from './look.ts';
import { mix } from './map-colors.ts';
import { OverlayCanvas, showsAll } from './overlay-canvas.ts';
import type { Tie } from './picture.ts';
import type { Stage } from './stage.ts';
import { chooseTies, showsArrows } from './tie-choice.ts';
import { tiePaths, type DrawnTie } from './ties-drawn.ts';
import { screenX, screenY, type View } from './view.ts';

/** Painted this far beyond the view on each side, so that a pan seldom reaches the end. */
const MARGIN = 0.25;
/** Up to so many ties each can be followed by eye; more are drawn fainter. */
const CLEAR_TIES_UP_TO = 600;
/** Hundreds of structural ties meet in one page: as strong as others they are a black beam. */
const STRUCTURAL_SHARE = 0.4;
/** Longer than so much of the view, a line leads out of it and says little here. */
const LONG = 0.4;
const LONG_SHARE = 0.4;

export class GroundLayer {
  readonly #stage: Stage;
  readonly #overlay: OverlayCanvas;
  #look: Look;
  /** of what was loaded first: pages that come later lie on it, and a coast that moves is no map */
  #land: LandDrawing;
  #drawnTies = 0;

  constructor(stage: Stage, look: Look) {
    this.#stage = stage;
    this.#look = look;
    this.#land = new LandDrawing(stage.picture, look.hidden);
    this.#overlay = new OverlayCanvas(stage.sigma, 'ground', { beforeLayer: 'nodes' }, MARGIN);
  }

  setLook(look: Look): void {
    if (look.settings.hiddenFolders !== this.#look.settings.hiddenFolders) {
      this.#land = new LandDrawing(this.#stage.picture, look.hidden);
    }
    this.#look = look;
  }

  /** How many ties are drawn, in the view and around it. */
  get drawnTies(): number {
    return this.#drawnTies;
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
    const { picture } = this.#stage;
    this.#overlay.paint(view, (context) => {
      if (picture.kind === 'neighbourhood') {
        this.#drawRings(context, view);
      } else {
        this.#land.draw(context, view, this.#look);
        drawBundles(context, view, picture, this.#look);
      }
      this.#drawTies(context, view);
    });
  }

  #covers(view: View): boolean {
    const { paintedBounds } = this.#overlay;
    return paintedBounds !== null && showsAll(paintedBounds, view, this.#stage.picture);
  }

  #drawTies(context: CanvasRenderingContext2D, view: View): void {
    const { picture } = this.#stage;
    const { colors, hidden, settings } = this.#look;
    const chosen = chooseTies(picture, view, MARGIN)
      .flatMap((place) => picture.ties[place] ?? [])
      .filter(({ source, target }) => !hidden[source] && !hidden[target]);
    this.#drawnTies = chosen.length;
    const alone = picture.kind === 'neighbourhood';
    const clear = chosen.length > CLEAR_TIES_UP_TO ? colors.faintTieOpacity : colors.tieOpacity;
    // few lines are drawn wider and stronger: in a neighbourhood they are what matters
    const strength = clear * (alone ? 1.6 : 1) * (settings.highlight === 'none' ? 1 : 0.4);
    const arrows = alone || showsArrows(picture, view);
    context.strokeStyle = colors.tie;
    context.fillStyle = colors.tie;
    const drawn = chosen.map((tie) => ({ tie, line: this.#drawnTie(tie, view) }));
    const far = LONG * Math.max(view.width, view.height);
    for (const structural of [true, false]) {
      for (const long of [true, false]) {
        const lines = drawn
          .filter(
            ({ tie, line }) => tie.structural === structural && (!alone && isLonger(line, far)) === long,
          )
          .map(({ line }) => line);
        context.lineWidth = alone ? 1.6 : arrows ? 1.2 : 0.8;
        context.globalAlpha = strength * (structural ? STRUCTURAL_SHARE : 1) * (long ? LONG_SHARE : 1);
        const paths = tiePaths(lines, arrows);
        for (const path of paths.lines) context.stroke(path);
        context.globalAlpha = Math.min(1, context.globalAlpha * 2);
        context.fill(paths.heads);
      }
    }
    context.globalAlpha = 1;
  }

  #drawnTie({ source, target, forward, backward }: Tie, view: View): DrawnTie {
    const at = (node: number): { x: number; y: number } => ({
      x: screenX(view, this.#stage.picture.x[node] ?? 0),
      y: screenY(view, this.#stage.picture.y[node] ?? 0),
    });
    const [fromRadius, toRadius] = [this.#stage.radius(source, view), this.#stage.radius(target, view)];
    return { from: at(source), to: at(target), fromRadius, toRadius, forward, backward };
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

function isLonger({ from, to }: DrawnTie, length: number): boolean {
  return Math.hypot(to.x - from.x, to.y - from.y) > length;
}
