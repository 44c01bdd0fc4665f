/**
 * Runs contenders as whole processes, each run a new one.
 * Invariant: contenders take turns, round by round, so that they share the machine's noise; the
 * clock runs from before the process is made until it has ended.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

export interface Contender {
  /** unique among the contenders of a bench */
  name: string;
  /** program and arguments; writes its peak memory in KiB to file descriptor 3 */
  command: readonly [program: string, ...args: string[]];
  /** what must be so before each run; not timed */
  prepare: () => void;
  /** what it says it did, from its standard output. @throws where it did not do it */
  found: (stdout: string) => string;
}

export interface Measured {
  /** one a round */
  seconds: number[];
  /** bytes, one a round */
  peaks: number[];
  /** of its last run */
  found: string;
  /** why it was given up; its times are empty then */
  failure: string | null;
}

interface Run {
  seconds: number;
  peak: number;
  found: string;
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
      if (!so || so.failure !== null) continue;
      try {
        contender.prepare();
        const run = await runOnce(contender);
        so.seconds.push(run.seconds);
        so.peaks.push(run.peak);
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

async function runOnce({ command: [program, ...args], found }: Contender): Promise<Run> {
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
  return { seconds: Number(end - start) / 1e9, peak: Number(kib) * 1024, found: found(stdout) };
}

const allOf = async (pipe: unknown): Promise<string> => (pipe instanceof Readable ? text(pipe) : '');
const lastLine = (output: string): string => output.trim().split('\n').at(-1) ?? '';
