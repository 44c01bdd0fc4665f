/**
 * The lists of pages that need a look: orphans, isolated pages, dead ends, wanted pages, and the most linked.
 * Invariant: without `structural` the lists are those of the graph without its structural links.
 */
import neo4j from 'neo4j-driver';
import type { PageSummary, ReportItem, ReportKind, ReportList, ReportQuery } from '../../graph/api.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Read } from './connection.ts';
import {
  ALL_TOPICS,
  IN_FOLDERS,
  asMap,
  columns,
  degrees,
  keyParameters,
  summary,
  summaryFields,
} from './node-records.ts';
import { ID } from './schema.ts';

const MAX_WANTED_BY = 10;

/** Which nodes a list holds, and whether the most linked come first or the order is that of ids. */
interface ReportRule {
  which: string;
  mostLinkedFirst: boolean;
}

/** Every topic is one of the two; said so, no plan can begin with all pages of all wikis. */
const PAGE = 'NOT n:Wanted';
const WANTED = 'NOT n:Page';

function reportRule(kind: ReportKind, structural: boolean): ReportRule {
  const { inDegree, outDegree } = degrees(structural);
  switch (kind) {
    case 'orphans':
      return { which: `${PAGE} AND ${inDegree} = 0`, mostLinkedFirst: false };
    case 'isolated':
      return { which: `${PAGE} AND ${inDegree} = 0 AND ${outDegree} = 0`, mostLinkedFirst: false };
    case 'dead-ends':
      return { which: `${PAGE} AND ${outDegree} = 0`, mostLinkedFirst: false };
    case 'wanted':
      return { which: `${WANTED} AND ${inDegree} > 0`, mostLinkedFirst: true };
    case 'most-linked':
      return { which: `${PAGE} AND ${inDegree} > 0`, mostLinkedFirst: true };
  }
}

type ReportRecord = PageSummary & { wantedBy?: PageSummary[] };

/** @throws AtlasError invalid-request for a wrong cursor */
export function reportQuery(read: Read): (kind: ReportKind, query: ReportQuery) => Promise<ReportList> {
  return (kind, query) =>
    read(async (run, key) => {
      const { count, page, mostLinkedFirst } = statements(kind, query.structural);
      const [degree, id] = decodeCursor<[number, string]>(kind, query.cursor, [0, '']) ?? [null, null];
      const parameters = {
        ...keyParameters(key),
        structural: query.structural,
        folders: query.folder ?? null,
        degree,
        id,
        limit: neo4j.int(query.limit + 1),
      };
      const [[counted], records] = await Promise.all([
        run(count, parameters),
        run(page, parameters) as Promise<unknown> as Promise<ReportRecord[]>,
      ]);
      const shown = records.slice(0, query.limit);
      const last = shown.at(-1);
      const next = (record: ReportRecord): string =>
        encodeCursor(kind, [mostLinkedFirst ? record.inDegree : 0, record.id]);
      return {
        items: shown.map(({ wantedBy, ...record }): ReportItem =>
          wantedBy ? { ...summary(record), wantedBy } : summary(record),
        ),
        total: Number(counted?.total ?? 0),
        next: last && records.length > query.limit ? next(last) : null,
      };
    });
}

function statements(
  kind: ReportKind,
  structural: boolean,
): { count: string; page: string; mostLinkedFirst: boolean } {
  const { which, mostLinkedFirst } = reportRule(kind, structural);
  const { inDegree } = degrees(structural);
  const degree = mostLinkedFirst ? inDegree : '0';
  const where = `${ALL_TOPICS} AND ${which} AND ${IN_FOLDERS}`;
  const order = `ORDER BY ${mostLinkedFirst ? `${inDegree} DESC, ` : ''}${ID}`;
  const wanted = kind === 'wanted';
  return {
    count: `${where} RETURN count(*) AS total`,
    page: `${where} AND ($id IS NULL OR ${degree} < $degree OR (${degree} = $degree AND ${ID} > $id))
      WITH n ${order} LIMIT $limit
      ${wanted ? linkers(structural) : ''}
      RETURN ${columns(summaryFields(structural))}${wanted ? ', wantedBy' : ''} ${order}`,
    mostLinkedFirst,
  };
}

/** The most important pages that link to the topic `n`, as `wantedBy`. */
function linkers(structural: boolean): string {
  return `WITH n AS target CALL (target) {
      MATCH (target)<-[l:LINKS_TO]-(n:Page) WHERE NOT l.structural OR $structural
      WITH DISTINCT n ORDER BY n.rank DESC, ${ID} LIMIT ${MAX_WANTED_BY}
      RETURN collect(${asMap(summaryFields(structural))}) AS wantedBy
    } WITH target AS n, wantedBy`;
}
