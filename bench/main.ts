/** `npm run bench -- NAME`: measures one side of the program. Each bench is a file of its own. */
import { Argument, Command, InvalidArgumentError } from 'commander';
import { AtlasError } from '../graph/errors.ts';
import { apiBench } from './api-bench.ts';
import type { BenchOptions } from './bench-options.ts';
import { drawBench } from './draw-bench.ts';
import { importBench } from './import-bench.ts';
import { mapBench } from './map-bench.ts';
import { neo4jBench } from './neo4j-bench.ts';
import { say } from './places.ts';

const benches: ReadonlyMap<string, (options: BenchOptions) => Promise<void>> = new Map([
  ['import', importBench],
  ['neo4j', neo4jBench],
  ['api', apiBench],
  ['map', mapBench],
  ['draw', drawBench],
]);

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('a whole number from 1 on');
  return Number(text);
}

const bench = new Command('bench')
  .description('Measures Wiki Atlas beside the floor and its peers, and writes docs/benchmarks.md.')
  .addArgument(new Argument('<name>', 'what to measure').choices([...benches.keys()]))
  .option('--runs <n>', 'runs of each contender (default: 5; 3 where one takes minutes)', wholeNumber)
  .option('--quick', 'a small wiki and two runs, to see that the bench works', false)
  .option('--only <names>', 'these contenders only, parted by commas', (names) => names.split(','))
  .action(async (name: string, options: { runs?: number; quick: boolean; only?: string[] }) => {
    const { quick, only = [] } = options;
    await benches.get(name)?.({ runs: options.runs ?? null, quick, only });
  });

try {
  await bench.parseAsync();
} catch (error) {
  if (!(error instanceof AtlasError)) throw error;
  say(`bench: ${error.message}`);
  process.exitCode = 2;
}
