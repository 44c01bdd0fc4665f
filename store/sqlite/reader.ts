/**
 * One thread that answers queries, as its owner sees it.
 * Invariant: every question is settled: by its answer, when its time is up, or when the thread ends.
 * A thread that was given up is gone for good, but for one that is reading the links into memory:
 * whoever came in its place would have to read them from the beginning.
 */
import { Worker } from 'node:worker_threads';
import { receivedError } from '../../graph/sent-error.ts';
import type { JsonAnswer } from '../graph-store.ts';
import type { ReaderData, ReaderMessage, ReaderRequest, ReaderThreadData } from './reader-thread.ts';

/** A map of 200,000 nodes, the largest answer there is, takes a third of it. */
const OLD_MB = 512;

/** Why a thread is of no use any more. */
export type ReaderLoss = { kind: 'late' } | { kind: 'died'; why: string } | { kind: 'closed' };

export interface ReaderOptions {
  /** the thread's own module */
  entry: URL;
  data: ReaderData;
  /** milliseconds that a query may take */
  timeLimit: number;
  /** makes the error for a question that is lost with its thread */
  failure: (loss: ReaderLoss) => Error;
  /** called when a question is late, and the thread has ended what kept it from answering */
  onBack: (reader: Reader) => void;
  /** called once, when there is no thread any more */
  onEnd: (reader: Reader) => void;
}

export class Reader {
  readonly #worker: Worker;
  readonly #options: ReaderOptions;
  #loss: ReaderLoss | null = null;
  #settle: ((message: ReaderMessage | ReaderLoss) => void) | null = null;
  /** 1 while the thread reads what it needs for many queries */
  readonly #preparing = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  #isLate = false;

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.#worker = new Worker(options.entry, {
      workerData: { ...options.data, preparing: this.#preparing } satisfies ReaderThreadData,
      resourceLimits: { maxOldGenerationSizeMb: OLD_MB },
    });
    this.#worker.on('message', (message: ReaderMessage) => {
      if (this.#settle) return this.#settle(message);
      this.#isLate = false;
      if (this.#loss === null) options.onBack(this);
    });
    this.#worker.on('error', (error) => this.#lose({ kind: 'died', why: error.message }));
    this.#worker.on('exit', (code) => {
      this.#lose({ kind: 'died', why: `its thread ended with ${code}` });
      options.onEnd(this);
    });
  }

  /** True where a question is settled, and the thread has not answered it yet. */
  get isLate(): boolean {
    return this.#isLate;
  }

  /** False once it is lost; the thread may be there for a while. */
  get isUsable(): boolean {
    return this.#loss === null;
  }

  /**
   * The answer; one question at a time. A thread whose question takes too long is lost.
   * @throws AtlasError as the query does; what `failure` makes where the thread is lost
   */
  ask({ name, args, brotli }: ReaderRequest): Promise<JsonAnswer> {
    return new Promise((resolve, reject) => {
      const settle = (message: ReaderMessage | ReaderLoss): void => {
        clearTimeout(late);
        this.#settle = null;
        if ('json' in message) resolve(message.json);
        else if ('error' in message) reject(receivedError(message.error));
        else reject(this.#options.failure(message));
      };
      const late = setTimeout(() => {
        // Where it was this thread that was busy, the answer may be here and not yet read.
        setImmediate(() => {
          if (this.#settle === settle) this.#giveUp();
        });
      }, this.#options.timeLimit);
      this.#settle = settle;
      if (this.#loss) settle(this.#loss);
      else this.#worker.postMessage({ name, args, brotli } satisfies ReaderRequest);
    });
  }

  /** Ends the thread; a question that is not answered fails. */
  async end(): Promise<void> {
    this.#lose({ kind: 'closed' });
    await this.#worker.terminate();
  }

  #giveUp(): void {
    if (Atomics.load(this.#preparing, 0) === 1) {
      this.#isLate = true;
      this.#settle?.({ kind: 'late' });
      return;
    }
    this.#lose({ kind: 'late' });
    void this.#worker.terminate();
  }

  #lose(loss: ReaderLoss): void {
    this.#loss ??= loss;
    this.#settle?.(this.#loss);
  }
}
