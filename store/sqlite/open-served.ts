/**
 * A store in a file, opened to be asked by many for long: its queries are answered by threads beside
 * this one.
 * Invariant: it answers as the store that openSqliteStore opens, and sees every write that is done.
 */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GraphStore, QueryName, StoreQueries } from '../graph-store.ts';
import { MEMORY, openSqliteStore } from './open.ts';
import { ReaderPool, type ReaderPoolOptions } from './reader-pool.ts';

const MOST_THREADS = 4;
const TIME_LIMIT = 5000;
/** A second's work, and some MB where all of them ask with the longest ids there may be. */
const MOST_WAITING = 1000;

const ENTRY = new URL('./reader-thread.js', import.meta.url);

/**
 * Opens a store as openSqliteStore does. Queries that take longer than 5 seconds are given up.
 * Without threads where the database is in memory, or the program runs uncompiled.
 * @throws AtlasError as openSqliteStore does
 */
export async function openServedSqliteStore(
  file: string,
  options: Partial<ReaderPoolOptions> = {},
): Promise<GraphStore> {
  const store = await openSqliteStore(file);
  if (file === MEMORY || !existsSync(fileURLToPath(ENTRY))) return store;
  const threads = Math.min(MOST_THREADS, availableParallelism());
  const limits = { threads, timeLimit: TIME_LIMIT, mostWaiting: MOST_WAITING, ...options };
  const pool = new ReaderPool({ path: resolve(file), file, threads: limits.threads }, limits, ENTRY);
  return {
    ...store,
    ...queriesOf(pool),
    json: (asked) => pool.ask(asked),
    async close() {
      await pool.close();
      await store.close();
    },
  };
}

function queriesOf(pool: ReaderPool): StoreQueries {
  const decoder = new TextDecoder();
  const query = <Name extends QueryName>(name: Name): StoreQueries[Name] => {
    const ask = async (...args: Parameters<StoreQueries[Name]>): Promise<unknown> => {
      const { bytes } = await pool.ask({ name, args, brotli: false, isWanted: () => true });
      return JSON.parse(decoder.decode(bytes));
    };
    return ask as StoreQueries[Name];
  };
  return {
    stats: query('stats'),
    map: query('map'),
    subgraph: query('subgraph'),
    paths: query('paths'),
    page: query('page'),
    source: query('source'),
    links: query('links'),
    mentions: query('mentions'),
    related: query('related'),
    search: query('search'),
    named: query('named'),
    report: query('report'),
  };
}
