/**
 * Tells Sigma how nodes and ties look, and which ties there are at this zoom.
 * Invariant: the graph's nodes are never touched; a change of look is one refresh, a change of
 * ties replaces edges alone.
 */
import type { NodeDisplayData } from 'sigma/types';
import type { DotData } from './dot-program.ts';
import type { Look } from './look.ts';
import { premultiplied } from './map-colors.ts';
import type { Stage } from './stage.ts';
import { ALL_TIES_UP_TO, chooseTies, stepOfRatio } from './tie-choice.ts';

/** Smooth lines are instanced, and so cost more each than hairlines do. */
const FINE_TIES_UP_TO = 1000;
/** Up to so many ties each can be followed by eye; more are drawn fainter. */
const CLEAR_TIES_UP_TO = 600;
/** Hundreds of structural ties meet in one page: as strong as others they are a black beam. */
const STRUCTURAL_SHARE = 0.4;

export class AppearanceController {
  readonly #stage: Stage;
  #look: Look;
  #step = -1;
  #drawnTies: number[] = [];

  constructor(stage: Stage, look: Look) {
    this.#stage = stage;
    this.#look = look;
    const { sigma } = stage;
    const many = stage.picture.ties.length > ALL_TIES_UP_TO;
    const lineType = stage.picture.ties.length > FINE_TIES_UP_TO ? 'hairline' : 'line';
    sigma.setSettings({
      hideEdgesOnMove: many,
      nodeReducer: (key) => {
        const node = Number(key);
        const { picture } = stage;
        const dot: Partial<NodeDisplayData> & DotData = {
          x: picture.x[node] ?? 0,
          y: picture.y[node] ?? 0,
          size: stage.sizes[node] ?? 1,
          color: this.#look.fill[node] ?? this.#look.colors.quiet,
          borderColor: this.#look.border[node] ?? null,
          hidden: this.#look.hidden[node] ?? false,
        };
        return dot;
      },
      edgeReducer: (_key, attributes) => {
        const { picture } = stage;
        const tie = picture.ties[Number(attributes['tie'])];
        const { colors, settings } = this.#look;
        const clear = picture.ties.length > CLEAR_TIES_UP_TO ? colors.faintTieOpacity : colors.tieOpacity;
        const opacity = tie?.structural ? clear * STRUCTURAL_SHARE : clear;
        // few lines are drawn wider and stronger: in a neighbourhood they are what matters
        const strength = (picture.kind === 'map' ? 1 : 1.6) * (settings.highlight === 'none' ? 1 : 0.4);
        return {
          size: picture.kind === 'map' ? 1.6 : 2 + Math.min(2, Math.log2(tie?.count ?? 1) * 0.6),
          color: premultiplied(colors.tie, opacity * strength),
          type: picture.kind === 'map' ? lineType : tie?.forward && tie.backward ? 'doubleArrow' : 'arrow',
        };
      },
    });
    this.showTiesFor(sigma.getCamera().ratio);
  }

  setLook(look: Look): void {
    this.#look = look;
    this.#stage.sigma.scheduleRefresh();
  }

  /** The stage has another picture. */
  renew(look: Look): void {
    this.#look = look;
    this.#step = -1;
    this.showTiesFor(this.#stage.sigma.getCamera().ratio);
  }

  /** How many ties are drawn: those with both ends visible. */
  get drawnTies(): number {
    const { hidden } = this.#look;
    const { ties } = this.#stage.picture;
    return this.#drawnTies.filter((place) => {
      const tie = ties[place];
      return tie && !hidden[tie.source] && !hidden[tie.target];
    }).length;
  }

  /** Draws more ties as the eye comes closer, where there are too many for all at once. */
  showTiesFor(ratio: number): void {
    const { graph, picture } = this.#stage;
    const step = picture.ties.length > ALL_TIES_UP_TO ? stepOfRatio(ratio) : 0;
    if (step === this.#step) return;
    this.#step = step;
    this.#drawnTies = chooseTies(picture, step);
    graph.clearEdges();
    for (const place of this.#drawnTies) {
      const tie = picture.ties[place];
      if (!tie) continue;
      // an arrow points at its edge's target
      const [from, to] = tie.forward ? [tie.source, tie.target] : [tie.target, tie.source];
      graph.addEdgeWithKey(`tie${place}`, String(from), String(to), { tie: place });
    }
  }
}
