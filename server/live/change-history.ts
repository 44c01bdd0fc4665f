/**
 * The changes of late, to tell someone who last heard of one graph what is different in the next.
 * Invariant: bounded, and silent rather than wrong: where a step between is not known, nothing is.
 */
import { MOST_CHANGED_IDS, type KnownChange } from '../../graph/graph-change.ts';

const MOST_STEPS = 50;

export class ChangeHistory {
  /** by the graph they lead from, oldest first */
  readonly #steps = new Map<string, KnownChange>();

  add(change: KnownChange): void {
    this.#steps.delete(change.base);
    this.#steps.set(change.base, change);
    const [oldest] = this.#steps.keys();
    if (this.#steps.size > MOST_STEPS && oldest !== undefined) this.#steps.delete(oldest);
  }

  /** Ids of the nodes that are different between two graphs, null where not known or too many. */
  between(from: string | null, to: string | null): string[] | null {
    const ids = new Set<string>();
    for (let at = from, steps = 0; at !== to; steps += 1) {
      const step = at === null ? undefined : this.#steps.get(at);
      if (step === undefined || steps === MOST_STEPS) return null;
      for (const id of step.ids) ids.add(id);
      at = step.fingerprint;
    }
    return ids.size > MOST_CHANGED_IDS ? null : [...ids];
  }
}
