/**
 * Runs contenders: whole processes, each run a new one, or work in this process.
 * Invariant: contenders take turns, round by round, so that they share the machine's noise; a
 * process's clock runs from before it is made until it has ended.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

export interface Contender {
  /** unique among the contenders of a bench */
  name: string;
  /** in how many rounds it takes part, the first ones; in all where it is left out */
  rounds?: number;
  /** makes ready what must be so before each run, and times the run alone */
  run: () => Promise<Run>;
}

/** Program and arguments; writes its peak memory in KiB to file descriptor 3. */
export type Command = readonly [program: string, ...args: string[]];

export interface Run {
  seconds: number;
  /** bytes; null of work in this process */
  peak: number | null;
  /** what it did, for people */
  found: string;
}

export interface Measured {
  /** one a round */
  seconds: number[];
  /** bytes, one a round; none of work in this process */
  peaks: number[];
  /** of its last run */
  found: string;
  /** why it was given up; its times are empty then */
  failure: string | null;
}

/** Runs every contender once a round. One that fails is out, with the reason. */
export async function measure(
  contenders: readonly Contender[],
  rounds: number,
  onRun: (message: string) => void,
): Promise<Map<string, Measured>> {
  const measured = new Map<string, Measured>(
    contenders.map(({ name }) => [name, { seconds: [], peaks: [], found: '', failure: null }]),
  );
  for (let round = 1; round <= rounds; round++) {
    for (const contender of contenders) {
      const so = measured.get(contender.name);
      if (!so || so.failure !== null || round > (contender.rounds ?? rounds)) continue;
      try {
        const run = await contender.run();
        so.seconds.push(run.seconds);
        if (run.peak !== null) so.peaks.push(run.peak);
        so.found = run.found;
        onRun(`round ${round}/${rounds}  ${contender.name}  ${run.seconds.toFixed(2)} s  ${run.found}`);
      } catch (error) {
        const failure = error instanceof Error ? error.message : String(error);
        measured.set(contender.name, { seconds: [], peaks: [], found: '', failure });
        onRun(`round ${round}/${rounds}  ${contender.name}  FAILED: ${failure}`);
      }
    }
  }
  return measured;
}

/** Work in this process. @param work says what it did, and throws where it did not do it */
export async function timeWork(work: () => Promise<string>): Promise<Run> {
  const start = process.hrtime.bigint();
  const found = await work();
  return { seconds: secondsSince(start), peak: null, found };
}

const secondsSince = (start: bigint, end = process.hrtime.bigint()): number => Number(end - start) / 1e9;

/** A whole process. @param found what it says it did, from its standard output; throws where it did not do it */
export async function timeProcess(
  [program, ...args]: Command,
  found: (stdout: string) => string,
): Promise<Run> {
  const start = process.hrtime.bigint();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  let end = start;
  child.once('exit', () => {
    end = process.hrtime.bigint();
  });
  const [stdout, stderr, kib, [code, signal]] = await Promise.all([
    allOf(child.stdio[1]),
    allOf(child.stdio[2]),
    allOf(child.stdio[3]),
    once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>,
  ]);
  if (code !== 0) throw new Error(`ended with ${code ?? signal}: ${lastLine(stderr)}`);
  if (!/^\d+$/.test(kib)) throw new Error('did not say its peak memory');
  return { seconds: secondsSince(start, end), peak: Number(kib) * 1024, found: found(stdout) };
}

const allOf = async (pipe: unknown): Promise<string> => (pipe instanceof Readable ? text(pipe) : '');
const lastLine = (output: string): string => output.trim().split('\n').at(-1) ?? '';
