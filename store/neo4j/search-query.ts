/**
 * Full-text search: pages whose title is or begins with the query first, then by BM25 with titles
 * weighing most, then aliases, headings and text; then by importance; last what is named so but for
 * a typo.
 * Lucene only finds the pages. Its own score counts the words of other wikis and of deleted
 * generations, too: the same graph would be in one order today and in another tomorrow.
 * Invariant: what was found is shown: every item has an excerpt with at least one marked place.
 */
import neo4j from 'neo4j-driver';
import type { PageSummary, SearchItem, SearchList, SearchQuery } from '../../graph/api.ts';
import { foldName, slugName } from '../../graph/names.ts';
import type { Heading } from '../../graph/page.ts';
import { comparedLetters } from '../alike-names.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { whatMatched } from '../excerpt.ts';
import { foldedWord } from '../folded-words.ts';
import { marked, markedExcerpt } from '../marked-words.ts';
import { forgives, withTypos } from '../typo.ts';
import type { Read, Run, WikiKey } from './connection.ts';
import { inflateDerived } from './derived-text.ts';
import { inScope } from './lucene.ts';
import { alikeNames } from './named-query.ts';
import { columns, summary, summaryFields } from './node-records.ts';
import { NO_GENERATION } from './schema.ts';
import { TEXT_INDEX } from './text-index.ts';
import { type Pattern, type Sought, type WordPattern, soughtWords } from './sought-words.ts';

interface FoundRecord extends PageSummary {
  total: number;
  tier: number;
  /** 0 for the best of all, which are graded by their text, too */
  part: number;
  grade: number;
  rank: number;
  key: string;
  aliases: string[] | null;
  /** JSON */
  headings: string | null;
  markdown: string | null;
  derived: Int8Array | null;
}

/** How many are graded by how often their text has the words, too: a text takes time to read. */
const GRADED_BY_TEXT = 200;
/** BM25 as SQLite's FTS5 has it, but for the usual length of a page, which is fixed. */
const SATURATION = 1.2;
const LENGTH_WEIGHT = 0.75;
const USUAL_LENGTH = 500;
/** Of a word that more than half of all pages have. */
const LEAST_WEIGHT = 1e-6;

/** How often `field` has the pattern; a pattern with both blanks misses some of a word repeated without a break. */
const times = (field: string, pattern: string): string => `(size(split(${field}, ${pattern})) - 1)`;

/** Cypher for the grade of `node` by $patterns. @param inText how often its text has the pattern `p` */
function gradeBy(inText: string): string {
  const found = `(10 * ${times('node.titleWords', 'p.inNames')} + 6 * ${times('node.aliasWords', 'p.inNames')}
    + 3 * ${times('node.headingWords', 'p.inTexts')} + ${inText})`;
  const damped = `${SATURATION} * (${1 - LENGTH_WEIGHT} + ${LENGTH_WEIGHT / USUAL_LENGTH} * node.wordCount)`;
  return `reduce(sum = 0.0, p IN $patterns | sum + p.weight * ${found} / (${found} + ${damped}))`;
}

/** How many pages have what each query finds, and how many there are. */
const RARITY = `MATCH (w:Wiki {wiki: $wiki}) UNWIND $queries AS query
  CALL (query) { CALL db.index.fulltext.queryNodes($index, query) YIELD node RETURN count(node) AS found }
  RETURN query, found, w.pages + w.wanted AS total`;

/** `node` is a PageText or a Wanted. */
const HITS = `CALL db.index.fulltext.queryNodes($index, $query) YIELD node
  WHERE $open IS NULL OR node.titleWords CONTAINS $open.inNames OR node.aliasWords CONTAINS $open.inNames
    OR node.headingWords CONTAINS $open.inTexts OR node.textWords CONTAINS $open.inTexts
  MATCH (node)<-[:HAS_TEXT*0..1]-(n:Topic)
  WITH node, n, CASE WHEN node.folded = $title THEN 0 WHEN node.folded STARTS WITH $title THEN 1 ELSE 2 END AS tier,
    ${gradeBy('1')} AS grade
  ORDER BY tier, grade DESC, n.rank DESC, n.id
  WITH collect({node: node, n: n, tier: tier, grade: grade}) AS hits`;
const ITEMS = `${HITS}
  UNWIND range(0, size(hits) - 1) AS place
  WITH size(hits) AS total, hits[place].node AS node, hits[place].n AS n, hits[place].tier AS tier,
    CASE WHEN place < ${GRADED_BY_TEXT} THEN 0 ELSE 1 END AS part, hits[place].grade AS grade
  WITH total, node, n, tier, part, CASE part WHEN 0 THEN ${gradeBy(times('node.textWords', 'p.inTexts'))} ELSE grade END AS grade
  WITH *, n.rank AS rank, n.id AS key
  WHERE $tier IS NULL OR tier > $tier OR (tier = $tier AND (part > $part OR (part = $part AND
    (grade < $grade OR (grade = $grade AND (rank < $rank OR (rank = $rank AND key > $key)))))))
  ORDER BY tier, part, grade DESC, rank DESC, key LIMIT $limit
  RETURN ${columns(summaryFields(false))}, total, tier, part, grade, rank, key, n.aliases AS aliases,
    node.headings AS headings, node.markdown AS markdown, node.derived AS derived`;
const COUNT = `${HITS} RETURN size(hits) AS total`;

type After = [tier: number, part: number, grade: number, rank: number, key: string];

/** @throws AtlasError invalid-request for a wrong cursor */
export function searchQuery(read: Read): (query: SearchQuery) => Promise<SearchList> {
  return async (query) => {
    const { q, limit, cursor } = query;
    const after = decodeCursor<After>('search', cursor, [0, 0, 0, 0, '']);
    const sought = soughtWords(q);
    if (sought === null) return { items: [], total: 0, next: null };
    const [tier, part, grade, rank, key] = after ?? [null, null, null, null, null];
    return read(async (run, wiki) => {
      // the index is made by the first write
      if (wiki.generation === NO_GENERATION) return { items: [], total: 0, next: null };
      const parameters = {
        index: TEXT_INDEX,
        query: inScope(wiki, sought.query),
        open: sought.open,
        patterns: await weighted(run, wiki, sought.patterns),
        title: foldName(q.trim()),
        tier,
        part,
        grade,
        rank,
        key,
        limit: neo4j.int(limit + 1),
      };
      const records = (await run(ITEMS, parameters)) as unknown as FoundRecord[];
      // a page of none says nothing of the others
      const [first] = records.length > 0 ? records : await run(COUNT, parameters);
      const last = records[limit - 1];
      const more = last !== undefined && records.length > limit;
      const exact: SearchList = {
        items: records.slice(0, limit).map((record) => searchItem(record, sought)),
        total: Number(first?.total ?? 0),
        next: more ? encodeCursor('search', [last.tier, last.part, last.grade, last.rank, last.key]) : null,
      };
      if (!forgives(query, exact)) return exact;
      return withTypos(query, exact, await alikeNames(run, wiki, comparedLetters(slugName(q))));
    });
  };
}

/** With how much each word counts among the others: the fewer pages have it the more. */
async function weighted(
  run: Run,
  key: WikiKey,
  words: readonly WordPattern[],
): Promise<(Pattern & { weight: number })[]> {
  if (words.length === 1) return words.map(({ inNames, inTexts }) => ({ inNames, inTexts, weight: 1 }));
  const queries = words.map(({ query }) => inScope(key, query));
  const counts = (await run(RARITY, { index: TEXT_INDEX, wiki: key.wiki, queries })) as {
    query: string;
    found: number;
    total: number;
  }[];
  const weights = new Map(
    counts.map(({ query, found, total }) => [query, Math.log((total - found + 0.5) / (found + 0.5))]),
  );
  return words.map(({ inNames, inTexts }, i) => {
    const weight = weights.get(queries[i] ?? '') ?? LEAST_WEIGHT;
    return { inNames, inTexts, weight: Math.max(weight, LEAST_WEIGHT) };
  });
}

function searchItem(record: FoundRecord, { inNames, inTexts }: Sought): SearchItem {
  const headings = JSON.parse(record.headings ?? '[]') as Heading[];
  const { text } = inflateDerived(record.derived, record.markdown ?? '');
  const found = whatMatched({
    title: marked(record.title, inNames, foldedWord),
    aliases: marked((record.aliases ?? []).join('\n'), inNames, foldedWord),
    headings: marked(headings.map((heading) => heading.text).join('\n'), inTexts, foldedWord),
    text: markedExcerpt(text, inTexts, foldedWord),
  });
  return { ...summary(record), ...found };
}
