/** What every bench is asked for, and what its options mean. */
import { AtlasError } from '../graph/errors.ts';

export interface BenchOptions {
  /** null where none were asked for: each bench has its own number */
  runs: number | null;
  /** a small wiki: a smoke test of the bench itself */
  quick: boolean;
  /** names of contenders, all where empty */
  only: readonly string[];
}

/** Runs that a published median needs. */
export const ENOUGH_RUNS = 5;

const QUICK_RUNS = 2;

/** @param usual the runs of a whole measurement */
export function runsOf({ runs, quick }: BenchOptions, usual = ENOUGH_RUNS): number {
  return runs ?? (quick ? QUICK_RUNS : usual);
}

/** The contenders that `--only` names. @throws AtlasError usage where there is none of a name */
export function chosen<T extends { name: string }>(contenders: readonly T[], only: readonly string[]): T[] {
  const unknown = only.find((name) => !contenders.some((contender) => contender.name === name));
  if (unknown !== undefined) {
    const names = contenders.map(({ name }) => name).join(', ');
    throw new AtlasError('usage', `there is no contender "${unknown}"; there are ${names}`);
  }
  return contenders.filter(({ name }) => only.length === 0 || only.includes(name));
}
