/**
 * Runs our analysis and the layout peers on a wiki, each in a process of its own, and judges them.
 * Invariant: all have the same links, and are judged by our communities and the same circles.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serialize } from 'node:v8';
import { z } from 'zod';
import type { Analysis } from '../graph/wiki-graph.ts';
import type { Outline } from '../import/analyse/outline.ts';
import { semanticGraph, type SemanticGraph } from '../import/analyse/semantic-graph.ts';
import { roomOf } from '../import/analyse/spots.ts';
import { areaOf, qualityOf, type Layout, type MapQuality } from './map-metrics.ts';
import { PEERS, SCRATCH, say } from './places.ts';

const RUN_LAYOUT = fileURLToPath(new URL('./run-layout.js', import.meta.url));

export const LAYOUT_PEERS = ['forceatlas2', 'd3-force'] as const;
export type LayoutPeer = (typeof LAYOUT_PEERS)[number];

export interface OurRun {
  seconds: number[];
  /** bytes */
  peaks: number[];
  quality: MapQuality;
  analysis: Analysis;
}

export interface PeerRun {
  peer: LayoutPeer;
  /** seconds it was given */
  given: number;
  steps: number;
  settled: boolean;
  seconds: number;
  peak: number;
  quality: MapQuality;
}

const ranSchema = z.object({ seconds: z.number(), peak: z.number() });
const peerRanSchema = ranSchema.extend({ steps: z.number(), settled: z.boolean() });

export class MapContest {
  readonly name: string;
  readonly #graph: SemanticGraph;
  readonly #outlineFile: string;
  readonly #graphFile: string;
  readonly #answerFile: string;
  #regionOf = new Int32Array(0);
  #radii: number[] = [];
  #area = 0;

  constructor(name: string, outline: Outline) {
    this.name = name;
    this.#graph = semanticGraph(outline);
    const folder = join(SCRATCH, 'map');
    mkdirSync(folder, { recursive: true });
    this.#outlineFile = join(folder, `${name}-outline`);
    this.#graphFile = join(folder, `${name}-graph.json`);
    this.#answerFile = join(folder, `${name}-answer`);
    writeFileSync(this.#outlineFile, serialize(outline));
    writeFileSync(this.#graphFile, JSON.stringify({ size: this.#graph.size, edges: pairsOf(this.#graph) }));
  }

  /** Our analysis, so many times; what it says is the same each time. */
  runOurs(runs: number): OurRun {
    const ran = Array.from({ length: runs }, (_, run) => {
      const one = ranSchema.parse(JSON.parse(this.#run([RUN_LAYOUT, this.#outlineFile, this.#answerFile])));
      say(`${this.name}  ours  run ${run + 1}/${runs}  ${one.seconds.toFixed(2)} s`);
      return one;
    });
    const analysis = JSON.parse(readFileSync(this.#answerFile, 'utf8')) as Analysis;
    const { placements, communities } = analysis;
    const layout: Layout = {
      x: Float64Array.from(placements, ({ x }) => x),
      y: Float64Array.from(placements, ({ y }) => y),
    };
    this.#regionOf = Int32Array.from(
      placements,
      ({ community }) => communities[community]?.parent ?? community,
    );
    this.#radii = placements.map(({ rank }) => roomOf(rank));
    this.#area = areaOf(layout);
    return {
      seconds: ran.map(({ seconds }) => seconds),
      peaks: ran.map(({ peak }) => peak),
      quality: this.#judge(layout),
      analysis,
    };
  }

  /** A peer with so many seconds, after ours has run. */
  runPeer(peer: LayoutPeer, given: number): PeerRun {
    const program = join(PEERS, `layout-${peer}.mjs`);
    const ran = peerRanSchema.parse(
      JSON.parse(this.#run([program, this.#graphFile, this.#answerFile, String(given)])),
    );
    say(`${this.name}  ${peer}  ${ran.steps} steps in ${ran.seconds.toFixed(2)} s`);
    const bytes = readFileSync(this.#answerFile);
    const places = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
    const layout = {
      x: places.filter((_, at) => at % 2 === 0),
      y: places.filter((_, at) => at % 2 === 1),
    };
    return { peer, given, ...ran, quality: this.#judge(layout) };
  }

  #judge(layout: Layout): MapQuality {
    return qualityOf(this.#graph, layout, this.#regionOf, this.#radii, this.#area);
  }

  #run(args: string[]): string {
    return execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  }
}

/** Each two nodes that are linked once, one after the other. */
function pairsOf({ size, neighbours: { offsets, ends } }: SemanticGraph): number[] {
  const pairs: number[] = [];
  for (let node = 0; node < size; node += 1) {
    for (let place = offsets[node] ?? 0; place < (offsets[node + 1] ?? 0); place += 1) {
      const end = ends[place] ?? 0;
      if (end > node) pairs.push(node, end);
    }
  }
  return pairs;
}
