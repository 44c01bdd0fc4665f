/** What the drawing bench measured, as a section of docs/benchmarks.md. Invariant: a contender that failed shows its reason and no number. */
import { BEYOND_USE, DRAG } from './draw-browser.ts';
import { ATLAS, DRAG_TIME, type DrawRun } from './draw-contenders.ts';
import { LINKS_PER_PAGE, WINDOW, type DrawnGraph } from './draw-graph.ts';
import { goalRow, type Goal } from './goals.ts';
import { machine, table } from './report.ts';
import { percentile, ratioOf, shown, spreadOf, type Spread } from './spread.ts';

/** A contender at one size. */
export interface Drawn {
  name: string;
  label: string;
  graph: DrawnGraph;
  /** one a round */
  runs: DrawRun[];
  /** why it was given up; it has no runs then */
  failure: string | null;
}

type Measure = (run: DrawRun) => number;
const first: Measure = ({ ms }) => ms;
const frame =
  (part: number): Measure =>
  ({ frames }) =>
    percentile(frames, part);

/** Longest frame of a drag that is still smooth, ms. */
const SMOOTH = 50;
/** From one size to the next that counts as no growth, beside the machine's noise. */
const FLAT = 1.25;
/** From so many nodes up ours is to be ahead. */
const AHEAD_FROM = 10_000;

const numbers = new Intl.NumberFormat('en');

/** @param quick a smoke test, of which no goal is asked */
export function drawReport(drawn: readonly Drawn[], quick: boolean): string {
  return [
    '## Drawing',
    '',
    `\`npm run bench -- draw\`: a generated graph with planted communities and ${LINKS_PER_PAGE} links a page, laid out by Wiki Atlas. The peers get its places and need no layout (no physics), draw every node as a dot and every link as a straight line, and no labels. Wiki Atlas is the real client on \`wiki-atlas serve\`; it draws what its level of detail leaves in view, with regions and names besides: the columns "nodes" and "edges" tell how many. All in one Chromium as it draws on a machine without a graphics card (\`--disable-gpu\`, its frames not held back to the screen's 60 a second), window ${WINDOW.width} × ${WINDOW.height}, a new process and an empty cache for each run; contenders take turns, round by round. ${machine()}.`,
    '',
    `- **First picture.** A peer: from the moment its data is in the page as JSON text until the first frame with all of it is on the screen: parsed, built, drawn. Wiki Atlas: from its request for the map, so that the server's answer and the way to the browser are in it, until the frame in which the map says that it is drawn (\`data-camera-ready\`); its second row is from the navigation on, with the program in the browser's cache and no data.`,
    `- **Panning frame.** The mouse drags the picture in steps of ${DRAG.x} by ${DRAG.y} pixels, ${DRAG.steps} or as many as begin within ${DRAG_TIME / 1000} s, at least 3; each step waits for the frame of the one before. Its time is from the handling of the move to the start of the frame that can follow: without a graphics card Chromium paints canvases, WebGL too, and puts the frame together before that. p50 and p95 are a run's.`,
    `- A peer that takes longer than ${BEYOND_USE / 1000} s for its first picture or a frame is ended. On the largest graph the peers have one run each, and goals are taken from that round.`,
    '',
    table(
      [
        'graph',
        'what',
        'nodes',
        'edges',
        'runs',
        'first picture ms',
        'panning p50 ms',
        'panning p95 ms',
        'frames',
      ],
      drawn.flatMap(rows),
    ),
    ...(quick ? [] : ['### Goals', '', table(['goal', 'bound', 'measured', 'verdict'], goals(drawn))]),
  ].join('\n');
}

const sizeOf = ({ nodes, edges }: Pick<DrawnGraph, 'nodes' | 'edges'>): string =>
  `${numbers.format(nodes)} / ${numbers.format(edges)}`;

const spread = (runs: readonly DrawRun[], measure: Measure): Spread | null => spreadOf(runs.map(measure));

function rows({ label, graph, runs, failure }: Drawn): string[][] {
  const graphSize = sizeOf(graph);
  const last = runs.at(-1);
  if (failure !== null || !last) {
    return [[graphSize, label, '–', '–', '–', `FAILED: ${failure ?? ''}`, '–', '–', '–']];
  }
  const count = String(runs.length);
  const frames = spreadOf(runs.map((run) => run.frames.length));
  const sinceNavigation = runs.flatMap((run) => run.sinceNavigation ?? []);
  return [
    [
      graphSize,
      label,
      numbers.format(last.nodes),
      numbers.format(last.edges),
      count,
      shown(spread(runs, first)),
      shown(spread(runs, frame(0.5))),
      shown(spread(runs, frame(0.95))),
      shown(frames),
    ],
    ...(sinceNavigation.length === 0
      ? []
      : [
          [
            graphSize,
            `${label}, from the navigation on`,
            '',
            '',
            count,
            shown(spreadOf(sinceNavigation)),
            '',
            '',
            '',
          ],
        ]),
  ];
}

const MEASURES: readonly (readonly [what: string, measure: Measure])[] = [
  ['first picture', first],
  ['panning p50', frame(0.5)],
];

function goals(drawn: readonly Drawn[]): string[][] {
  const ours = drawn.filter(({ name }) => name === ATLAS);
  const large = ours.filter(({ graph }) => graph.nodes >= AHEAD_FROM);
  return [
    ...large.flatMap((own) => MEASURES.map(([what, measure]) => ahead(what, measure, own, drawn))),
    ...ours.flatMap(({ graph, runs }) =>
      [0.5, 0.95].map((part): Goal => ({
        what: `panning p${part * 100}, ${sizeOf(graph)}`,
        bound: 'at most',
        limit: SMOOTH,
        unit: 'ms',
        measured: spread(runs, frame(part)),
      })),
    ),
    ...MEASURES.map(([what, measure]): Goal => ({
      what: `${what}: growth from ${large.map(({ graph }) => numbers.format(graph.nodes)).join(' to ')} nodes`,
      bound: 'at most',
      limit: FLAT,
      unit: '×',
      measured: ratioOf((large[1]?.runs ?? []).map(measure), (large[0]?.runs ?? []).map(measure)),
    })),
  ].map(goalRow);
}

/** Against the fastest of the peers, within their common rounds. */
function ahead(what: string, measure: Measure, own: Drawn, drawn: readonly Drawn[]): Goal {
  const medianOf = ({ runs }: Drawn): number => spread(runs, measure)?.median ?? Infinity;
  const [fastest] = drawn
    .filter(({ name, graph, failure }) => name !== ATLAS && graph === own.graph && failure === null)
    .sort((a, b) => medianOf(a) - medianOf(b));
  const theirs = fastest?.runs.map(measure) ?? [];
  return {
    what: `${what} ÷ that of the fastest peer (${fastest?.label ?? 'none'}), ${sizeOf(own.graph)}`,
    bound: 'at most',
    limit: 1,
    unit: '×',
    measured: ratioOf(own.runs.slice(0, theirs.length).map(measure), theirs),
  };
}
