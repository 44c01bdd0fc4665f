/**
 * Runs imports in a worker thread, one after the other.
 * Invariant: requests that come while one runs are answered by one more run after it.
 */
import { Worker } from 'node:worker_threads';
import type { OnProgress } from '../graph/import-report.ts';
import { receivedError } from '../graph/sent-error.ts';
import type { ImportOutcome } from './import-into-store.ts';
import type { ImportRequest, ImportWorkerData, ImportWorkerMessage } from './import-worker.ts';

const WORKER = new URL('./import-worker.js', import.meta.url);

export class BackgroundImport {
  readonly #data: ImportWorkerData;
  readonly #file: URL;
  #worker: Worker | null = null;
  #closed = false;
  #running: Promise<ImportOutcome> | null = null;
  #next: Promise<ImportOutcome> | null = null;
  /** where the next run is to look; null for everywhere */
  #paths: Set<string> | null = new Set();

  /** @param file the worker's own module */
  constructor(data: ImportWorkerData, file: URL = WORKER) {
    this.#data = data;
    this.#file = file;
  }

  /**
   * Imports what changed.
   * @param paths where files changed, null to look everywhere
   * @throws AtlasError as the import does; Error where its thread has ended
   */
  run(onProgress: OnProgress, paths: readonly string[] | null = null): Promise<ImportOutcome> {
    if (paths === null) this.#paths = null;
    else for (const path of paths) this.#paths?.add(path);
    if (this.#running === null) {
      const request: ImportRequest = { type: 'import', paths: this.#paths && [...this.#paths] };
      this.#paths = new Set();
      return this.#start(request, onProgress);
    }
    this.#next ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#next = null;
        return this.run(onProgress, []);
      });
    return this.#next;
  }

  /** Imports what changed, and makes the imports of the next edits quick; before any other run or after it. */
  prepare(): Promise<ImportOutcome> {
    if (this.#running !== null) return this.#running.catch(() => undefined).then(() => this.prepare());
    return this.#start({ type: 'prepare' }, () => undefined);
  }

  /** Breaks off the import under way: its run rejects, and so do those that wait. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#worker?.terminate();
  }

  /** A thread lives from run to run; after one that died the next run has a new one. */
  #thread(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(this.#file, { workerData: this.#data });
    const forget = (): void => {
      if (this.#worker === worker) this.#worker = null;
    };
    this.#worker = worker.on('error', forget).on('exit', forget);
    return worker;
  }

  #start(request: ImportRequest, onProgress: OnProgress): Promise<ImportOutcome> {
    this.#running = this.#once(request, onProgress)
      .catch((error: unknown) => {
        // Where it was to look is not known to have been taken in.
        this.#paths = null;
        throw error;
      })
      .finally(() => {
        this.#running = null;
      });
    return this.#running;
  }

  #once(request: ImportRequest, onProgress: OnProgress): Promise<ImportOutcome> {
    return new Promise((resolve, reject) => {
      if (this.#closed) throw new Error('no import is run any more');
      const worker = this.#thread();
      const end = (): void => {
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      };
      const onMessage = (message: ImportWorkerMessage): void => {
        if (message.type === 'progress') {
          onProgress(message.phase, message.done, message.total);
          return;
        }
        end();
        if (message.type === 'done') resolve(message.outcome);
        else reject(receivedError(message.error));
      };
      const onError = (error: unknown): void => {
        end();
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      const onExit = (code: number): void => onError(new Error(`the import's thread ended with ${code}`));
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage(request);
    });
  }
}
