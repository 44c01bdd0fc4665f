/**
 * Runs imports in a worker thread, one after the other.
 * Invariant: requests that come while one runs are answered by one more run after it.
 */
import { Worker } from 'node:worker_threads';
import { AtlasError, type ErrorCode, type ErrorDetails } from '../graph/errors.ts';
import type { OnProgress } from '../graph/import-report.ts';
import type { ImportOutcome } from './import-into-store.ts';
import type { ImportWorkerData, ImportWorkerMessage } from './import-worker.ts';

export class BackgroundImport {
  readonly #worker: Worker;
  #running: Promise<ImportOutcome> | null = null;
  #next: Promise<ImportOutcome> | null = null;

  constructor(data: ImportWorkerData) {
    this.#worker = new Worker(new URL('./import-worker.js', import.meta.url), { workerData: data });
  }

  /** Imports what changed. @throws AtlasError as the import does */
  run(onProgress: OnProgress): Promise<ImportOutcome> {
    if (this.#running === null) {
      this.#running = this.#once(onProgress).finally(() => {
        this.#running = null;
      });
      return this.#running;
    }
    this.#next ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#next = null;
        return this.run(onProgress);
      });
    return this.#next;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #once(onProgress: OnProgress): Promise<ImportOutcome> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        this.#worker.off('message', onMessage);
        this.#worker.off('error', onError);
      };
      const onMessage = (message: ImportWorkerMessage): void => {
        if (message.type === 'progress') {
          onProgress(message.phase, message.done, message.total);
          return;
        }
        end();
        if (message.type === 'done') resolve(message.outcome);
        else reject(revived(message.error));
      };
      const onError = (error: unknown): void => {
        end();
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      this.#worker.on('message', onMessage);
      this.#worker.on('error', onError);
      this.#worker.postMessage('import');
    });
  }
}

/** Errors lose their class on the way between threads; the fields of an AtlasError travel as a plain object. */
function revived(error: unknown): unknown {
  if (typeof error === 'object' && error !== null && 'atlasCode' in error) {
    const { atlasCode, message, details } = error as {
      atlasCode: ErrorCode;
      message: string;
      details: ErrorDetails;
    };
    return new AtlasError(atlasCode, message, details);
  }
  return error;
}
