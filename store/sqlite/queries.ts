/**
 * The queries of a store, over one connection.
 * Invariant: each is one transaction, so that it answers from one moment whatever is written meanwhile.
 */
import type Database from 'better-sqlite3';
import type { Subgraph } from '../../graph/api.ts';
import type { QueryName, StoreQueries } from '../graph-store.ts';
import { linkGraphQuery } from './link-graph.ts';
import { linksQuery } from './links-query.ts';
import { mapQuery } from './map-query.ts';
import { mentionsQuery } from './mentions-query.ts';
import { namedQuery, notFound as notFoundBy } from './named-query.ts';
import { pageQuery, sourceQuery } from './page-query.ts';
import { pathsQuery } from './paths-query.ts';
import { relatedQuery } from './related-query.ts';
import { reportQuery } from './report-query.ts';
import { searchQuery } from './search-query.ts';
import { statsQuery } from './stats.ts';
import { storeError } from './store-error.ts';
import { subgraphQuery } from './subgraph-query.ts';

/** The port's queries, answered at once. */
export type SqliteQueries = {
  [Name in QueryName]: (...args: Parameters<StoreQueries[Name]>) => Awaited<ReturnType<StoreQueries[Name]>>;
};

/** The queries, answered as JSON. */
export interface JsonAnswers {
  json(name: QueryName, args: readonly unknown[]): string;
  /** Reads what all queries of this name need, where they need anything, and it is not there yet. */
  prepare(name: QueryName): void;
}

/**
 * The queries, answered as values and as JSON.
 * @param file the store's, for people
 */
export function sqliteQueries(
  db: Database.Database,
  file: string,
): { queries: SqliteQueries; answers: JsonAnswers } {
  const read = reader(db, file);
  const named = namedQuery(db);
  const notFound = notFoundBy(named);
  const links = linkGraphQuery(db);
  const prepareLinks = read(links);
  const subgraph = read(subgraphQuery(db, links, notFound));
  const queries: SqliteQueries = {
    stats: read(statsQuery(db, file)),
    map: read(mapQuery(db)),
    subgraph: (query) => JSON.parse(subgraph(query)) as Subgraph,
    paths: read(pathsQuery(db, notFound)),
    page: read(pageQuery(db)),
    source: read(sourceQuery(db)),
    links: read(linksQuery(db, notFound)),
    mentions: read(mentionsQuery(db, notFound)),
    related: read(relatedQuery(db, notFound)),
    search: read(searchQuery(db)),
    named: read(named),
    report: read(reportQuery(db)),
  };
  return {
    queries,
    answers: {
      json(name, args) {
        if (name === 'subgraph') return subgraph(...(args as Parameters<typeof subgraph>));
        const query = queries[name] as (...args: readonly unknown[]) => unknown;
        return JSON.stringify(query(...args));
      },
      prepare(name) {
        if (name === 'subgraph') prepareLinks();
      },
    },
  };
}

/** Makes a query one transaction, and its errors those of a store. */
export function reader(
  db: Database.Database,
  file: string,
): <A extends unknown[], R>(query: (...args: A) => R) => (...args: A) => R {
  return (query) => {
    const transaction = db.transaction(query);
    return (...args) => {
      try {
        return transaction(...args);
      } catch (error) {
        throw storeError(error, file);
      }
    };
  };
}
