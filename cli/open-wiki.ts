/**
 * Opens a wiki for a command: its store, after the folder has been taken in where that is asked for.
 * Invariant: the store is closed whatever the command does.
 */
import { existsSync, readFileSync } from 'node:fs';
import { AtlasError } from '../graph/errors.ts';
import { FolderImport } from '../import/import-folder.ts';
import type { GraphStore } from '../store/graph-store.ts';
import { StoreImport, type ImportOutcome } from './import-into-store.ts';
import { patientStore } from './patient-store.ts';
import { startProgress } from './progress.ts';
import { type StoreLocation, defaultStore, parseStore, shownLocation } from './store-location.ts';
import { warningLines } from './warning-lines.ts';

/** Warnings of one kind that a command shows on its way to something else. */
export const MOST_WARNINGS = 3;

/** Where a password is set and no user is named. */
const DEFAULT_USER = 'neo4j';

export interface WikiOptions {
  /** as given with `--store`; without it the folder's own */
  store?: string;
}

/**
 * Opens the store at a place; a Neo4j's password comes from the environment or a file it names.
 * @throws AtlasError store-unavailable, store-incompatible, usage
 */
export async function openStore(location: StoreLocation): Promise<GraphStore> {
  // Loading a store's driver takes longer than some commands do: only the one that is used.
  if (location.kind === 'sqlite') {
    const { openSqliteStore } = await import('../store/sqlite/open.ts');
    return openSqliteStore(location.file);
  }
  const { kind: _, ...options } = location;
  const password = neo4jPassword(process.env);
  if (options.user !== null && password === null) {
    throw new AtlasError(
      'usage',
      `${shownLocation(location)} names a user: set NEO4J_PASSWORD, or NEO4J_PASSWORD_FILE to a file that holds the password`,
      { field: 'store' },
    );
  }
  const user = options.user ?? (password === null ? null : DEFAULT_USER);
  const { openNeo4jStore } = await import('../store/neo4j/open.ts');
  return openNeo4jStore({ ...options, user, password });
}

/**
 * The password for Neo4j: `NEO4J_PASSWORD`, else what stands in the file `NEO4J_PASSWORD_FILE`.
 * @throws AtlasError usage where that file cannot be read
 */
function neo4jPassword(environment: NodeJS.ProcessEnv): string | null {
  const { NEO4J_PASSWORD: password, NEO4J_PASSWORD_FILE: file } = environment;
  if (password !== undefined && password !== '') return password;
  if (file === undefined || file === '') return null;
  try {
    // an editor ends a file with a line break that is no part of the password
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AtlasError(
      'usage',
      `the file that NEO4J_PASSWORD_FILE names cannot be read (${why})`,
      {},
      { cause: error },
    );
  }
}

/**
 * Opens a store that is read as it stands, without a folder to fill it from. Opening alone would
 * make a mistyped name into an empty wiki.
 * @throws AtlasError store-unavailable where it holds no wiki, and as openStore does
 */
export async function openImportedStore(
  location: StoreLocation,
  open: () => Promise<GraphStore> = () => openStore(location),
): Promise<GraphStore> {
  const empty = (): AtlasError =>
    new AtlasError(
      'store-unavailable',
      `no wiki was imported into ${shownLocation(location)} yet; do so with: wiki-atlas import DIR --store STORE`,
      { field: 'store' },
    );
  if (location.kind === 'sqlite' && !existsSync(location.file)) throw empty();
  const store = await open();
  try {
    if ((await store.version()) !== null) return store;
    throw empty();
  } catch (error) {
    await store.close();
    throw error;
  }
}

/**
 * Opens a store to be served for long. One in a file must hold a wiki unless a folder fills it; one
 * on a server may be empty, away or too old, and is served as soon as there is something.
 * @param onAway hears why a server cannot be used now
 * @throws AtlasError usage, and for a file as openStore and openImportedStore do
 */
export async function openServedStore(
  location: StoreLocation,
  { filled, onAway }: { filled: boolean; onAway: (error: AtlasError) => void },
): Promise<GraphStore> {
  if (location.kind === 'sqlite') {
    const { openServedSqliteStore } = await import('../store/sqlite/open-served.ts');
    const served = (): Promise<GraphStore> => openServedSqliteStore(location.file);
    return filled ? served() : openImportedStore(location, served);
  }
  const store = patientStore(() => openStore(location));
  try {
    await store.version();
  } catch (error) {
    if (!(error instanceof AtlasError) || error.code === 'usage') throw error;
    onAway(error);
  }
  return store;
}

/** Imports the folder into its store, with progress on stderr, then uses the store. */
export async function withStore(
  folder: string,
  options: WikiOptions & { rearrange?: boolean },
  use: (store: GraphStore, outcome: ImportOutcome) => Promise<void>,
): Promise<void> {
  const folderImport = new FolderImport(folder);
  const progress = startProgress(process.stderr);
  let store: GraphStore | undefined;
  try {
    await folderImport.scan();
    store = await openStore(options.store === undefined ? defaultStore(folder) : parseStore(options.store));
    const storeImport = new StoreImport(folderImport);
    const outcome = await (options.rearrange
      ? storeImport.rearrange(store, progress.on)
      : storeImport.run(store, progress.on));
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
