/**
 * Words as a full-text index compares them: without case and without the accents of Latin letters.
 * Invariant: what is indexed and what is sought pass through the same functions; a word holds
 * letters, marks, digits and symbols and nothing else.
 */
import { LEGAL_SIGNS, WORDS, isOwnWord, parted } from './words.ts';

const ASCII = /^[\0-\x7f]*$/;
const ASCII_WORDS = /[a-z0-9]+/g;

/** The words of a text in its order, as the index knows them. */
export function foldedWords(text: string): string[] {
  const words: string[] = [];
  for (const line of parted(text).split('\n')) {
    if (ASCII.test(line)) {
      for (const word of line.toLowerCase().match(ASCII_WORDS) ?? []) words.push(word);
    } else {
      for (const word of line.replace(LEGAL_SIGNS, ' ').match(WORDS) ?? []) words.push(...foldedWord(word));
    }
  }
  return words;
}

/**
 * One word as the index has it. A character that is a word of its own and each of its marks are
 * words each: so an unfinished one is found by a phrase, which in Lucene cannot end in a beginning.
 */
export function foldedWord(word: string): string[] {
  if (ASCII.test(word)) return [word.toLowerCase()];
  const folded = fold(word);
  if (folded === '') return [];
  return isOwnWord(folded) ? [...folded] : [folded];
}

const MARKED_LATIN = /([a-z])[\u0300-\u0331]+/g;
const MARKS = /[\u0300-\u0331]+/g;

/** Without case and the accents of Latin letters; other scripts tell letters apart by such marks. */
function fold(word: string): string {
  return word
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .normalize('NFD')
    .replace(MARKED_LATIN, '$1')
    .normalize('NFC')
    .replace(MARKS, '');
}
