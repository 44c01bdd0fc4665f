/**
 * The connection to one wiki in one database: readers that never see a mixture, and transactions
 * for writers.
 * Invariant: whatever `read` gives was true of one revision of the wiki. Neo4j itself is only
 * read-committed, and shows a large transaction bit by bit while it is applied, so a reader looks
 * at the Wiki node before its queries and after them: both must tell the same revision, and neither
 * may fall into the moment in which a change is being committed (`changingUntil`, see commit.ts).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import neo4j, {
  type BookmarkManager,
  type Driver,
  type ManagedTransaction,
  Neo4jError,
  type QueryResult,
  type Session,
} from 'neo4j-driver';
import { AtlasError } from '../../graph/errors.ts';
import { FORMAT, NO_GENERATION } from './schema.ts';
import { isOfBookmark, isOfComingIndex, neo4jError, SilentServer } from './neo4j-error.ts';

/** One query; its records as plain objects. Integers come as numbers, and go as `neo4j.int()`. */
export type Run = (cypher: string, params?: Record<string, unknown>) => Promise<Record<string, unknown>[]>;

/** What every query names: the wiki and the generation of it that is shown; NO_GENERATION before the first write. */
export interface WikiKey {
  wiki: string;
  generation: number;
}

export type Read = <T>(work: (run: Run, key: WikiKey) => Promise<T>, timeout?: number) => Promise<T>;

const READ_TIMEOUT = 5000;
/** Of queries that are not bounded: exports, and what an import goes on from. */
export const LONG_READ_TIMEOUT = 120_000;
const WRITE_TIMEOUT = 120_000;

/** Milliseconds beyond the tries of a transaction after which a connection is taken for dead. */
const SILENCE = 5000;

/** How often and how long a reader looks again while a change is being committed. */
const MAX_TRIES = 60;
const FIRST_PAUSE = 2;
const MAX_PAUSE = 250;

const HEAD = `MATCH (n:Wiki {wiki: $wiki})
  RETURN CASE n.format WHEN $format THEN n.generation ELSE $none END AS generation, n.revision AS revision, n.changingUntil > timestamp() AS isChanging`;

interface Head {
  generation: number;
  revision: number;
  isChanging: boolean;
}

export interface Place {
  driver: Driver;
  /** null for the user's home database */
  database: string | null;
  wiki: string;
  /** host, port and database, for people */
  location: string;
  /** milliseconds that a writer waits for another one */
  patience: number;
}

export class Connection {
  readonly wiki: string;
  readonly location: string;
  readonly patience: number;
  readonly #place: Place;
  #bookmarks: BookmarkManager = neo4j.bookmarkManager();

  constructor(place: Place) {
    this.#place = place;
    this.wiki = place.wiki;
    this.location = place.location;
    this.patience = place.patience;
  }

  /** Answers from one revision of the wiki. @throws AtlasError store-unavailable */
  readonly read: Read = async (work, timeout = READ_TIMEOUT) => {
    for (let tries = 0, pause = FIRST_PAUSE; tries < MAX_TRIES; tries += 1) {
      const answer = await this.#inSession('READ', timeout, (session) =>
        session.executeRead(async (tx) => oneTry(tx, this.wiki, work), { timeout }).catch(passOver),
      );
      if (answer) return answer.value;
      await sleep(pause);
      pause = Math.min(2 * pause, MAX_PAUSE);
    }
    throw new AtlasError(
      'store-unavailable',
      `the wiki in ${this.location} is being changed all the time; try again in a moment`,
    );
  };

  /** One transaction, tried again by the driver where a lock or a lost leader was in its way. */
  write<T>(work: (run: Run) => Promise<T>, timeout = WRITE_TIMEOUT): Promise<T> {
    return this.#inSession('WRITE', timeout, (session) =>
      session.executeWrite((tx) => work(runner(tx)), { timeout }),
    );
  }

  /** A statement outside a transaction: constraints and indexes. */
  command(cypher: string): Promise<Record<string, unknown>[]> {
    return this.#inSession('WRITE', WRITE_TIMEOUT, async (session) =>
      plainRecords(await session.run(cypher)),
    );
  }

  async close(): Promise<void> {
    await this.#place.driver.close();
  }

  /** @param timeout of the transaction, which the server ends; one that does not answer at all is given up later */
  async #inSession<T>(
    mode: 'READ' | 'WRITE',
    timeout: number,
    use: (session: Session) => Promise<T>,
  ): Promise<T> {
    const { driver, database } = this.#place;
    const session = driver.session({
      ...(database === null ? {} : { database }),
      defaultAccessMode: mode === 'READ' ? neo4j.session.READ : neo4j.session.WRITE,
      bookmarkManager: this.#bookmarks,
    });
    const answered = new AbortController();
    const silence = sleep(2 * timeout + SILENCE, undefined, { signal: answered.signal }).then(() => {
      // not awaited: on a connection that is dead unsaid it would never end
      void session.close().catch(() => undefined);
      throw new SilentServer(this.location);
    });
    try {
      return await Promise.race([this.#useAndClose(session, use), silence]);
    } catch (error) {
      // what was seen last may be unknown to a database that was restored, for ever
      if (isOfBookmark(error)) this.#bookmarks = neo4j.bookmarkManager();
      throw neo4jError(error, this.location);
    } finally {
      answered.abort();
    }
  }

  async #useAndClose<T>(session: Session, use: (session: Session) => Promise<T>): Promise<T> {
    try {
      return await use(session);
    } finally {
      await session.close().catch(() => undefined);
    }
  }
}

/** @returns null where the wiki changed meanwhile */
async function oneTry<T>(
  tx: ManagedTransaction,
  wiki: string,
  work: (run: Run, key: WikiKey) => Promise<T>,
): Promise<{ value: T } | null> {
  const run = runner(tx);
  const look = async (): Promise<Head> => {
    const [head] = (await run(HEAD, { wiki, format: FORMAT, none: NO_GENERATION })) as Partial<Head>[];
    return {
      generation: head?.generation ?? NO_GENERATION,
      revision: head?.revision ?? 0,
      isChanging: head?.isChanging ?? false,
    };
  };
  const before = await look();
  if (before.isChanging) return null;
  let value: T | undefined;
  let failure: unknown;
  try {
    value = await work(run, { wiki, generation: before.generation });
  } catch (error) {
    // What a mixture made a query say is no error of the wiki; what the driver says is.
    if (error instanceof Neo4jError) throw error;
    failure = error;
  }
  const after = await look();
  if (after.isChanging || after.revision !== before.revision) return null;
  if (failure !== undefined) throw failure;
  return { value: value as T };
}

/** A query that asks for an index is refused in the moment in which a first importer makes it. */
function passOver(error: unknown): null {
  if (isOfComingIndex(error)) return null;
  throw error;
}

function runner(tx: ManagedTransaction): Run {
  return async (cypher, params) => plainRecords(await tx.run(cypher, params));
}

function plainRecords(result: QueryResult): Record<string, unknown>[] {
  return result.records.map((record) => record.toObject());
}
