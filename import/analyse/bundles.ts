/**
 * The links between communities beside each other, taken together: what an overview draws instead of
 * single links.
 * Invariant: both ends have the same parent; a bundle counts the links that lead either way.
 */
import type { Bundle } from '../../graph/wiki-graph.ts';
import type { Grouping } from './communities.ts';
import type { SemanticGraph } from './semantic-graph.ts';

/** The strongest so many of each community are kept. */
const MOST_BUNDLES = 8;

/** For each community those that it is linked with most, most first. */
export function bundlesOf({ size, targets }: SemanticGraph, groupings: readonly Grouping[]): Bundle[][] {
  const regionOf = new Int32Array(size).fill(-1);
  const partOf = new Int32Array(size).fill(-1);
  groupings.forEach(({ nodes, parent }, community) => {
    for (const node of nodes) (parent === null ? regionOf : partOf)[node] = community;
  });
  const counts = groupings.map(() => new Map<number, number>());
  const count = (a: number, b: number): void => {
    counts[a]?.set(b, (counts[a].get(b) ?? 0) + 1);
    counts[b]?.set(a, (counts[b].get(a) ?? 0) + 1);
  };
  for (let node = 0; node < size; node += 1) {
    const [region, part] = [regionOf[node] ?? -1, partOf[node] ?? -1];
    for (let place = targets.offsets[node] ?? 0; place < (targets.offsets[node + 1] ?? 0); place += 1) {
      const target = targets.ends[place] ?? 0;
      const [toRegion, toPart] = [regionOf[target] ?? -1, partOf[target] ?? -1];
      if (region < 0 || toRegion < 0) continue;
      if (region !== toRegion) count(region, toRegion);
      else if (part >= 0 && toPart >= 0 && part !== toPart) count(part, toPart);
    }
  }
  return counts.map((of) =>
    [...of]
      .map(([community, links]): Bundle => ({ community, links }))
      .sort((a, b) => b.links - a.links || a.community - b.community)
      .slice(0, MOST_BUNDLES),
  );
}
