/** The analysis as it was written, to go on from when a few pages have changed. */
import type Database from 'better-sqlite3';
import type { Analysis, Placement } from '../../graph/wiki-graph.ts';
import { communitiesQuery } from './communities.ts';
import { metaQuery } from './stats.ts';

/** Null before the first write; places in node order. */
export function analysisQuery(db: Database.Database): () => Analysis | null {
  const drift = metaQuery(db, 'drift');
  const placements = db.prepare<[], Placement>(
    'SELECT name AS id, x, y, rank, community FROM node ORDER BY kind, name',
  );
  const communities = communitiesQuery(db);
  return () => {
    const kept = drift();
    if (kept === null) return null;
    return { placements: placements.all(), communities: communities(), drift: Number(kept) };
  };
}
