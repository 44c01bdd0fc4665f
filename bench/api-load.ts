/** Puts load on a server from a process of its own, and says what came of it. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { ROOT } from './places.ts';

const count = z.int().nonnegative();

const loadSchema = z.object({
  /** complete ones */
  answers: z.int().positive(),
  seconds: z.number().positive(),
  /** milliseconds from a request to the end of its answer */
  p50: z.number(),
  p99: z.number(),
  /** of the answers' bodies as they were sent */
  bytes: count,
  /** what else came of a request, and how often */
  failures: z.array(z.tuple([z.string(), count])),
});
export type Load = z.infer<typeof loadSchema>;

export interface Asking {
  /** begins every request; a page's id ends it */
  address: string;
  /** a JSON list of page ids */
  pagesFile: string;
  connections: number;
  seconds: number;
}

/** Each connection asks again as soon as it was answered. */
export async function putLoad({ address, pagesFile, connections, seconds }: Asking): Promise<Load> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(ROOT, 'dist', 'bench', 'run-load.js'),
    address,
    pagesFile,
    String(connections),
    String(seconds),
  ]);
  return loadSchema.parse(JSON.parse(stdout));
}

export const answersPerSecond = ({ answers, seconds }: Load): number => answers / seconds;

export const errorsOf = (loads: readonly Load[]): number =>
  loads.flatMap(({ failures }) => failures).reduce((sum, [, times]) => sum + times, 0);
