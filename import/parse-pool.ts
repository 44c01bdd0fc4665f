/**
 * Reads and parses many pages on all cores: this thread and workers take batches from one queue.
 * Invariant: the pages come back in the order they were asked for, whoever parsed them.
 */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ParseOptions } from './parse/parse-options.ts';
import { packPages, unpackPages, type PackedPages } from './packed-pages.ts';
import { readAgain, readAndParse, type KnownPage } from './read-and-parse.ts';
import type { ListedPage } from './read-folder.ts';

/** Bytes of Markdown that make it worth to wake a worker, whose compiler has everything to learn again. */
const BYTES_A_WORKER = 64 * 2 ** 20;
const MOST_WORKERS = 7;
/** From so many pages on what is kept counts: packed they take half the room. */
const WORTH_PACKING = 30_000;
/** Pages of a batch, small for this thread, which has others to let in. */
const WORKER_BATCH = 64;
const OWN_BATCH = 16;
/** Batches that a worker has ahead, so that it need not wait for this thread. */
const AHEAD = 2;
/** Megabytes for what a worker makes and forgets: fewer and cheaper collections. */
const YOUNG_MB = 48;

const ENTRY = new URL('./parse-worker.js', import.meta.url);

/** What a worker is asked to read. */
export interface ParseRequest {
  pages: readonly ListedPage[];
  options: ParseOptions;
}

interface ReadingOptions {
  /** what was known of each page, null for new ones */
  before?: readonly (KnownPage | null)[];
  options: ParseOptions;
  /** called often, with the number of pages done */
  onDone?: (done: number) => void;
  /** as many as pay where it is not said */
  workers?: number;
}

/** The pages as they are now, null where a file is gone. */
export async function readPages(
  pages: readonly ListedPage[],
  { before = [], options, onDone = () => undefined, workers }: ReadingOptions,
): Promise<(KnownPage | null)[]> {
  const reading = new Reading(pages, options, onDone);
  try {
    await reading.readKnown(before);
    return await reading.readNew(workers);
  } finally {
    await reading.close();
  }
}

/** How many workers help with so much; none where the program runs uncompiled. */
function workersFor(pages: readonly ListedPage[]): number {
  const bytes = pages.reduce((sum, page) => sum + page.size, 0);
  const workers = Math.min(MOST_WORKERS, availableParallelism() - 1, Math.floor(bytes / BYTES_A_WORKER));
  return workers > 0 && existsSync(fileURLToPath(ENTRY)) ? workers : 0;
}

/** One reading of a folder's pages. */
class Reading {
  readonly #pages: readonly ListedPage[];
  readonly #options: ParseOptions;
  readonly #onDone: (done: number) => void;
  readonly #results: (KnownPage | null)[];
  readonly #workers: Worker[] = [];
  /** of pages that were not known, by their index */
  #queue: number[] = [];
  #done = 0;
  #failure: { error: unknown } | null = null;
  /** called when a worker has answered or failed */
  #wake: () => void = () => undefined;

  constructor(pages: readonly ListedPage[], options: ParseOptions, onDone: (done: number) => void) {
    this.#pages = pages;
    this.#options = options;
    this.#onDone = onDone;
    this.#results = Array.from(pages, () => null);
  }

  /** Most of them have not changed, and are done at a glance. */
  async readKnown(before: readonly (KnownPage | null)[]): Promise<void> {
    for (const [i, page] of this.#pages.entries()) {
      const known = before[i];
      if (!known) {
        this.#queue.push(i);
        continue;
      }
      const now = readAgain(page, known, this.#options);
      this.#keep([i], [now]);
      if (now !== known) await setImmediate();
    }
  }

  async readNew(workers?: number): Promise<(KnownPage | null)[]> {
    const pages = this.#queue.flatMap((i) => this.#pages[i] ?? []);
    for (let left = workers ?? workersFor(pages); left > 0; left -= 1) this.#startWorker();
    const isPacked = pages.length >= WORTH_PACKING;
    while (this.#queue.length > 0) {
      const batch = this.#queue.splice(-OWN_BATCH);
      const read = this.#listed(batch).map((page) => readAndParse(page, this.#options));
      this.#keep(batch, isPacked ? unpackPages(packPages(read)) : read);
      await setImmediate();
      if (this.#failure) throw this.#failure.error;
    }
    while (this.#done < this.#pages.length) {
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
      if (this.#failure) throw this.#failure.error;
    }
    return this.#results;
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #startWorker(): void {
    const worker = new Worker(ENTRY, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
    this.#workers.push(worker);
    /** the batches that it has not answered */
    const waiting: number[][] = [];
    const send = (): void => {
      const batch = this.#queue.splice(-WORKER_BATCH);
      if (batch.length === 0) return;
      waiting.push(batch);
      worker.postMessage({ pages: this.#listed(batch), options: this.#options } satisfies ParseRequest);
    };
    worker.on('message', (packed: PackedPages) => {
      send();
      this.#keep(waiting.shift() ?? [], unpackPages(packed));
      this.#wake();
    });
    worker.on('error', (error) => {
      this.#failure = { error };
      this.#wake();
    });
    for (let i = 0; i < AHEAD; i += 1) send();
  }

  #listed(batch: readonly number[]): ListedPage[] {
    return batch.flatMap((i) => this.#pages[i] ?? []);
  }

  #keep(batch: readonly number[], pages: readonly (KnownPage | null)[]): void {
    for (const [at, i] of batch.entries()) this.#results[i] = pages[at] ?? null;
    this.#done += batch.length;
    this.#onDone(this.#done);
  }
}
