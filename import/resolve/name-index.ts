/**
 * Finds what answers to a name, and who is nearest where several do.
 * Invariant: those who share a name stand in the order of preference, whenever they came; between
 * two changes a look-up costs the same however many they are.
 */
import { byCodePoint } from '../../graph/names.ts';

/** Something with a place in the folder. */
export interface Located {
  path: string;
  /** path of its folder, '' at the root */
  folder: string;
}

/** Shortest path first, then by code points: the order in which candidates are preferred. */
export const byPreference = (a: Located, b: Located): number =>
  a.path.length - b.path.length || byCodePoint(a.path, b.path);

/** All that answer equally well to one spelling; never empty. */
export class Candidates<T extends Located> {
  readonly count: number;
  readonly #first: T;
  readonly #firstInFolder: Map<string, T> | null;

  constructor(items: readonly [T, ...T[]]) {
    this.count = items.length;
    this.#first = items[0];
    this.#firstInFolder = null;
    if (items.length === 1) return;
    this.#firstInFolder = new Map();
    for (const item of items) {
      if (!this.#firstInFolder.has(item.folder)) this.#firstInFolder.set(item.folder, item);
    }
  }

  /** The one in the asker's own folder, else the one with the shortest path, else the first by code points. */
  nearest(folder: string): T {
    return this.#firstInFolder?.get(folder) ?? this.#first;
  }
}

interface Named<T> {
  spelling: string;
  item: T;
}

/** Those who share a name, in the order of preference; one alone, as most are, without a list around it. */
type Bearers<T> = Named<T> | Named<T>[];

export class NameIndex<T extends Located> {
  readonly #named = new Map<string, Bearers<T>>();
  /** for a key that several bear, what was found for each spelling of it */
  readonly #crowds = new Map<string, Map<string, Candidates<T>>>();
  readonly #keyOf: (name: string) => string;
  readonly #spellingOf: (name: string) => string;

  /** `keyOf` says which spellings are one name, `spellingOf` what of a spelling its case is judged by. */
  constructor(keyOf: (name: string) => string, spellingOf: (name: string) => string) {
    this.#keyOf = keyOf;
    this.#spellingOf = spellingOf;
  }

  /**
   * Takes `key` and `spelling` as this index's own functions make them. A key with an empty segment
   * (a name of nothing but punctuation has no slug) is no name.
   */
  add(key: string, spelling: string, item: T): void {
    if (EMPTY_SEGMENT.test(key)) return;
    const bearers = this.#named.get(key);
    const named = { spelling, item };
    if (!bearers) this.#named.set(key, named);
    else if (Array.isArray(bearers)) insert(bearers, named);
    else this.#named.set(key, insert([bearers], named));
    if (bearers) this.#crowds.delete(key);
  }

  /** Takes an item out again, under every spelling it has for this key. */
  remove(key: string, item: T): void {
    const bearers = this.#named.get(key);
    if (!bearers) return;
    const [left, ...others] = (Array.isArray(bearers) ? bearers : [bearers]).filter(
      (one) => one.item !== item,
    );
    if (!left) this.#named.delete(key);
    else this.#named.set(key, others.length === 0 ? left : [left, ...others]);
    this.#crowds.delete(key);
  }

  /** Those spelt in exactly this case if there are any, else all of this name. */
  find(name: string): Candidates<T> | null {
    if (this.#named.size === 0) return null;
    const key = this.#keyOf(name);
    const bearers = this.#named.get(key);
    if (!bearers) return null;
    if (!Array.isArray(bearers)) return new Candidates([bearers.item]);
    const crowds = this.#crowds.get(key) ?? new Map<string, Candidates<T>>();
    this.#crowds.set(key, crowds);
    const known = crowds.get(name);
    if (known) return known;
    const spelling = this.#spellingOf(name);
    const exact = bearers.filter((one) => one.spelling === spelling);
    // One page may bear a name twice (as two aliases in different case): it answers once.
    const items = new Set((exact.length > 0 ? exact : bearers).map((one) => one.item));
    const [first, ...rest] = items;
    if (first === undefined) return null;
    const candidates = new Candidates([first, ...rest]);
    crowds.set(name, candidates);
    return candidates;
  }
}

/** Puts a bearer where it belongs in the order of preference, after itself; most come in that order. */
function insert<T extends Located>(bearers: Named<T>[], named: Named<T>): Named<T>[] {
  let [low, high] = [0, bearers.length];
  const last = bearers.at(-1);
  if (last && byPreference(last.item, named.item) <= 0) low = high;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = bearers[middle];
    if (at !== undefined && byPreference(at.item, named.item) <= 0) low = middle + 1;
    else high = middle;
  }
  bearers.splice(low, 0, named);
  return bearers;
}

const EMPTY_SEGMENT = /^$|^\/|\/\/|\/$/;
