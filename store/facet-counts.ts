/**
 * How many pages have each value of each facet; `tags` is one key among the others.
 * Invariant: a page counts once for each of its values, and a value that no page has is not kept.
 */
import type { Stats } from '../graph/api.ts';
import { byCodePoint } from '../graph/names.ts';
import type { Page } from '../graph/page.ts';

/** Values of a key that are told, the most frequent ones. */
export const MAX_VALUES = 50;

export type FacetSummary = Stats['facets'][number];

/** Pages of each value of each key, or how many more or less they became. */
export class FacetCounts {
  readonly #counts = new Map<string, Map<string, number>>();

  /** @param times 1 for a page that comes, -1 for one that goes */
  count({ tags, facets }: Pick<Page, 'tags' | 'facets'>, times: 1 | -1): void {
    const own = new Map<string, Set<string>>();
    for (const { key, values } of [{ key: 'tags', values: tags }, ...facets]) {
      const known = own.get(key) ?? new Set();
      for (const value of values) known.add(String(value));
      own.set(key, known);
    }
    for (const [key, values] of own) for (const value of values) this.add(key, value, times);
  }

  add(key: string, value: string, pages: number): void {
    const counts = this.#counts.get(key) ?? new Map<string, number>();
    this.#counts.set(key, counts);
    counts.set(value, (counts.get(value) ?? 0) + pages);
  }

  /** Keys of which anything is counted. */
  keys(): string[] {
    return [...this.#counts].filter(([, counts]) => [...counts.values()].some(Boolean)).map(([key]) => key);
  }

  /** The values of a key that any page has. */
  values(key: string): [value: string, pages: number][] {
    return [...(this.#counts.get(key) ?? [])].filter(([, pages]) => pages !== 0);
  }

  /** A key with its most frequent values: most pages first, then by name; null where no page has it. */
  summary(key: string): FacetSummary | null {
    const values = this.values(key);
    if (values.length === 0) return null;
    const most = values.sort(([a, x], [b, y]) => y - x || byCodePoint(a, b)).slice(0, MAX_VALUES);
    return { key, distinct: values.length, values: most.map(([name, count]) => ({ name, count })) };
  }
}
