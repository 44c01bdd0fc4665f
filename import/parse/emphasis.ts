/**
 * Drops the marks of emphasis and strikethrough from plain text. Only what is shown depends on it,
 * never a link, so it pairs marks by their neighbours and leaves out CommonMark's finer rules.
 * Invariant: linear: every mark is pushed once and popped once.
 */
import type { PlainText } from './plain-text.ts';

const TILDE = 126;
const UNDERSCORE = 95;
const WORD = /[\p{L}\p{N}]/u;
const NO_BLANK = /\S/;

interface Opener {
  /** place after its last unused mark in the plain text */
  end: number;
  count: number;
}

export class Emphasis {
  readonly #plain: PlainText;
  readonly #openers = new Map<number, Opener[]>();

  constructor(plain: PlainText) {
    this.#plain = plain;
  }

  /** Takes the run of marks from `start` to `end` of `text`, which is added to the plain text by this. */
  addRun(text: string, start: number, end: number): void {
    const marker = text.charCodeAt(start);
    const before = text.charAt(start - 1);
    const after = text.charAt(end);
    let canOpen = NO_BLANK.test(after);
    let canClose = NO_BLANK.test(before);
    if (marker === UNDERSCORE && canOpen && canClose && WORD.test(before) && WORD.test(after)) {
      canOpen = false;
      canClose = false;
    }
    if (marker === TILDE && end - start !== 2) canOpen = canClose = false;

    let place = this.#plain.length;
    this.#plain.add(text.slice(start, end));
    let count = end - start;
    const openers = this.#openers.get(marker) ?? [];
    while (canClose && count > 0) {
      const opener = openers.at(-1);
      if (!opener) break;
      const paired = Math.min(opener.count, count);
      this.#plain.cut(opener.end - paired, opener.end);
      this.#plain.cut(place, place + paired);
      opener.end -= paired;
      opener.count -= paired;
      if (opener.count === 0) openers.pop();
      place += paired;
      count -= paired;
    }
    if (canOpen && count > 0) {
      openers.push({ end: place + count, count });
      this.#openers.set(marker, openers);
    }
  }
}
