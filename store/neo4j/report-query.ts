/**
 * The lists of pages that need a look: orphans, isolated pages, dead ends, wanted pages, the most
 * linked, and pages whose links are ambiguous or name headings that are not there.
 * Invariant: without `structural` the lists are those of the graph without its structural links.
 */
import neo4j from 'neo4j-driver';
import type {
  DoubtfulLink,
  MentionItem,
  PageSummary,
  ReportItem,
  ReportKind,
  ReportList,
  ReportQuery,
} from '../../graph/api.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { MAX_SUGGESTED_FOR, suggestionBudget } from '../unlinked-mentions.ts';
import type { Read } from './connection.ts';
import { readLinkMentions } from './kept-mentions.ts';
import { suggestionsOf } from './mentions-query.ts';
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
const MAX_DOUBTFUL_LINKS = 10;

/** Which nodes a list holds, and whether the most linked come first or the order is that of ids. */
interface ReportRule {
  which: string;
  mostLinkedFirst: boolean;
}

/** Every topic is one of the two; said so, no plan can begin with all pages of all wikis. */
const PAGE = 'NOT n:Wanted';
const WANTED = 'NOT n:Page';

export function reportRule(kind: ReportKind, structural: boolean): ReportRule {
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
    case 'ambiguous':
    case 'broken-fragments':
      return {
        which: `${PAGE} AND EXISTS { (n)-[l:LINKS_TO]->(:Page) WHERE ${isDoubtful(kind, structural)} }`,
        mostLinkedFirst: false,
      };
  }
}

const DOUBTFUL = { ambiguous: 'l.ambiguous > 1', 'broken-fragments': 'l.deadFragments IS NOT NULL' };

/** True of a link `l` to a page that needs a look. */
function isDoubtful(kind: keyof typeof DOUBTFUL, structural: boolean): string {
  return `${DOUBTFUL[kind]}${structural ? '' : ' AND NOT l.structural'}`;
}

interface DoubtfulRecord {
  page: PageSummary;
  relation: string;
  ambiguous: number;
  sentence: string;
  /** JSON */
  mentions: string;
  deadFragments: number[] | null;
}

type ReportRecord = PageSummary & {
  wantedBy?: PageSummary[];
  linkCount?: number;
  links?: DoubtfulRecord[];
};

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
      const items: ReportItem[] = [];
      const budget = suggestionBudget();
      for (const [place, { wantedBy, linkCount, links, ...record }] of shown.entries()) {
        const item = summary(record);
        if (wantedBy) items.push({ ...item, wantedBy });
        else if (links) items.push({ ...item, linkCount: Number(linkCount), links: links.map(doubtfulLink) });
        else if (kind !== 'orphans' || !query.suggestions || place >= MAX_SUGGESTED_FOR) items.push(item);
        else {
          const suggestions = await suggestionsOf(run, key, record.id, budget);
          items.push(suggestions ? { ...item, suggestions } : item);
        }
      }
      return {
        items,
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
  const more = additions(kind, structural);
  return {
    count: `${where} RETURN count(*) AS total`,
    page: `${where} AND ($id IS NULL OR ${degree} < $degree OR (${degree} = $degree AND ${ID} > $id))
      WITH n ${order} LIMIT $limit
      ${more.match}
      RETURN ${columns(summaryFields(structural))}${more.names.map((name) => `, ${name}`).join('')} ${order}`,
    mostLinkedFirst,
  };
}

/** What a list says of the topic `n` beside its summary. */
function additions(kind: ReportKind, structural: boolean): { match: string; names: string[] } {
  if (kind === 'wanted') return { match: linkers(structural), names: ['wantedBy'] };
  if (kind !== 'ambiguous' && kind !== 'broken-fragments') return { match: '', names: [] };
  return { match: doubtfulLinks(kind, structural), names: ['linkCount', 'links'] };
}

/** The links of the topic `n` that need a look, those to the most important pages first. */
function doubtfulLinks(kind: keyof typeof DOUBTFUL, structural: boolean): string {
  return `WITH n AS source CALL (source) {
      MATCH (source)-[l:LINKS_TO]->(n:Page) WHERE ${isDoubtful(kind, structural)}
      WITH n, l ORDER BY n.rank DESC, ${ID}, l.relation
      WITH count(*) AS linkCount, collect({
        page: ${asMap(summaryFields(structural))}, relation: l.relation, ambiguous: l.ambiguous,
        sentence: l.sentence, mentions: l.mentions, deadFragments: l.deadFragments
      })[..${MAX_DOUBTFUL_LINKS}] AS links
      RETURN linkCount, links
    } WITH source AS n, linkCount, links`;
}

function doubtfulLink(record: DoubtfulRecord): DoubtfulLink {
  const { page, relation, ambiguous, sentence, mentions, deadFragments } = record;
  const all = readLinkMentions(mentions, sentence) as [MentionItem, ...MentionItem[]];
  return { page, relation, ambiguous, mention: all[Number(deadFragments?.[0] ?? 0)] ?? all[0] };
}

/** The most important pages that link to the topic `n`, as `wantedBy`. */
function linkers(structural: boolean): string {
  return `WITH n AS target CALL (target) {
      MATCH (target)<-[l:LINKS_TO]-(n:Page) WHERE NOT l.structural OR $structural
      WITH DISTINCT n ORDER BY n.rank DESC, ${ID} LIMIT ${MAX_WANTED_BY}
      RETURN collect(${asMap(summaryFields(structural))}) AS wantedBy
    } WITH target AS n, wantedBy`;
}
