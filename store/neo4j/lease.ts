/**
 * One writer a wiki: a lease on the Wiki node, kept alive while it is held and given up by time
 * where its holder died.
 * Invariant: every transaction of a writer names its lease, so one that lost it writes nothing
 * more; and each lease has a generation of its own, so two writers never write into the same one.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AtlasError } from '../../graph/errors.ts';
import type { Connection, Run } from './connection.ts';

/** Milliseconds, by the server's clock: how long the next writer waits after one was killed. */
const LEASE = 8000;
const RENEWAL = LEASE / 4;
const POLL = 250;

/** The wiki's own node, made where it is absent, under a lock: what is read after this is true until the end. */
const LOCKED = `MERGE (n:Wiki {wiki: $wiki})
    ON CREATE SET n.generation = 0, n.revision = 0, n.lastGeneration = 0
  SET n.lock = true REMOVE n.lock WITH n`;

const ACQUIRE = `${LOCKED}
  WHERE n.writer IS NULL OR n.writer = $writer OR n.writerUntil < timestamp()
  SET n.writer = $writer, n.writerUntil = timestamp() + toInteger($lease), n.lastGeneration = n.lastGeneration + 1
  RETURN n.generation AS shown, n.lastGeneration AS own`;

/** Cypher that finds the Wiki node while the lease is held, and no row else. */
export const HELD = 'MATCH (w:Wiki {wiki: $wiki, writer: $writer})';

/** The same under a lock. */
export const HELD_LOCKED = `MATCH (w:Wiki {wiki: $wiki}) SET w.lock = true REMOVE w.lock
  WITH w WHERE w.writer = $writer`;

export interface Lease {
  /** the parameters of HELD */
  params: { wiki: string; writer: string };
  /** of the graph that readers see */
  shown: number;
  /** where a new graph goes; nobody else's */
  own: number;
}

/** What to say where a statement with HELD found no row. */
export function leaseLost(location: string): AtlasError {
  return new AtlasError(
    'store-unavailable',
    `another import took over the wiki in ${location} while this one stood still; import again`,
  );
}

/**
 * Writes under a lease, which is given back whatever happens.
 * @throws AtlasError store-unavailable where another writer holds it all the time
 */
export async function withLease<T>(connection: Connection, use: (lease: Lease) => Promise<T>): Promise<T> {
  const params = { wiki: connection.wiki, writer: randomUUID() };
  const lease = await acquire(connection, params);
  let renewing: Promise<unknown> | null = null;
  const renewal = setInterval(() => {
    // one that fails is tried again; where none succeeds, the next statement finds the lease lost
    renewing ??= connection
      .write((run) => renew(run, params), RENEWAL)
      .catch(() => undefined)
      .finally(() => {
        renewing = null;
      });
  }, RENEWAL);
  try {
    return await use(lease);
  } finally {
    clearInterval(renewal);
    // what cannot be given back ends by itself
    await connection.write((run) => release(run, params)).catch(() => undefined);
  }
}

async function acquire(connection: Connection, params: Lease['params']): Promise<Lease> {
  const end = performance.now() + connection.patience;
  for (;;) {
    const [row] = await connection.write((run) => run(ACQUIRE, { ...params, lease: LEASE }));
    if (row) return { params, shown: Number(row.shown), own: Number(row.own) };
    if (performance.now() > end) {
      throw new AtlasError(
        'store-unavailable',
        `another import is writing the wiki in ${connection.location}; try again when it is done`,
      );
    }
    await sleep(POLL);
  }
}

const renew = (run: Run, params: Lease['params']): Promise<unknown> =>
  run(`${HELD_LOCKED} SET w.writerUntil = timestamp() + toInteger($lease)`, { ...params, lease: LEASE });

const release = (run: Run, params: Lease['params']): Promise<unknown> =>
  run(`${HELD_LOCKED} REMOVE w.writer, w.writerUntil`, params);
