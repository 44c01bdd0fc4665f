/**
 * `npm run bench -- map`: how good our layout is and what it costs, beside ForceAtlas2 and d3-force.
 * Invariant: docs/benchmarks.md is written only by a whole measurement.
 */
import { join } from 'node:path';
import { FolderImport } from '../import/import-folder.ts';
import { outlineOf, type Outline } from '../import/analyse/outline.ts';
import { adjustedMutualInformation } from './agreement.ts';
import { AtlasError } from '../graph/errors.ts';
import { ENOUGH_RUNS, runsOf, type BenchOptions } from './bench-options.ts';
import { LAYOUT_PEERS, MapContest } from './map-contenders.ts';
import { LARGEST_MAP, mapReport, SEED_SIZED, type MapResult, type TimedAnalysis } from './map-report.ts';
import { installPeers } from './peers.ts';
import { ROOT, say } from './places.ts';
import { plantedWiki } from './planted-wiki.ts';
import { writeSection } from './report.ts';
import { spreadOf } from './spread.ts';
import { realWiki, smallRealWiki, type Wiki } from './wikis.ts';

/** Seconds that a peer gets to settle. */
const PATIENCE = 60;

interface Mapped {
  name: string;
  outline: Outline;
  planted: Int32Array | null;
}

export async function mapBench(options: BenchOptions): Promise<void> {
  const { quick, only } = options;
  if (only.length > 0) throw new AtlasError('usage', '--only: this bench has no parts to choose from');
  const runs = runsOf(options);
  installPeers();
  const read = [smallRealWiki(), ...(quick ? [] : [realWiki()])].filter((wiki) => wiki !== null);
  const wikis = [...(await Promise.all(read.map(outlineIn))), planted(quick ? 2000 : 100_000, 6)];
  const results = wikis.map((wiki) => contest(wiki, runs, quick ? 2 : PATIENCE));
  const timed = quick ? [] : [timeAlone(planted(24_304, 3), runs)];
  const section = mapReport(results, timed, runs);
  process.stdout.write(`\n${section}\n`);
  if (quick || runs < ENOUGH_RUNS || read.length < 2) {
    say(`docs/benchmarks.md is left as it is: it takes all wikis and ${ENOUGH_RUNS} runs`);
  } else {
    writeSection(join(ROOT, 'docs', 'benchmarks.md'), 'map', section);
  }
}

async function outlineIn({ name, folder }: Wiki): Promise<Mapped> {
  return { name, outline: outlineOf(await new FolderImport(folder).run()), planted: null };
}

function planted(pages: number, linksPerPage: number): Mapped {
  const { outline, communities } = plantedWiki(pages, linksPerPage);
  const name = [LARGEST_MAP, SEED_SIZED].find((known) => known.endsWith(`-${pages}`)) ?? `planted-${pages}`;
  return { name, outline, planted: communities };
}

function contest({ name, outline, planted: groups }: Mapped, runs: number, patience: number): MapResult {
  const match = new MapContest(name, outline);
  const ours = match.runOurs(runs);
  const time = spreadOf(ours.seconds)?.median ?? 0;
  const found = Int32Array.from(ours.analysis.placements, ({ community }) => community);
  return {
    wiki: name,
    nodes: found.length,
    links: outline.edges.length / 3,
    ours,
    equal: LAYOUT_PEERS.map((peer) => match.runPeer(peer, time)),
    settled: LAYOUT_PEERS.map((peer) => match.runPeer(peer, patience)),
    agreement: groups && {
      planted: new Set(groups).size,
      found: new Set(found).size,
      information: adjustedMutualInformation(groups, found),
    },
  };
}

function timeAlone({ name, outline }: Mapped, runs: number): TimedAnalysis {
  return { wiki: name, seconds: new MapContest(name, outline).runOurs(runs).seconds };
}
