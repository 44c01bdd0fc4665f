/**
 * `npm run bench -- draw`: how soon a graph is a picture and how long a frame takes while it is
 * dragged, beside libraries that draw graphs. Invariant: docs/benchmarks.md is written only by a
 * whole measurement; a contender that failed at a size is out at that size, with the reason.
 */
import { join } from 'node:path';
import { chosen, ENOUGH_RUNS, runsOf, type BenchOptions } from './bench-options.ts';
import { DrawBrowser } from './draw-browser.ts';
import { ATLAS, bundled, drawContenders, type DrawContender } from './draw-contenders.ts';
import { drawnGraph, removeDrawnGraphs, type DrawnGraph } from './draw-graph.ts';
import { drawReport, type Drawn } from './draw-report.ts';
import { installPeers } from './peers.ts';
import { PROGRAM, ROOT, say } from './places.ts';
import { writeSection } from './report.ts';
import { withServer } from './server-process.ts';
import { percentile } from './spread.ts';

const SIZES = [1000, 10_000, 100_000];
/** Where a peer takes up to a minute and more, it has so many runs. */
const PEER_RUNS_ON_LARGEST = 1;

export async function drawBench(options: BenchOptions): Promise<void> {
  const { quick, only } = options;
  const runs = runsOf(options);
  installPeers();
  const contenders = chosen(await drawContenders(), only);
  const browser = new DrawBrowser(await bundled('probe'));
  const drawn: Drawn[] = [];
  try {
    for (const size of quick ? SIZES.slice(0, 1) : SIZES) {
      const graph = await drawnGraph(size);
      const serve = ['serve', '--store', `sqlite:${graph.store}`, '--no-watch', '--port', '0'];
      drawn.push(
        ...(await withServer([PROGRAM, ...serve], (url) =>
          measureSize(browser, contenders, graph, url, runs),
        )),
      );
    }
  } finally {
    await browser.close();
    removeDrawnGraphs();
  }
  const section = drawReport(drawn, quick);
  process.stdout.write(`\n${section}\n`);
  if (quick || only.length > 0 || runs < ENOUGH_RUNS) {
    say(`docs/benchmarks.md is left as it is: it takes all sizes, all contenders and ${ENOUGH_RUNS} runs`);
  } else {
    writeSection(join(ROOT, 'docs', 'benchmarks.md'), 'draw', section);
  }
  if (drawn.some(({ name, failure }) => name === ATLAS && failure !== null)) process.exitCode = 1;
}

/** Contenders take turns, round by round. */
async function measureSize(
  browser: DrawBrowser,
  contenders: readonly DrawContender[],
  graph: DrawnGraph,
  url: string,
  runs: number,
): Promise<Drawn[]> {
  const drawn = contenders.map(({ name, label }): Drawn => ({ name, label, graph, runs: [], failure: null }));
  for (let round = 1; round <= runs; round++) {
    for (const [place, { name, run }] of contenders.entries()) {
      const own = drawn[place];
      const out = graph.nodes === SIZES.at(-1) && name !== ATLAS && round > PEER_RUNS_ON_LARGEST;
      if (!own || own.failure !== null || out) continue;
      const what = `${graph.nodes} nodes  round ${round}/${runs}  ${name}`;
      try {
        const one = await browser.withPage((page) => run(page, graph, url));
        own.runs.push(one);
        const frames = [0.5, 0.95].map((part) => percentile(one.frames, part).toFixed(1));
        say(`${what}  first ${one.ms.toFixed(0)} ms  p50, p95 of ${one.frames.length} frames: ${frames} ms`);
      } catch (error) {
        own.runs = [];
        own.failure = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
        say(`${what}  FAILED: ${own.failure}`);
      }
    }
  }
  return drawn;
}
