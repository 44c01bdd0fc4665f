/** Pages like a page, by shared neighbours and shared words; none that is linked with it in any way. */
import type Database from 'better-sqlite3';
import type { PageSummary, RelatedList, RelatedQuery } from '../../graph/api.ts';
import { NEIGHBOURS_ASKED, followed, mostAlike, relatedList } from '../related-pages.ts';
import { type TellingWord, mostHolders, tellingWords, termsOf } from '../telling-words.ts';
import { SEAM } from '../words.ts';
import { anyPhrase } from './match-expression.ts';
import type { NotFound } from './named-query.ts';
import { type SummaryRow, nodeFinder, summary, summaryColumns } from './node-rows.ts';
import { PAGE, WANTED } from './schema.ts';

/** Nodes that the node is linked with, whatever the link. */
const LINKED = `SELECT target FROM link WHERE source = @node AND kind <= ${WANTED}
  UNION SELECT source FROM link WHERE target = @node AND kind <= ${WANTED}`;

/** @throws AtlasError page-not-found for an id that no node has */
export function relatedQuery(
  db: Database.Database,
  notFound: NotFound,
): (id: string, query: RelatedQuery) => RelatedList {
  const find = nodeFinder(db);
  const neighboursOf = db.prepare<{ node: number; limit: number }, SummaryRow & { node: number }>(
    `SELECT ${summaryColumns(false)}, n.id AS node
     FROM (SELECT target AS id FROM link WHERE source = @node AND kind <= ${WANTED} AND structural = 0
       UNION SELECT source FROM link WHERE target = @node AND kind <= ${WANTED} AND structural = 0) l
     CROSS JOIN node n ON n.id = l.id JOIN folder f ON f.id = n.folder
     WHERE n.id <> @node AND n.in_links + n.out_links > 1 ORDER BY n.in_links + n.out_links, n.name LIMIT @limit`,
  );
  const linkedWith = db
    .prepare<{ node: number; neighbour: number }, string>(
      `SELECT n.name
       FROM (SELECT target AS id FROM link WHERE source = @neighbour AND kind = ${PAGE} AND structural = 0
         UNION SELECT source FROM link WHERE target = @neighbour AND kind <= ${WANTED} AND structural = 0) l
       CROSS JOIN node n ON n.id = l.id
       WHERE n.kind = ${PAGE} AND n.id <> @node AND n.id NOT IN (${LINKED})`,
    )
    .pluck();
  const text = db.prepare<[number], string>('SELECT text FROM page_text WHERE rowid = ?').pluck();
  const pages = db.prepare<[], number>(`SELECT count(*) FROM page`).pluck();
  const holding = db
    .prepare<[string, number], number>(
      'SELECT count(*) FROM (SELECT rowid FROM page_text WHERE page_text MATCH ? LIMIT ?)',
    )
    .pluck();
  const holders = db
    .prepare<{ match: string; node: number }, string>(
      `SELECT n.name FROM page_text t CROSS JOIN node n ON n.id = t.rowid
       WHERE page_text MATCH @match AND n.kind = ${PAGE} AND n.id <> @node AND n.id NOT IN (${LINKED})`,
    )
    .pluck();
  const summaryOf = db.prepare<[string], SummaryRow>(
    `SELECT ${summaryColumns(false)} FROM node n JOIN folder f ON f.id = n.folder WHERE n.name = ?`,
  );
  const wordsOf = (node: number): TellingWord[] => {
    const all = pages.get() ?? 0;
    const terms = termsOf((text.get(node) ?? '').replaceAll(SEAM, ''));
    const most = mostHolders(all);
    return tellingWords(
      terms,
      terms.map((term) => holding.get(anyPhrase(['text'], [term.shown]), most + 1) ?? 0),
      all,
    );
  };
  return (id, { limit }) => {
    const node = find(id);
    if (node === undefined) throw notFound(id);
    const { chosen, truncated } = followed(
      neighboursOf.all({ node, limit: NEIGHBOURS_ASKED }).map((row) => ({ ...summary(row), node: row.node })),
    );
    const words = wordsOf(node);
    const alike = mostAlike(
      {
        neighbours: chosen.map(({ node: _node, ...neighbour }) => neighbour),
        linked: new Map(chosen.map((one) => [one.id, linkedWith.all({ node, neighbour: one.node })])),
        words,
        holders: new Map(
          words.map((word) => [word.folded, holders.all({ match: anyPhrase(['text'], [word.shown]), node })]),
        ),
      },
      limit,
    );
    const summaries = new Map<string, PageSummary>();
    for (const page of alike) {
      const row = summaryOf.get(page.id);
      if (row) summaries.set(page.id, summary(row));
    }
    return relatedList(alike, summaries, truncated);
  };
}
