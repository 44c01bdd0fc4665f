/**
 * A name for each community: the phrase of its titles that tells it best from its siblings, by how much
 * more often its words stand there (a class-based tf-idf, after Grootendorst, "BERTopic", 2022).
 * Invariant: no two communities have the same name; a name stands in a title in just these words,
 * unless there is no such phrase left; no word is cut unless it is longer than a name may be.
 */
import type { Grouping } from './communities.ts';
import { type LostMarks, withMarks } from './lost-marks.ts';
import type { Outline } from './outline.ts';
import { readable, type TitleWord, titleWords } from './title-words.ts';

/** UTF-16 units. */
const LONGEST = 34;
/** Words of a phrase, the small ones between them counted. */
const MOST_WORDS = 5;
/** The titles of the most important so many pages are looked through for phrases. */
const CANDIDATES = 120;
/** What a word alone counts beside a phrase: as a proper name, as a whole title, and as any other (`Life`). */
const ALONE = { name: 0.5, title: 0.5, other: 0.1 };
/** What it counts that a phrase stands in many titles as a whole, and that it is a whole title. */
const TOGETHER = 2;
const WHOLE_TITLE = 1.15;
/** What a piece with small words inside counts: `Visa on global` is torn out of its title. */
const TORN = 0.4;
/** What a phrase of one title counts in a community of some titles. */
const ONCE = 0.6;
const SOME_TITLES = 10;
/** What it counts that a phrase mostly goes on: `Hardware revolutions preceding`, `early` of `early life`. */
const GOES_ON = 0.3;
/** And that it mostly comes after another telling word, or a number: `bit security` of `256 bit security`. */
const COMES_FROM = 0.85;
const AFTER_NUMBER = 0.3;
/** A phrase is part of a longer one that stands in this part of its titles. */
const CLOSED = 0.7;
/** A word in fewer titles is taken for chance, by so many titles that lack it. */
const CHANCE = 3;
/** From so many siblings on, a word that all of them have is in no name. */
const ENOUGH_SIBLINGS = 3;
/** A word is no name alone where this part of the siblings have it in this part of their titles. */
const COMMON = 0.4;
const USUAL = 0.05;

/** Capitals alone. */
const ABBREVIATION = /^\p{Lu}{2,}$/u;

/** What names are made of. */
type Named = Omit<Outline, 'edges'>;

interface Title {
  text: string;
  words: TitleWord[];
  rank: number;
}

/** Names in the order of `communities`. */
export function nameCommunities(
  wiki: Named,
  communities: readonly Grouping[],
  ranks: readonly number[],
): string[] {
  const titleOfNode = titleReader(wiki, ranks);
  const titles = communities.map(({ nodes }) => titlesOf(wiki, nodes, titleOfNode));
  const properNames = properNamesOf(titles.flat());
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
      names[community] = bestName(titles[community] ?? [], {
        tell: (word) => counts.tell(word, place),
        isCommon: (word) => counts.isCommon(word, place),
        properNames,
        taken,
        beside: group.flatMap((sibling) => names[sibling] ?? []),
        within: names[communities[community]?.parent ?? -1] ?? '',
      });
    });
  }
  return names;
}

/** A name for pages that come to a map with names; one that is not among these. */
export function nameOfTitles(
  pages: readonly { title: string; rank: number }[],
  marks: LostMarks,
  names: readonly string[],
): string {
  const titles = inOrder(pages.map(({ title, rank }) => titleOf(withMarks(title, marks), rank)));
  const counts = new WordCounts([titles]);
  return bestName(titles, {
    tell: (word) => counts.share(word, 0),
    isCommon: () => false,
    properNames: properNamesOf(titles),
    taken: new Set(names.map(keyOf)),
    beside: names,
    within: '',
  });
}

const titleOf = (title: string, rank: number): Title => {
  const text = readable(title);
  return { text, words: titleWords(text), rank };
};

const inOrder = (titles: Title[]): Title[] => titles.sort((a, b) => b.rank - a.rank);

/** Reads each title once, though it stands in a region and in a part of it. */
function titleReader(wiki: Named, ranks: readonly number[]): (node: number) => Title {
  const known = new Map<number, Title>();
  return (node) => {
    let title = known.get(node);
    if (!title) {
      const wanted = wiki.wanted[node - wiki.pages.length]?.id.split('/').at(-1);
      const text = withMarks(wiki.pages[node]?.title ?? wanted ?? '', wiki.marks);
      known.set(node, (title = titleOf(text, ranks[node] ?? 0)));
    }
    return title;
  };
}

/** The most important first; index pages, named for the folder, and wanted ones only where there are no others. */
function titlesOf(wiki: Named, nodes: readonly number[], titleOfNode: (node: number) => Title): Title[] {
  const pages = nodes.filter((node) => wiki.pages[node]?.index === false);
  return inOrder((pages.length > 0 ? pages : nodes).map(titleOfNode));
}

/**
 * Words written with a capital wherever titles show it: inside of titles that have words without one.
 * Those with a capital inside (`YouTube`, `PDF`) are as well.
 */
function properNamesOf(titles: readonly Title[]): Set<string> {
  const capitals = new Map<string, number>();
  for (const { text, words } of new Set(titles)) {
    const written = words.map((word) => text.slice(word.start, word.bareEnd));
    const isSentence = words.some(
      ({ telling }, place) => place > 0 && telling && startsLow(written[place] ?? ''),
    );
    words.forEach(({ key, telling }, place) => {
      const word = written[place] ?? '';
      const inside = word.slice(1) !== word.slice(1).toLowerCase();
      if (!telling || (!inside && (place === 0 || !isSentence))) return;
      capitals.set(key, (capitals.get(key) ?? 0) + (word === word.toLowerCase() ? -1 : 1));
    });
  }
  return new Set([...capitals].flatMap(([key, more]) => (more > 0 ? [key] : [])));
}

/** With a letter that could have been a capital. */
function startsLow(word: string): boolean {
  const first = word.slice(0, 1);
  return first !== first.toUpperCase();
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

  /** Whether many siblings have the word, or it stands in more titles of others. */
  isCommon(word: string, sibling: number): boolean {
    const siblings = this.#sizes.length;
    if (siblings < ENOUGH_SIBLINGS) return false;
    const own = this.#counts[sibling]?.get(word) ?? 0;
    if ((this.#all.get(word) ?? 0) > 2 * own) return true;
    const usual = this.#counts.filter(
      (counts, place) => (counts.get(word) ?? 0) > USUAL * (this.#sizes[place] ?? 0),
    );
    return usual.length > COMMON * siblings;
  }
}

interface Setting {
  /** how well a word tells the community from its siblings, negative where it must not stand in a name */
  tell: (word: string) => number;
  /** whether a word is so usual among siblings that it alone is no name */
  isCommon: (word: string) => boolean;
  properNames: ReadonlySet<string>;
  /** keys of all names that are given; the one that is found is added */
  taken: Set<string>;
  /** names of siblings */
  beside: readonly string[];
  /** name of the region that the community is a part of, '' for none */
  within: string;
}

interface Phrase {
  /** as it is written most often, of those the shortest */
  text: string;
  written: Map<string, number>;
  /** its words, each between two blanks */
  key: string;
  /** not too long for a name */
  fits: boolean;
  /** how many titles it stands in, in how many it goes on, and comes after another telling word or a number */
  titles: number;
  goesOn: number;
  comesFrom: number;
  afterNumber: number;
  score: number;
  order: number;
}

/** Whether a phrase hardly stands in a title but as part of one longer phrase: `Prime` of `Prime numbers`. */
function isPart(phrase: Phrase, phrases: readonly Phrase[]): boolean {
  return phrases.some(
    ({ key, titles, fits }) =>
      (fits || titles > 1) &&
      titles >= CLOSED * phrase.titles &&
      key.length > phrase.key.length &&
      key.includes(phrase.key),
  );
}

/** Whether some titles have the words that an abbreviation stands for: `Artificial intelligence` for `AI`. */
function isSpeltOut(short: Phrase, long: Phrase): boolean {
  if (!ABBREVIATION.test(short.text) || long.titles < 2) return false;
  const words = long.key.trim().split(' ');
  return words.map(([first]) => first).join('') === short.text.toLowerCase();
}

/** The best phrase that is not taken; it is taken then. */
function bestName(titles: readonly Title[], setting: Setting): string {
  const { taken } = setting;
  const phrases = phrasesIn(titles.slice(0, CANDIDATES), setting);
  const looked = Math.min(titles.length, CANDIDATES) + CHANCE;
  // Rounded, so that no machine's last digit decides between two.
  const worth = ({ score, titles: together, goesOn, comesFrom, afterNumber }: Phrase): number =>
    Math.round(
      1e6 *
        score *
        (2 * goesOn > together ? GOES_ON : 1) *
        (2 * comesFrom > together ? COMES_FROM : 1) *
        (2 * afterNumber > together ? AFTER_NUMBER : 1) *
        (together === 1 && titles.length >= SOME_TITLES ? ONCE : 1) *
        (1 + (TOGETHER * (together - 1)) / Math.sqrt(looked)),
    );
  const all = [...phrases.values()];
  const ranked = all
    .map((phrase) => ({ phrase, worth: worth(phrase) }))
    .sort((a, b) => b.worth - a.worth || a.phrase.order - b.phrase.order);
  const beside = setting.beside.map(tellingKeys);
  const whole = tellingKeys(setting.within);
  const isLikeOther = (text: string): boolean => {
    const keys = tellingKeys(text);
    if (isWithin(keys, whole)) return true;
    return beside.some((others) => isWithin(keys, others) || isWithin(others, keys));
  };
  const isFree = ({ phrase }: { phrase: Phrase }): boolean =>
    phrase.fits && !taken.has(keyOf(phrase.text)) && !isPart(phrase, all);
  const isOwn = (one: { phrase: Phrase }): boolean => isFree(one) && !isLikeOther(one.phrase.text);
  const best = ranked.find((one) => one.worth > 0 && isOwn(one)) ?? ranked.find(isFree);
  const spelt = best && ranked.find((one) => isOwn(one) && isSpeltOut(best.phrase, one.phrase));
  const name =
    (spelt ?? best)?.phrase.text ??
    titles.map(({ text }) => shorten(text)).find((text) => text !== '' && !taken.has(keyOf(text))) ??
    numbered(shorten(titles[0]?.text ?? '') || 'Community', taken);
  taken.add(keyOf(name));
  return name;
}

/** All phrases of some titles, by their words. */
function phrasesIn(titles: readonly Title[], setting: Setting): Map<string, Phrase> {
  const phrases = new Map<string, Phrase>();
  for (const { text, words } of titles) {
    const seen = new Set<string>();
    for (const { from, to } of phrasesOf(words)) {
      const phrase = words.slice(from, to + 1);
      const [first, last] = [phrase[0], phrase.at(-1)];
      if (!first || !last) continue;
      const fits = last.bareEnd - first.start <= LONGEST;
      const isWhole = phrase.length === words.length;
      if (!fits && isWhole) continue;
      const key = ` ${phrase.map((word) => word.key).join(' ')} `;
      if (seen.has(key)) continue;
      seen.add(key);
      let known = phrases.get(key);
      if (!known) {
        const score = scoreOf(phrase, isWhole, setting);
        if (score === null) continue;
        known = {
          text: '',
          written: new Map(),
          key,
          fits,
          titles: 0,
          goesOn: 0,
          comesFrom: 0,
          afterNumber: 0,
          score,
          order: phrases.size,
        };
        phrases.set(key, known);
      }
      known.titles += 1;
      const cut = readable(text.slice(first.start, last.bareEnd));
      const times = (known.written.get(cut) ?? 0) + 1;
      known.written.set(cut, times);
      const most = known.written.get(known.text) ?? 0;
      if (times > most || (times === most && cut.length < known.text.length)) known.text = cut;
      const [before, after] = [words[from - 1], words[to + 1]];
      if (after?.joined && (after.telling || after.number) && last.bareEnd === last.end) known.goesOn += 1;
      if (before?.telling && first.joined) known.comesFrom += 1;
      if (before?.number && first.joined) known.afterNumber += 1;
    }
  }
  return phrases;
}

/** By its words alone; null for what is no name. */
function scoreOf(phrase: readonly TitleWord[], isWhole: boolean, setting: Setting): number | null {
  const telling = phrase.filter((word) => word.telling).map((word) => word.key);
  const tells = telling.map(setting.tell);
  const isTwice = new Set(telling).size < telling.length;
  if (tells.length === 0 || isTwice || tells.some((told) => told < 0)) return null;
  if (telling.length === 1 && setting.isCommon(telling[0] ?? '')) return null;
  const alone = setting.properNames.has(telling[0] ?? '') ? ALONE.name : isWhole ? ALONE.title : ALONE.other;
  return (
    (tells.reduce((a, b) => a + b, 0) / Math.sqrt(tells.length)) *
    (tells.length === 1 ? alone : 1) *
    (isWhole ? WHOLE_TITLE : 1) *
    (!isWhole && phrase.some(isSmall) ? TORN : 1)
  );
}

const isSmall = ({ telling, number, initial }: TitleWord): boolean => !telling && !number && !initial;

function tellingKeys(name: string): Set<string> {
  return new Set(titleWords(name).flatMap(({ telling, key }) => (telling ? [key] : [])));
}

function isWithin(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  return some.size > 0 && [...some].every((key) => all.has(key));
}

/** The same for names that differ in a plural only. */
function keyOf(name: string): string {
  return (
    titleWords(name)
      .map(({ key }) => key)
      .join(' ') || name.toLowerCase()
  );
}

/**
 * The whole title, and runs of words with nothing but blanks between them that begin and end with a
 * telling word; a capital alone belongs to the one beside it.
 */
function phrasesOf(words: readonly TitleWord[]): { from: number; to: number }[] {
  const whole = words.length > 0 ? [{ from: 0, to: words.length - 1 }] : [];
  return whole.concat(
    words.flatMap((first, from) => {
      if (!first.telling && !belongsTo(words[from + 1], first, words[from + 1]?.joined)) return [];
      const runs: { from: number; to: number }[] = [];
      for (let to = from; to < Math.min(words.length, from + MOST_WORDS); to += 1) {
        const last = words[to];
        if (!last || (to > from && !last.joined)) break;
        if (last.telling || (to > from && (last.number || belongsTo(words[to - 1], last, last.joined))))
          runs.push({ from, to });
      }
      return runs;
    }),
  );
}

/** Whether a capital alone and the word beside it make a name: `Y Combinator`. The English article does not. */
function belongsTo(word: TitleWord | undefined, letter: TitleWord, joined = false): boolean {
  return joined && letter.initial && letter.key !== 'a' && word?.telling === true && word.capital;
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
