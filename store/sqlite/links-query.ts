/**
 * The links of one page: who links here or where it links, the most important other end first,
 * each with the first of its mentions.
 */
import type Database from 'better-sqlite3';
import type { LinkItem, LinkList, LinksQuery } from '../../graph/api.ts';
import type { Via } from '../../graph/link.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import {
  MENTION_COLUMNS,
  type MentionRow,
  type SummaryRow,
  inRelations,
  mention,
  nameFilter,
  nodeFinder,
  summary,
  summaryColumns,
} from './node-rows.ts';
import type { NotFound } from './named-query.ts';
import { WANTED } from './schema.ts';

const MAX_MENTIONS = 20;

interface LinkRow extends SummaryRow {
  link: number;
  videoId: string | null;
  rank: number;
  relation: string;
  via: Via | null;
  ambiguous: number;
  structural: number;
  count: number;
}

interface Bound {
  node: number;
  structural: number;
  relations: string | null;
}

/** @throws AtlasError page-not-found for an id that no node has, invalid-request for a wrong cursor */
export function linksQuery(
  db: Database.Database,
  notFound: NotFound,
): (id: string, query: LinksQuery) => LinkList {
  const find = nodeFinder(db);
  const relationFilter = nameFilter(db, 'relation');
  const directions = { in: statements(db, 'target', 'source'), out: statements(db, 'source', 'target') };
  const mentions = db.prepare<[number, number], MentionRow>(
    `SELECT ${MENTION_COLUMNS} FROM mention m WHERE m.link = ? ORDER BY m.place LIMIT ?`,
  );
  return (id, query) => {
    const node = find(id);
    if (node === undefined) throw notFound(id);
    const list = `links-${query.direction}`;
    const after = decodeCursor<[number, string, string]>(list, query.cursor, [0, '', '']);
    const bound: Bound = {
      node,
      structural: query.structural ? 1 : 0,
      relations: relationFilter(query.relation),
    };
    const { count, page } = directions[query.direction];
    const [rank, other, relation] = after ?? [null, null, null];
    const rows = page.all({ ...bound, rank, other, relation, limit: query.limit + 1 });
    const items = rows.slice(0, query.limit).map((row): LinkItem => {
      const { videoId, via, ambiguous, structural } = row;
      return {
        page: {
          ...summary(row),
          videoId,
        },
        relation: row.relation,
        via,
        ambiguous,
        structural: structural === 1,
        count: row.count,
        mentions: mentions.all(row.link, MAX_MENTIONS).map(mention),
      };
    });
    const last = rows[query.limit - 1];
    const more = last !== undefined && rows.length > query.limit;
    return {
      items,
      total: count.get(bound) ?? 0,
      next: more ? encodeCursor(list, [last.rank, last.id, last.relation]) : null,
    };
  };
}

interface After {
  rank: number | null;
  other: string | null;
  relation: string | null;
  limit: number;
}

/** `own` and `other` are the columns of the two ends. */
function statements(
  db: Database.Database,
  own: string,
  other: string,
): { count: Database.Statement<[Bound], number>; page: Database.Statement<[Bound & After], LinkRow> } {
  const which = `l.${own} = @node AND l.kind <= ${WANTED} AND l.structural <= @structural
    AND ${inRelations('@relations', 'l.relation')}`;
  return {
    count: db.prepare<[Bound], number>(`SELECT count(*) FROM link l WHERE ${which}`).pluck(),
    page: db.prepare<[Bound & After], LinkRow>(
      `SELECT ${summaryColumns(false)}, l.id AS link, n.video_id AS videoId, n.rank, r.name AS relation, l.via,
         l.ambiguous, l.structural, l.count
       FROM link l CROSS JOIN node n ON n.id = l.${other} JOIN folder f ON f.id = n.folder
       JOIN relation r ON r.id = l.relation
       WHERE ${which} AND (@rank IS NULL OR n.rank < @rank OR (n.rank = @rank AND (n.name, r.name) > (@other, @relation)))
       ORDER BY n.rank DESC, n.name, r.name LIMIT @limit`,
    ),
  };
}
