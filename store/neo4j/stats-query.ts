/** The wiki in numbers, as they were counted when it was written. */
import type { Stats } from '../../graph/api.ts';
import type { Read } from './connection.ts';
import { type KeptStats, NO_STATS } from './kept-stats.ts';
import { NO_GENERATION } from './schema.ts';

/** @param location where the store is, for people */
export function statsQuery(read: Read, location: string): () => Promise<Stats> {
  return () =>
    read(async (run, { wiki, generation }) => {
      if (generation === NO_GENERATION) return { ...NO_STATS, store: { kind: 'neo4j', location } };
      const [row] = await run('MATCH (w:Wiki {wiki: $wiki}) RETURN w.stats AS stats', { wiki });
      const stats = typeof row?.stats === 'string' ? (JSON.parse(row.stats) as KeptStats) : NO_STATS;
      return { ...stats, store: { kind: 'neo4j', location } };
    });
}
