/**
 * The words that tell a page apart: often in it, and on few other pages (tf-idf). Scripts without
 * spaces are read in pairs of characters.
 * Invariant: bounded; the same page in the same wiki has the same words in every store.
 */
import { byCodePoint } from '../graph/names.ts';
import { foldedWord } from './folded-words.ts';
import { wordsOf } from './sought-names.ts';
import { isOwnWord } from './words.ts';

/** UTF-16 units of a page's text that are read. */
const MAX_TEXT = 50_000;
/** Words of a page of which it is asked how many pages hold them. */
const MAX_TERMS = 150;
const MAX_TELLING = 12;
const MIN_LETTERS = 3;
const NUMBER = /^\p{N}+$/u;

export interface Term {
  /** as an index compares it; two words with a blank between for a pair of characters */
  folded: string;
  /** as it is first written in the page */
  shown: string;
  /** how often the page has it */
  count: number;
}

export interface TellingWord extends Term {
  weight: number;
}

/** The most frequent words of a page, the longer ones first among equals. */
export function termsOf(text: string): Term[] {
  const part = text.slice(0, MAX_TEXT);
  const terms = new Map<string, Term>();
  const add = (folded: string, shown: string): void => {
    const term = terms.get(folded);
    if (term) term.count += 1;
    else terms.set(folded, { folded, shown, count: 1 });
  };
  let before = { folded: '', start: -1, end: -1 };
  for (const { start, end } of wordsOf(part)) {
    const shown = part.slice(start, end);
    const folded = foldedWord(shown).join(' ');
    const isOwn = isOwnWord(shown);
    if (isOwn && before.end === start) add(`${before.folded} ${folded}`, part.slice(before.start, end));
    if (!isOwn && folded.length >= MIN_LETTERS && !NUMBER.test(folded)) add(folded, shown.toLowerCase());
    before = { folded, start, end: isOwn ? end : -1 };
  }
  return [...terms.values()]
    .sort((a, b) => b.count - a.count || b.folded.length - a.folded.length || byCodePoint(a.folded, b.folded))
    .slice(0, MAX_TERMS);
}

/** A word on more pages than this tells nothing in a wiki of `pages` pages. */
export function mostHolders(pages: number): number {
  return Math.min(400, Math.max(5, Math.ceil(pages / 10)));
}

/**
 * The words with the most weight, the heaviest first.
 * @param holders for each term how many pages hold it, counted to one more than `mostHolders`
 */
export function tellingWords(
  terms: readonly Term[],
  holders: readonly number[],
  pages: number,
): TellingWord[] {
  return terms
    .flatMap((term, i): TellingWord[] => {
      const held = holders[i] ?? 0;
      if (held < 2 || held > mostHolders(pages)) return [];
      return [{ ...term, weight: (1 + Math.log(term.count)) * Math.log((pages + 1) / held) }];
    })
    .sort((a, b) => b.weight - a.weight || byCodePoint(a.folded, b.folded))
    .slice(0, MAX_TELLING);
}
