/**
 * A front-matter key as a column of the map: which of its most frequent values each page has.
 * Invariant: of several values the most frequent one counts, so that any order of them gives the same.
 */
import type { Page } from '../graph/page.ts';

export interface FacetColumn<Key> {
  /** the most frequent first */
  values: readonly string[];
  /** by node: a place in `values`; nodes that have none of them are not in it */
  places: ReadonlyMap<Key, number>;
}

export interface FacetsOfPage<Key> extends Pick<Page, 'tags' | 'facets'> {
  page: Key;
}

export function facetColumn<Key>(
  facet: string,
  values: readonly string[],
  pages: Iterable<FacetsOfPage<Key>>,
): FacetColumn<Key> {
  const placeOf = new Map(values.map((value, place) => [value, place]));
  const places = new Map<Key, number>();
  for (const { page, tags, facets } of pages) {
    const own = facets.filter(({ key }) => key === facet).flatMap((one) => one.values.map(String));
    if (facet === 'tags') own.push(...tags);
    const found = own.flatMap((value) => placeOf.get(value) ?? []);
    if (found.length > 0) places.set(page, Math.min(...found));
  }
  return { values, places };
}
