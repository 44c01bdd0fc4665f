/** What the API bench measured, as a section of docs/benchmarks.md. */
import { answersPerSecond, errorsOf, type Load } from './api-load.ts';
import { mapGoals, mapTable, type MapOpening } from './api-map.ts';
import { goalRow, type Goal } from './goals.ts';
import { machine, table } from './report.ts';
import { ratioOf, shown, spreadOf, threeFigures, type Spread } from './spread.ts';

/** Connections of those who ask together. */
export const CONNECTIONS = 50;

export interface ApiResults {
  /** one a round */
  lone: Load[];
  together: Load[];
  peer: Load[];
  sustained: Load;
  /** bytes; `during` in the order they were taken */
  memory: { before: number; during: number[]; after: number };
}

const MEGABYTE = 1e6;
const numbers = new Intl.NumberFormat('en');

/** @param quick a smoke test, of which no goal is asked */
export function apiReport(
  results: ApiResults,
  size: { pages: number; links: number },
  openings: readonly MapOpening[],
  quick: boolean,
): string {
  const { lone, together, peer, sustained, memory } = results;
  const long = `${sustained.seconds.toFixed(0)} s`;
  const during = spreadOf(memory.during.map((bytes) => bytes / MEGABYTE));
  const graph = `${numbers.format(size.pages)} pages and ${numbers.format(size.links)} links`;
  return [
    '## API under load',
    '',
    `\`npm run bench -- api\`: \`/api/subgraph\` of depth 2 and at most 300 pages, around random ones of ${graph} in SQLite (structural links not counted). ` +
      `A client on the same machine, a process of its own, keeps its connections open, asks again as soon as it was answered, and takes compressed answers. ${lone.length} rounds in which the loads take turns, each a server's median; then the load that lasts. ` +
      `The whole-file read is a server that loads the graph as one JSON file, page texts left out, for each request, and filters it. Of the openings of the map the first is not counted: it makes the overview, which the server then keeps. ${machine()}.`,
    '',
    table(
      ['what', 'p50 ms', 'p99 ms', 'requests/s', 'kB an answer', 'requests', 'failed'],
      [
        loadRow('Wiki Atlas, a lone connection', lone),
        loadRow(`Wiki Atlas, ${CONNECTIONS} connections`, together),
        loadRow(`Wiki Atlas, ${CONNECTIONS} connections for ${long}`, [sustained]),
        loadRow(`whole-file read, ${CONNECTIONS} connections`, peer),
      ],
    ),
    table(
      ['memory of the server', 'MB'],
      [
        ['before any load', threeFigures(memory.before / MEGABYTE)],
        [`during the ${long}`, shown(during)],
        ['after a rest', threeFigures(memory.after / MEGABYTE)],
      ],
    ),
    mapTable(openings),
    ...(quick
      ? []
      : [
          '### Goals',
          '',
          table(
            ['goal', 'bound', 'measured', 'verdict'],
            [...apiGoals(results), ...mapGoals(openings)].map(goalRow),
          ),
        ]),
  ].join('\n');
}

function loadRow(what: string, loads: readonly Load[]): string[] {
  const over = (value: (load: Load) => number): string => shown(spreadOf(loads.map(value)));
  return [
    what,
    over(({ p50 }) => p50),
    over(({ p99 }) => p99),
    over(answersPerSecond),
    over(({ bytes, answers }) => bytes / answers / 1000),
    numbers.format(loads.reduce((sum, { answers }) => sum + answers, 0)),
    numbers.format(errorsOf(loads)),
  ];
}

function apiGoals({ lone, together, peer, sustained, memory }: ApiResults): Goal[] {
  return [
    {
      what: `p99 with ${CONNECTIONS} connections ÷ p50 of a lone request`,
      bound: 'at most',
      limit: 20,
      unit: '×',
      measured: ratioOf(
        together.map(({ p99 }) => p99),
        lone.map(({ p50 }) => p50),
      ),
    },
    {
      what: 'requests that failed',
      bound: 'at most',
      limit: 0,
      unit: 'requests',
      measured: spreadOf([errorsOf([...lone, ...together, sustained])]),
    },
    {
      what: 'memory in the last fifth of the load that lasts ÷ in its second fifth',
      bound: 'at most',
      limit: 1.1,
      unit: '×',
      measured: growth(memory.during),
    },
    {
      what: `requests/s ÷ those of the whole-file read, both with ${CONNECTIONS} connections`,
      bound: 'at least',
      limit: 5,
      unit: '×',
      measured: ratioOf(together.map(answersPerSecond), peer.map(answersPerSecond)),
    },
  ];
}

/** The first fifth is left out: a process comes to its size while it answers its first requests. */
function growth(samples: readonly number[]): Spread | null {
  const fifth = Math.floor(samples.length / 5);
  const settled = spreadOf(samples.slice(fifth, 2 * fifth));
  return settled && spreadOf(samples.slice(-fifth).map((bytes) => bytes / settled.median));
}
