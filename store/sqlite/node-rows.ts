/**
 * What every query shares: how nodes, links and mentions are read, and how filters by name become integers.
 * Invariant: a SQL text is put together from constants here and in the queries, never from input.
 */
import type Database from 'better-sqlite3';
import type { MentionItem, PageSummary } from '../../graph/api.ts';
import type { GraphNode } from '../subgraph.ts';
import { PAGE } from './schema.ts';

/** The columns that count neighbours, with structural links or without. */
export function degreeColumns(structural: boolean): { inDegree: string; outDegree: string } {
  return structural
    ? { inDegree: 'n.in_all', outDegree: 'n.out_all' }
    : { inDegree: 'n.in_links', outDegree: 'n.out_links' };
}

/** Columns of a SummaryRow, from `node n JOIN folder f ON f.id = n.folder`. */
export function summaryColumns(structural: boolean): string {
  const { inDegree, outDegree } = degreeColumns(structural);
  return `n.name AS id, n.kind AS kind, n.title AS title, f.name AS folder,
    ${inDegree} AS inDegree, ${outDegree} AS outDegree`;
}

export interface SummaryRow {
  id: string;
  kind: number;
  title: string;
  folder: string;
  inDegree: number;
  outDegree: number;
}

export function nodeKind(kind: number): 'page' | 'wanted' {
  return kind === PAGE ? 'page' : 'wanted';
}

export function summary(row: SummaryRow): PageSummary {
  const { id, kind, title, folder, inDegree, outDegree } = row;
  return { id, kind: nodeKind(kind), title, folder, inDegree, outDegree };
}

/** Read as a list: an object for each row takes twice as long. */
export type GraphNodeRow = [
  node: number,
  id: string,
  kind: number,
  title: string,
  folder: string,
  inDegree: number,
  outDegree: number,
  rank: number,
  community: number,
  x: number,
  y: number,
];

/** Columns of a GraphNodeRow, from `node n JOIN folder f ON f.id = n.folder`. */
export function graphNodeColumns(structural: boolean): string {
  const { inDegree, outDegree } = degreeColumns(structural);
  return `n.id, n.name, n.kind, n.title, f.name, ${inDegree}, ${outDegree}, n.rank, n.community, n.x, n.y`;
}

export function graphNode(row: GraphNodeRow): GraphNode {
  const [, key, kind, label, folder, inDegree, outDegree, rank, community, x, y] = row;
  return {
    key,
    attributes: { kind: nodeKind(kind), label, folder, inDegree, outDegree, rank, community, x, y },
  };
}

export const MENTION_COLUMNS = `m.excerpt, m.start, m."end", m.heading, m.line, m."offset", m.label, m.fragment, m.at`;

export type MentionRow = Omit<MentionItem, 'heading'> & { heading: string };

export function mention(row: MentionRow): MentionItem {
  return { ...row, heading: JSON.parse(row.heading) as string[] };
}

/** The integer of a page id, undefined where no node has it. */
export function nodeFinder(db: Database.Database): (id: string) => number | undefined {
  const find = db.prepare<[string], number>('SELECT id FROM node WHERE name = ?').pluck();
  return (id) => find.get(id);
}

/** Names of folders or relations as their integers, unknown ones left out; null for no filter. */
export function nameIntegers(
  db: Database.Database,
  table: 'folder' | 'relation',
): (names: readonly string[] | undefined) => number[] | null {
  const find = db.prepare<[string], number>(`SELECT id FROM ${table} WHERE name = ?`).pluck();
  return (names) => names?.map((name) => find.get(name)).filter((id) => id !== undefined) ?? null;
}

/** The same as a JSON list, for a statement. */
export function nameFilter(
  db: Database.Database,
  table: 'folder' | 'relation',
): (names: readonly string[] | undefined) => string | null {
  const integersOf = nameIntegers(db, table);
  return (names) => {
    const integers = integersOf(names);
    return integers && JSON.stringify(integers);
  };
}

/** True of a node in one of the folders of this parameter, or of any where it is null. */
export function inFolders(parameter: string, node: string): string {
  return `(${parameter} IS NULL OR EXISTS (
    SELECT 1 FROM node_folder nf WHERE nf.node = ${node} AND nf.folder IN (SELECT value FROM json_each(${parameter}))
  ))`;
}

/** True of a link with one of the relations of this parameter, or of any where it is null. */
export function inRelations(parameter: string, relation: string): string {
  return `(${parameter} IS NULL OR ${relation} IN (SELECT value FROM json_each(${parameter})))`;
}
