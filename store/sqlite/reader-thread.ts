/**
 * A thread that answers queries, one after the other, on a connection of its own that cannot write.
 * Invariant: there is one message for each query, in their order.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { brotliCompressSync } from 'node:zlib';
import { type SentError, sentError } from '../../graph/sent-error.ts';
import { BROTLI, WORTH_COMPRESSING } from '../brotli.ts';
import type { JsonAnswer, JsonQuestion } from '../graph-store.ts';
import { connectToRead } from './connect.ts';
import { type JsonAnswers, sqliteQueries } from './queries.ts';
import { openError } from './store-error.ts';

export interface ReaderData {
  /** of the file, absolute */
  path: string;
  /** as people know it */
  file: string;
  /** how many read it */
  threads: number;
}

export interface ReaderThreadData extends ReaderData {
  /** 1 while the thread reads what it needs for many queries, which takes as long as it takes */
  preparing: Int32Array;
}

export type ReaderRequest = Pick<JsonQuestion, 'name' | 'args' | 'brotli'>;

/** One block of bytes goes over as it is, where many objects would be copied. */
export type ReaderMessage = { json: JsonAnswer } | { error: SentError };

const { path, file, threads, preparing } = workerData as ReaderThreadData;
const encoder = new TextEncoder();
let answers: JsonAnswers | null = null;

function answer({ name, args, brotli }: ReaderRequest): void {
  try {
    answers ??= open();
    Atomics.store(preparing, 0, 1);
    answers.prepare(name);
    Atomics.store(preparing, 0, 0);
    const json = encoder.encode(answers.json(name, args));
    if (brotli && json.length >= WORTH_COMPRESSING) {
      const bytes = brotliCompressSync(json, { params: BROTLI });
      post({ json: { bytes, encoding: 'br' } }, [bytes.buffer]);
    } else {
      post({ json: { bytes: json, encoding: 'identity' } }, [json.buffer]);
    }
  } catch (error) {
    Atomics.store(preparing, 0, 0);
    post({ error: sentError(error) });
  }
}

function post(message: ReaderMessage, transferred: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transferred);
}

function open(): JsonAnswers {
  try {
    return sqliteQueries(connectToRead(path, threads), file).answers;
  } catch (error) {
    throw openError(error, file);
  }
}

try {
  answers = open();
} catch {
  // Whoever asks first is told, if it is so then.
}
parentPort?.on('message', answer);
