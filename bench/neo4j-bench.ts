/**
 * `npm run bench -- neo4j`: how fast a wiki comes into Neo4j and a neighbourhood out of it, beside
 * plain Cypher on the same server. Invariant: docs/benchmarks.md is written only by a whole measurement.
 */
import { join } from 'node:path';
import { chosen, ENOUGH_RUNS, runsOf, type BenchOptions } from './bench-options.ts';
import { FreshServer, HEAP, PAGE_CACHE } from './fresh-server.ts';
import { goalRow } from './goals.ts';
import { ImportResults, nameOn } from './import-results.ts';
import { measure, type Measured } from './measure.ts';
import {
  latencyOf,
  latencyRatio,
  measureNeighbourhoods,
  PAGES_A_PASS,
  type Latency,
} from './neighbourhoods.ts';
import { IMPORTED, neo4jContenders, readWiki, WarmUp } from './neo4j-contenders.ts';
import { neo4jGoals } from './neo4j-goals.ts';
import { ROOT, say } from './places.ts';
import { machine, table, writeSection } from './report.ts';
import { shown } from './spread.ts';
import { timeTable, type TableRow } from './time-table.ts';
import { generatedWiki, LARGEST, realWiki, type Wiki } from './wikis.ts';

/** Runs on the largest wiki, where one takes minutes. */
const RUNS_ON_LARGEST = 3;

export async function neo4jBench(options: BenchOptions): Promise<void> {
  const { quick, only } = options;
  const wikis = quick
    ? [generatedWiki(1000)]
    : [realWiki(), generatedWiki(100_000)].filter((wiki) => wiki !== null);
  const server = new FreshServer();
  const bench = new Neo4jBench(server, only);
  try {
    for (const wiki of wikis) {
      const runs = runsOf(options, wiki.name === LARGEST ? RUNS_ON_LARGEST : ENOUGH_RUNS);
      await bench.run(wiki, runs, wiki === wikis.at(-1) ? ENOUGH_RUNS : 0);
    }
  } finally {
    await server.dispose();
  }
  const section = bench.report(quick);
  process.stdout.write(`\n${section}\n`);
  if (quick || only.length > 0 || wikis.length < 2 || (options.runs ?? ENOUGH_RUNS) < RUNS_ON_LARGEST) {
    say('docs/benchmarks.md is left as it is: it takes both wikis, all contenders and enough runs');
  } else {
    writeSection(join(ROOT, 'docs', 'benchmarks.md'), 'neo4j', section);
  }
  if (bench.hasFailed) process.exitCode = 1;
}

class Neo4jBench {
  readonly #server: FreshServer;
  readonly #only: readonly string[];
  readonly #warmUp = new WarmUp();
  readonly #measured = new Map<string, Measured>();
  readonly #rows: TableRow[] = [];
  #latencies: Latency[] = [];
  #version = '';

  constructor(server: FreshServer, only: readonly string[]) {
    this.#server = server;
    this.#only = only;
  }

  get hasFailed(): boolean {
    return [...this.#measured.values()].some(({ failure }) => failure !== null);
  }

  /** @param passes over random pages, once the wiki is in the last round's server; 0 for none */
  async run(wiki: Wiki, runs: number, passes: number): Promise<void> {
    say(`reading ${wiki.name}`);
    const read = await readWiki(wiki);
    const contenders = chosen(neo4jContenders(this.#server, this.#warmUp, read), this.#only);
    const named = contenders.map((contender) => ({ ...contender, name: nameOn(contender.name, wiki.name) }));
    const measured = await measure(named, runs, say);
    for (const [name, one] of measured) this.#measured.set(name, one);
    this.#rows.push(...contenders.map(({ name, label }) => ({ wiki: wiki.name, contender: name, label })));
    this.#version = this.#server.version;
    const imported = measured.get(nameOn('atlas-neo4j', wiki.name));
    if (passes === 0 || !imported || imported.failure !== null) return;
    say(`neighbourhoods of ${wiki.name}`);
    const ids = read.graph.pages.map(({ id }) => id);
    this.#latencies = await measureNeighbourhoods(this.#server, IMPORTED, ids, passes);
  }

  report(quick: boolean): string {
    const results = new ImportResults(this.#measured);
    const goals = quick ? [] : neo4jGoals(results, this.#latencies);
    return [
      '## Neo4j',
      '',
      `\`npm run bench -- neo4j\`: Neo4j ${this.#version} Community on the same machine (heap ${HEAP}, page cache ${PAGE_CACHE}), started anew, warmed up by a wiki of 1,000 pages and emptied again for every contender of every round, so that each import is the first into its database; contenders take turns, ratios are taken within a round. The import is a whole process, its start included; floor and write run in the bench's own, from a graph in memory. The floor creates the same nodes with an id alone and the same edges with nothing on them, in one session; the store writes text, words and sentences besides. ${machine()}.`,
      '',
      timeTable(this.#rows, results, [
        ['× floor', 'bare'],
        ['× with Markdown', 'bare-text'],
      ]),
      ...(this.#latencies.length === 0 ? [] : this.#latencyReport()),
      ...(goals.length === 0
        ? []
        : ['### Goals', '', table(['goal', 'bound', 'measured', 'verdict'], goals.map(goalRow))]),
    ].join('\n');
  }

  #latencyReport(): string[] {
    const rows = this.#latencies.map((latency) => [
      latency.label,
      shown(latencyOf(latency, 'p50')),
      shown(latencyOf(latency, 'p95')),
      shown(latencyRatio(this.#latencies, latency.name, 'p50')),
      shown(latencyRatio(this.#latencies, latency.name, 'p95')),
      String(latency.rows),
    ]);
    return [
      '### Neighbourhoods',
      '',
      `Depth 2, limit 300, structural links left out, of ${PAGES_A_PASS} random pages a pass, ${ENOUGH_RUNS} passes after one that is not counted, on the larger wiki; all ask for the same pages in turn. Ours answers with nodes, their places and all links among them.`,
      '',
      table(['what', 'p50 ms', 'p95 ms', 'ours ÷ it, p50', 'ours ÷ it, p95', 'rows'], rows),
    ];
  }
}
