/** The whole graph with its mentions, in order of ids; for exports, so not bounded. */
import type Database from 'better-sqlite3';
import type { Subgraph } from '../../graph/api.ts';
import type { Via } from '../../graph/link.ts';
import { MENTION_COLUMNS, type MentionRow, mention } from './node-rows.ts';
import { WANTED } from './schema.ts';
import { GRAPH_OPTIONS, graphEdge } from '../subgraph.ts';
import { type GraphNodeRow, graphNode, graphNodeColumns } from './subgraph-query.ts';

interface LinkRow {
  link: number;
  source: string;
  target: string;
  relation: string;
  count: number;
  via: Via | null;
  ambiguous: number;
  structural: number;
}

export function exportQuery(db: Database.Database): (most?: number) => Subgraph {
  const allNodes = db.prepare<[], GraphNodeRow>(
    `SELECT ${graphNodeColumns(false)} FROM node n JOIN folder f ON f.id = n.folder ORDER BY n.name`,
  );
  const allLinks = db.prepare<[], LinkRow>(
    `SELECT l.id AS link, s.name AS source, t.name AS target, r.name AS relation, l.count, l.via, l.ambiguous,
       l.structural
     FROM link l JOIN node s ON s.id = l.source JOIN node t ON t.id = l.target JOIN relation r ON r.id = l.relation
     WHERE l.kind <= ${WANTED} ORDER BY s.name, t.name, r.name`,
  );
  const mentions = db.prepare<[number, number], MentionRow>(
    `SELECT ${MENTION_COLUMNS} FROM mention m WHERE m.link = ? AND m.place < ? ORDER BY m.place`,
  );
  return (most = Number.MAX_SAFE_INTEGER) => {
    const nodes = allNodes.all().map(graphNode);
    const edges = allLinks.all().map((row) => {
      const edge = graphEdge({ ...row, structural: row.structural === 1 });
      return {
        ...edge,
        attributes: {
          ...edge.attributes,
          mentions: most > 0 ? mentions.all(row.link, most).map(mention) : [],
        },
      };
    });
    const size = { nodes: nodes.length, edges: edges.length };
    return {
      attributes: { total: size, returned: size, truncated: null },
      options: GRAPH_OPTIONS,
      nodes,
      edges,
    };
  };
}
