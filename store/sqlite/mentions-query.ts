/** Unlinked mentions, and what orphans might be linked from: candidates from the full-text index. */
import type Database from 'better-sqlite3';
import type { PageSummary, UnlinkedList, UnlinkedQuery } from '../../graph/api.ts';
import { NameMatcher } from '../name-matcher.ts';
import type { ProseLink } from '../page-prose.ts';
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
import { anyPhrase } from './match-expression.ts';
import type { NotFound } from './named-query.ts';
import { type SummaryRow, summary, summaryColumns } from './node-rows.ts';
import { PAGE } from './schema.ts';

interface TopicRow {
  node: number;
  id: string;
  title: string;
  /** null for a wanted page */
  aliases: string | null;
  isIndex: number | null;
}
type CandidateRow = SummaryRow & { node: number; rank: number; size: number };
type Candidate = MentionCandidate & { node: number };

/** What both queries ask of the database. */
interface Asked {
  topic(id: string): TopicRow | undefined;
  candidates(node: number, names: readonly SoughtName[], limit: number): Candidate[];
  /** whether more than `most` pages have one of the names */
  isCommon(names: readonly SoughtName[], most: number): boolean;
  matcher(names: readonly SoughtName[]): NameMatcher;
  text(node: number): MentionText | null;
}

/** @throws AtlasError page-not-found for an id that no node has, invalid-request for a wrong cursor */
export function mentionsQuery(
  db: Database.Database,
  notFound: NotFound,
): (id: string, query: UnlinkedQuery) => UnlinkedList {
  const asked = askedOf(db);
  return (id, query) => {
    const topic = asked.topic(id);
    if (!topic) throw notFound(id);
    decodeMentionsCursor(query);
    const names = namesOfTopic(topic);
    const candidates = names.length > 0 ? asked.candidates(topic.node, names, CANDIDATES_ASKED) : [];
    const { chosen, truncated } = lookedAt(candidates);
    const texts = chosen.flatMap(({ node, ...page }) => {
      const text = asked.text(node);
      return text ? [{ page, text }] : [];
    });
    return unlinkedList(texts, truncated, asked.matcher(names), query);
  };
}

/** The pages that a page might be linked from, since they name it; null where the budget is spent. */
export function suggestionsQuery(
  db: Database.Database,
): (id: string, budget: TextBudget) => PageSummary[] | null {
  const asked = askedOf(db);
  return (id, budget) => {
    const topic = asked.topic(id);
    const names = topic ? namesOfTopic(topic) : [];
    if (!topic || names.length === 0 || asked.isCommon(names, MAX_SUGGESTION_HITS)) return [];
    const candidates = asked.candidates(topic.node, names, MAX_SUGGESTION_CANDIDATES);
    const { chosen, isOverBudget } = lookedAt(candidates, budget);
    if (chosen.length === 0) return isOverBudget ? null : [];
    return suggestions(
      chosen.map(({ node, ...page }) => ({ page, text: () => asked.text(node) })),
      asked.matcher(names),
      budget,
    );
  };
}

function namesOfTopic({ id, title, aliases, isIndex }: TopicRow): SoughtName[] {
  const page = aliases === null ? null : { aliases: JSON.parse(aliases) as string[], index: isIndex === 1 };
  return soughtNames({ id, title, page });
}

function askedOf(db: Database.Database): Asked {
  const topic = db.prepare<[string], TopicRow>(
    `SELECT n.id AS node, n.name AS id, n.title, p.aliases, p.is_index AS isIndex
     FROM node n LEFT JOIN page p ON p.node = n.id WHERE n.name = ?`,
  );
  const candidates = db.prepare<{ match: string; node: number; limit: number }, CandidateRow>(
    `WITH best AS MATERIALIZED (
       SELECT n.id, n.rank FROM page_text t CROSS JOIN node n ON n.id = t.rowid
       WHERE page_text MATCH @match AND n.kind = ${PAGE} AND n.id <> @node
         AND n.id NOT IN (SELECT source FROM link WHERE target = @node)
       ORDER BY n.rank DESC, n.name LIMIT @limit
     )
     SELECT ${summaryColumns(false)}, n.id AS node, n.rank, p.size
     FROM best b CROSS JOIN node n ON n.id = b.id JOIN folder f ON f.id = n.folder JOIN page p ON p.node = n.id
     ORDER BY n.rank DESC, n.name`,
  );
  const hits = db
    .prepare<[string, number], number>(
      'SELECT count(*) FROM (SELECT rowid FROM page_text WHERE page_text MATCH ? LIMIT ?)',
    )
    .pluck();
  const longer = db.prepare<[string, number], { title: string; aliases: string }>(
    `SELECT n.title, p.aliases FROM page_text t CROSS JOIN node n ON n.id = t.rowid JOIN page p ON p.node = n.id
     WHERE page_text MATCH ? LIMIT ?`,
  );
  const content = db.prepare<[number], string>('SELECT markdown FROM content WHERE node = ?').pluck();
  const links = db.prepare<[number], ProseLink>(
    `SELECT m."offset", m.length, m.label FROM link l JOIN mention m ON m.link = l.id WHERE l.source = ?`,
  );
  const inText = (names: readonly SoughtName[]): string =>
    anyPhrase(
      ['text'],
      names.map((name) => name.spelling),
    );
  return {
    topic: (id) => topic.get(id),
    candidates: (node, names, limit) =>
      candidates
        .all({ match: inText(names), node, limit })
        .map((row) => ({ ...summary(row), node: row.node, rank: row.rank, size: row.size })),
    isCommon: (names, most) => (hits.get(inText(names), most + 1) ?? 0) > most,
    matcher: (names) => {
      if (names.length === 0) return new NameMatcher([], []);
      const match = anyPhrase(
        ['title', 'aliases'],
        names.map((name) => name.spelling),
      );
      const rows = longer.all(match, MAX_LONGER_NAMES);
      const others = rows.flatMap(({ title, aliases }) => [title, ...(JSON.parse(aliases) as string[])]);
      return new NameMatcher(
        names,
        others.map(soughtName).filter((name) => name !== null),
      );
    },
    text: (node) => {
      const markdown = content.get(node);
      return markdown === undefined ? null : { markdown, links: links.all(node) };
    },
  };
}
