/** Unlinked mentions, and what orphans might be linked from: candidates from the full-text index. */
import neo4j from 'neo4j-driver';
import type { PageSummary, UnlinkedList, UnlinkedQuery } from '../../graph/api.ts';
import { foldedWords } from '../folded-words.ts';
import { NameMatcher } from '../name-matcher.ts';
import { type SoughtName, soughtName, soughtNames } from '../sought-names.ts';
import {
  CANDIDATES_ASKED,
  MAX_LONGER_NAMES,
  MAX_SUGGESTION_CANDIDATES,
  MAX_SUGGESTION_HITS,
  type MentionCandidate,
  type MentionText,
  type TextBudget,
  decodeMentionsCursor,
  lookedAt,
  suggestions,
  unlinkedList,
} from '../unlinked-mentions.ts';
import type { Read, Run, WikiKey } from './connection.ts';
import { readPageMentions } from './kept-mentions.ts';
import { either, inScope, phrase } from './lucene.ts';
import { notFound } from './named-query.ts';
import { columns, keyParameters, summary, summaryFields, topicMatch } from './node-records.ts';
import { ID, storedId } from './schema.ts';
import { TEXT_INDEX } from './text-index.ts';

interface TopicRecord {
  id: string;
  title: string;
  isPage: boolean;
  aliases: string[] | null;
  isIndex: boolean | null;
}

const TOPIC = `${topicMatch('n', '$id')}
  RETURN ${ID} AS id, n.title AS title, n:Page AS isPage, n.aliases AS aliases, n.index AS isIndex`;
const HITS = 'CALL db.index.fulltext.queryNodes($index, $query) YIELD node';
const CANDIDATES = `${topicMatch('topic', '$id')} ${HITS}
  MATCH (node)<-[:HAS_TEXT]-(n:Page)
  WHERE n <> topic AND NOT EXISTS { (n)-[:LINKS_TO]->(topic) }
  WITH n ORDER BY n.rank DESC, ${ID} LIMIT $limit
  RETURN ${columns(summaryFields(false))}, n.rank AS rank, n.size AS size ORDER BY rank DESC, id`;
const COUNT = `CALL db.index.fulltext.queryNodes($index, $query, {limit: $limit}) YIELD node
  RETURN count(*) AS hits`;
const LONGER = `${HITS} MATCH (node)<-[:HAS_TEXT]-(n:Page)
  RETURN n.title AS title, n.aliases AS aliases LIMIT $limit`;
const TEXTS = `UNWIND $ids AS id ${topicMatch('n', 'id')} MATCH (n)-[:HAS_TEXT]->(x:PageText)
  RETURN ${ID} AS id, x.markdown AS markdown, x.mentions AS mentions`;

/** @throws AtlasError page-not-found for an id that no node has, invalid-request for a wrong cursor */
export function mentionsQuery(read: Read): (id: string, query: UnlinkedQuery) => Promise<UnlinkedList> {
  return (id, query) =>
    read(async (run, key) => {
      const names = await namesOfTopic(run, key, id);
      if (!names) throw await notFound(run, key, id);
      decodeMentionsCursor(query);
      const candidates = names.length > 0 ? await candidatesOf(run, key, id, names, CANDIDATES_ASKED) : [];
      const { chosen, truncated } = lookedAt(candidates);
      const texts = await textsOf(run, key, chosen);
      const matcher = await matcherOf(run, key, names);
      const pages = chosen.flatMap((page) => {
        const text = texts.get(page.id);
        return text ? [{ page, text }] : [];
      });
      return unlinkedList(pages, truncated, matcher, query);
    });
}

/** The pages that a page might be linked from, since they name it; null where the budget is spent. */
export async function suggestionsOf(
  run: Run,
  key: WikiKey,
  id: string,
  budget: TextBudget,
): Promise<PageSummary[] | null> {
  const names = await namesOfTopic(run, key, id);
  if (!names || names.length === 0 || (await isCommon(run, key, names))) return [];
  const candidates = await candidatesOf(run, key, id, names, MAX_SUGGESTION_CANDIDATES);
  const { chosen, isOverBudget } = lookedAt(candidates, budget);
  if (chosen.length === 0) return isOverBudget ? null : [];
  const texts = await textsOf(run, key, chosen);
  return suggestions(
    chosen.map((page) => ({ page, text: () => texts.get(page.id) ?? null })),
    await matcherOf(run, key, names),
    budget,
  );
}

/** Null where no node has the id. */
async function namesOfTopic(run: Run, key: WikiKey, id: string): Promise<SoughtName[] | null> {
  const [row] = await run(TOPIC, { ...keyParameters(key), id: storedId(id) });
  const topic = row as unknown as TopicRecord | undefined;
  if (topic?.id !== id) return null;
  const { title, isPage, aliases, isIndex } = topic;
  return soughtNames({
    id,
    title,
    page: isPage ? { aliases: aliases ?? [], index: isIndex ?? false } : null,
  });
}

async function candidatesOf(
  run: Run,
  key: WikiKey,
  id: string,
  names: readonly SoughtName[],
  limit: number,
): Promise<MentionCandidate[]> {
  const rows = (await run(CANDIDATES, {
    ...searched(key, ['textWords'], names),
    id: storedId(id),
    limit: neo4j.int(limit),
  })) as unknown as MentionCandidate[];
  return rows.map((row) => ({ ...summary(row), rank: row.rank, size: row.size }));
}

async function isCommon(run: Run, key: WikiKey, names: readonly SoughtName[]): Promise<boolean> {
  const limit = neo4j.int(MAX_SUGGESTION_HITS + 1);
  const [row] = await run(COUNT, { ...searched(key, ['textWords'], names), limit });
  return Number(row?.hits ?? 0) > MAX_SUGGESTION_HITS;
}

async function matcherOf(run: Run, key: WikiKey, names: readonly SoughtName[]): Promise<NameMatcher> {
  if (names.length === 0) return new NameMatcher([], []);
  const rows = (await run(LONGER, {
    ...searched(key, ['titleWords', 'aliasWords'], names),
    limit: neo4j.int(MAX_LONGER_NAMES),
  })) as unknown as { title: string; aliases: string[] | null }[];
  const others = rows.flatMap(({ title, aliases }) => [title, ...(aliases ?? [])]);
  return new NameMatcher(
    names,
    others.map(soughtName).filter((name) => name !== null),
  );
}

async function textsOf(
  run: Run,
  key: WikiKey,
  pages: readonly MentionCandidate[],
): Promise<Map<string, MentionText>> {
  if (pages.length === 0) return new Map();
  const rows = (await run(TEXTS, {
    ...keyParameters(key),
    ids: pages.map((page) => storedId(page.id)),
  })) as unknown as { id: string; markdown: string; mentions: string }[];
  return new Map(
    rows.map(({ id, markdown, mentions }) => [id, { markdown, links: readPageMentions(mentions) }]),
  );
}

/** Parameters of a query for nodes that hold one of the names in one of the fields. */
function searched(
  key: WikiKey,
  fields: readonly Parameters<typeof phrase>[0][],
  names: readonly SoughtName[],
): Record<string, unknown> {
  const phrases = names.map((name) => foldedWords(name.spelling).join(' '));
  const query = either(fields.flatMap((field) => phrases.map((words) => phrase(field, words))));
  return { ...keyParameters(key), index: TEXT_INDEX, query: inScope(key, query) };
}
