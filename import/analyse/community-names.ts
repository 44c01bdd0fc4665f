/**
 * A name for each community: the phrase of its titles that tells it best from its siblings, by how much
 * more often its words stand there (a class-based tf-idf, after Grootendorst, "BERTopic", 2022).
 * Invariant: no two communities have the same name; a name stands in a title in just these words,
 * unless there is no such phrase left; no word is cut unless it is longer than a name may be.
 */
import type { Grouping } from './communities.ts';
import type { Outline } from './outline.ts';
import { readable, type TitleWord, titleWords } from './title-words.ts';

/** UTF-16 units. */
const LONGEST = 34;
/** Words of a phrase, the small ones between them counted. */
const MOST_WORDS = 5;
/** The titles of the most important so many pages are looked through for phrases. */
const CANDIDATES = 60;
/** What a word alone counts beside a phrase: `Linear` says less than `Linear transformations`. */
const ALONE = 0.45;
/** What it counts that a phrase stands in many titles as a whole, and that it is a whole title. */
const TOGETHER = 1.5;
const WHOLE_TITLE = 1.15;
/** What a piece with small words inside counts: `Visa on global` is torn out of its title. */
const TORN = 0.6;
/** A phrase is part of a longer one that stands in this part of its titles. */
const CLOSED = 0.7;
/** A word in fewer titles is taken for chance, by so many titles that lack it. */
const CHANCE = 3;
/** From so many siblings on, a word that all of them have is in no name. */
const ENOUGH_SIBLINGS = 3;

interface Title {
  text: string;
  words: TitleWord[];
  rank: number;
}

/** Names in the order of `communities`. */
export function nameCommunities(
  wiki: Outline,
  communities: readonly Grouping[],
  ranks: readonly number[],
): string[] {
  const titles = communities.map(({ nodes }) => titlesOf(wiki, nodes, ranks));
  const siblings = new Map<number | null, number[]>();
  communities.forEach(({ parent }, community) => {
    siblings.set(parent, [...(siblings.get(parent) ?? []), community]);
  });
  const names: string[] = [];
  const taken = new Set<string>();
  // Regions first, so that parts find names that are not taken by any region.
  for (const group of siblings.values()) {
    const counts = new WordCounts(group.map((community) => titles[community] ?? []));
    group.forEach((community, place) => {
      const name = bestName(titles[community] ?? [], (word) => counts.tell(word, place), taken);
      names[community] = name;
    });
  }
  return names;
}

/** A name for pages that come to a map with names; one that is not among these. */
export function nameOfTitles(
  pages: readonly { title: string; rank: number }[],
  names: readonly string[],
): string {
  const titles = inOrder(pages.map(({ title, rank }) => titleOf(title, rank)));
  const counts = new WordCounts([titles]);
  return bestName(titles, (word) => counts.share(word, 0), new Set(names.map(keyOf)));
}

const titleOf = (title: string, rank: number): Title => {
  const text = readable(title);
  return { text, words: titleWords(text), rank };
};

const inOrder = (titles: Title[]): Title[] => titles.sort((a, b) => b.rank - a.rank);

/** The most important first; index pages, named for the folder, and wanted ones only where there are no others. */
function titlesOf(wiki: Outline, nodes: readonly number[], ranks: readonly number[]): Title[] {
  const pages = nodes.flatMap((node) => {
    const page = wiki.pages[node];
    return page && !page.index ? [titleOf(page.title, ranks[node] ?? 0)] : [];
  });
  if (pages.length > 0) return inOrder(pages);
  return inOrder(
    nodes.map((node) => {
      const wanted = wiki.wanted[node - wiki.pages.length]?.id.split('/').at(-1);
      return titleOf(wiki.pages[node]?.title ?? wanted ?? '', ranks[node] ?? 0);
    }),
  );
}

/** In how many titles of each sibling a word stands. */
class WordCounts {
  readonly #counts: Map<string, number>[];
  readonly #sizes: number[];
  readonly #all = new Map<string, number>();
  readonly #havers = new Map<string, number>();
  #total = 0;

  constructor(siblings: readonly (readonly Title[])[]) {
    this.#sizes = siblings.map((titles) => titles.length);
    this.#counts = siblings.map((titles) => {
      const counts = new Map<string, number>();
      for (const { words } of titles) {
        for (const key of new Set(words.map((word) => word.key))) counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      for (const [key, count] of counts) {
        this.#all.set(key, (this.#all.get(key) ?? 0) + count);
        this.#havers.set(key, (this.#havers.get(key) ?? 0) + 1);
      }
      this.#total += titles.length;
      return counts;
    });
  }

  /** In which part of a sibling's titles the word stands. */
  share(word: string, sibling: number): number {
    return (this.#counts[sibling]?.get(word) ?? 0) / ((this.#sizes[sibling] ?? 0) + CHANCE);
  }

  /** How well a word tells a sibling from the others, 0 for not at all; -1 for a word that all of them have. */
  tell(word: string, sibling: number): number {
    const siblings = this.#sizes.length;
    if (siblings >= ENOUGH_SIBLINGS && this.#havers.get(word) === siblings) return -1;
    const share = this.share(word, sibling);
    const usual = (this.#all.get(word) ?? 0) / this.#total;
    // What the word adds to the divergence of these titles from all (Kullback and Leibler 1951).
    return siblings > 1 ? Math.max(0, share * Math.log2(share / usual)) : share;
  }
}

interface Phrase {
  text: string;
  /** how many titles it stands in */
  titles: number;
  score: number;
  order: number;
}

/** Phrases but for those that hardly stand in a title but as part of one longer phrase: `Prime` of `Prime numbers`. */
function closedPhrases(phrases: ReadonlyMap<string, Phrase>): Phrase[] {
  const longest = new Map<string, number>();
  for (const [key, { titles }] of phrases) {
    const words = titleWords(key);
    words.forEach(({ start }, from) => {
      for (const { end } of words.slice(from)) {
        const part = key.slice(start, end);
        if (part !== key) longest.set(part, Math.max(longest.get(part) ?? 0, titles));
      }
    });
  }
  return [...phrases].flatMap(([key, phrase]) =>
    (longest.get(key) ?? 0) >= CLOSED * phrase.titles ? [] : [phrase],
  );
}

/** The best phrase that is not taken; it is taken then. */
function bestName(titles: readonly Title[], tell: (word: string) => number, taken: Set<string>): string {
  const phrases = new Map<string, Phrase>();
  for (const { text, words } of titles.slice(0, CANDIDATES)) {
    const seen = new Set<string>();
    for (const { from, to } of phrasesOf(words)) {
      const phrase = words.slice(from, to + 1);
      const [first, last] = [phrase[0], phrase.at(-1)];
      if (!first || !last || last.end - first.start > LONGEST) continue;
      const cut = readable(text.slice(first.start, last.end));
      const key = keyOf(cut);
      if (seen.has(key)) continue;
      seen.add(key);
      const known = phrases.get(key);
      if (known) {
        known.titles += 1;
        continue;
      }
      const telling = phrase.filter((word) => word.telling);
      const tells = telling.map((word) => tell(word.key));
      const isTwice = new Set(telling.map((word) => word.key)).size < telling.length;
      if (tells.length === 0 || isTwice || tells.some((told) => told < 0)) continue;
      const isWhole = from === 0 && to === words.length - 1;
      const score =
        (tells.reduce((a, b) => a + b, 0) / Math.sqrt(tells.length)) *
        (tells.length === 1 && !isWhole ? ALONE : 1) *
        (isWhole ? WHOLE_TITLE : 1) *
        (!isWhole && telling.length < phrase.length ? TORN : 1);
      phrases.set(key, { text: cut, titles: 1, score, order: phrases.size });
    }
  }
  const looked = Math.min(titles.length, CANDIDATES) + CHANCE;
  // Rounded, so that no machine's last digit decides between two.
  const worth = ({ score, titles: together }: { score: number; titles: number }): number =>
    Math.round(1e6 * score * (1 + (TOGETHER * (together - 1)) / Math.sqrt(looked)));
  const ranked = closedPhrases(phrases).sort((a, b) => worth(b) - worth(a) || a.order - b.order);
  const name =
    ranked.find(({ text }) => !taken.has(keyOf(text)))?.text ??
    titles.map(({ text }) => shorten(text)).find((text) => text !== '' && !taken.has(keyOf(text))) ??
    numbered(shorten(titles[0]?.text ?? '') || 'Community', taken);
  taken.add(keyOf(name));
  return name;
}

const keyOf = (name: string): string => name.toLowerCase();

/** The whole title, and runs of words with nothing but blanks between them that begin and end with a telling word. */
function phrasesOf(words: readonly TitleWord[]): { from: number; to: number }[] {
  const whole = words.length > 0 ? [{ from: 0, to: words.length - 1 }] : [];
  return whole.concat(
    words.flatMap((first, from) => {
      if (!first.telling) return [];
      const runs: { from: number; to: number }[] = [];
      for (let to = from; to < Math.min(words.length, from + MOST_WORDS); to += 1) {
        const last = words[to];
        if (!last || (to > from && !last.joined)) break;
        if (last.telling || last.number) runs.push({ from, to });
      }
      return runs;
    }),
  );
}

/** As many whole words as fit, ending with one that tells something. */
function shorten(text: string): string {
  if (text.length <= LONGEST) return text;
  const fitting = titleWords(text.slice(0, 4 * LONGEST)).filter(({ end }) => end <= LONGEST);
  const last = fitting.findLast(({ telling }) => telling) ?? fitting.at(-1);
  return last ? text.slice(0, last.end) : `${[...text].slice(0, LONGEST / 2).join('')}…`;
}

function numbered(name: string, taken: ReadonlySet<string>): string {
  let number = 2;
  while (taken.has(keyOf(`${name} ${number}`))) number += 1;
  return taken.has(keyOf(name)) ? `${name} ${number}` : name;
}
