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

/** All that bear one name, in whatever case. */
class Namesakes<T extends Located> {
  readonly #bearers: [Named<T>, ...Named<T>[]];
  readonly #spelt = new Map<string, Candidates<T>>();

  constructor(first: Named<T>) {
    this.#bearers = [first];
  }

  get isAlone(): boolean {
    return this.#bearers.length === 1;
  }

  add(bearer: Named<T>): void {
    this.#bearers.push(bearer);
  }

  /** Those of exactly this spelling if there are any, else all. */
  spelt(spelling: string): Candidates<T> {
    const known = this.#spelt.get(spelling);
    if (known) return known;
    const exact = this.#bearers.filter((one) => one.spelling === spelling);
    // One page may bear a name twice (as two aliases in different case): it answers once.
    const items = new Set((exact.length > 0 ? exact : this.#bearers).map((one) => one.item));
    const [first = this.#bearers[0].item, ...rest] = items;
    const candidates = new Candidates([first, ...rest]);
    this.#spelt.set(spelling, candidates);
    return candidates;
  }
}

export class NameIndex<T extends Located> {
  readonly #named = new Map<string, Namesakes<T>>();
  readonly #keyOf: (name: string) => string;
  readonly #spellingOf: (name: string) => string;

  /** `keyOf` says which spellings are one name, `spellingOf` what of a spelling its case is judged by. */
  constructor(keyOf: (name: string) => string, spellingOf: (name: string) => string) {
    this.#keyOf = keyOf;
    this.#spellingOf = spellingOf;
  }
}
