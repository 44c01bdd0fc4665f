/**
 * Collects what a reader reads while a text is scanned, and drops afterwards what turned out to be
 * markup. Invariant: appending is all that happens before `finish`, so the whole costs one pass.
 */

interface Cut {
  start: number;
  end: number;
  tidy: boolean;
  /** where it was, in the finished text */
  place: number;
}

const BLANK_RUN = /\s+/g;
/** No blank is left before these. */
const CLOSING = ' .,;:!?)]';
const SPACE = 32;

export class PlainText {
  #text = '';
  #endsBlank = true;
  #cuts: Cut[] = [];

  get length(): number {
    return this.#text.length;
  }

  /** Adds text as written; blank runs become one blank. */
  add(written: string): void {
    this.addRegular(written.replace(BLANK_RUN, ' '));
  }

  /** Adds text that holds no blanks but single spaces. */
  addRegular(written: string): void {
    let text = written;
    if (this.#endsBlank && text.charCodeAt(0) === SPACE) text = text.slice(1);
    if (text === '') return;
    this.#text += text;
    this.#endsBlank = text.charCodeAt(text.length - 1) === SPACE;
  }

  /** Drops what was added from `start` to `end`; if `tidy`, with a blank that would be left before a full stop. */
  cut(start: number, end: number, tidy = false): void {
    if (end > start) this.#cuts.push({ start, end, tidy, place: 0 });
  }

  /** The text without what was cut, once all is added. */
  finish(): string {
    const text = this.#text;
    if (this.#cuts.length === 0) return text;
    const done: Cut[] = [];
    let result = '';
    let from = 0;
    for (const { start: written, end, tidy } of inOrder(this.#cuts)) {
      if (end <= from) continue;
      let start = Math.max(written, from);
      if (tidy && start > from && text.charCodeAt(start - 1) === SPACE) {
        if (end >= text.length || CLOSING.includes(text.charAt(end))) start -= 1;
      }
      result += text.slice(from, start);
      done.push({ start, end, tidy, place: result.length });
      from = end;
    }
    this.#cuts = done;
    return result + text.slice(from);
  }

  /** Where a place of the text as added is in the finished text. */
  finishedPlace(place: number): number {
    const cuts = this.#cuts;
    let low = 0;
    let high = cuts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cuts[middle]?.start ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    const cut = cuts[low - 1];
    return cut ? cut.place + Math.max(0, place - cut.end) : place;
  }
}

function inOrder(cuts: Cut[]): Cut[] {
  for (let i = 1; i < cuts.length; i += 1) {
    if ((cuts[i]?.start ?? 0) < (cuts[i - 1]?.start ?? 0)) {
      return cuts.sort((a, b) => a.start - b.start || b.end - a.end);
    }
  }
  return cuts;
}
