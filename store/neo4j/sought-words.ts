/**
 * What a query asks of the full-text index: pages that hold every word of it, the last one perhaps
 * unfinished, and by which words they are graded and marked.
 * Invariant: the index answers exactly, but for an unfinished phrase, which Lucene has no words for:
 * of that its words are sought, and `open` is what the pages must hold besides.
 */
import type { Phrase } from '../marked-words.ts';
import { isOwnWord, queryWords } from '../words.ts';
import { all, beginning, either, phrase } from './lucene.ts';
import { foldedWords } from './search-properties.ts';

const NAMES = ['titleWords', 'aliasWords'] as const;
const TEXTS = ['headingWords', 'textWords'] as const;
const FIELDS = [...NAMES, ...TEXTS] as const;

/** A word between blanks, as the fields hold it; without the last blank where it may go on. */
export interface Pattern {
  inNames: string;
  inTexts: string;
}

/** One word of a query, by which pages are graded. */
export interface WordPattern extends Pattern {
  /** in Lucene's syntax, without its scope; what it finds tells how rare the word is */
  query: string;
}

export interface Sought {
  /** in Lucene's syntax, without its scope */
  query: string;
  patterns: WordPattern[];
  /** one of the fields must hold this, too */
  open: Pattern | null;
  inNames: Phrase[];
  inTexts: Phrase[];
}

/** Null where there is no word. */
export function soughtWords(q: string): Sought | null {
  const asked = queryWords(q);
  if (asked === null) return null;
  const parts = asked.words.map(foldedWords).filter((words) => words.length > 0);
  const last = parts.pop();
  if (last === undefined) return null;
  const whole = parts.map((words) => wholeWord(words));
  const end = hasOwnEnd(last) ? wholeWord(last) : openWord(last, asked.shortEnd);
  const each = [...whole, end];
  return {
    query: all(each.map((word) => word.query)),
    patterns: each.map(({ query, pattern }) => ({ query, ...pattern })),
    open: end.isInexact ? end.pattern : null,
    inNames: each.map((word) => word.inNames),
    inTexts: each.map((word) => word.inTexts),
  };
}

interface SoughtWord {
  query: string;
  pattern: Pattern;
  isInexact: boolean;
  inNames: Phrase;
  inTexts: Phrase;
}

function wholeWord(words: readonly string[]): SoughtWord {
  const text = words.join(' ');
  const whole = { words, isOpen: false };
  return {
    query: either(FIELDS.map((field) => phrase(field, text))),
    pattern: { inNames: ` ${text} `, inTexts: ` ${text} ` },
    isInexact: false,
    inNames: whole,
    inTexts: whole,
  };
}

/** @param inNamesAlone elsewhere it must be the whole word */
function openWord(words: readonly string[], inNamesAlone: boolean): SoughtWord {
  const text = words.join(' ');
  const [start, end] = [words.slice(0, -1).join(' '), words.at(-1) ?? ''];
  const begun = (field: (typeof FIELDS)[number]): string =>
    start === '' ? beginning(field, end) : all([phrase(field, start), beginning(field, end)]);
  const closed = { words, isOpen: false };
  const open = { words, isOpen: true };
  return {
    query: either([
      ...NAMES.map(begun),
      ...TEXTS.map((field) => (inNamesAlone ? phrase(field, text) : begun(field))),
    ]),
    pattern: { inNames: ` ${text}`, inTexts: inNamesAlone ? ` ${text} ` : ` ${text}` },
    isInexact: start !== '',
    inNames: open,
    inTexts: inNamesAlone ? closed : open,
  };
}

const MARK = /^\p{M}/u;

/** A character that is a word of its own, or a mark on it, is never unfinished. */
function hasOwnEnd(words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  return isOwnWord(last) || (words.length > 1 && MARK.test(last));
}
