/**
 * `npm run bench -- api`: neighbourhoods asked from a server by one and by many at once, beside a
 * server that reads its whole index for each request, its memory while it is asked for long, and the
 * opening of the map of a small wiki and a large one.
 * Invariant: docs/benchmarks.md is written only by a whole measurement.
 */
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { AtlasError } from '../graph/errors.ts';
import { openMaps } from './api-map.ts';
import { apiReport, CONNECTIONS, type ApiResults } from './api-report.ts';
import { answersPerSecond, errorsOf, putLoad, type Asking, type Load } from './api-load.ts';
import { storedWiki, wholeGraph, type WholeGraph } from './api-wiki.ts';
import { ENOUGH_RUNS, runsOf, type BenchOptions } from './bench-options.ts';
import { PEERS, PROGRAM, ROOT, say } from './places.ts';
import { writeSection } from './report.ts';
import { memoryDuring, residentMemory } from './server-memory.ts';
import { withServer } from './server-process.ts';
import { generatedWiki } from './wikis.ts';

/** Seconds of each part. */
const WHOLE = { warmUp: 10, lone: 2, together: 4, peer: 5, sustained: 300, rest: 5, betweenSamples: 3 };
const QUICK = { warmUp: 1, lone: 1, together: 2, peer: 2, sustained: 10, rest: 2, betweenSamples: 0.5 };

const QUERY = '/api/subgraph?depth=2&limit=300&seed=';

export async function apiBench(options: BenchOptions): Promise<void> {
  const { quick, only } = options;
  if (only.length > 0) throw new AtlasError('usage', '--only: this bench has no parts to choose from');
  const runs = runsOf(options);
  const wiki = generatedWiki(quick ? 1000 : 100_000);
  const file = storedWiki(wiki);
  const serve = ['serve', '--store', `sqlite:${file}`, '--no-watch', '--port', '0'];
  const graph = await wholeGraph(wiki, file);
  const results = await withServer([PROGRAM, ...serve], (atlas) =>
    withServer([join(PEERS, 'whole-index.mjs'), graph.indexFile], (peer) =>
      measureApi({ atlas, peer, graph, runs, seconds: quick ? QUICK : WHOLE }),
    ),
  );
  const small = generatedWiki(quick ? 200 : 5000);
  const serveSmall = ['serve', '--store', `sqlite:${storedWiki(small)}`, '--no-watch', '--port', '0'];
  const openings = await withServer([PROGRAM, ...serve], (large) =>
    withServer([PROGRAM, ...serveSmall], (url) => openMaps({ small: url, large, rounds: 4 * runs })),
  );
  const section = apiReport(results, graph.size, openings, quick);
  process.stdout.write(`\n${section}\n`);
  if (quick || runs < ENOUGH_RUNS) {
    say(`docs/benchmarks.md is left as it is: it takes the large wiki and ${ENOUGH_RUNS} runs`);
  } else {
    writeSection(join(ROOT, 'docs', 'benchmarks.md'), 'api', section);
  }
  const loads = [...results.lone, ...results.together, ...results.peer, results.sustained];
  if (errorsOf(loads) > 0) {
    for (const [why, times] of loads.flatMap(({ failures }) => failures))
      say(`FAILED ${times} times: ${why}`);
    process.exitCode = 1;
  }
}

interface Measuring {
  /** addresses of the two servers */
  atlas: string;
  peer: string;
  graph: WholeGraph;
  runs: number;
  seconds: typeof WHOLE;
}

/** Loads take turns, round by round; the sustained one comes last. */
async function measureApi({ atlas, peer, graph, runs, seconds }: Measuring): Promise<ApiResults> {
  await assertSameAnswers(graph, atlas, peer);
  const before = await residentMemory(atlas);
  const load = async (
    what: string,
    url: string,
    asking: Pick<Asking, 'connections' | 'seconds'>,
  ): Promise<Load> => {
    const done = await putLoad({ address: `${url}${QUERY}`, pagesFile: graph.pagesFile, ...asking });
    const { p50, p99 } = done;
    say(
      `${what}  ${answersPerSecond(done).toFixed(1)}/s  p50 ${p50.toFixed(1)} ms  p99 ${p99.toFixed(1)} ms`,
    );
    return done;
  };
  await load('warming up', atlas, { connections: CONNECTIONS, seconds: seconds.warmUp });
  const rounds: Pick<ApiResults, 'lone' | 'together' | 'peer'> = { lone: [], together: [], peer: [] };
  for (let round = 1; round <= runs; round++) {
    const name = (what: string): string => `round ${round}/${runs}  ${what}`;
    const many = { connections: CONNECTIONS };
    rounds.lone.push(await load(name('alone'), atlas, { connections: 1, seconds: seconds.lone }));
    rounds.together.push(await load(name('together'), atlas, { ...many, seconds: seconds.together }));
    rounds.peer.push(await load(name('whole-file read'), peer, { ...many, seconds: seconds.peer }));
  }
  const { value: sustained, samples: during } = await memoryDuring(
    atlas,
    seconds.betweenSamples * 1000,
    load('sustained', atlas, { connections: CONNECTIONS, seconds: seconds.sustained }),
  );
  await setTimeout(seconds.rest * 1000);
  return { ...rounds, sustained, memory: { before, during, after: await residentMemory(atlas) } };
}

const PAGES_COMPARED = 5;
const nodesSchema = z.object({ nodes: z.array(z.unknown()).nonempty() });

/** A peer that answers something else would be no measure. */
async function assertSameAnswers({ pagesFile }: WholeGraph, ...urls: string[]): Promise<void> {
  const pages = z.array(z.string()).parse(JSON.parse(readFileSync(pagesFile, 'utf8')));
  for (let place = 0; place < PAGES_COMPARED; place++) {
    const page = pages[Math.floor((place / PAGES_COMPARED) * pages.length)] ?? '';
    const sizes = await Promise.all(
      urls.map(async (url) => {
        const response = await fetch(`${url}${QUERY}${encodeURIComponent(page)}`);
        return nodesSchema.parse(await response.json()).nodes.length;
      }),
    );
    assert.equal(new Set(sizes).size, 1, `${page}: neighbourhoods of ${sizes.join(' and ')} pages`);
  }
}
