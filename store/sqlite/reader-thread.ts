/**
 * A thread that answers queries, one after the other, on a connection of its own that cannot write.
 * Invariant: there is one message for each query, in their order.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { type SentError, sentError } from '../../graph/sent-error.ts';
import type { QueryName } from '../graph-store.ts';
import { connectToRead } from './connect.ts';
import { type SqliteQueries, sqliteQueries } from './queries.ts';
import { openError } from './store-error.ts';

export interface ReaderData {
  /** of the file, absolute */
  path: string;
  /** as people know it */
  file: string;
}

export interface ReaderRequest {
  name: QueryName;
  args: readonly unknown[];
}

/** The answer is JSON in UTF-8: one block of bytes goes over as it is, many objects would be copied. */
export type ReaderMessage = { json: Uint8Array<ArrayBuffer> } | { error: SentError };

const { path, file } = workerData as ReaderData;
const encoder = new TextEncoder();
let queries: SqliteQueries | null = null;

function answer({ name, args }: ReaderRequest): void {
  try {
    queries ??= open();
    const query = queries[name] as (...args: readonly unknown[]) => unknown;
    const json = encoder.encode(JSON.stringify(query(...args)));
    post({ json }, [json.buffer]);
  } catch (error) {
    post({ error: sentError(error) });
  }
}

function post(message: ReaderMessage, transferred: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transferred);
}

function open(): SqliteQueries {
  try {
    return sqliteQueries(connectToRead(path), file);
  } catch (error) {
    throw openError(error, file);
  }
}

try {
  queries = open();
} catch {
  // Whoever asks first is told, if it is so then.
}
parentPort?.on('message', answer);
