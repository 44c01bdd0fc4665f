/**
 * Opens a wiki for a command: its store, after the folder has been taken in where that is asked for.
 * Invariant: the store is closed whatever the command does.
 */
import { existsSync } from 'node:fs';
import { AtlasError } from '../graph/errors.ts';
import { FolderImport } from '../import/import-folder.ts';
import { openSqliteStore } from '../store/sqlite/open.ts';
import type { GraphStore } from '../store/graph-store.ts';
import { StoreImport, type ImportOutcome } from './import-into-store.ts';
import { startProgress } from './progress.ts';
import { defaultStore, parseStore, type StoreLocation } from './store-location.ts';
import { warningLines } from './warning-lines.ts';

/** Warnings of one kind that a command shows on its way to something else. */
export const MOST_WARNINGS = 3;

export interface WikiOptions {
  /** as given with `--store`; without it the folder's own */
  store?: string;
}

/** Opens the store at a place. @throws AtlasError store-unavailable, store-incompatible */
export function openStore(location: StoreLocation): Promise<GraphStore> {
  return openSqliteStore(location.file);
}

/**
 * Opens a store that is read as it stands, without a folder to fill it from. Opening alone would
 * make a mistyped name into an empty wiki.
 * @throws AtlasError store-unavailable where it holds no wiki, and as openStore does
 */
export async function openImportedStore(location: StoreLocation): Promise<GraphStore> {
  const empty = (): AtlasError =>
    new AtlasError(
      'store-unavailable',
      `no wiki was imported into ${location.file} yet; do so with: wiki-atlas import DIR --store sqlite:FILE`,
      { field: 'store' },
    );
  if (!existsSync(location.file)) throw empty();
  const store = await openStore(location);
  if ((await store.importFingerprint()) !== null) return store;
  await store.close();
  throw empty();
}

/** Imports the folder into its store, with progress on stderr, then uses the store. */
export async function withStore(
  folder: string,
  options: WikiOptions,
  use: (store: GraphStore, outcome: ImportOutcome) => Promise<void>,
): Promise<void> {
  const folderImport = new FolderImport(folder);
  const progress = startProgress(process.stderr);
  let store: GraphStore | undefined;
  try {
    await folderImport.scan();
    store = await openStore(options.store === undefined ? defaultStore(folder) : parseStore(options.store));
    const outcome = await new StoreImport(folderImport).run(store, progress.on);
    progress.end();
    await use(store, outcome);
  } finally {
    progress.end();
    await store?.close();
  }
}

/** The store a query reads: the named one as it stands, else the folder's own, brought up to date first. */
export async function withWiki(
  folder: string,
  options: WikiOptions,
  use: (store: GraphStore) => Promise<void>,
): Promise<void> {
  if (options.store === undefined) {
    return withStore(folder, options, (store, { warnings }) => {
      process.stderr.write(warningLines(warnings, MOST_WARNINGS));
      return use(store);
    });
  }
  const store = await openImportedStore(parseStore(options.store));
  try {
    await use(store);
  } finally {
    await store.close();
  }
}
