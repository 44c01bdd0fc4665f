/**
 * `npm run bench -- import`: how fast a folder becomes a graph, beside the floor and the peers.
 * Invariant: docs/benchmarks.md is written only by a whole measurement.
 */
import { join } from 'node:path';
import { chosen, ENOUGH_RUNS, runsOf, type BenchOptions } from './bench-options.ts';
import { goalRow, type Goal } from './goals.ts';
import { importContenders, removeStores, type ImportContender } from './import-contenders.ts';
import { importGoals } from './import-goals.ts';
import { ImportResults, nameOn } from './import-results.ts';
import { measure, timeProcess, type Contender } from './measure.ts';
import { installPeers, pythonWithObsidiantools } from './peers.ts';
import { ROOT, say } from './places.ts';
import { machine, table, writeSection } from './report.ts';
import { timeTable } from './time-table.ts';
import { LARGEST, generatedWiki, realWiki, type Wiki } from './wikis.ts';

export async function importBench(options: BenchOptions): Promise<void> {
  const { quick, only } = options;
  const runs = runsOf(options);
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

const onWiki = (contender: ImportContender, wiki: Wiki): Contender => ({
  name: nameOn(contender.name, wiki.name),
  run: async () => {
    contender.prepare(wiki);
    return timeProcess(contender.command(wiki), contender.found);
  },
});

function report(
  entries: readonly { wiki: Wiki; contender: ImportContender }[],
  results: ImportResults,
  goals: readonly Goal[],
  runs: number,
): string {
  const rows = entries.map(({ wiki, contender: { name, label } }) => ({
    wiki: wiki.name,
    contender: name,
    label,
  }));
  return [
    '## Import',
    '',
    `\`npm run bench -- import\`: ${runs} runs each of a whole process, its start included, taking turns round by round; ratios are taken within a round. ${machine()}.`,
    '',
    timeTable(rows, results, [
      ['× our graph', 'atlas-graph'],
      ['× floor', 'read-files'],
    ]),
    ...(goals.length === 0
      ? []
      : ['### Goals', '', table(['goal', 'bound', 'measured', 'verdict'], goals.map(goalRow))]),
  ].join('\n');
}
