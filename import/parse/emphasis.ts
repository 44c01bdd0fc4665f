/**
 * Drops the marks of emphasis and strikethrough from plain text, by CommonMark's rules for runs of
 * delimiters. Invariant: linear: a search backwards never goes below where the last one like it
 * ended in vain, and what it passes over is taken off the list.
 */
import type { PlainText } from './plain-text.ts';

const TILDE = 126;
const UNDERSCORE = 95;

const OTHER = 0;
const BLANK = 1;
const PUNCTUATION = 2;
const ASCII_KINDS = Uint8Array.from({ length: 128 }, (_, code) => kindOf(String.fromCharCode(code)));

function kindOf(char: string): number {
  if (/\s/.test(char)) return BLANK;
  return /[\p{P}\p{S}]/u.test(char) ? PUNCTUATION : OTHER;
}

/** What a mark stands beside; the edge of the text counts as a blank. */
function kindAt(text: string, at: number): number {
  if (at < 0 || at >= text.length) return BLANK;
  return ASCII_KINDS[text.charCodeAt(at)] ?? kindOf(text.charAt(at));
}

interface Run {
  marker: number;
  /** its unused marks in the plain text */
  start: number;
  end: number;
  canOpen: boolean;
  canClose: boolean;
  /** length as written, for the rule of three */
  length: number;
}

export class Emphasis {
  readonly #plain: PlainText;
  readonly #runs: Run[] = [];

  constructor(plain: PlainText) {
    this.#plain = plain;
  }

  /** How many runs wait to be paired. */
  get waiting(): number {
    return this.#runs.length;
  }

  /** Takes the run of marks from `start` to `end` of `text`, which this adds to the plain text. */
  addRun(text: string, start: number, end: number): void {
    const marker = text.charCodeAt(start);
    const before = kindAt(text, start - 1);
    const after = kindAt(text, end);
    const place = this.#plain.length;
    this.#plain.addRegular(text.slice(start, end));
    if (marker === TILDE && end - start < 2) return;

    const blankBefore = before === BLANK;
    const blankAfter = after === BLANK;
    const markBefore = before === PUNCTUATION;
    const markAfter = after === PUNCTUATION;
    const left = !blankAfter && (!markAfter || blankBefore || markBefore);
    const right = !blankBefore && (!markBefore || blankAfter || markAfter);
    const inWord = marker !== UNDERSCORE;
    const canOpen = left && (inWord || !right || markBefore);
    const canClose = right && (inWord || !left || markAfter);
    if (!canOpen && !canClose) return;
    this.#runs.push({
      marker,
      start: place,
      end: place + end - start,
      canOpen,
      canClose,
      length: end - start,
    });
  }

  /** Pairs the runs from the `first` on, which stand in one link's label or in no link. */
  pair(first: number): void {
    const runs = this.#runs.splice(first);
    const open: Run[] = [];
    const bottoms = new Map<string, number>();
    for (const closer of runs) {
      if (closer.canClose) this.#close(closer, open, bottoms);
      if (closer.canOpen && closer.end > closer.start) open.push(closer);
    }
  }

  #close(closer: Run, open: Run[], bottoms: Map<string, number>): void {
    const kind = `${closer.marker} ${closer.canOpen} ${closer.length % 3}`;
    while (closer.end > closer.start) {
      const bottom = bottoms.get(kind) ?? 0;
      let index = open.length - 1;
      while (index >= bottom && !pairs(open[index], closer)) index -= 1;
      const opener = index >= bottom ? open[index] : undefined;
      if (!opener) {
        bottoms.set(kind, open.length);
        return;
      }
      const most = Math.min(opener.end - opener.start, closer.end - closer.start);
      const count = closer.marker === TILDE ? 2 : Math.min(2, most);
      if (count > most) return;
      this.#plain.cut(opener.end - count, opener.end);
      this.#plain.cut(closer.start, closer.start + count);
      opener.end -= count;
      closer.start += count;
      open.length = opener.end > opener.start ? index + 1 : index;
      for (const [other, place] of bottoms) if (place > open.length) bottoms.set(other, open.length);
    }
  }
}

function pairs(opener: Run | undefined, closer: Run): boolean {
  if (opener?.marker !== closer.marker) return false;
  if (!opener.canClose && !closer.canOpen) return true;
  return (opener.length + closer.length) % 3 !== 0 || (opener.length % 3 === 0 && closer.length % 3 === 0);
}
