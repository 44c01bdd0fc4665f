/**
 * Which graphs the answers so far were made of, to find out that another one was stored between an
 * answer and the first event that could have told of it.
 * Invariant: what no answer has named is not held against it.
 */
export class LoadedGraphs {
  readonly #named = new Set<string>();

  /** An answer came; `header` is its `Graph-Fingerprint`, null where something on the way took it out. */
  note(header: string | null): void {
    if (header !== null) this.#named.add(header);
  }

  /**
   * The stored graph is this one; null while nothing is imported.
   * @returns whether something was loaded that is of another
   */
  becomes(fingerprint: string | null): boolean {
    const now = encodeURIComponent(fingerprint ?? 'none');
    const others = [...this.#named].some((named) => named !== now);
    this.#named.clear();
    this.#named.add(now);
    return others;
  }
}

/** Of all requests of this tab. */
export const loadedGraphs = new LoadedGraphs();
