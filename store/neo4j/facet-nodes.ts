/** The FacetCounts nodes of a generation, brought to what they are after a change. */
import neo4j, { type Integer } from 'neo4j-driver';
import { byCodePoint } from '../../graph/names.ts';
import type { Run, WikiKey } from './connection.ts';
import { FacetCounts, type FacetSummary } from '../facet-counts.ts';
import { unwind } from './unwind.ts';

/** A FacetCounts node of one key. */
export function facetNode(
  { wiki, generation }: WikiKey,
  key: string,
  counts: FacetCounts,
): { wiki: string; generation: Integer; key: string; counts: string } {
  return { wiki, generation: neo4j.int(generation), key, counts: JSON.stringify(counts.values(key)) };
}

/**
 * Adds what became more or less to what is kept.
 * @param before of all keys
 * @returns the same after the change
 */
export async function changeFacetCounts(
  run: Run,
  key: WikiKey,
  before: readonly FacetSummary[],
  difference: FacetCounts,
): Promise<FacetSummary[]> {
  const changed = difference.keys();
  const node = '(n:FacetCounts {wiki: $wiki, generation: $generation, key: row})';
  const kept = await unwind(run, key, changed, `MATCH ${node} RETURN n.key AS key, n.counts AS counts`);
  const now = new FacetCounts();
  for (const record of kept) {
    for (const [value, pages] of JSON.parse(String(record.counts)) as [string, number][]) {
      now.add(String(record.key), value, pages);
    }
  }
  for (const facet of changed) {
    for (const [value, pages] of difference.values(facet)) now.add(facet, value, pages);
  }
  await unwind(run, key, changed, `MATCH ${node} DELETE n`);
  await unwind(
    run,
    key,
    now.keys().map((facet) => facetNode(key, facet, now)),
    'CREATE (n:FacetCounts) SET n = row',
  );
  const unchanged = before.filter((summary) => !changed.includes(summary.key));
  const summaries = changed.map((facet) => now.summary(facet)).filter((summary) => summary !== null);
  return [...unchanged, ...summaries].sort((a, b) => byCodePoint(a.key, b.key));
}
