/** The whole graph with its mentions some rows at a time, in order of ids, all within the caller's transaction. */
import type Database from 'better-sqlite3';
import type { Via } from '../../graph/link.ts';
import { byCodePoint } from '../../graph/names.ts';
import { PART } from '../export-parts.ts';
import type { ExportPart } from '../graph-store.ts';
import { type GraphEdge, graphEdge } from '../subgraph.ts';
import {
  type GraphNodeRow,
  MENTION_COLUMNS,
  type MentionRow,
  graphNode,
  graphNodeColumns,
  mention,
} from './node-rows.ts';
import { WANTED } from './schema.ts';

interface LinkRow {
  link: number;
  target: string;
  relation: string;
  count: number;
  via: Via | null;
  ambiguous: number;
  structural: number;
}

/** @param most mentions of each link */
export function* exportParts(db: Database.Database, most: number): Generator<ExportPart> {
  const count = (table: string): number =>
    db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
  yield { size: { nodes: count('node'), edges: count(`link WHERE kind <= ${WANTED}`) } };

  const someNodes = db
    .prepare<[string], GraphNodeRow>(
      `SELECT ${graphNodeColumns(false)} FROM node n JOIN folder f ON f.id = n.folder
       WHERE n.name > ? ORDER BY n.name LIMIT ${PART}`,
    )
    .raw();
  for (const rows of inParts(
    (last) => someNodes.all(last),
    ([, id]) => id,
  )) {
    yield { nodes: rows.map(graphNode) };
  }

  const someSources = db.prepare<[string], { id: string; node: number }>(
    `SELECT name AS id, id AS node FROM node WHERE name > ? ORDER BY name LIMIT ${PART}`,
  );
  const linksOf = db.prepare<[number], LinkRow>(
    `SELECT l.id AS link, t.name AS target, r.name AS relation, l.count, l.via, l.ambiguous, l.structural
     FROM link l JOIN node t ON t.id = l.target JOIN relation r ON r.id = l.relation
     WHERE l.source = ? AND l.kind <= ${WANTED}`,
  );
  const mentionsOf = db.prepare<[number, number], MentionRow>(
    `SELECT ${MENTION_COLUMNS} FROM mention m WHERE m.link = ? AND m.place < ? ORDER BY m.place`,
  );
  const limit = Math.min(most, Number.MAX_SAFE_INTEGER);
  const edge = (source: string, row: LinkRow): GraphEdge => {
    const { key, target, attributes } = graphEdge({ ...row, source, structural: row.structural === 1 });
    const mentions = limit > 0 ? mentionsOf.all(row.link, limit).map(mention) : [];
    return { key, source, target, attributes: { ...attributes, mentions } };
  };
  let edges: GraphEdge[] = [];
  for (const sources of inParts(
    (last) => someSources.all(last),
    ({ id }) => id,
  )) {
    for (const { id, node } of sources) {
      const links = linksOf.all(node);
      links.sort((a, b) => byCodePoint(a.target, b.target) || byCodePoint(a.relation, b.relation));
      for (const row of links) {
        if (edges.push(edge(id, row)) < PART) continue;
        yield { edges };
        edges = [];
      }
    }
  }
  if (edges.length > 0) yield { edges };
}

/** No id is empty, so all come after ''. */
function* inParts<Row>(after: (last: string) => Row[], idOf: (row: Row) => string): Generator<Row[]> {
  let rows = after('');
  for (let last = rows.at(-1); last !== undefined; last = rows.at(-1)) {
    yield rows;
    rows = after(idOf(last));
  }
}
