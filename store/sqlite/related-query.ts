/** Pages like a page, by shared neighbours and shared words; none that is linked with it in any way. */
import type Database from 'better-sqlite3';
import type { PageSummary, RelatedList, RelatedQuery } from '../../graph/api.ts';
import { NEIGHBOURS_ASKED, alikePages, followed, relatedList } from '../related-pages.ts';
import { type TellingWord, mostHolders, tellingWords, termsOf } from '../telling-words.ts';
import { SEAM } from '../words.ts';
import { anyPhrase } from './match-expression.ts';
import type { NotFound } from './named-query.ts';
import { type SummaryRow, nodeFinder, summary, summaryColumns } from './node-rows.ts';
import { PAGE, WANTED } from './schema.ts';

type NamedRow = [node: number, name: string];

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
    .prepare<{ node: number }, number>(
      `SELECT target FROM link WHERE source = @node AND kind <= ${WANTED}
       UNION SELECT source FROM link WHERE target = @node AND kind <= ${WANTED}`,
    )
    .pluck();
  const pagesLinkedWith = db
    .prepare<{ neighbour: number }, NamedRow>(
      `SELECT n.id, n.name
       FROM (SELECT target AS id FROM link WHERE source = @neighbour AND kind = ${PAGE} AND structural = 0
         UNION SELECT source FROM link WHERE target = @neighbour AND kind <= ${WANTED} AND structural = 0) l
       CROSS JOIN node n ON n.id = l.id
       WHERE n.kind = ${PAGE}`,
    )
    .raw();
  const text = db.prepare<[number], string>('SELECT text FROM page_text WHERE rowid = ?').pluck();
  const pages = db.prepare<[], number>(`SELECT count(*) FROM page`).pluck();
  const holding = db
    .prepare<[string, number], number>(
      'SELECT count(*) FROM (SELECT rowid FROM page_text WHERE page_text MATCH ? LIMIT ?)',
    )
    .pluck();
  const holders = db
    .prepare<[string], NamedRow>(
      `SELECT n.id, n.name FROM page_text t CROSS JOIN node n ON n.id = t.rowid
       WHERE page_text MATCH ? AND n.kind = ${PAGE}`,
    )
    .raw();
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
    // read once: a hub has so many that asking the database for each row again takes seconds
    const known = new Set(linkedWith.all({ node })).add(node);
    const unlinked = (rows: NamedRow[]): string[] =>
      rows.filter(([other]) => !known.has(other)).map(([, name]) => name);
    const alike = alikePages(
      {
        neighbours: chosen.map(({ node: _node, ...neighbour }) => neighbour),
        linked: new Map(
          chosen.map((one) => [one.id, unlinked(pagesLinkedWith.all({ neighbour: one.node }))]),
        ),
        words,
        holders: new Map(
          words.map((word) => [word.folded, unlinked(holders.all(anyPhrase(['text'], [word.shown])))]),
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
