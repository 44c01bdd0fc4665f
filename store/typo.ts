/**
 * Search that forgives one typo: pages whose title or alias has every word of a query, one of them
 * with a letter put in, left out, changed or swapped with the next.
 * Bounded: it looks at the candidates a store gives, which are a few hundred names.
 */
import type { SearchItem, SearchList, SearchQuery } from '../graph/api.ts';
import { byCodePoint, slugName } from '../graph/names.ts';
import { type Candidate, kindOrder } from './alike-names.ts';
import { NAME_KINDS } from './node-names.ts';

/** With this many exact results nobody needs to be guessed at. */
const ENOUGH = 3;
const MAX_ITEMS = 10;
/** A shorter word with another letter is another word. */
const MIN_LETTERS = 4;
const MAX_WORDS = 8;
const MAX_LETTERS = 32;

/** A longer one is hardly a name, and would not fit into an excerpt. */
const MAX_NAME = 400;

type SpeltName = Omit<Candidate, 'slug'>;

/** A search's answer with what a typo may have kept from it, after what was found exactly. */
export function withTypos(
  { q, limit }: Pick<SearchQuery, 'q' | 'limit'>,
  exact: SearchList,
  names: readonly SpeltName[],
): SearchList {
  const there = new Set(exact.items.map((item) => item.id));
  const more = oneTypoAway(q, names)
    .filter((item) => !there.has(item.id))
    .slice(0, Math.min(MAX_ITEMS, limit - exact.items.length));
  return { items: [...exact.items, ...more], total: exact.total + more.length, next: null };
}

/**
 * Whether a search's answer is so short that a typo is looked for. All of it must be on this page of
 * the list, so that cursors need to know of nothing else.
 */
export function forgives({ q, cursor }: Pick<SearchQuery, 'q' | 'cursor'>, exact: SearchList): boolean {
  return cursor === undefined && exact.next === null && exact.total < ENOUGH && soughtWords(q).some(isLong);
}

function soughtWords(q: string): string[][] {
  const words = slugName(q)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => [...word]);
  return words.length <= MAX_WORDS && words.every((word) => word.length <= MAX_LETTERS) ? words : [];
}

function isLong(word: readonly string[]): boolean {
  return word.length >= MIN_LETTERS;
}

/** Each node once, titles before aliases, then the shortest, then the most linked. */
function oneTypoAway(q: string, names: readonly SpeltName[]): SearchItem[] {
  const sought = soughtWords(q);
  const found = new Map<string, SearchItem>();
  for (const { spelling, kind, node } of names) {
    const match = spelling === node.title ? 'title' : kind === NAME_KINDS.alias ? 'alias' : null;
    if (match === null || spelling.length > MAX_NAME || found.get(node.id)?.match === 'title') continue;
    const marks = matchedPlaces(spelling, sought);
    if (marks) found.set(node.id, { ...node, match, excerpt: spelling, marks });
  }
  return [...found.values()].sort(
    (a, b) =>
      matchOrder(a) - matchOrder(b) ||
      a.excerpt.length - b.excerpt.length ||
      kindOrder(a) - kindOrder(b) ||
      b.inDegree - a.inDegree ||
      byCodePoint(a.id, b.id),
  );
}

function matchOrder({ match }: SearchItem): number {
  return match === 'title' ? 0 : 1;
}

const WORD = /[^\s_-]+/gu;

/** Where a name has the words that are sought, null unless it has all of them with one typo at most. */
function matchedPlaces(name: string, sought: readonly string[][]): [number, number][] | null {
  const words = [...name.matchAll(WORD)].map(({ 0: word, index }) => ({
    letters: [...slugName(word)].slice(0, MAX_LETTERS + 1),
    place: [index, index + word.length] as [number, number],
  }));
  const places = new Map<number, [number, number]>();
  let typos = 0;
  for (const [i, letters] of sought.entries()) {
    const isOpen = i === sought.length - 1;
    const found =
      words.find((word) => isSame(letters, word.letters, isOpen)) ??
      (isLong(letters) ? words.find((word) => isNearly(letters, word.letters, isOpen)) : undefined);
    if (!found) return null;
    if (!isSame(letters, found.letters, isOpen)) typos += 1;
    places.set(found.place[0], found.place);
  }
  if (typos > 1 || places.size === 0) return null;
  return [...places.values()].sort((a, b) => a[0] - b[0]);
}

function isSame(sought: readonly string[], word: readonly string[], isOpen: boolean): boolean {
  return (
    (isOpen ? word.length >= sought.length : word.length === sought.length) &&
    sought.every((letter, i) => letter === word[i])
  );
}

/** One letter put in, left out, changed or swapped; of an open word the beginning is looked at. */
function isNearly(sought: readonly string[], word: readonly string[], isOpen: boolean): boolean {
  let same = 0;
  while (same < sought.length && same < word.length && sought[same] === word[same]) same += 1;
  // a beginning is told by its first letter, or nearly every short word would begin so
  const mayEndEarly = isOpen && same > 0;
  const rest = (from: number, wordFrom: number): boolean =>
    isSame(sought.slice(from), word.slice(wordFrom), mayEndEarly);
  const isSwapped = sought[same] === word[same + 1] && sought[same + 1] === word[same];
  return (
    rest(same + 1, same + 1) ||
    rest(same + 1, same) ||
    rest(same, same + 1) ||
    (isSwapped && rest(same + 2, same + 2))
  );
}
