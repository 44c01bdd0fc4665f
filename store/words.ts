/**
 * What is a word to the full-text search of every store, in a text and in a query.
 * Scripts written without spaces, and symbols such as emoji, are parted into single characters on
 * both sides, so that a run of them is found anywhere as a phrase of any length.
 * Invariant: what `parted` gives holds no NUL and none of the three noncharacters used here as marks
 * but for the seams it sets itself.
 */

/** Set around a match in a text, and taken out before anything is shown. */
export const MARK_START = '\ufdd0';
export const MARK_END = '\ufdd1';
/** Between characters that are words of their own; an index takes it for a blank. */
export const SEAM = '\ufdd2';

/** The quick look: anything that may need parting or cleaning. */
const UNUSUAL = /[\0\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2100-\uffff]/;
const UNSAFE = /[\0\ufdd0-\ufdd2]/g;
/** The characters that are words of their own, each with its marks. */
export const OWN_WORDS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{So}]\p{M}*/gu;
/** Marks belong to words and symbols (emoji) are words; legal signs are not. */
export const WORDS = /[\p{L}\p{N}\p{M}\p{So}\p{Co}]+/gu;
export const LEGAL_SIGNS = /[©®°¦]/g;
const NO_WORD = /[^\p{L}\p{N}\p{M}\p{So}\p{Co}]|[©®°¦]/gu;
const FIRST_OWN_WORD =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{So}]/u;

const MAX_WORDS = 32;
/** An unfinished word of fewer letters is sought in names alone: in the text it would be on nearly every page. */
const MIN_OPEN_LETTERS = 3;

/** A text with a seam on both sides of each character that is a word of its own; composed and clean. */
export function parted(text: string): string {
  const composed = text.normalize('NFC');
  if (!UNUSUAL.test(composed)) return composed;
  return composed.replace(UNSAFE, ' ').replace(OWN_WORDS, `${SEAM}$&${SEAM}`);
}

/** True of a character, with its marks, that is a word of its own. */
export function isOwnWord(word: string): boolean {
  return UNUSUAL.test(word) && FIRST_OWN_WORD.test(word);
}

/** What is asked for: pages that hold every word, the last one perhaps unfinished. */
export interface QueryWords {
  /** as typed, without those that hold no letter, digit or symbol */
  words: string[];
  /** the last word counts as a beginning in names alone, and as a whole word elsewhere */
  shortEnd: boolean;
}

/** The words of a query, null where it has none. */
export function queryWords(query: string): QueryWords | null {
  const words = query
    .normalize('NFC')
    .replace(UNSAFE, ' ')
    .split(/\s+/u)
    .filter((word) => word.replace(NO_WORD, '') !== '')
    .slice(0, MAX_WORDS);
  const last = words.at(-1);
  if (last === undefined) return null;
  return { words, shortEnd: last.replace(NO_WORD, '').length < MIN_OPEN_LETTERS && !UNUSUAL.test(last) };
}
