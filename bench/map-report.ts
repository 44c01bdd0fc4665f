/** What `npm run bench -- map` says: the tables of all layouts, and the goals. */
import { goalRow, type Goal } from './goals.ts';
import type { OurRun, PeerRun } from './map-contenders.ts';
import type { MapQuality } from './map-metrics.ts';
import { machine, table } from './report.ts';
import { shown, spreadOf, threeFigures, type Spread } from './spread.ts';

export interface MapResult {
  wiki: string;
  nodes: number;
  links: number;
  ours: OurRun;
  /** in our time */
  equal: PeerRun[];
  /** until they settled, or their time was over */
  settled: PeerRun[];
  /** agreement with the communities that were planted; null where none were */
  agreement: { planted: number; found: number; information: number } | null;
}

/** An analysis that is timed alone. */
export interface TimedAnalysis {
  wiki: string;
  seconds: number[];
}

/** Pages that the analysis is timed with against the bounds. */
export const LARGEST_MAP = 'planted-100000';
export const SEED_SIZED = 'planted-24304';

export function mapReport(
  results: readonly MapResult[],
  timed: readonly TimedAnalysis[],
  runs: number,
): string {
  const goals = [...results.flatMap(contestGoals), ...costGoals(results, timed)];
  return [
    '## Map',
    '',
    `\`npm run bench -- map\`: ${runs} runs of our analysis (importance, communities, names, layout; structural links left out), each a process whose clock runs from the links known to the map made; its answer is the same every time. The peers get the same links and random places to start from, once with our median time and once until they settle or their time is over: ForceAtlas2 of graphology with the settings it infers, settled when a step moves the mean node by less than 0.05 % of the map; d3-force with links, many-body, forceX and forceY, its cooling set to end with its time by what a tick takes when it is warm; their clocks start when they are set up. Regions are our communities, for the peers too. Circles are those of our map, peers' layouts scaled to its area. ${machine()}.`,
    '',
    '- neighbourhoods: share of a page’s linked pages among as many nearest ones on the map',
    '- regions: share of a page’s 10 nearest that are of its region',
    '- overlaps: pairs of circles that overlap',
    '- link length: mean length of a link ÷ mean distance of two linked pages at random',
    '',
    table(
      [
        'wiki',
        'layout',
        'steps',
        'neighbourhoods',
        'regions',
        'overlaps',
        'link length',
        'seconds',
        'peak MB',
      ],
      results.flatMap(rowsOf),
    ),
    ...agreementTable(results),
    ...(goals.length === 0
      ? []
      : ['### Goals', '', table(['goal', 'bound', 'measured', 'verdict'], goals.map(goalRow))]),
  ].join('\n');
}

function rowsOf({ wiki, nodes, links, ours, equal, settled }: MapResult): string[][] {
  const name = `${wiki}: ${nodes.toLocaleString('en')} nodes, ${links.toLocaleString('en')} links`;
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
  const peerRow = (run: PeerRun, how: string): string[] => [
    name,
    `${run.peer}, ${how}`,
    run.steps.toLocaleString('en'),
    ...qualityCells(run.quality),
    threeFigures(run.seconds),
    megabytes(run.peak),
  ];
  return [
    [
      name,
      'Wiki Atlas',
      '–',
      ...qualityCells(ours.quality),
      shown(spreadOf(ours.seconds)),
      megabytes(Math.max(...ours.peaks)),
    ],
    ...equal.map((run) => peerRow(run, 'equal time')),
    ...settled.map((run) => peerRow(run, run.settled ? 'settled' : 'not settled yet')),
  ];
}

const qualityCells = (quality: MapQuality): string[] => [
  quality.neighbourhoods.toFixed(3),
  quality.separation.toFixed(3),
  quality.overlaps.toLocaleString('en'),
  quality.edgeLength.toFixed(3),
];

function agreementTable(results: readonly MapResult[]): string[] {
  const rows = results.flatMap(({ wiki, agreement }) =>
    agreement === null
      ? []
      : [[wiki, String(agreement.planted), String(agreement.found), agreement.information.toFixed(3)]],
  );
  if (rows.length === 0) return [];
  return [table(['wiki', 'communities planted', 'found', 'adjusted mutual information'], rows)];
}

/** Ours against the better peer, measure by measure, at equal time. */
function contestGoals({ wiki, ours, equal }: MapResult): Goal[] {
  if (equal.length === 0) return [];
  const best = (of: (quality: MapQuality) => number, better: (...values: number[]) => number): number =>
    better(...equal.map(({ quality }) => of(quality)));
  const { neighbourhoods, separation, overlaps, edgeLength } = ours.quality;
  const ratio = (what: string, bound: Goal['bound'], value: number, peer: number): Goal => ({
    what: `${what} ÷ the better peer’s at equal time, ${wiki}`,
    bound,
    limit: 1,
    unit: '×',
    measured: exactly(value / peer),
  });
  return [
    ratio(
      'neighbourhoods',
      'at least',
      neighbourhoods,
      best((quality) => quality.neighbourhoods, Math.max),
    ),
    ratio(
      'regions',
      'at least',
      separation,
      best((quality) => quality.separation, Math.max),
    ),
    ratio(
      'link length',
      'at most',
      edgeLength,
      best((quality) => quality.edgeLength, Math.min),
    ),
    { what: `overlaps, ${wiki}`, bound: 'at most', limit: 0, unit: 'pairs', measured: exactly(overlaps) },
  ];
}

function costGoals(results: readonly MapResult[], timed: readonly TimedAnalysis[]): Goal[] {
  const largest = results.find(({ wiki }) => wiki === LARGEST_MAP)?.ours;
  const seedSized = timed.find(({ wiki }) => wiki === SEED_SIZED)?.seconds;
  if (!largest && !seedSized) return [];
  const goal = (what: string, limit: number, unit: string, measured: Spread | null): Goal => ({
    what,
    bound: 'at most',
    limit,
    unit,
    measured,
  });
  const peaks = largest?.peaks.map((peak) => peak / 1e6) ?? [];
  return [
    goal(`whole analysis, ${LARGEST_MAP}`, 45, 's', spreadOf(largest?.seconds ?? [])),
    goal(
      `first usable map, which is the whole analysis, ${LARGEST_MAP}`,
      10,
      's',
      spreadOf(largest?.seconds ?? []),
    ),
    goal(`peak memory, ${LARGEST_MAP}`, 2000, 'MB', spreadOf(peaks)),
    goal(
      `whole analysis, ${SEED_SIZED}: as many pages and links as the seed`,
      8,
      's',
      spreadOf(seedSized ?? []),
    ),
  ];
}

const exactly = (value: number): Spread => ({ median: value, min: value, max: value });
