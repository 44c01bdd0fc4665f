/**
 * Finds what answers to a name, and who is nearest where several do.
 * Invariant: built once from items in the order of preference (shortest path, then code points);
 * after that a look-up costs the same however many share a name.
 */

/** Something with a place in the folder. */
export interface Located {
  path: string;
  /** path of its folder, '' at the root */
  folder: string;
}

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

type Bearers<T> = [Named<T>, ...Named<T>[]];

export class NameIndex<T extends Located> {
  readonly #named = new Map<string, Bearers<T>>();
  /** what was found for a spelling, where several bear the name */
  readonly #crowds = new Map<string, Candidates<T>>();
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
    if (bearers) bearers.push({ spelling, item });
    else this.#named.set(key, [{ spelling, item }]);
  }

  /** Those spelt in exactly this case if there are any, else all of this name. */
  find(name: string): Candidates<T> | null {
    if (this.#named.size === 0) return null;
    const bearers = this.#named.get(this.#keyOf(name));
    if (!bearers) return null;
    if (bearers.length === 1) return new Candidates([bearers[0].item]);
    const known = this.#crowds.get(name);
    if (known) return known;
    const spelling = this.#spellingOf(name);
    const exact = bearers.filter((one) => one.spelling === spelling);
    // One page may bear a name twice (as two aliases in different case): it answers once.
    const items = new Set((exact.length > 0 ? exact : bearers).map((one) => one.item));
    const [first = bearers[0].item, ...rest] = items;
    const candidates = new Candidates([first, ...rest]);
    this.#crowds.set(name, candidates);
    return candidates;
  }
}

const EMPTY_SEGMENT = /^$|^\/|\/\/|\/$/;
