/**
 * Full-text search: pages whose title is or begins with the query first, then by where its words
 * are found: titles weigh most, then aliases, headings and text; then by importance.
 * Lucene's own score is not used: it counts the pages of other wikis and of deleted generations, so
 * that the same graph would answer in one order today and in another tomorrow.
 * Invariant: what was found is shown: every item has an excerpt with at least one marked place.
 */
import neo4j from 'neo4j-driver';
import type { PageSummary, SearchItem, SearchList, SearchQuery } from '../../graph/api.ts';
import { foldName } from '../../graph/names.ts';
import type { Heading } from '../../graph/page.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { whatMatched } from '../excerpt.ts';
import { foldedWord } from '../folded-words.ts';
import { marked, markedExcerpt } from '../marked-words.ts';
import type { Read } from './connection.ts';
import { inScope } from './lucene.ts';
import { columns, summary, summaryFields } from './node-records.ts';
import { ID, NO_GENERATION, TEXT_INDEX } from './schema.ts';
import { type Sought, soughtWords } from './sought-words.ts';

interface FoundRecord extends PageSummary {
  tier: number;
  grade: number;
  rank: number;
  aliases: string[] | null;
  /** JSON */
  headings: string | null;
  text: string | null;
}

/** `node` is a PageText or a Wanted. */
const HITS = `CALL db.index.fulltext.queryNodes($index, $query) YIELD node
  WHERE $open IS NULL OR node.titleWords CONTAINS $open.inNames OR node.aliasWords CONTAINS $open.inNames
    OR node.headingWords CONTAINS $open.inTexts OR node.textWords CONTAINS $open.inTexts`;
const COUNT = `${HITS} RETURN count(*) AS total`;
const ITEMS = `${HITS}
  MATCH (node)<-[:HAS_TEXT*0..1]-(n:Topic)
  WITH node, n,
    CASE WHEN node.folded = $title THEN 0 WHEN node.folded STARTS WITH $title THEN 1 ELSE 2 END AS tier,
    reduce(sum = 0, p IN $patterns | sum + CASE
      WHEN node.titleWords CONTAINS p.inNames THEN 10 WHEN node.aliasWords CONTAINS p.inNames THEN 6
      WHEN node.headingWords CONTAINS p.inTexts THEN 3 ELSE 1 END) AS grade
  WHERE $tier IS NULL OR tier > $tier OR (tier = $tier AND (grade < $grade OR (grade = $grade AND
    (n.rank < $rank OR (n.rank = $rank AND ${ID} > $id)))))
  WITH node, n, tier, grade ORDER BY tier, grade DESC, n.rank DESC, ${ID} LIMIT $limit
  RETURN ${columns(summaryFields(false))}, tier, grade, n.rank AS rank, n.aliases AS aliases,
    node.headings AS headings, node.text AS text`;

/** @throws AtlasError invalid-request for a wrong cursor */
export function searchQuery(read: Read): (query: SearchQuery) => Promise<SearchList> {
  return async ({ q, limit, cursor }) => {
    const after = decodeCursor<[number, number, number, string]>('search', cursor, [0, 0, 0, '']);
    const sought = soughtWords(q);
    if (sought === null) return { items: [], total: 0, next: null };
    const [tier, grade, rank, id] = after ?? [null, null, null, null];
    return read(async (run, key) => {
      // the index is made by the first write
      if (key.generation === NO_GENERATION) return { items: [], total: 0, next: null };
      const parameters = {
        index: TEXT_INDEX,
        query: inScope(key, sought.query),
        open: sought.open,
        patterns: sought.patterns,
        title: foldName(q.trim()),
        tier,
        grade,
        rank,
        id,
        limit: neo4j.int(limit + 1),
      };
      const [[counted], records] = await Promise.all([
        run(COUNT, parameters),
        run(ITEMS, parameters) as Promise<unknown> as Promise<FoundRecord[]>,
      ]);
      const last = records[limit - 1];
      const more = last !== undefined && records.length > limit;
      return {
        items: records.slice(0, limit).map((record) => searchItem(record, sought)),
        total: Number(counted?.total ?? 0),
        next: more ? encodeCursor('search', [last.tier, last.grade, last.rank, last.id]) : null,
      };
    });
  };
}

function searchItem(record: FoundRecord, { inNames, inTexts }: Sought): SearchItem {
  const headings = JSON.parse(record.headings ?? '[]') as Heading[];
  const found = whatMatched({
    title: marked(record.title, inNames, foldedWord),
    aliases: marked((record.aliases ?? []).join('\n'), inNames, foldedWord),
    headings: marked(headings.map((heading) => heading.text).join('\n'), inTexts, foldedWord),
    text: markedExcerpt(record.text ?? '', inTexts, foldedWord),
  });
  return { ...summary(record), ...found };
}
