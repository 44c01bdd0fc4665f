/** A goal in numbers and whether it is met. Invariant: what was not measured is neither met nor missed. */
import { shown, threeFigures, type Spread } from './spread.ts';

export interface Goal {
  what: string;
  bound: 'at most' | 'at least';
  limit: number;
  /** `×`, `s`, `MB` */
  unit: string;
  measured: Spread | null;
}

/** A goal's cells: what, bound, measured, verdict. */
export function goalRow({ what, bound, limit, unit, measured }: Goal): string[] {
  return [
    what,
    `${bound} ${limit} ${unit}`,
    measured === null ? '–' : `${shown(measured)} ${unit}`,
    verdict(bound, limit, measured),
  ];
}

function verdict(bound: Goal['bound'], limit: number, measured: Spread | null): string {
  if (measured === null) return 'not measured';
  const { median } = measured;
  if (bound === 'at most' ? median <= limit : median >= limit) return 'met';
  if (limit === 0) return '**missed**';
  const short = bound === 'at most' ? median / limit - 1 : 1 - median / limit;
  return `**missed by ${threeFigures(short * 100)} %**`;
}
