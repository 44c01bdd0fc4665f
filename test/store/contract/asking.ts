/**
 * What the parts of the contract share: the store under test, queries with their defaults, and
 * inputs that are hard to take.
 */
import {
  type LinksQuery,
  type MapQuery,
  type PathsQuery,
  type ReportQuery,
  type SearchQuery,
  type RelatedQuery,
  type SubgraphQuery,
  type UnlinkedQuery,
  linksQuerySchema,
  mapQuerySchema,
  pathsQuerySchema,
  relatedQuerySchema,
  reportQuerySchema,
  searchQuerySchema,
  subgraphQuerySchema,
  unlinkedQuerySchema,
} from '../../../graph/api.ts';
import type { GraphStore } from '../../../store/graph-store.ts';
import type { PageSpec } from '../sample-graph.ts';

export interface StoreUnderTest {
  /** a new one in each test, empty */
  readonly store: GraphStore;
  /** another reader of the same database */
  again(): Promise<GraphStore>;
  writeSample(): Promise<void>;
  writePages(pages: PageSpec[]): Promise<void>;
}

/** Names and queries that are text and nothing else. */
export const HOSTILE = [
  '"',
  "'",
  '%',
  '_',
  '*',
  '\\',
  'NEAR(',
  'NEAR(a b, 2)',
  'apple OR',
  'apple AND NOT',
  'title : apple',
  '-apple',
  '^apple',
  '{title} : x',
  '"unclosed',
  '\0',
  'a\0b',
  '\ud800',
  '\ufdd0x\ufdd1',
  "'; DROP TABLE node; --",
  '__proto__',
  'toString',
  '../../etc/passwd',
  '́',
  '‮',
  '('.repeat(500),
  'x '.repeat(250),
  '"*"*"*',
];

/** Queries as the server hands them on, defaults filled in. */
export const ask = {
  map: (query: Partial<MapQuery> = {}): MapQuery => ({ ...mapQuerySchema.parse({}), ...query }),
  subgraph: (seed: string | string[], query: Partial<SubgraphQuery> = {}): SubgraphQuery => ({
    ...subgraphQuerySchema.parse({ seed: 'x' }),
    seed: [seed].flat(),
    ...query,
  }),
  paths: (from: string, to: string, query: Partial<PathsQuery> = {}): PathsQuery => ({
    ...pathsQuerySchema.parse({ from: 'x', to: 'x' }),
    from,
    to,
    ...query,
  }),
  links: (query: Partial<LinksQuery> = {}): LinksQuery => ({ ...linksQuerySchema.parse({}), ...query }),
  search: (q: string, query: Partial<SearchQuery> = {}): SearchQuery => ({
    ...searchQuerySchema.parse({ q: '' }),
    q,
    ...query,
  }),
  mentions: (query: Partial<UnlinkedQuery> = {}): UnlinkedQuery => ({
    ...unlinkedQuerySchema.parse({}),
    ...query,
  }),
  related: (query: Partial<RelatedQuery> = {}): RelatedQuery => ({
    ...relatedQuerySchema.parse({}),
    ...query,
  }),
  report: (query: Partial<ReportQuery> = {}): ReportQuery => ({
    ...reportQuerySchema.parse({}),
    ...query,
  }),
};

/** `exactOptionalPropertyTypes`: no cursor is no key. */
export function at(cursor: string | undefined): { cursor?: string } {
  return cursor === undefined ? {} : { cursor };
}

/** Every item of a list, asked for a few at a time; throws where the list does not end at its total. */
export async function walk<T>(
  page: (cursor: string | undefined) => Promise<{ items: T[]; total: number; next: string | null }>,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  for (;;) {
    const list = await page(cursor);
    items.push(...list.items);
    const ended = list.next === null;
    if (ended !== items.length >= list.total) {
      throw new Error(`${items.length} of ${list.total} items, and ${ended ? 'no more' : 'more to come'}`);
    }
    if (list.next === null) return items;
    cursor = list.next;
  }
}

export const ids = (items: { id: string }[]): string[] => items.map((item) => item.id);
