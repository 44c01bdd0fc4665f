/**
 * Full-text search: pages whose title is or begins with the query first, then by BM25 with titles
 * weighing most, then aliases, headings and text; last what is named so but for a typo.
 * Invariant: what was found is shown: every item has an excerpt with at least one marked place.
 */
import type Database from 'better-sqlite3';
import type { SearchItem, SearchList, SearchQuery } from '../../graph/api.ts';
import { foldName, slugName } from '../../graph/names.ts';
import { comparedLetters } from '../alike-names.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { type MarkedFields, whatMatched } from '../excerpt.ts';
import { forgives, withTypos } from '../typo.ts';
import { MARK_END, MARK_START } from '../words.ts';
import { matchExpression } from './match-expression.ts';
import { alikeNames } from './named-query.ts';
import { type SummaryRow, summary, summaryColumns } from './node-rows.ts';

/** Words in an excerpt of the text. */
const EXCERPT_WORDS = 30;

interface Match {
  match: string;
}
interface After {
  title: string;
  tier: number | null;
  score: number | null;
  id: string | null;
  limit: number;
}
type FoundRow = SummaryRow & { node: number; tier: number; score: number };
type MarkedRow = MarkedFields & { node: number };

/** @throws AtlasError invalid-request for a wrong cursor */
export function searchQuery(db: Database.Database): (query: SearchQuery) => SearchList {
  const count = db
    .prepare<[Match], number>('SELECT count(*) FROM page_text WHERE page_text MATCH @match')
    .pluck();
  const find = db.prepare<[Match & After], FoundRow>(
    `WITH hit AS MATERIALIZED (SELECT rowid AS node, rank AS score FROM page_text WHERE page_text MATCH @match),
       graded AS (
         SELECT h.node, h.score, CASE WHEN n.folded = @title THEN 0
           WHEN substr(n.folded, 1, length(@title)) = @title THEN 1 ELSE 2 END AS tier
         FROM hit h CROSS JOIN node n ON n.id = h.node
       )
     SELECT ${summaryColumns(false)}, n.id AS node, g.tier, g.score
     FROM graded g CROSS JOIN node n ON n.id = g.node JOIN folder f ON f.id = n.folder
     WHERE @tier IS NULL OR (g.tier, g.score, n.name) > (@tier, @score, @id)
     ORDER BY g.tier, g.score, n.name LIMIT @limit`,
  );
  const marks = db.prepare<[Match & { nodes: string; start: string; end: string; words: number }], MarkedRow>(
    `SELECT rowid AS node, highlight(page_text, 0, @start, @end) AS title,
       highlight(page_text, 1, @start, @end) AS aliases, highlight(page_text, 2, @start, @end) AS headings,
       snippet(page_text, 3, @start, @end, '…', @words) AS text
     FROM page_text WHERE page_text MATCH @match AND +rowid IN (SELECT value FROM json_each(@nodes))`,
  );
  const alike = alikeNames(db);
  const exact = ({ q, limit, cursor }: SearchQuery): SearchList => {
    const after = decodeCursor<[number, number, string]>('search', cursor, [0, 0, '']);
    const match = matchExpression(q);
    if (match === null) return { items: [], total: 0, next: null };
    const [tier, score, id] = after ?? [null, null, null];
    const title = foldName(q.trim()).replaceAll('\0', ' ');
    const rows = find.all({ match, title, tier, score, id, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const nodes = JSON.stringify(shown.map((row) => row.node));
    const marked = new Map<number, MarkedRow>();
    const bound = { match, nodes, start: MARK_START, end: MARK_END, words: EXCERPT_WORDS };
    for (const row of marks.iterate(bound)) marked.set(row.node, row);
    const last = shown.at(-1);
    return {
      items: shown.map((row): SearchItem => ({ ...summary(row), ...whatMatched(marked.get(row.node)) })),
      total: count.get({ match }) ?? 0,
      next: last && rows.length > limit ? encodeCursor('search', [last.tier, last.score, last.id]) : null,
    };
  };
  return (query) => {
    const list = exact(query);
    return forgives(query, list) ? withTypos(query, list, alike(comparedLetters(slugName(query.q)))) : list;
  };
}
