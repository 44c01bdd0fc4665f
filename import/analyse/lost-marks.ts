/**
 * Apostrophes and hyphens that titles have lost, as those made of file names have: `Elon Musks selfmade
 * fortune`. The headings of pages are written by hand, and show where they belong, in any language.
 * Invariant: a word that headings write without its mark as often stays as it is: a plain plural.
 */
import type { Page } from '../../graph/page.ts';
import { isHanging } from './title-words.ts';

const WORD = /[\p{L}\p{N}\p{M}]+(?:['’-][\p{L}\p{N}\p{M}]+)?/gu;
const MARK = /['’-]/u;
const LETTERS = /[\p{L}\p{N}\p{M}]+/gu;

interface LostMark {
  mark: "'" | '-';
  /** its place in the word, in UTF-16 units */
  place: number;
}

/** By the word without it, lower-cased. */
export type LostMarks = ReadonlyMap<string, LostMark>;

/** The marks that headings of these pages have in words that their titles have without. */
export function lostMarks(pages: readonly Pick<Page, 'title' | 'headings'>[]): Map<string, LostMark> {
  const inTitles = new Set<string>();
  for (const { title } of pages)
    for (const [word] of title.matchAll(LETTERS)) inTitles.add(word.toLowerCase());
  const found = new Map<string, { lost: LostMark; more: number }>();
  for (const { headings } of pages) {
    for (const { text } of headings) {
      if (!MARK.test(text)) continue;
      for (const [word] of text.matchAll(WORD)) {
        const place = word.search(MARK);
        const bare = (word.slice(0, place) + word.slice(place + 1)).toLowerCase();
        if (place === -1 || !inTitles.has(bare) || isHanging(bare)) continue;
        const known = found.get(bare);
        if (known) known.more += 1;
        else found.set(bare, { lost: { mark: word[place] === '-' ? '-' : "'", place }, more: 1 });
      }
    }
  }
  for (const { headings } of found.size > 0 ? pages : []) {
    for (const { text } of headings) {
      for (const [word] of text.matchAll(WORD)) {
        const known = found.get(word.toLowerCase());
        if (known) known.more -= 1;
      }
    }
  }
  return new Map([...found].flatMap(([word, { lost, more }]) => (more > 0 ? [[word, lost]] : [])));
}

/** A title with the marks that it has lost. */
export function withMarks(title: string, marks: LostMarks): string {
  if (marks.size === 0) return title;
  return title.replace(LETTERS, (word) => {
    const lost = marks.get(word.toLowerCase());
    return lost ? `${word.slice(0, lost.place)}${lost.mark}${word.slice(lost.place)}` : word;
  });
}
