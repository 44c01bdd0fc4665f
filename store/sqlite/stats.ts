/**
 * The wiki in numbers, counted when a graph is written and kept beside it.
 * Invariant: pages are counted by their links as the reports list them, without structural links.
 */
import type Database from 'better-sqlite3';
import type { ReportKind, Stats } from '../../graph/api.ts';
import type { PageId } from '../../graph/page.ts';
import { readFacets } from './facets.ts';
import { reportRule } from './report-query.ts';
import type { StoredVersion } from '../graph-store.ts';
import { PAGE, WANTED } from './schema.ts';

type KeptStats = Omit<Stats, 'store'>;
type NodeCounts = Pick<Stats, 'pages' | 'wanted' | 'orphans' | 'isolated' | 'deadEnds' | 'videos'>;
type RelationCount = Stats['relations'][number] & { mentions: number };

const NO_NODES: NodeCounts = { pages: 0, wanted: 0, orphans: 0, isolated: 0, deadEnds: 0, videos: 0 };

/** Before the first write there was no import. */
const EMPTY: KeptStats = {
  ...NO_NODES,
  name: '',
  home: null,
  links: 0,
  structuralLinks: 0,
  mentions: 0,
  warnings: 0,
  folders: [],
  relations: [],
  facets: [],
  communities: [],
  importedAt: new Date(0).toISOString(),
};

/** What only the import knows. */
interface ImportFacts {
  name: string;
  home: PageId | null;
  warnings: number;
  /** ISO 8601 */
  importedAt: string;
}

/** Counts what was just written and keeps it; inside the same transaction. */
export function writeStats(db: Database.Database, facts: ImportFacts): void {
  db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)').run(
    'stats',
    JSON.stringify(countStats(db, facts)),
  );
}

function countStats(db: Database.Database, { name, home, warnings, importedAt }: ImportFacts): KeptStats {
  const inReport = (kind: ReportKind): string => `total(${reportRule(kind, false).which})`;
  // One look at each node counts all of them.
  const counts = db
    .prepare<[], NodeCounts>(
      `SELECT total(n.kind = ${PAGE}) AS pages, total(n.kind = ${WANTED}) AS wanted,
         ${inReport('orphans')} AS orphans, ${inReport('isolated')} AS isolated,
         ${inReport('dead-ends')} AS deadEnds, count(DISTINCT n.video_id) AS videos FROM node n`,
    )
    .get();
  const relations = db
    .prepare<[], RelationCount>(
      `SELECT name, edges AS count, structural, mentions FROM relation WHERE edges > 0
       ORDER BY edges DESC, name`,
    )
    .all();
  const sum = (column: 'count' | 'structural' | 'mentions'): number =>
    relations.reduce((total, row) => total + row[column], 0);
  return {
    name,
    home,
    ...(counts ?? NO_NODES),
    links: sum('count'),
    structuralLinks: sum('structural'),
    mentions: sum('mentions'),
    warnings,
    folders: db
      .prepare<[], { name: string; count: number }>(
        `SELECT f.name, count(*) AS count FROM node n JOIN folder f ON f.id = n.folder WHERE n.kind = ${PAGE}
         GROUP BY f.id ORDER BY f.name`,
      )
      .all(),
    relations: relations.map(({ name: relation, count, structural }) => ({
      name: relation,
      count,
      structural,
    })),
    facets: readFacets(db),
    communities: db
      .prepare<[], Stats['communities'][number]>(
        'SELECT name, size AS count, x, y, radius, parent FROM community ORDER BY id',
      )
      .all(),
    importedAt,
  };
}

/** @param location where the store is, for people */
export function statsQuery(db: Database.Database, location: string): () => Stats {
  const kept = metaQuery(db, 'stats');
  return () => {
    const json = kept();
    const stats = json === null ? EMPTY : (JSON.parse(json) as KeptStats);
    return { ...stats, store: { kind: 'sqlite', location } };
  };
}

/** The fingerprint of the graph that is stored, null before the first write. */
export function fingerprintQuery(db: Database.Database): () => string | null {
  return metaQuery(db, 'fingerprint');
}

/** Which graph is stored, null before the first write. */
export function versionQuery(db: Database.Database): () => StoredVersion | null {
  const [fingerprint, importedAt] = [fingerprintQuery(db), metaQuery(db, 'importedAt')];
  return () => {
    const stored = fingerprint();
    return stored === null ? null : { fingerprint: stored, importedAt: importedAt() ?? '' };
  };
}

export function metaQuery(db: Database.Database, key: string): () => string | null {
  const find = db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck();
  return () => find.get(key) ?? null;
}
