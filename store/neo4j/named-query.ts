/**
 * Nodes by name: those that are called so, however it is spelt, else the most alike.
 * Bounded: names are found through the full-text index, as whole ones, by their beginnings and by
 * shared three-letter grams, a few hundred at most; what was found is compared here.
 */
import neo4j from 'neo4j-driver';
import type { PageSummary } from '../../graph/api.ts';
import type { AtlasError } from '../../graph/errors.ts';
import { byCodePoint, foldName } from '../../graph/names.ts';
import {
  type Candidate,
  MAX_CANDIDATES,
  MAX_NEAR,
  type Named,
  comparedLetters,
  kindOrder,
  mostAlike,
  notFoundError,
} from '../alike-names.ts';
import { namesOf } from '../node-names.ts';
import type { Read, Run, WikiKey } from './connection.ts';
import { columns, summary, summaryFields } from './node-records.ts';
import { beginning, either, inScope, phrase } from './lucene.ts';
import { NO_GENERATION } from './schema.ts';
import { TEXT_INDEX } from './text-index.ts';
import { foldedName, gramWords, slugOf, sluggedName } from './search-properties.ts';

/** Nodes of one name that are looked at: of more than these only some are given. */
const MAX_NAMESAKES = 1000;

const STATEMENT = `CALL db.index.fulltext.queryNodes($index, $query, {limit: $limit}) YIELD node, score
  MATCH (node)<-[:HAS_TEXT*0..1]-(n:Topic)
  RETURN ${columns(summaryFields(false))}, n.aliases AS aliases ORDER BY score DESC, id`;

interface NamedRecord extends PageSummary {
  aliases: string[] | null;
}

export function namedQuery(read: Read): (name: string, limit: number) => Promise<Named> {
  return (name, limit) => read((run, key) => named(run, key, name, limit));
}

/** The error for an id that no node has, with the ids most like it. */
export async function notFound(run: Run, key: WikiKey, id: string): Promise<AtlasError> {
  return notFoundError(id, (await named(run, key, id, MAX_NEAR)).nodes);
}

async function named(run: Run, key: WikiKey, name: string, limit: number): Promise<Named> {
  // the index is made by the first write
  if (key.generation === NO_GENERATION) return { exact: false, nodes: [] };
  const find = finder(run, key);
  const namesakes = await find(
    either([phrase('names', foldedName(name)), phrase('names', sluggedName(name))]),
    MAX_NAMESAKES,
  );
  const exact = calledSo(namesakes, name);
  if (exact.length > 0) return { exact: true, nodes: exact.slice(0, limit) };

  const sought = comparedLetters(slugOf(name));
  if (sought.length === 0) return { exact: false, nodes: [] };
  return { exact: false, nodes: mostAlike(await alikeNames(run, key, sought), sought).slice(0, limit) };
}

/** Names that begin with these letters, or share three in a row with them; the most alike among them. */
export async function alikeNames(run: Run, key: WikiKey, letters: readonly string[]): Promise<Candidate[]> {
  const find = finder(run, key);
  const [begun, alike] = await Promise.all([
    find(beginning('names', sluggedName(letters.join(''))), MAX_CANDIDATES),
    find(either(gramWords(letters).map((gram) => phrase('grams', gram))), MAX_CANDIDATES),
  ]);
  return [...begun, ...alike].flatMap(candidatesOf);
}

function finder(run: Run, key: WikiKey): (query: string, most: number) => Promise<NamedRecord[]> {
  return async (query, most) =>
    (await run(STATEMENT, {
      index: TEXT_INDEX,
      query: inScope(key, query),
      limit: neo4j.int(most),
    })) as unknown as NamedRecord[];
}

/** Those that have the name, by how it is spelt, then by which name of theirs it is. */
function calledSo(records: readonly NamedRecord[], name: string): PageSummary[] {
  const [spelling, folded, slug] = [name.normalize('NFC'), foldName(name), slugOf(name)];
  const graded: { node: PageSummary; grade: number }[] = [];
  for (const record of records) {
    let grade = Infinity;
    for (const own of namesOfRecord(record)) {
      if (own.spelling === spelling) grade = Math.min(grade, own.kind);
      else if (foldName(own.spelling) === folded) grade = Math.min(grade, 10 + own.kind);
      else if (slugOf(own.spelling) === slug) grade = Math.min(grade, 20 + own.kind);
    }
    if (grade < Infinity) graded.push({ node: summary(record), grade });
  }
  return graded
    .sort(
      (a, b) =>
        a.grade - b.grade ||
        kindOrder(a.node) - kindOrder(b.node) ||
        b.node.inDegree - a.node.inDegree ||
        byCodePoint(a.node.id, b.node.id),
    )
    .map(({ node }) => node);
}

function candidatesOf(record: NamedRecord): Candidate[] {
  const node = summary(record);
  return namesOfRecord(record).map(({ spelling, kind }) => ({
    spelling,
    kind,
    slug: slugOf(spelling),
    node,
  }));
}

function namesOfRecord({ id, kind, title, aliases }: NamedRecord): ReturnType<typeof namesOf> {
  return namesOf(id, kind === 'page' ? { title, aliases: aliases ?? [] } : null);
}
