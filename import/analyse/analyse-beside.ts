/**
 * The analysis in a thread of its own, so that the graph can be stored meanwhile.
 * Invariant: the same as analyse, to the byte.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Analysis, WikiGraph } from '../../graph/wiki-graph.ts';
import { outlineOf } from './outline.ts';

/** With fewer pages a thread starts as slowly as this one is done. */
const WORTH_A_THREAD = 500;

const ENTRY = new URL('./analyse-worker.js', import.meta.url);

/** What analyse says of the graph; without a thread where there is little to do, or the program runs uncompiled. */
export async function analyseBeside(graph: WikiGraph): Promise<Analysis> {
  if (graph.pages.length < WORTH_A_THREAD || !existsSync(fileURLToPath(ENTRY))) {
    // Loaded where it runs: with its libraries it takes longer than an import with nothing to do.
    const { analyse } = await import('./analyse.ts');
    return analyse(graph);
  }
  const outline = outlineOf(graph);
  const worker = new Worker(ENTRY, { workerData: outline, transferList: [outline.edges.buffer] });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the analysis ended without an answer')));
  });
}
