/**
 * Finds the end of code spans. Invariant: linear over a text: the last run of each length is known,
 * so that no search starts that cannot succeed.
 */
const BACKTICK = 96;

export class CodeSpans {
  readonly #text: string;
  /** place of the last run of backticks by its length, made when first needed */
  #lastRuns: Map<number, number> | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  /** Where the run of backticks at `start` ends. */
  runEnd(start: number): number {
    let at = start + 1;
    while (at < this.#text.length && this.#text.charCodeAt(at) === BACKTICK) at += 1;
    return at;
  }

  /** Where the code span that the run from `start` to `runEnd` opens ends, -1 where none does. */
  spanEnd(start: number, runEnd: number): number {
    const length = runEnd - start;
    this.#lastRuns ??= this.#findLastRuns();
    if ((this.#lastRuns.get(length) ?? -1) < runEnd) return -1;
    let at = this.#text.indexOf('`', runEnd);
    while (at >= 0) {
      const end = this.runEnd(at);
      if (end - at === length) return end;
      at = this.#text.indexOf('`', end);
    }
    return -1;
  }

  #findLastRuns(): Map<number, number> {
    const runs = new Map<number, number>();
    let at = this.#text.indexOf('`');
    while (at >= 0) {
      const end = this.runEnd(at);
      runs.set(end - at, at);
      at = this.#text.indexOf('`', end);
    }
    return runs;
  }
}
