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
import { sqliteQueries, type WriteAnswer } from './queries.ts';
import { openError } from './store-error.ts';

export interface ReaderData {
  /** of the file, absolute */
  path: string;
  /** as people know it */
  file: string;
  /** how many read it */
  threads: number;
}

export type ReaderRequest = Pick<JsonQuestion, 'name' | 'args' | 'brotli'>;

/** One block of bytes goes over as it is, where many objects would be copied. */
export type ReaderMessage = { json: JsonAnswer } | { error: SentError };

const { path, file, threads } = workerData as ReaderData;
const encoder = new TextEncoder();
let written: WriteAnswer | null = null;

function answer({ name, args, brotli }: ReaderRequest): void {
  try {
    written ??= open();
    const json = encoder.encode(written(name, args));
    if (brotli && json.length >= WORTH_COMPRESSING) {
      const bytes = brotliCompressSync(json, { params: BROTLI });
      post({ json: { bytes, encoding: 'br' } }, [bytes.buffer]);
    } else {
      post({ json: { bytes: json, encoding: 'identity' } }, [json.buffer]);
    }
  } catch (error) {
    post({ error: sentError(error) });
  }
}

function post(message: ReaderMessage, transferred: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transferred);
}

function open(): WriteAnswer {
  try {
    return sqliteQueries(connectToRead(path, threads), file).written;
  } catch (error) {
    throw openError(error, file);
  }
}

try {
  written = open();
} catch {
  // Whoever asks first is told, if it is so then.
}
parentPort?.on('message', answer);
