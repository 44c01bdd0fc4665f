/**
 * How a wiki lies in Neo4j: labels, relationships, constraints and indexes, and how an id is spelt
 * in a property that is indexed.
 * Invariant: every node of ours carries its `wiki`; what is here is made where it is absent, and
 * never dropped, so what changes gets another name; a database's other nodes are never matched, since every statement names label and wiki.
 *
 *   (:Wiki {wiki, generation, revision, ...})           one a wiki: which generation is the graph that is shown
 *   (:Topic:Page|Wanted {wiki, generation, id, ...})    the nodes of the graph
 *   (:Topic)-[:LINKS_TO {relation, count, ...}]->(:Topic)
 *   (:Page)-[:HAS_TEXT]->(:PageText {markdown, ...})    what is heavy, so that walking never reads it
 *   (:FacetCounts {wiki, generation, key, counts})      how many pages have each value of a facet
 *
 * The full-text index is in text-index.ts.
 */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Neo4jError } from 'neo4j-driver';
import { AtlasError } from '../../graph/errors.ts';

/** What a generation is before anything was written. */
export const NO_GENERATION = 0;

/** Raised whenever what is kept changes its meaning: a wiki of another format is read as none, and written anew. */
export const FORMAT = 5;

const SCHEMA: readonly string[] = [
  'CREATE CONSTRAINT wiki_atlas_wiki IF NOT EXISTS FOR (n:Wiki) REQUIRE n.wiki IS UNIQUE',
  `CREATE CONSTRAINT wiki_atlas_topic IF NOT EXISTS
   FOR (n:Topic) REQUIRE (n.wiki, n.id, n.generation) IS UNIQUE`,
  'CREATE INDEX wiki_atlas_rank IF NOT EXISTS FOR (n:Topic) ON (n.wiki, n.generation, n.rank)',
  'CREATE INDEX wiki_atlas_tile IF NOT EXISTS FOR (n:Topic) ON (n.wiki, n.generation, n.tile)',
  // for people: the program itself always names wiki and generation too
  'CREATE INDEX wiki_atlas_page IF NOT EXISTS FOR (n:Page) ON (n.id)',
  `CREATE CONSTRAINT wiki_atlas_facet IF NOT EXISTS
   FOR (n:FacetCounts) REQUIRE (n.wiki, n.generation, n.key) IS UNIQUE`,
  'CREATE POINT INDEX wiki_atlas_place IF NOT EXISTS FOR (n:Topic) ON (n.place)',
];

/** Longest id, in UTF-8 bytes, that is kept as it is: an index takes some 8,000 bytes in all. */
const MAX_ID_BYTES = 4096;
const SHORT_ID = 500;
const HALF_CHARACTER = /[\ud800-\udbff]$/;

/**
 * An id as it stands in `id`: itself, but for those too long for an index, which are cut and given
 * a digest; such a node has its whole id in `longId`.
 */
export function storedId(id: string): string {
  if (id.length * 3 <= MAX_ID_BYTES || Buffer.byteLength(id) <= MAX_ID_BYTES) return id;
  return `${id.slice(0, SHORT_ID).replace(HALF_CHARACTER, '')}…${createHash('sha256').update(id).digest('hex')}`;
}

/** Cypher for the id of a node. */
export function idOf(node: string): string {
  return `coalesce(${node}.longId, ${node}.id)`;
}

/** Of the node `n`. */
export const ID = idOf('n');

type Command = (cypher: string) => Promise<Record<string, unknown>[]>;

/** Two first importers of a database make the same at once: what the later one hears of it passes. */
const PASSING = /^Neo\.TransientError\.|AlreadyExists$/;
const MAX_TRIES = 20;
const PAUSE = 100;

/** Makes what is absent but for the full-text index. Each by itself: a schema statement shares no transaction with others. */
export async function ensureSchema(command: Command): Promise<void> {
  const names = SCHEMA.map((statement) => /wiki_atlas_\w+/.exec(statement)?.[0]);
  const [there] = await command(
    `SHOW INDEXES YIELD name, state WHERE name IN ${JSON.stringify(names)} AND state = 'ONLINE' RETURN count(*) AS indexes`,
  );
  if (there?.indexes === SCHEMA.length) return;
  for (const statement of SCHEMA) await patiently(command, statement);
  await command('CALL db.awaitIndexes(60)');
}

/** A schema statement, again where another process's came in its way. */
export async function patiently(command: Command, statement: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await command(statement);
      return;
    } catch (error) {
      const { cause } = error instanceof AtlasError ? error : {};
      if (tries >= MAX_TRIES || !(cause instanceof Neo4jError) || !PASSING.test(cause.code)) throw error;
      await sleep(PAUSE);
    }
  }
}
