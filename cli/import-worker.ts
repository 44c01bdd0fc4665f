/**
 * The import in a thread of its own, so that a running server answers while the wiki is read again.
 * Takes one request at a time, keeps what it parsed and the store between them, and posts what came
 * of each.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { type SentError, sentError } from '../graph/sent-error.ts';
import { FolderImport } from '../import/import-folder.ts';
import type { ImportPhase, OnProgress } from '../graph/import-report.ts';
import { StoreImport, type ImportOutcome } from './import-into-store.ts';
import type { GraphStore } from '../store/graph-store.ts';
import { openStore } from './open-wiki.ts';
import type { StoreLocation } from './store-location.ts';

export interface ImportWorkerData {
  folder: string;
  location: StoreLocation;
}

/** `prepare`: imports, and makes ready for edits; `paths`: where files changed, null for anywhere. */
export type ImportRequest = { type: 'prepare' } | { type: 'import'; paths: readonly string[] | null };

export type ImportWorkerMessage =
  | { type: 'progress'; phase: ImportPhase; done: number; total: number }
  | { type: 'done'; outcome: ImportOutcome }
  | { type: 'failed'; error: SentError };

const { folder, location } = workerData as ImportWorkerData;
const storeImport = new StoreImport(new FolderImport(folder));
let store: GraphStore | null = null;
const post = (message: ImportWorkerMessage): void => parentPort?.postMessage(message);
const onProgress: OnProgress = (phase, done, total) => post({ type: 'progress', phase, done, total });

parentPort?.on('message', async (request: ImportRequest) => {
  try {
    store ??= await openStore(location);
    const outcome =
      request.type === 'prepare'
        ? await storeImport.prepare(store, onProgress)
        : await storeImport.run(store, onProgress, request.paths);
    post({ type: 'done', outcome });
  } catch (error) {
    await store?.close();
    store = null;
    post({ type: 'failed', error: sentError(error) });
  }
});
