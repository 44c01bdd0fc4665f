/** What an import must reach, measured against its floor and its peers in the same rounds. */
import type { Goal } from './goals.ts';
import type { ImportResults } from './import-results.ts';
import type { Spread } from './spread.ts';
import { GENERATED, LARGEST, REAL } from './wikis.ts';

/** Seconds that Quartz 4.5 took to build the 5,477 pages; too slow to be run in every round. */
const QUARTZ_SECONDS = 111;

export function importGoals(results: ImportResults): Goal[] {
  const bothWikis = [GENERATED, REAL];
  const againstPeer = (peer: string, own: string, what: string, limit: number): Goal[] =>
    bothWikis.map((wiki) =>
      goal('at least', limit, '×', `${what}, ${wiki}`, results.timeRatio(peer, own, wiki)),
    );
  return [
    ...[...bothWikis, LARGEST].map((wiki) =>
      goal(
        'at most',
        1.5,
        '×',
        `graph in memory ÷ the reference, ${wiki}`,
        results.timeRatio('atlas-graph', 'gray-matter', wiki),
      ),
    ),
    ...againstPeer('remark', 'atlas-graph', 'remark ÷ graph in memory', 10),
    ...againstPeer('foam', 'atlas-graph', "Foam's core ÷ graph in memory", 15),
    ...againstPeer('obsidiantools', 'atlas-graph', 'obsidiantools ÷ graph in memory', 100),
    ...againstPeer('markdowndb', 'atlas-sqlite', 'markdowndb ÷ import into SQLite', 12),
    goal(
      'at most',
      QUARTZ_SECONDS / 40,
      's',
      `import into SQLite, ${REAL}: a fortieth of Quartz's ${QUARTZ_SECONDS} s`,
      results.seconds('atlas-sqlite', REAL),
    ),
    goal(
      'at most',
      500,
      'MB',
      `import into SQLite, ${REAL}: peak memory`,
      results.peak('atlas-sqlite', REAL),
    ),
    ...bothWikis.map((wiki) =>
      goal(
        'at most',
        0.1,
        '×',
        `again, nothing changed ÷ import into SQLite, ${wiki}`,
        results.timeRatio('atlas-unchanged', 'atlas-sqlite', wiki),
      ),
    ),
    ...(
      [
        ['graph in memory', 'atlas-graph'],
        ['import into SQLite', 'atlas-sqlite'],
      ] as const
    ).flatMap(([what, own]) => [
      goal(
        'at most',
        11,
        '×',
        `${what}: growth from 10,000 to 100,000 pages`,
        results.timeRatio(own, own, LARGEST, GENERATED),
      ),
      goal('at most', 1200, 'MB', `${what}: peak memory at 100,000 pages`, results.peak(own, LARGEST)),
    ]),
  ];
}

function goal(
  bound: Goal['bound'],
  limit: number,
  unit: string,
  what: string,
  measured: Spread | null,
): Goal {
  return { what, bound, limit, unit, measured };
}
