/**
 * What every query shares: how topics are matched and read from records, and how queries are bound.
 * Invariant: a Cypher text is put together from constants here and in the queries, never from
 * input; every match of a topic names its wiki and its generation, and is answered by an index.
 */
import neo4j from 'neo4j-driver';
import type { PageSummary } from '../../graph/api.ts';
import type { GraphNode } from '../subgraph.ts';
import type { WikiKey } from './connection.ts';
import { ID } from './schema.ts';

/**
 * All topics of a generation; every topic has a rank, and saying so lets the index answer. The hint
 * keeps it so where the statistics say that the database holds little else.
 */
export const ALL_TOPICS = `MATCH (n:Topic) USING INDEX n:Topic(wiki, generation, rank)
  WHERE n.wiki = $wiki AND n.generation = $generation AND n.rank >= 0`;

/** The topic whose stored id is the variable or parameter `id`. */
export function topicMatch(node: string, id: string): string {
  return `MATCH (${node}:Topic {wiki: $wiki, id: ${id}, generation: $generation})`;
}

/** Parameters that every query needs; integers go as such, since a JavaScript number is a float. */
export function keyParameters({ wiki, generation }: WikiKey): Record<string, unknown> {
  return { wiki, generation: neo4j.int(generation) };
}

/** True of the topic `n` in one of the folders of $folders, or of any where it is null. */
export const IN_FOLDERS = '($folders IS NULL OR any(f IN n.folders WHERE f IN $folders))';

/** True of the link `l` with one of $relations, structural only where $structural is true. */
export const IS_FOLLOWED =
  '(NOT l.structural OR $structural) AND ($relations IS NULL OR l.relation IN $relations)';

/** The properties that count neighbours of the topic `n`, with structural links or without. */
export function degrees(structural: boolean): { inDegree: string; outDegree: string } {
  return structural
    ? { inDegree: 'n.inDegreeAll', outDegree: 'n.outDegreeAll' }
    : { inDegree: 'n.inDegree', outDegree: 'n.outDegree' };
}

/** The fields of a record, each with its expression of the topic `n`. */
type Fields = Record<string, string>;

/** Of a PageSummary. */
export function summaryFields(structural: boolean): Fields {
  return {
    id: ID,
    kind: "CASE WHEN n:Page THEN 'page' ELSE 'wanted' END",
    title: 'n.title',
    folder: 'n.folder',
    ...degrees(structural),
  };
}

/** Of a NodeRecord. */
export function nodeFields(structural: boolean): Fields {
  return {
    ...summaryFields(structural),
    rank: 'n.rank',
    community: 'n.community',
    x: 'n.x',
    y: 'n.y',
  };
}

/** `expression AS name, ...`, to return. */
export function columns(fields: Fields): string {
  return Object.entries(fields)
    .map(([name, expression]) => `${expression} AS ${name}`)
    .join(', ');
}

/** `{name: expression, ...}`, a map. */
export function asMap(fields: Fields): string {
  const entries = Object.entries(fields).map(([name, expression]) => `${name}: ${expression}`);
  return `{${entries.join(', ')}}`;
}

export function summary({ id, kind, title, folder, inDegree, outDegree }: PageSummary): PageSummary {
  return { id, kind, title, folder, inDegree, outDegree };
}

export interface NodeRecord extends PageSummary {
  rank: number;
  community: number;
  x: number;
  y: number;
}

export function graphNode({ id, title, ...record }: NodeRecord): GraphNode {
  const { kind, folder, inDegree, outDegree, rank, community, x, y } = record;
  return {
    key: id,
    attributes: { kind, label: title, folder, inDegree, outDegree, rank, community, x, y },
  };
}
