/**
 * `npm run bench -- import`: how fast a folder becomes a graph, beside the floor and the peers.
 * Invariant: docs/benchmarks.md is written only by a whole measurement.
 */
import { join } from 'node:path';
import { AtlasError } from '../graph/errors.ts';
import { goalRow, type Goal } from './goals.ts';
import { importContenders, removeStores, type ImportContender } from './import-contenders.ts';
import { importGoals } from './import-goals.ts';
import { ImportResults, nameOn } from './import-results.ts';
import { measure, type Contender } from './measure.ts';
import { installPeers, pythonWithObsidiantools } from './peers.ts';
import { ROOT, say } from './places.ts';
import { machine, table, writeSection } from './report.ts';
import { shown } from './spread.ts';
import { LARGEST, generatedWiki, realWiki, type Wiki } from './wikis.ts';

export interface BenchOptions {
  runs: number;
  quick: boolean;
  only: readonly string[];
}

/** Runs that a published median needs. */
const ENOUGH_RUNS = 5;

export async function importBench({ runs, quick, only }: BenchOptions): Promise<void> {
  const contenders = chosen(importContenders(pythonWithObsidiantools()), only);
  installPeers();
  const wikis = quick ? [generatedWiki(1000)] : fullWikis();
  const entries = wikis.flatMap((wiki) =>
    contenders
      .filter(({ grows }) => grows || wiki.name !== LARGEST)
      .map((contender) => ({ wiki, contender, run: onWiki(contender, wiki) })),
  );
  // Untimed, so that each wiki's files are in the disk's cache for the first one too.
  const first = wikis.flatMap((wiki) => entries.find((entry) => entry.wiki === wiki)?.run ?? []);
  await measure(first, 1, (message) => say(`warming up: ${message}`));
  removeStores();
  const inTurn = entries.map(({ run }) => run);
  const measured = await measure(inTurn, runs, say).finally(removeStores);
  const results = new ImportResults(measured);
  const section = report(entries, results, quick ? [] : importGoals(results), runs);
  process.stdout.write(`\n${section}\n`);
  if (quick || only.length > 0 || runs < ENOUGH_RUNS) {
    say(`docs/benchmarks.md is left as it is: it takes all contenders and ${ENOUGH_RUNS} runs`);
  } else {
    writeSection(join(ROOT, 'docs', 'benchmarks.md'), 'import', section);
  }
  for (const { contender, wiki } of entries) {
    if (contender.name.startsWith('atlas-') && results.of(contender.name, wiki.name)?.failure !== null) {
      process.exitCode = 1;
    }
  }
}

function fullWikis(): Wiki[] {
  return [generatedWiki(10_000), realWiki(), generatedWiki(100_000)].filter((wiki) => wiki !== null);
}

function chosen(contenders: ImportContender[], only: readonly string[]): ImportContender[] {
  const unknown = only.find((name) => !contenders.some((contender) => contender.name === name));
  if (unknown !== undefined) {
    const names = contenders.map(({ name }) => name).join(', ');
    throw new AtlasError('usage', `there is no contender "${unknown}"; there are ${names}`);
  }
  return only.length === 0 ? contenders : contenders.filter(({ name }) => only.includes(name));
}

const onWiki = (contender: ImportContender, wiki: Wiki): Contender => ({
  name: nameOn(contender.name, wiki.name),
  command: contender.command(wiki),
  prepare: () => contender.prepare(wiki),
  found: contender.found,
});

function report(
  entries: readonly { wiki: Wiki; contender: ImportContender }[],
  results: ImportResults,
  goals: readonly Goal[],
  runs: number,
): string {
  const rows = entries.map(({ wiki, contender }) => {
    const own = results.of(contender.name, wiki.name);
    if (!own || own.failure !== null) {
      return [wiki.name, contender.label, '–', '–', '–', '–', `FAILED: ${own?.failure ?? ''}`];
    }
    const beside = (other: string): string => shown(results.timeRatio(contender.name, other, wiki.name));
    const peak = results.peak(contender.name, wiki.name);
    return [
      wiki.name,
      contender.label,
      shown(results.seconds(contender.name, wiki.name)),
      beside('atlas-graph'),
      beside('read-files'),
      peak === null ? '–' : peak.median.toFixed(0),
      own.found,
    ];
  });
  const head = ['wiki', 'what', 'seconds', '× our graph', '× floor', 'peak MB', 'found'];
  return [
    '## Import',
    '',
    `\`npm run bench -- import\`: ${runs} runs each of a whole process, its start included, taking turns round by round; ratios are taken within a round. ${machine()}.`,
    '',
    table(head, rows),
    ...(goals.length === 0
      ? []
      : ['### Goals', '', table(['goal', 'bound', 'measured', 'verdict'], goals.map(goalRow))]),
  ].join('\n');
}
