/**
 * The import in a thread of its own, so that a running server answers while the wiki is read again.
 * Takes one request at a time, keeps what it parsed between them, and posts what came of each.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { AtlasError } from '../graph/errors.ts';
import { FolderImport } from '../import/import-folder.ts';
import type { ImportPhase } from '../graph/import-report.ts';
import { importIntoStore, type ImportOutcome } from './import-into-store.ts';
import { openStore } from './open-wiki.ts';
import type { StoreLocation } from './store-location.ts';

export interface ImportWorkerData {
  folder: string;
  location: StoreLocation;
}

export type ImportWorkerMessage =
  | { type: 'progress'; phase: ImportPhase; done: number; total: number }
  | { type: 'done'; outcome: ImportOutcome }
  | { type: 'failed'; error: unknown };

const { folder, location } = workerData as ImportWorkerData;
const folderImport = new FolderImport(folder);
const post = (message: ImportWorkerMessage): void => parentPort?.postMessage(message);

parentPort?.on('message', async () => {
  try {
    const store = await openStore(location);
    try {
      const outcome = await importIntoStore(folderImport, store, (phase, done, total) =>
        post({ type: 'progress', phase, done, total }),
      );
      post({ type: 'done', outcome });
    } finally {
      await store.close();
    }
  } catch (error) {
    const failure =
      error instanceof AtlasError
        ? { atlasCode: error.code, message: error.message, details: error.details }
        : error;
    post({ type: 'failed', error: failure });
  }
});
