/** A thread that reads and parses: takes batches of listed pages, answers each with its packed pages. */
import { parentPort } from 'node:worker_threads';
import { packPages } from './packed-pages.ts';
import type { ParseRequest } from './parse-pool.ts';
import { readAndParse } from './read-and-parse.ts';

parentPort?.on('message', ({ pages, options }: ParseRequest) => {
  const packed = packPages(pages.map((page) => readAndParse(page, options)));
  parentPort?.postMessage(packed, [packed.numbers.buffer]);
});
