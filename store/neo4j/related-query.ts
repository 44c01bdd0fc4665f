/** Pages like a page, by shared neighbours and shared words; none that is linked with it in any way. */
import neo4j from 'neo4j-driver';
import type { PageSummary, RelatedList, RelatedQuery } from '../../graph/api.ts';
import { NEIGHBOURS_ASKED, type Neighbour, alikePages, followed, relatedList } from '../related-pages.ts';
import { type TellingWord, mostHolders, tellingWords, termsOf } from '../telling-words.ts';
import type { Read, Run, WikiKey } from './connection.ts';
import { inflateDerived } from './derived-text.ts';
import { inScope, phrase } from './lucene.ts';
import { notFound } from './named-query.ts';
import { columns, keyParameters, summary, summaryFields, topicMatch } from './node-records.ts';
import { ID, idOf, storedId } from './schema.ts';
import { TEXT_INDEX } from './text-index.ts';

const TOPIC = `${topicMatch('n', '$id')} OPTIONAL MATCH (n)-[:HAS_TEXT]->(x:PageText)
  MATCH (w:Wiki {wiki: $wiki})
  RETURN ${ID} AS id, x.markdown AS markdown, x.derived AS derived,
    w.pages AS pages`;
const NEIGHBOURS = `${topicMatch('topic', '$id')} MATCH (topic)-[l:LINKS_TO]-(n:Topic)
  WHERE NOT l.structural AND n <> topic AND n.inDegree + n.outDegree > 1
  WITH DISTINCT n ORDER BY n.inDegree + n.outDegree, ${ID} LIMIT $limit
  RETURN ${columns(summaryFields(false))} ORDER BY inDegree + outDegree, id`;
const UNLINKED = 'n <> topic AND NOT EXISTS { (n)-[:LINKS_TO]-(topic) }';
const LINKED = `${topicMatch('topic', '$id')} UNWIND $ids AS neighbour ${topicMatch('z', 'neighbour')}
  MATCH (z)-[l:LINKS_TO]-(n:Page) WHERE NOT l.structural AND n <> z AND ${UNLINKED}
  RETURN DISTINCT ${idOf('z')} AS key, ${ID} AS id`;
const HOLDING = `UNWIND $queries AS query CALL (query) {
    CALL db.index.fulltext.queryNodes($index, query, {limit: $limit}) YIELD node RETURN count(*) AS held
  } RETURN query, held`;
const HOLDERS = `${topicMatch('topic', '$id')} UNWIND $words AS word
  CALL db.index.fulltext.queryNodes($index, word.query) YIELD node
  MATCH (node)<-[:HAS_TEXT]-(n:Page) WHERE ${UNLINKED}
  RETURN word.key AS key, ${ID} AS id`;
const SUMMARIES = `UNWIND $ids AS id ${topicMatch('n', 'id')} RETURN ${columns(summaryFields(false))}`;

interface TopicRecord {
  id: string;
  /** of all pages */
  pages: number;
  /** this and what follows is null for a wanted page */
  markdown: string | null;
  derived: Int8Array | null;
}

/** @throws AtlasError page-not-found for an id that no node has */
export function relatedQuery(read: Read): (id: string, query: RelatedQuery) => Promise<RelatedList> {
  return (id, { limit }) =>
    read(async (run, key) => {
      const parameters = { ...keyParameters(key), index: TEXT_INDEX, id: storedId(id) };
      const [row] = await run(TOPIC, parameters);
      const topic = row as unknown as TopicRecord | undefined;
      if (topic?.id !== id) throw await notFound(run, key, id);
      const rows = await run(NEIGHBOURS, { ...parameters, limit: neo4j.int(NEIGHBOURS_ASKED) });
      const { chosen, truncated } = followed((rows as unknown as Neighbour[]).map(summary));
      const { text } = inflateDerived(topic.derived, topic.markdown ?? '');
      const words = await wordsOf(run, key, text, topic.pages);
      const linked = await run(LINKED, { ...parameters, ids: chosen.map((one) => storedId(one.id)) });
      const holders = await run(HOLDERS, {
        ...parameters,
        words: words.map((word) => ({ key: word.folded, query: inText(key, word.folded) })),
      });
      const alike = alikePages(
        { neighbours: chosen, linked: byKey(linked), words, holders: byKey(holders) },
        limit,
      );
      const found = await run(SUMMARIES, { ...parameters, ids: alike.map((page) => storedId(page.id)) });
      const summaries = (found as unknown as PageSummary[]).map(summary);
      return relatedList(alike, new Map(summaries.map((page) => [page.id, page])), truncated);
    });
}

async function wordsOf(run: Run, key: WikiKey, text: string, pages: number): Promise<TellingWord[]> {
  const terms = termsOf(text);
  const queries = terms.map((term) => inText(key, term.folded));
  const limit = neo4j.int(mostHolders(pages) + 1);
  const rows = await run(HOLDING, { index: TEXT_INDEX, queries, limit });
  const held = new Map(rows.map((row) => [row.query, Number(row.held)]));
  return tellingWords(
    terms,
    queries.map((query) => held.get(query) ?? 0),
    pages,
  );
}

function inText(key: WikiKey, words: string): string {
  return inScope(key, phrase('textWords', words));
}

function byKey(rows: readonly Record<string, unknown>[]): Map<string, string[]> {
  const lists = new Map<string, string[]>();
  for (const { key, id } of rows as { key: string; id: string }[]) {
    const list = lists.get(key);
    if (list) list.push(id);
    else lists.set(key, [id]);
  }
  return lists;
}
