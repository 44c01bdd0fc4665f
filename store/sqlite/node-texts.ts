/**
 * Nodes and relations as JSON, as they stand in a subgraph, kept for the next time they are shown.
 * Invariant: what is kept is of the graph it is asked for, and bounded; where it comes to be too much
 * it is read again.
 */
import type Database from 'better-sqlite3';
import type { LinkGraph } from './link-graph.ts';
import { type GraphNodeRow, graphNode, graphNodeColumns } from './node-rows.ts';

/** A name, as JSON, and as JSON in a text that is JSON itself. */
export interface NameText {
  name: string;
  text: string;
  nested: string;
}

export interface NodeText extends NameText {
  /** the node as JSON up to its depth, which `}}` follows */
  upToDepth: string;
}

/** Characters, a byte each where no id or title needs more: 100,000 nodes with ids and titles of some length. */
const MOST_KEPT = 40_000_000;

export function nameText(name: string): NameText {
  const text = JSON.stringify(name);
  return { name, text, nested: JSON.stringify(text).slice(1, -1) };
}

/** The texts of nodes that are in a graph, by their integers; degrees with structural links or without. */
export type NodeTexts = (graph: LinkGraph, nodes: readonly number[], structural: boolean) => NodeText[];

export function nodeTexts(db: Database.Database): NodeTexts {
  const rowsOf = (structural: boolean): Database.Statement<[string], GraphNodeRow> =>
    db
      .prepare<[string], GraphNodeRow>(
        `SELECT ${graphNodeColumns(structural)}
         FROM json_each(?) j CROSS JOIN node n ON n.id = j.value JOIN folder f ON f.id = n.folder`,
      )
      .raw();
  const rows = { links: rowsOf(false), all: rowsOf(true) };
  let keptOf: LinkGraph | null = null;
  let kept = { links: new Map<number, NodeText>(), all: new Map<number, NodeText>() };
  let size = 0;
  const forget = (graph: LinkGraph): void => {
    keptOf = graph;
    kept = { links: new Map(), all: new Map() };
    size = 0;
  };
  return (graph, nodes, structural) => {
    if (keptOf !== graph || size > MOST_KEPT) forget(graph);
    const degrees = structural ? 'all' : 'links';
    const texts = kept[degrees];
    const missing = nodes.filter((node) => !texts.has(node));
    for (const row of missing.length > 0 ? rows[degrees].iterate(JSON.stringify(missing)) : []) {
      const text = nodeText(row);
      texts.set(row[0], text);
      size += text.upToDepth.length + 2 * text.text.length + text.nested.length;
    }
    return nodes.map((node) => texts.get(node) ?? NO_TEXT);
  };
}

const NO_TEXT: NodeText = { ...nameText(''), upToDepth: '' };

function nodeText(row: GraphNodeRow): NodeText {
  const { key, attributes } = graphNode(row);
  const whole = JSON.stringify({ key, attributes: { ...attributes, depth: 0 } });
  return { ...nameText(key), upToDepth: whole.slice(0, -'0}}'.length) };
}
