/**
 * Finds `[[…]]`: from `[[` to the first `]]` on its line, where no other `[[` stands between.
 * Invariant: asked in ascending order, a whole text costs one pass: what was found ahead is kept.
 */
export class WikiBrackets {
  readonly #text: string;
  /** the first `[[`, `]]` and line end at or after the last place asked for */
  #open = -1;
  #close = -1;
  #lineEnd = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** Where the `]]` of the wiki-link that opens at `start` begins, -1 where none opens there. */
  closing(start: number): number {
    const text = this.#text;
    const inside = start + 2;
    if (this.#close < inside) this.#close = find(text, ']]', inside);
    if (this.#close === text.length) return -1;
    if (this.#lineEnd < inside) this.#lineEnd = find(text, '\n', inside);
    if (this.#lineEnd < this.#close) return -1;
    // `[[[a]]`: the inner one counts, so the second bracket may open it.
    if (this.#open < start + 1) this.#open = find(text, '[[', start + 1);
    return this.#open < this.#close ? -1 : this.#close;
  }
}

function find(text: string, wanted: string, from: number): number {
  const at = text.indexOf(wanted, from);
  return at < 0 ? text.length : at;
}
