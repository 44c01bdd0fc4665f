/**
 * The wiki in numbers, counted when a graph is written and kept beside it.
 * Invariant: pages are counted by their links as the reports list them, without structural links.
 */
import type Database from 'better-sqlite3';
import type { ReportKind, Stats } from '../../graph/api.ts';
import type { Link } from '../../graph/link.ts';
import { byCodePoint } from '../../graph/names.ts';
import type { WikiGraph } from '../../graph/wiki-graph.ts';
import { countFacets } from './facets.ts';
import { reportRule } from './report-query.ts';
import { PAGE } from './schema.ts';

type KeptStats = Omit<Stats, 'store'>;
type RelationCount = Stats['relations'][number] & { mentions: number };

/** Before the first write there was no import. */
const EMPTY: KeptStats = {
  name: '',
  home: null,
  pages: 0,
  wanted: 0,
  links: 0,
  structuralLinks: 0,
  mentions: 0,
  orphans: 0,
  isolated: 0,
  deadEnds: 0,
  videos: 0,
  warnings: 0,
  folders: [],
  relations: [],
  facets: [],
  communities: [],
  importedAt: new Date(0).toISOString(),
};

/** Counts what was just written; inside the same transaction. */
export function countStats(db: Database.Database, graph: WikiGraph, importedAt: string): KeptStats {
  const number = (sql: string): number => db.prepare<[], number>(sql).pluck().get() ?? 0;
  const inReport = (kind: ReportKind): number =>
    number(`SELECT count(*) FROM node n WHERE ${reportRule(kind, false).which}`);
  const relations = countRelations(graph.links);
  const sum = (column: 'count' | 'structural' | 'mentions'): number =>
    relations.reduce((total, row) => total + row[column], 0);
  return {
    name: graph.name,
    home: graph.home,
    pages: graph.pages.length,
    wanted: graph.wanted.length,
    links: sum('count'),
    structuralLinks: sum('structural'),
    mentions: sum('mentions'),
    orphans: inReport('orphans'),
    isolated: inReport('isolated'),
    deadEnds: inReport('dead-ends'),
    videos: number('SELECT count(DISTINCT video_id) FROM node'),
    warnings: graph.report.warnings.length,
    folders: db
      .prepare<[], { name: string; count: number }>(
        `SELECT f.name, count(*) AS count FROM node n JOIN folder f ON f.id = n.folder WHERE n.kind = ${PAGE}
         GROUP BY f.id ORDER BY f.name`,
      )
      .all(),
    relations: relations.map(({ name, count, structural }) => ({ name, count, structural })),
    facets: countFacets(graph.pages),
    communities: db
      .prepare<[], { name: string; count: number }>('SELECT name, size AS count FROM community ORDER BY id')
      .all(),
    importedAt,
  };
}

/** The edges of the graph by relation, the most frequent first. */
function countRelations(links: readonly Link[]): RelationCount[] {
  const relations = new Map<string, RelationCount>();
  for (const { relation, kind, structural, mentions } of links) {
    if (kind !== 'page' && kind !== 'wanted') continue;
    const row = relations.get(relation) ?? { name: relation, count: 0, structural: 0, mentions: 0 };
    row.count += 1;
    row.structural += structural ? 1 : 0;
    row.mentions += mentions.length;
    relations.set(relation, row);
  }
  return [...relations.values()].sort((a, b) => b.count - a.count || byCodePoint(a.name, b.name));
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

function metaQuery(db: Database.Database, key: string): () => string | null {
  const find = db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck();
  return () => find.get(key) ?? null;
}
