/**
 * Keeps which pages want which missing page, and how each missing page is called.
 * Invariant: after `settle`, a wanted page's id is its first spelling in the order of the pages
 * that want it by their ids, then of place; whatever order they were told in.
 */
import { byCodePoint } from '../../graph/names.ts';
import type { PageId } from '../../graph/page.ts';

/** What one page wants: for each key its first spelling. */
export type Wants = ReadonlyMap<string, string>;

interface Wish {
  id: PageId;
  spellings: Map<PageId, string>;
}

export class WantedPages {
  readonly #wishes = new Map<string, Wish>();
  readonly #wantsOf = new Map<PageId, Wants>();
  readonly #touched = new Set<string>();

  /** Replaces what a page wants; an empty map for a page that is gone or wants nothing. */
  set(page: PageId, wants: Wants): void {
    const before = this.#wantsOf.get(page);
    for (const key of before?.keys() ?? []) {
      this.#wishes.get(key)?.spellings.delete(page);
      this.#touched.add(key);
    }
    if (wants.size > 0) this.#wantsOf.set(page, wants);
    else this.#wantsOf.delete(page);
    for (const [key, spelling] of wants) {
      const wish = this.#wishes.get(key) ?? { id: '', spellings: new Map<PageId, string>() };
      wish.spellings.set(page, spelling);
      this.#wishes.set(key, wish);
      this.#touched.add(key);
    }
  }

  /** Names what was touched since the last time; gives the pages that want something under a new name. */
  settle(): Set<PageId> {
    const renamedFor = new Set<PageId>();
    for (const key of this.#touched) {
      const wish = this.#wishes.get(key);
      if (!wish) continue;
      let first: PageId | null = null;
      for (const page of wish.spellings.keys()) {
        if (first === null || byCodePoint(page, first) < 0) first = page;
      }
      if (first === null) {
        this.#wishes.delete(key);
        continue;
      }
      const id = wish.spellings.get(first) ?? '';
      if (id === wish.id) continue;
      wish.id = id;
      for (const page of wish.spellings.keys()) renamedFor.add(page);
    }
    this.#touched.clear();
    return renamedFor;
  }

  /** @throws where no page wants it: the caller has not told of the one it asks for */
  idOf(key: string): PageId {
    const wish = this.#wishes.get(key);
    if (!wish) throw new Error(`no page wants ${key}`);
    return wish.id;
  }

  /** In code-point order. */
  ids(): PageId[] {
    return [...this.#wishes.values()].map((wish) => wish.id).sort(byCodePoint);
  }
}
