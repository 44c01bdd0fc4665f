/**
 * Names as they are looked for in texts: as words, and what stands between and around them.
 * Invariant: a name that says too little by itself (one letter, numbers, nothing but one or two
 * Latin letters) is not looked for.
 */
import { foldName } from '../graph/names.ts';
import { LEGAL_SIGNS, OWN_WORDS, WORDS } from './words.ts';

/** More words than this are no name. */
const MAX_WORDS = 32;
/** Of one page. */
const MAX_NAMES = 20;

export interface Word {
  /** as names compare */
  folded: string;
  /** [start, end) in the text, UTF-16 units */
  start: number;
  end: number;
}

export interface SoughtName {
  spelling: string;
  words: string[];
  /** between one word and the next, blanks as one blank */
  gaps: string[];
  /** signs that belong to it: the dot of `.NET`, the two of `Notepad++` */
  before: string;
  after: string;
}

const ASCII = /^[\0-\x7f]*$/;

/** The words of a text; characters of scripts without spaces are words each. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const { 0: run, index } of text.replace(LEGAL_SIGNS, ' ').matchAll(WORDS)) {
    const add = (start: number, end: number): void => {
      if (end > start)
        words.push({ folded: foldName(run.slice(start, end)), start: index + start, end: index + end });
    };
    let done = 0;
    if (!ASCII.test(run)) {
      for (const { 0: own, index: place } of run.matchAll(OWN_WORDS)) {
        add(done, place);
        add(place, place + own.length);
        done = place + own.length;
      }
    }
    add(done, run.length);
  }
  return words;
}

/** What stands between two words of a text, blanks as one blank. */
export function gapOf(text: string, from: number, to: number): string {
  return text.slice(from, to).replace(/\s+/gu, ' ');
}

/** A name to look for, null where it has no word or too many. */
export function soughtName(spelling: string): SoughtName | null {
  const words = wordsOf(spelling);
  const [first, last] = [words[0], words.at(-1)];
  if (!first || !last || words.length > MAX_WORDS) return null;
  return {
    spelling,
    words: words.map((word) => word.folded),
    gaps: words.slice(1).map((word, i) => gapOf(spelling, words[i]?.end ?? 0, word.start)),
    before: spelling.slice(0, first.start).replace(/["'“”‘’«»()[\]{}<>?!,:;…*_~`¿¡\s-]/gu, ''),
    after: spelling.slice(last.end).replace(/["'“”‘’«»()[\]{}<>?!.,:;…*_~`®©\s-]/gu, ''),
  };
}

/** What of a node says how it is called; `page` is null for a wanted page. */
export interface NamedNode {
  id: string;
  title: string;
  page: { aliases: readonly string[]; index: boolean } | null;
}

/** The names of a node that tell it apart: its title, its aliases, and its file name if it reads like words. */
export function soughtNames({ id, title, page }: NamedNode): SoughtName[] {
  const spellings = [title, ...(page?.aliases ?? [])];
  const file = id
    .slice(id.lastIndexOf('/') + 1)
    .replace(/[_-]+/g, ' ')
    .trim();
  if (page && !page.index && LIKE_WORDS.test(file)) spellings.push(file);
  const names = new Map<string, SoughtName>();
  for (const spelling of spellings) {
    const name = soughtName(spelling);
    if (!name || !isTelling(name.words)) continue;
    const key = JSON.stringify([name.words, name.before, name.after]);
    if (!names.has(key)) names.set(key, name);
    if (names.size === MAX_NAMES) break;
  }
  return [...names.values()];
}

const LIKE_WORDS = /^[\p{L}\p{M}]{2,}(?: [\p{L}\p{M}]+)*$/u;
const NUMBER = /^\p{N}+$/u;
const SHORT_LATIN = /^[\p{Script=Latin}\p{N}]{1,2}$/u;
const OWN_WORD = new RegExp(`^(?:${OWN_WORDS.source})$`, 'u');

function isTelling(words: readonly string[]): boolean {
  if (words.filter((word) => OWN_WORD.test(word)).length > 1) return true;
  return words.some((word) => [...word].length > 1 && !NUMBER.test(word) && !SHORT_LATIN.test(word));
}
