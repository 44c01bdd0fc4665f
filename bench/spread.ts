/** Medians and their spread. Invariant: every number a bench shows is the median of all its runs. */

export interface Spread {
  median: number;
  min: number;
  max: number;
}

/** @returns null where there is no value */
export function spreadOf(values: readonly number[]): Spread | null {
  const sorted = [...values].sort((a, b) => a - b);
  const min = sorted[0];
  const max = sorted.at(-1);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (min === undefined || max === undefined || upper === undefined || lower === undefined) return null;
  return { median: (lower + upper) / 2, min, max };
}

/** The least of the values that `part` of them do not pass, by rank; NaN of none. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
}

/** One ratio for each round that has both ends, so that what slowed the machine in that round is in both. */
export function ratioOf(tops: readonly number[], bottoms: readonly number[]): Spread | null {
  return spreadOf(tops.flatMap((top, round) => (bottoms[round] === undefined ? [] : [top / bottoms[round]])));
}

/** `1.52 (1.48–1.60)`, three figures, the range only where there is one; `–` where nothing was measured. */
export function shown(spread: Spread | null): string {
  if (spread === null) return '–';
  const { median, min, max } = spread;
  if (min === max) return threeFigures(median);
  return `${threeFigures(median)} (${threeFigures(min)}–${threeFigures(max)})`;
}

export function threeFigures(value: number): string {
  if (value >= 100 || value === 0) return value.toFixed(0);
  return value.toPrecision(Math.abs(value) < 0.1 ? 2 : 3);
}
