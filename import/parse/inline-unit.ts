/**
 * What the inline pass finds in one block: a paragraph, a heading, a table's row.
 * Invariant: links and time marks are in page order; a link's place in the shown text is right
 * after `finish`, which also says what the block's text is.
 */
import type { LinkSyntax } from '../../graph/link.ts';
import { PlainText } from './plain-text.ts';

export interface FoundLink {
  /** index of the part it stands in */
  part: number;
  /** places in the text of that part */
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

export interface TimeMark {
  part: number;
  start: number;
  seconds: number;
}

export interface InvalidMark {
  part: number;
  start: number;
  written: string;
}

export class InlineUnit {
  readonly plain = new PlainText();
  readonly links: FoundLink[] = [];
  readonly timeMarks: TimeMark[] = [];
  readonly invalidMarks: InvalidMark[] = [];
  readonly tags: string[] = [];
  readonly #breaks: number[] = [];
  /** every line of the text stands for itself, as properties do */
  linesApart = false;
  part = 0;

  /** The next cell of a row begins. */
  nextPart(): void {
    this.part += 1;
    this.breakHere();
    this.plain.add(' | ');
  }

  /** A line ends here for the reader: no sentence goes over it. */
  breakHere(): void {
    this.#breaks.push(this.plain.length);
  }

  /** `index` where links inside it were found before it. */
  addLink(link: FoundLink, index = this.links.length): void {
    if (index === this.links.length) this.links.push(link);
    else this.links.splice(index, 0, link);
  }

  addTimeMark(start: number, seconds: number): void {
    this.timeMarks.push({ part: this.part, start, seconds });
  }

  addInvalidMark(start: number, written: string): void {
    this.invalidMarks.push({ part: this.part, start, written });
  }

  addTag(tag: string): void {
    this.tags.push(tag);
  }

  /** The block's text as read; moves the links' places into it. */
  finish(): { text: string; breaks: number[] } {
    const { plain } = this;
    const text = plain.finish();
    for (const link of this.links) {
      link.textStart = plain.finishedPlace(link.textStart);
      link.textEnd = Math.max(link.textStart, plain.finishedPlace(link.textEnd));
      if (link.labelFromText) {
        const label = text.slice(link.textStart, link.textEnd).trim();
        link.label = label === '' ? null : label;
      }
    }
    return { text, breaks: this.#breaks.map((place) => plain.finishedPlace(place)) };
  }
}
