/**
 * A name for each community, taken from its most important pages.
 * Invariant: no two communities have the same name, and no word is cut unless it is longer than a name may be.
 */
import type { Outline } from './outline.ts';

/** UTF-16 units. */
const LONGEST = 34;
/** Words that leave a name hanging when they end it. */
const HANGING = new Set(
  'a an and as at by for from how in into is its of on or over s the their to under versus via vs with your'.split(
    ' ',
  ),
);

/** Pages whose titles are looked at for one community. */
const CANDIDATES = 12;
/** A title that must be shortened has to be so much more important than one that fits whole. */
const SHORTENING_COST = 3;

/** Names in the order of `communities`, lists of node numbers. */
export function nameCommunities(wiki: Outline, communities: number[][], ranks: number[]): string[] {
  /** each name given, and the last number it was given with */
  const taken = new Map<string, number>();
  return communities.map((members) => {
    const titles = members
      .map((node) => ({ node, rank: (ranks[node] ?? 0) * tellingness(wiki, node) }))
      .sort((a, b) => b.rank - a.rank || a.node - b.node)
      .slice(0, CANDIDATES)
      .map(({ node, rank }) => ({ title: readable(titleOf(wiki, node)), rank }))
      .map(({ title, rank }) => ({ title, rank: title.length > LONGEST ? rank / SHORTENING_COST : rank }))
      .sort((a, b) => b.rank - a.rank);
    const names = titles.map(({ title }) => shorten(title)).filter((name) => name !== '');
    const name = names.find((one) => !taken.has(one)) ?? numbered(names[0] ?? 'Community', taken);
    taken.set(name, 1);
    return name;
  });
}

/** An index page's title names the folder, a wanted page has none but its id: both only where there is no other. */
function tellingness(wiki: Outline, node: number): number {
  const page = wiki.pages[node];
  return page && !page.index ? 1 : 1e-6;
}

function titleOf(wiki: Outline, node: number): string {
  return wiki.pages[node]?.title ?? wiki.wanted[node - wiki.pages.length]?.id.split('/').at(-1) ?? '';
}

/** `prime_numbers` → `Prime numbers`; a capital first, unless the first word has one elsewhere (`iPhone`). */
function readable(title: string): string {
  const blanks = title.trim().replace(/\s+/gu, ' ');
  const text =
    blanks.includes(' ') || !/\p{L}/u.test(blanks) ? blanks : blanks.replace(/[_-]+/gu, ' ').trim();
  return /^\p{Ll}+(?!\p{L})/u.test(text) ? text.slice(0, 1).toUpperCase() + text.slice(1) : text;
}

/** As many whole words as fit; it ends before a word like `of` rather than in the middle of a phrase. */
function shorten(title: string): string {
  if (title.length <= LONGEST) return title;
  const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
  const words = [...segmenter.segment(title.slice(0, 4 * LONGEST))].filter(({ isWordLike }) => isWordLike);
  const fitting = words.filter(({ index, segment }) => index + segment.length <= LONGEST);
  const isHanging = (place: number): boolean => HANGING.has(words[place]?.segment.toLowerCase() ?? '');
  let length = fitting.length;
  if (!isHanging(length)) {
    const phrase = fitting.findLastIndex((_, place) => isHanging(place));
    if (phrase >= 3) length = phrase;
  }
  while (length > 0 && isHanging(length - 1)) length--;
  const last = fitting[length - 1];
  if (last) return title.slice(0, last.index + last.segment.length);
  return `${[...title].slice(0, LONGEST / 2).join('')}…`;
}

function numbered(name: string, taken: Map<string, number>): string {
  let number = taken.get(name) ?? 1;
  do number++;
  while (taken.has(`${name} ${number}`));
  taken.set(name, number);
  return `${name} ${number}`;
}
