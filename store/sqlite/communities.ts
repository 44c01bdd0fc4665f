/** The communities of the analysis, by their index; the map, the analysis and the statistics read them. */
import type Database from 'better-sqlite3';
import type { Bundle, Community } from '../../graph/wiki-graph.ts';

type CommunityRow = Omit<Community, 'bundles'> & { bundles: string };

/** All of them, in order. */
export function communitiesQuery(db: Database.Database): () => Community[] {
  const rows = db.prepare<[], CommunityRow>(
    'SELECT name, size, x, y, radius, parent, bundles FROM community ORDER BY id',
  );
  return () => rows.all().map((row) => ({ ...row, bundles: JSON.parse(row.bundles) as Bundle[] }));
}

/** In place of those that are there. */
export function writeCommunities(db: Database.Database, communities: readonly Community[]): void {
  db.exec('DELETE FROM community');
  const insert = db.prepare(
    'INSERT INTO community (id, name, size, x, y, radius, parent, bundles) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  for (const [i, { name, size, x, y, radius, parent, bundles }] of communities.entries()) {
    insert.run(
      i,
      name,
      size,
      Math.round(x),
      Math.round(y),
      Math.round(radius),
      parent,
      JSON.stringify(bundles),
    );
  }
}
