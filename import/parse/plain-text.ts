/**
 * Collects what a reader reads while a text is scanned, and drops afterwards what turned out to be
 * markup. Invariant: appending is all that happens before `finish`, so the whole costs one pass.
 */

export interface Cut {
  start: number;
  end: number;
}

const IRREGULAR_BLANKS = /[^\S ]| {2}/;
const BLANK_RUN = /\s+/g;
const BEFORE_NO_BLANK = /^[\s.,;:!?)\]]?$/;
const SPACE = 32;

export class PlainText {
  #text = '';
  #endsBlank = true;
  readonly #cuts: Cut[] = [];

  get length(): number {
    return this.#text.length;
  }

  /** Adds text as written; blank runs become one blank. */
  add(written: string): void {
    if (written === '') return;
    let text = written;
    if (IRREGULAR_BLANKS.test(text)) text = text.replace(BLANK_RUN, ' ');
    if (this.#endsBlank && text.charCodeAt(0) === SPACE) text = text.slice(1);
    if (text === '') return;
    this.#text += text;
    this.#endsBlank = text.charCodeAt(text.length - 1) === SPACE;
  }

  /** Drops what was added from `start` to `end`. */
  cut(start: number, end: number): void {
    if (end > start) this.#cuts.push({ start, end });
  }

  /** The text without what was cut; `places` are moved along with it. */
  finish(places: number[]): { text: string; places: number[] } {
    if (this.#cuts.length === 0) return { text: this.#text, places };
    const text = this.#text;
    const cuts = this.#cuts.sort((a, b) => a.start - b.start || b.end - a.end);
    const pieces: string[] = [];
    const order = places.map((_, index) => index).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
    const moved: number[] = Array.from({ length: places.length }, () => 0);
    let from = 0;
    let dropped = 0;
    let next = 0;
    const move = (until: number): void => {
      for (; next < order.length; next += 1) {
        const index = order[next] ?? 0;
        const place = places[index] ?? 0;
        if (place > until) break;
        moved[index] = Math.max(place, from) - dropped;
      }
    };
    for (const { start, end } of cuts) {
      if (end <= from) continue;
      let cutStart = Math.max(start, from);
      // No blank is left before what closes a sentence, and no two blanks meet.
      if (
        cutStart > from &&
        text.charCodeAt(cutStart - 1) === SPACE &&
        BEFORE_NO_BLANK.test(text.charAt(end))
      ) {
        cutStart -= 1;
      }
      move(cutStart);
      pieces.push(text.slice(from, cutStart));
      dropped += end - cutStart;
      from = end;
    }
    move(text.length);
    pieces.push(text.slice(from));
    return { text: pieces.join(''), places: moved };
  }
}
