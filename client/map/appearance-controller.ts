/**
 * Tells Sigma how nodes look. Invariant: the graph's nodes are never touched; a change of look is
 * one refresh.
 */
import type { NodeDisplayData } from 'sigma/types';
import type { DotData } from './dot-program.ts';
import type { Look } from './look.ts';
import type { Stage } from './stage.ts';

export class AppearanceController {
  #look: Look;

  constructor(stage: Stage, look: Look) {
    this.#look = look;
    stage.sigma.setSetting('nodeReducer', (key) => {
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
    });
  }

  /** Seen at Sigma's next refresh. */
  setLook(look: Look): void {
    this.#look = look;
  }
}
