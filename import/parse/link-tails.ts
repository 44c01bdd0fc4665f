/**
 * What follows a bracketed label: `(destination "title")`, `[label]`, or nothing where the label
 * itself is a reference's. Invariant: the label is looked up only where it can be one, so that
 * nested brackets stay linear. Follows markdown-it where it and cmark part ways.
 */
import { autolinkEnd } from './autolinks.ts';
import { specialEnd, tagEnd } from './html.ts';
import { MAX_LABEL, normaliseLabel, readDestination, readTitle, skipBlanks } from './link-syntax.ts';
import type { CodeSpans } from './code-spans.ts';
import type { References } from './reference-definitions.ts';

export interface LinkTail {
  destination: string;
  end: number;
}

const LONGEST_LABEL = 2 * MAX_LABEL;

export class LinkTails {
  readonly #text: string;
  readonly #references: References;
  readonly #codeSpans: CodeSpans;
  /** for each `[` whether a `]` answers it, made when first needed */
  #closed: Set<number> | null = null;

  constructor(text: string, references: References, codeSpans: CodeSpans) {
    this.#text = text;
    this.#references = references;
    this.#codeSpans = codeSpans;
  }

  linkTail(labelStart: number, labelEnd: number, holdsBracket: boolean): LinkTail | null {
    let at = labelEnd + 1;
    if (this.#text.charCodeAt(at) === 40 /* ( */) {
      const inner = this.#inlineTail(at);
      if (!inner) return null;
      if (inner.destination !== null) return { destination: inner.destination, end: inner.end };
      // As markdown-it: the second label of a reference is looked for where the inline form broke off.
      at = inner.end + 1;
    }
    return this.#referenceTail(labelStart, labelEnd, at, holdsBracket);
  }

  imageTail(labelStart: number, labelEnd: number, holdsBracket: boolean): LinkTail | null {
    const at = labelEnd + 1;
    if (this.#text.charCodeAt(at) !== 40) {
      return this.#referenceTail(labelStart, labelEnd, at, holdsBracket);
    }
    const inner = this.#inlineTail(at);
    return inner && inner.destination !== null ? { destination: inner.destination, end: inner.end } : null;
  }

  /** `(…)`: null where the text ends first; destination null and where it broke off if it is malformed. */
  #inlineTail(parenthesis: number): { destination: string | null; end: number } | null {
    const text = this.#text;
    let at = skipBlanks(text, parenthesis + 1);
    if (at >= text.length) return null;
    let destination = '';
    const read = readDestination(text, at);
    if (read) {
      destination = read.text;
      const afterBlanks = skipBlanks(text, read.end);
      const title = afterBlanks > read.end ? readTitle(text, afterBlanks) : null;
      at = title ? skipBlanks(text, title.end) : afterBlanks;
    }
    return text.charCodeAt(at) === 41 ? { destination, end: at + 1 } : { destination: null, end: at };
  }

  #referenceTail(labelStart: number, labelEnd: number, at: number, holdsBracket: boolean): LinkTail | null {
    if (this.#references.size === 0) return null;
    const own = holdsBracket ? null : this.#lookUp(labelStart, labelEnd);
    if (this.#text.charCodeAt(at) !== 91 /* [ */)
      return own === null ? null : { destination: own, end: labelEnd + 1 };
    const secondEnd = this.#secondLabelEnd(at + 1);
    if (secondEnd === at + 1) return own === null ? null : { destination: own, end: secondEnd + 1 };
    if (secondEnd > 0) {
      const destination = this.#lookUp(at + 1, secondEnd);
      return destination === null ? null : { destination, end: secondEnd + 1 };
    }
    return own === null || this.#isClosed(at) ? null : { destination: own, end: labelEnd + 1 };
  }

  #lookUp(start: number, end: number): string | null {
    if (end - start > LONGEST_LABEL) return null;
    return this.#references.get(normaliseLabel(this.#text.slice(start, end))) ?? null;
  }

  /** Where the label ends that begins at `start`; -1 where a bracket in it, or its length, makes it none. */
  #secondLabelEnd(start: number): number {
    const most = Math.min(this.#text.length, start + LONGEST_LABEL);
    let at = start;
    while (at < most) {
      const code = this.#text.charCodeAt(at);
      if (code === 91) return -1;
      if (code === 93) return at;
      at = this.#skip(at, code);
    }
    return -1;
  }

  /** Where the escape, code span, tag or character at `at` ends. */
  #skip(at: number, code: number): number {
    if (code === 92) return at + 2;
    if (code === 96) {
      const runEnd = this.#codeSpans.runEnd(at);
      const end = this.#codeSpans.spanEnd(at, runEnd);
      return end < 0 ? runEnd : end;
    }
    if (code === 60) {
      const next = this.#text.charCodeAt(at + 1);
      const special = next === 33 || next === 63 ? specialEnd(this.#text, at) : -1;
      const end = Math.max(autolinkEnd(this.#text, at), tagEnd(this.#text, at), special);
      if (end > 0) return end;
    }
    return at + 1;
  }

  #isClosed(bracket: number): boolean {
    this.#closed ??= this.#findClosed();
    return this.#closed.has(bracket);
  }

  #findClosed(): Set<number> {
    const closed = new Set<number>();
    const open: number[] = [];
    for (let at = 0; at < this.#text.length;) {
      const code = this.#text.charCodeAt(at);
      if (code === 91) open.push(at);
      else if (code === 93) {
        const bracket = open.pop();
        if (bracket !== undefined) closed.add(bracket);
      }
      at = this.#skip(at, code);
    }
    return closed;
  }
}
