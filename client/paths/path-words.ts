/** What was found between two topics, in a few words. */
import { countOf } from '../text/format.ts';
import type { Paths } from './use-paths.ts';

/** One line: how many paths there are, or what is still to be chosen. */
export function summaryOf({ ends, list, error }: Pick<Paths, 'ends' | 'list' | 'error'>): string {
  if (!ends) return 'Search for two topics, or open one on the map, to see what joins them.';
  if (!list) return error ? '' : 'Looking for paths…';
  const steps = list.paths.map((path) => path.nodes.length - 1);
  if (steps.length === 0) return 'No path found';
  const [least, most] = [Math.min(...steps), Math.max(...steps)];
  const paths = steps.length === 1 ? 'One path' : `The ${steps.length} shortest paths`;
  return `${paths}: ${least === most ? countOf(most, 'step') : `${least} to ${countOf(most, 'step')}`}`;
}
