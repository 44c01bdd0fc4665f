/**
 * What the inline pass finds in one block: a paragraph, a heading, a table's row.
 * Invariant: links and time marks are in page order; a link's place in the shown text is right
 * after `finish`, which also says what the block's text is.
 */
import type { LinkSyntax } from '../../graph/link.ts';
import { PlainText } from './plain-text.ts';

export interface FoundLink {
  /** places in the text of its part */
  start: number;
  end: number;
  syntax: LinkSyntax;
  embed: boolean;
  target: string;
  fragment: string | null;
  label: string | null;
  /** the shown text is the label */
  labelFromText: boolean;
  /** places of the shown text in the block's plain text */
  textStart: number;
  textEnd: number;
}

interface Located {
  /** index of the part it stands in */
  part: number;
}

export interface LocatedLink extends FoundLink, Located {}

export interface TimeMark extends Located {
  start: number;
  seconds: number;
}

export interface InvalidMark extends Located {
  start: number;
  written: string;
}

export class InlineUnit {
  readonly plain = new PlainText();
  readonly links: LocatedLink[] = [];
  readonly timeMarks: TimeMark[] = [];
  readonly invalidMarks: InvalidMark[] = [];
  readonly tags: string[] = [];
  readonly #breaks: number[] = [];
  /** every line of the text stands for itself, as properties do */
  linesApart = false;
  #part = 0;

  /** The next cell of a row begins. */
  nextPart(): void {
    this.#part += 1;
    this.breakHere();
    this.plain.add(' | ');
  }

  /** A line ends here for the reader: no sentence goes over it. */
  breakHere(): void {
    this.#breaks.push(this.plain.length);
  }

  /** `index` where links inside it were found before it. */
  addLink(link: FoundLink, index = this.links.length): void {
    const located = { ...link, part: this.#part };
    if (index === this.links.length) this.links.push(located);
    else this.links.splice(index, 0, located);
  }

  addTimeMark(start: number, seconds: number): void {
    this.timeMarks.push({ part: this.#part, start, seconds });
  }

  addInvalidMark(start: number, written: string): void {
    this.invalidMarks.push({ part: this.#part, start, written });
  }

  addTag(tag: string): void {
    this.tags.push(tag);
  }

  /** The block's text as read; moves the links' places into it. */
  finish(): { text: string; breaks: number[] } {
    const count = this.links.length;
    const places: number[] = [];
    for (const link of this.links) places.push(link.textStart, link.textEnd);
    const { text, places: moved } = this.plain.finish([...places, ...this.#breaks]);
    for (const [index, link] of this.links.entries()) {
      link.textStart = moved[2 * index] ?? 0;
      link.textEnd = Math.max(link.textStart, moved[2 * index + 1] ?? 0);
      if (link.labelFromText) {
        const label = text.slice(link.textStart, link.textEnd).trim();
        link.label = label === '' ? null : label;
      }
    }
    return { text, breaks: moved.slice(2 * count) };
  }
}
