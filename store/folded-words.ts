/**
 * Words as a full-text index compares them: without case and without the accents of Latin letters.
 * Invariant: what is indexed and what is sought pass through the same functions; a word holds
 * letters, marks, digits and symbols and nothing else.
 */
import { LEGAL_SIGNS, WORDS, isOwnWord, parted } from './words.ts';

const ASCII = /^[\0-\x7f]*$/;

const BLANK = 0x20;
const NOT_ASCII = 0xff;
/** For each ASCII character its small letter or digit, and 0 for those that part words. */
const FOLDED = Uint8Array.from({ length: 0x80 }, (_, code) => {
  const letter = String.fromCharCode(code).toLowerCase();
  return /[a-z0-9]/.test(letter) ? letter.charCodeAt(0) : 0;
});

export interface FoldedText {
  /** the words in their order, each between blanks: ` one two `; '' where there is none */
  words: string;
  count: number;
}

/**
 * The words of a text as the index knows them. Nearly all that is written is ASCII, which is folded
 * character by character; what else stands between two parting characters goes through `foldedWord`.
 */
export function foldedText(text: string): FoldedText {
  const given = parted(text);
  const ascii = Buffer.allocUnsafe(given.length + 2);
  const parts: string[] = [];
  let [count, length] = [0, 0];
  ascii[length++] = BLANK;
  for (let i = 0; i < given.length; i += 1) {
    const [start, before] = [i, length];
    let isAscii = true;
    for (; i < given.length; i += 1) {
      const code = given.charCodeAt(i);
      const folded = code < FOLDED.length ? FOLDED[code] : NOT_ASCII;
      if (!folded) break;
      isAscii &&= folded !== NOT_ASCII;
      ascii[length++] = folded;
    }
    if (length === before) continue;
    if (isAscii) {
      ascii[length++] = BLANK;
      count += 1;
      continue;
    }
    parts.push(ascii.toString('latin1', 0, before));
    length = 0;
    for (const word of given.slice(start, i).replace(LEGAL_SIGNS, ' ').match(WORDS) ?? []) {
      const own = foldedWord(word);
      count += own.length;
      for (const one of own) parts.push(one, ' ');
    }
  }
  if (count === 0) return { words: '', count };
  parts.push(ascii.toString('latin1', 0, length));
  return { words: parts.join(''), count };
}

/** The same, one by one. */
export function foldedWords(text: string): string[] {
  const { words, count } = foldedText(text);
  return count === 0 ? [] : words.slice(1, -1).split(' ');
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
