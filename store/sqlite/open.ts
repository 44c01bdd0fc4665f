/**
 * The SQLite store: one file that needs nothing installed, for one writer and many readers.
 * Invariant: every read is one transaction on one connection, every write one on another, so a
 * reader sees the graph before a write or after it, also while the write goes on.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import type { Analysis, WikiGraph } from '../../graph/wiki-graph.ts';
import type { ExportPart, GraphStore } from '../graph-store.ts';
import { analysisQuery } from './analysis-query.ts';
import { applyChange } from './apply.ts';
import { connect } from './connect.ts';
import { exportParts } from './export-parts.ts';
import { contentsQuery, filesQuery } from './page-query.ts';
import { reader, sqliteQueries } from './queries.ts';
import { ensureSchema } from './schema.ts';
import { versionQuery } from './stats.ts';
import { incompatible, openError, storeError } from './store-error.ts';
import { writeAnalysis, writeGraph, writeSize } from './write.ts';

/** Names a database in memory. */
export const MEMORY = ':memory:';
const OWN_FOLDER = '.wiki-atlas';

type OnProgress = (done: number, total: number) => void;

/**
 * Opens a store, making the file where there is none. In a folder `.wiki-atlas` the folder is made
 * too, with a .gitignore of its own. Tables of another version are made anew, empty.
 * @param file a path, or `:memory:`
 * @throws AtlasError store-unavailable where the file cannot be opened, store-incompatible where it
 *   is something else
 */
export async function openSqliteStore(file: string): Promise<GraphStore> {
  const path = file === MEMORY ? MEMORY : resolve(file);
  let db: Database.Database | undefined;
  try {
    // SQLite would take the name up to there
    if (path.includes('\0')) throw new Error('its name holds a NUL');
    if (path !== MEMORY) makeOwnFolder(dirname(path));
    db = connect(path);
    if (!ensureSchema(db)) throw incompatible(file);
    return storeOn(db, path, file);
  } catch (error) {
    db?.close();
    throw openError(error, file);
  }
}

function makeOwnFolder(folder: string): void {
  if (basename(folder) !== OWN_FOLDER) return;
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(join(folder, '.gitignore'), '*\n', { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

function storeOn(db: Database.Database, path: string, file: string): GraphStore {
  const read = <A extends unknown[], R>(query: (...args: A) => R): ((...args: A) => Promise<R>) =>
    answeredLater(reader(db, file)(query));
  const { queries } = sqliteQueries(db, file);
  const allParts = read((mentions: number) => [...exportParts(db, mentions)]);
  let writing: Promise<unknown> = Promise.resolve();
  /** One write after the other, in the order they were asked for. */
  const inTurn = <R>(write: () => R | Promise<R>): Promise<R> => {
    const done = writing.then(async () => {
      try {
        return await write();
      } catch (error) {
        throw storeError(error, file);
      }
    });
    writing = done.catch(() => undefined);
    return done;
  };

  return {
    write: (graph, analysis, onProgress) =>
      inTurn(async () => {
        if (path === MEMORY) writeAtOnce(db, graph, await analysis, onProgress);
        else await writeBeside(path, graph, analysis, onProgress);
      }),
    apply: (change, analysis) =>
      inTurn(() => db.transaction(applyChange).immediate(db, change, analysis, new Date().toISOString())),
    analysis: read(analysisQuery(db)),
    files: read(filesQuery(db)),
    contents: read(contentsQuery(db)),
    version: read(versionQuery(db)),
    stats: answeredLater(queries.stats),
    map: answeredLater(queries.map),
    subgraph: answeredLater(queries.subgraph),
    paths: answeredLater(queries.paths),
    page: answeredLater(queries.page),
    source: answeredLater(queries.source),
    links: answeredLater(queries.links),
    mentions: answeredLater(queries.mentions),
    related: answeredLater(queries.related),
    search: answeredLater(queries.search),
    named: answeredLater(queries.named),
    report: answeredLater(queries.report),
    async *exportParts(mentions) {
      if (path === MEMORY) yield* await allParts(mentions);
      else yield* partsBeside(path, file, mentions);
    },
    async close() {
      await writing;
      db.close();
    },
  };
}

/** Whatever is thrown is a rejection. */
function answeredLater<A extends unknown[], R>(query: (...args: A) => R): (...args: A) => Promise<R> {
  return async (...args) => query(...args);
}

/** A database in memory has one connection, which must not be asked between two steps. */
function writeAtOnce(
  db: Database.Database,
  graph: WikiGraph,
  analysis: Analysis,
  onProgress: OnProgress = () => undefined,
): void {
  const total = writeSize(graph);
  db.transaction(() => {
    for (const done of writeGraph(db, graph)) onProgress(done, total);
    writeAnalysis(db, graph, analysis, new Date().toISOString());
  }).immediate();
}

/** Writes on a connection of its own, letting others run between the steps. */
async function writeBeside(
  path: string,
  graph: WikiGraph,
  analysis: Analysis | Promise<Analysis>,
  onProgress: OnProgress = () => undefined,
): Promise<void> {
  const total = writeSize(graph);
  const db = connect(path);
  try {
    db.exec('BEGIN IMMEDIATE');
    for (const done of writeGraph(db, graph)) {
      onProgress(done, total);
      await setImmediate();
    }
    writeAnalysis(db, graph, await analysis, new Date().toISOString());
    db.exec('COMMIT');
  } finally {
    // an open transaction is rolled back
    db.close();
  }
}

/** Reads on a connection of its own, which sees one moment, letting others run between the parts. */
async function* partsBeside(path: string, file: string, mentions: number): AsyncGenerator<ExportPart> {
  let db: Database.Database | undefined;
  try {
    db = connect(path);
    db.exec('BEGIN');
    for (const part of exportParts(db, mentions)) {
      yield part;
      await setImmediate();
    }
  } catch (error) {
    throw storeError(error, file);
  } finally {
    db?.close();
  }
}
