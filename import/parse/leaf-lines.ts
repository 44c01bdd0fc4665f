/**
 * The lines of the open leaf block, collected until it ends. Invariant: the text they make keeps
 * the place of each line in the page, and is a slice of the page where the lines stand together.
 */
import { isBlank } from './link-syntax.ts';
import type { TextPart } from './text-run.ts';

export class LeafLines {
  firstLine = 0;
  readonly #text: string;
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  get count(): number {
    return this.#starts.length;
  }

  /** Place of the first line's text. */
  get start(): number {
    return this.#starts[0] ?? 0;
  }

  /** Adds text.slice(start, end), which stands in the line of this number. */
  add(start: number, end: number, line: number): void {
    if (this.#starts.length === 0) this.firstLine = line;
    this.#starts.push(start);
    this.#ends.push(end);
  }

  last(): [start: number, end: number] {
    return [this.#starts.at(-1) ?? 0, this.#ends.at(-1) ?? 0];
  }

  dropLast(): void {
    this.#starts.pop();
    this.#ends.pop();
  }

  clear(): void {
    this.#starts.length = 0;
    this.#ends.length = 0;
  }

  /** The lines as one text; they are no longer kept. */
  take(): TextPart {
    const part = this.join();
    this.clear();
    return part;
  }

  /** The lines as one text, without blanks at its end. */
  join(): TextPart {
    const starts = this.#starts;
    const ends = this.#ends;
    const last = starts.length - 1;
    const lastStart = starts[last] ?? 0;
    let end = ends[last] ?? lastStart;
    while (end > lastStart && isBlank(this.#text.charCodeAt(end - 1))) end -= 1;
    let together = true;
    for (let i = 1; i <= last && together; i += 1) together = starts[i] === (ends[i - 1] ?? 0) + 1;
    if (together) return { text: this.#text.slice(this.start, end), places: [0, this.start] };

    const places: number[] = [];
    const lines: string[] = [];
    let length = 0;
    for (let i = 0; i <= last; i += 1) {
      const from = starts[i] ?? 0;
      const line = this.#text.slice(from, i === last ? end : (ends[i] ?? from));
      places.push(length, from);
      lines.push(line);
      length += line.length + 1;
    }
    return { text: lines.join('\n'), places };
  }
}
