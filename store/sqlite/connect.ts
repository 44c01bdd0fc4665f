/** Connections to a store's file. Invariant: all of them read and write it in the same mode, WAL. */
import Database from 'better-sqlite3';

/** Milliseconds to wait for another process that writes. */
const BUSY_TIMEOUT = 5000;
const WAL_KEPT = 64 * 1024 * 1024;
/** KiB of the file that a connection keeps in memory; a graph of 100,000 pages without their text fits. */
const CACHE = 64 * 1024;

/** KiB of the file that all connections of a server that only read keep in memory. */
const READERS_CACHE = 128 * 1024;

/** A connection that writes too; makes the file where there is none. */
export function connect(path: string): Database.Database {
  const db = new Database(path, { timeout: BUSY_TIMEOUT });
  // of a file that is made now; page texts take several, and a log of fewer pages is written faster
  db.pragma('page_size = 8192');
  db.pragma('journal_mode = WAL');
  // in WAL mode a crash may lose the last import, which is only a cache, and never breaks the file
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = ON');
  db.pragma(`cache_size = -${CACHE}`);
  db.pragma(`journal_size_limit = ${WAL_KEPT}`);
  return db;
}

/**
 * A connection that cannot write, to a file that is there.
 * @param connections that there are of its kind, which share what is kept in memory
 */
export function connectToRead(path: string, connections: number): Database.Database {
  const db = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT });
  db.pragma(`cache_size = -${Math.ceil(READERS_CACHE / connections)}`);
  return db;
}
