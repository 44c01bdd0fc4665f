/** The thread of analyseBeside: takes an outline, answers with its analysis. */
import { parentPort, workerData } from 'node:worker_threads';
import { analyseOutline } from './analyse.ts';
import type { Outline } from './outline.ts';

parentPort?.postMessage(analyseOutline(workerData as Outline));
