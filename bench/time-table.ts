/** The table of contenders with their times. Invariant: one that failed shows its reason and no number. */
import type { ImportResults } from './import-results.ts';
import { table } from './report.ts';
import { shown } from './spread.ts';

/** A contender on a wiki, by their names, and how the table calls it. */
export interface TableRow {
  wiki: string;
  contender: string;
  label: string;
}

/** @param besides columns of ratios, each to the contender it names */
export function timeTable(
  rows: readonly TableRow[],
  results: ImportResults,
  besides: readonly (readonly [head: string, contender: string])[],
): string {
  const head = ['wiki', 'what', 'runs', 'seconds', ...besides.map(([name]) => name), 'peak MB', 'found'];
  const cells = rows.map(({ wiki, contender, label }) => {
    const own = results.of(contender, wiki);
    if (!own || own.failure !== null) {
      return [wiki, label, '–', '–', ...besides.map(() => '–'), '–', `FAILED: ${own?.failure ?? ''}`];
    }
    const peak = results.peak(contender, wiki);
    return [
      wiki,
      label,
      String(own.seconds.length),
      shown(results.seconds(contender, wiki)),
      ...besides.map(([, other]) => shown(results.timeRatio(contender, other, wiki))),
      peak === null ? '–' : peak.median.toFixed(0),
      own.found,
    ];
  });
  return table(head, cells);
}
