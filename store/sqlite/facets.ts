/**
 * The values pages can be coloured and filtered by, counted once when a graph is written.
 * Invariant: a page counts once for each of its values; `tags` is one key among the others.
 */
import type { Stats } from '../../graph/api.ts';
import { byCodePoint } from '../../graph/names.ts';
import type { Page } from '../../graph/page.ts';

const MAX_VALUES = 50;

type FacetCounts = Stats['facets'];

/** Every key with its most frequent values: most pages first, then by name. */
export function countFacets(pages: readonly Page[]): FacetCounts {
  const keys = new Map<string, Map<string, number>>();
  for (const page of pages) {
    const own = new Map<string, Set<string>>();
    const add = (key: string, values: readonly unknown[]): void => {
      const known = own.get(key) ?? new Set();
      for (const value of values) known.add(String(value));
      own.set(key, known);
    };
    add('tags', page.tags);
    for (const { key, values } of page.facets) add(key, values);
    for (const [key, values] of own) {
      const counts = keys.get(key) ?? new Map<string, number>();
      for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
      if (values.size > 0) keys.set(key, counts);
    }
  }
  return [...keys]
    .map(([key, counts]) => ({ key, distinct: counts.size, values: mostFrequent(counts) }))
    .sort((a, b) => byCodePoint(a.key, b.key));
}

function mostFrequent(counts: Map<string, number>): FacetCounts[number]['values'] {
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || byCodePoint(a.name, b.name))
    .slice(0, MAX_VALUES);
}
