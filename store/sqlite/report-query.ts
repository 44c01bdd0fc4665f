/**
 * The lists of pages that need a look: orphans, isolated pages, dead ends, wanted pages, the most
 * linked, and pages whose links are ambiguous or name headings that are not there.
 * Invariant: without `structural` the lists are those of the graph without its structural links.
 */
import type Database from 'better-sqlite3';
import type {
  DoubtfulLink,
  PageSummary,
  ReportItem,
  ReportKind,
  ReportList,
  ReportQuery,
} from '../../graph/api.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import {
  MENTION_COLUMNS,
  type MentionRow,
  type SummaryRow,
  degreeColumns,
  inFolders,
  mention,
  nameFilter,
  summary,
  summaryColumns,
} from './node-rows.ts';
import { MAX_SUGGESTED_FOR, type TextBudget, suggestionBudget } from '../unlinked-mentions.ts';
import { suggestionsQuery } from './mentions-query.ts';
import { PAGE, WANTED } from './schema.ts';

const MAX_WANTED_BY = 10;
const MAX_DOUBTFUL_LINKS = 10;

/** Which nodes a list holds, and whether the most linked come first or the order is that of ids. */
interface ReportRule {
  which: string;
  mostLinkedFirst: boolean;
}

export function reportRule(kind: ReportKind, structural: boolean): ReportRule {
  const { inDegree, outDegree } = degreeColumns(structural);
  switch (kind) {
    case 'orphans':
      return { which: `n.kind = ${PAGE} AND ${inDegree} = 0`, mostLinkedFirst: false };
    case 'isolated':
      return { which: `n.kind = ${PAGE} AND ${inDegree} = 0 AND ${outDegree} = 0`, mostLinkedFirst: false };
    case 'dead-ends':
      return { which: `n.kind = ${PAGE} AND ${outDegree} = 0`, mostLinkedFirst: false };
    case 'wanted':
      return { which: `n.kind = ${WANTED} AND ${inDegree} > 0`, mostLinkedFirst: true };
    case 'most-linked':
      return { which: `n.kind = ${PAGE} AND ${inDegree} > 0`, mostLinkedFirst: true };
    case 'ambiguous':
    case 'broken-fragments':
      return {
        which: `n.id IN (SELECT l.source FROM ${DOUBTFUL[kind].links} AND ${countedLink(structural)})`,
        mostLinkedFirst: false,
      };
  }
}

/** Which links to pages, and which of their mentions, need a look. */
const DOUBTFUL = {
  ambiguous: { links: 'link l WHERE l.ambiguous > 1', mentions: 'true' },
  'broken-fragments': {
    links: `link l WHERE l.id IN (SELECT link FROM mention WHERE dead_fragment = 1)`,
    mentions: 'm.dead_fragment = 1',
  },
};

function countedLink(structural: boolean): string {
  return `l.kind = ${PAGE}${structural ? '' : ' AND l.structural = 0'}`;
}

interface Bound {
  folders: string | null;
}
interface After {
  degree: number | null;
  id: string | null;
  limit: number;
}
type Row = SummaryRow & { node: number };
type OneReport = (query: ReportQuery, folders: string | null) => ReportList;

/** @throws AtlasError invalid-request for a wrong cursor */
export function reportQuery(db: Database.Database): (kind: ReportKind, query: ReportQuery) => ReportList {
  const folderFilter = nameFilter(db, 'folder');
  const both = (kind: ReportKind) => ({ links: oneReport(db, kind, false), all: oneReport(db, kind, true) });
  const reports: Record<ReportKind, { links: OneReport; all: OneReport }> = {
    orphans: both('orphans'),
    isolated: both('isolated'),
    'dead-ends': both('dead-ends'),
    wanted: both('wanted'),
    'most-linked': both('most-linked'),
    ambiguous: both('ambiguous'),
    'broken-fragments': both('broken-fragments'),
  };
  return (kind, query) =>
    reports[kind][query.structural ? 'all' : 'links'](query, folderFilter(query.folder));
}

function oneReport(db: Database.Database, kind: ReportKind, structural: boolean): OneReport {
  const { which, mostLinkedFirst } = reportRule(kind, structural);
  const { inDegree } = degreeColumns(structural);
  const degree = mostLinkedFirst ? inDegree : '0';
  const where = `${which} AND ${inFolders('@folders', 'n.id')}`;
  const count = db.prepare<[Bound], number>(`SELECT count(*) FROM node n WHERE ${where}`).pluck();
  const page = db.prepare<[Bound & After], Row>(
    `SELECT ${summaryColumns(structural)}, n.id AS node FROM node n JOIN folder f ON f.id = n.folder
     WHERE ${where} AND (@id IS NULL OR ${degree} < @degree OR (${degree} = @degree AND n.name > @id))
     ORDER BY ${mostLinkedFirst ? `${inDegree} DESC, ` : ''}n.name LIMIT @limit`,
  );
  const wantedBy = kind === 'wanted' ? linkersOf(db, structural) : null;
  const doubtful =
    kind === 'ambiguous' || kind === 'broken-fragments' ? doubtfulLinksOf(db, kind, structural) : null;
  const suggested = kind === 'orphans' ? suggestionsQuery(db) : null;
  const itemOf = (row: Row, place: number, query: ReportQuery, budget: TextBudget): ReportItem => {
    const item = summary(row);
    if (wantedBy) return { ...item, wantedBy: wantedBy(row.node) };
    if (doubtful) return { ...item, ...doubtful(row.node) };
    if (!suggested || !query.suggestions || place >= MAX_SUGGESTED_FOR) return item;
    const suggestions = suggested(row.id, budget);
    return suggestions ? { ...item, suggestions } : item;
  };
  return (query, folders) => {
    const [degreeAfter, id] = decodeCursor<[number, string]>(kind, query.cursor, [0, '']) ?? [null, null];
    const rows = page.all({ folders, degree: degreeAfter, id, limit: query.limit + 1 });
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    const budget = suggestionBudget();
    const next = (row: Row): string => encodeCursor(kind, [mostLinkedFirst ? row.inDegree : 0, row.id]);
    return {
      items: shown.map((row, place) => itemOf(row, place, query, budget)),
      total: count.get({ folders }) ?? 0,
      next: last && rows.length > query.limit ? next(last) : null,
    };
  };
}

/** The most important pages that link to a node. */
function linkersOf(db: Database.Database, structural: boolean): (node: number) => PageSummary[] {
  const linkers = db.prepare<[number, number, number], SummaryRow>(
    `SELECT ${summaryColumns(structural)}
     FROM (SELECT DISTINCT source FROM link WHERE target = ? AND kind <= ${WANTED} AND structural <= ?) l
     CROSS JOIN node n ON n.id = l.source JOIN folder f ON f.id = n.folder
     ORDER BY n.rank DESC, n.name LIMIT ?`,
  );
  return (node) => linkers.all(node, structural ? 1 : 0, MAX_WANTED_BY).map(summary);
}

/** The links of a page that need a look, those to the most important pages first. */
function doubtfulLinksOf(
  db: Database.Database,
  kind: keyof typeof DOUBTFUL,
  structural: boolean,
): (node: number) => Required<Pick<ReportItem, 'linkCount' | 'links'>> {
  const which = `${DOUBTFUL[kind].links} AND ${countedLink(structural)} AND l.source = ?`;
  const count = db.prepare<[number], number>(`SELECT count(*) FROM ${which}`).pluck();
  const links = db.prepare<
    [number, number],
    SummaryRow & { link: number; relation: string; ambiguous: number }
  >(
    `SELECT ${summaryColumns(structural)}, d.id AS link, r.name AS relation, d.ambiguous
     FROM (SELECT l.id, l.target, l.relation, l.ambiguous FROM ${which}) d
     CROSS JOIN node n ON n.id = d.target JOIN folder f ON f.id = n.folder JOIN relation r ON r.id = d.relation
     ORDER BY n.rank DESC, n.name, r.name LIMIT ?`,
  );
  const first = db.prepare<[number], MentionRow>(
    `SELECT ${MENTION_COLUMNS} FROM mention m WHERE m.link = ? AND ${DOUBTFUL[kind].mentions} ORDER BY m.place LIMIT 1`,
  );
  return (node) => ({
    linkCount: count.get(node) ?? 0,
    links: links.all(node, MAX_DOUBTFUL_LINKS).flatMap((row): DoubtfulLink[] => {
      const found = first.get(row.link);
      if (!found) return [];
      return [
        { page: summary(row), relation: row.relation, ambiguous: row.ambiguous, mention: mention(found) },
      ];
    }),
  });
}
