/**
 * Apostrophes that titles have lost, as those made of file names have: `Elon Musks early life`. The
 * headings of pages are written by hand, and show where they belong, in any language.
 * Invariant: a word that headings write without an apostrophe as often stays as it is: a plain plural.
 */
import type { Page } from '../../graph/page.ts';
import { isHanging } from './title-words.ts';

const WORD = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}\p{M}]+)?/gu;
const APOSTROPHE = /['’]/u;
const LETTERS = /[\p{L}\p{N}\p{M}]+/gu;

/** Lower-cased words without their apostrophe, and the place it has in them, in UTF-16 units. */
export function lostApostrophes(pages: readonly Pick<Page, 'title' | 'headings'>[]): Map<string, number> {
  const inTitles = new Set<string>();
  for (const { title } of pages)
    for (const [word] of title.matchAll(LETTERS)) inTitles.add(word.toLowerCase());
  const found = new Map<string, { place: number; more: number }>();
  for (const { headings } of pages) {
    for (const { text } of headings) {
      if (!APOSTROPHE.test(text)) continue;
      for (const [word] of text.matchAll(WORD)) {
        const place = word.search(APOSTROPHE);
        const bare = (word.slice(0, place) + word.slice(place + 1)).toLowerCase();
        if (place === -1 || !inTitles.has(bare) || isHanging(bare)) continue;
        const known = found.get(bare);
        if (known) known.more += 1;
        else found.set(bare, { place, more: 1 });
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
  return new Map([...found].flatMap(([word, { place, more }]) => (more > 0 ? [[word, place]] : [])));
}

/** A title with the apostrophes that it has lost. */
export function withApostrophes(title: string, apostrophes: ReadonlyMap<string, number>): string {
  if (apostrophes.size === 0) return title;
  return title.replace(LETTERS, (word) => {
    const place = apostrophes.get(word.toLowerCase());
    return place === undefined ? word : `${word.slice(0, place)}'${word.slice(place)}`;
  });
}
