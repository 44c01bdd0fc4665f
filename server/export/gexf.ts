/** The graph as GEXF 1.3, as Gephi reads it (https://gexf.net/schema.html), a node or a link a line. */
import { type Column, EDGE_COLUMNS, type GraphEdge, type GraphNode, NODE_COLUMNS } from './columns.ts';
import type { GraphForm } from './graph-form.ts';
import { xmlId, xmlText } from './xml.ts';

/** GEXF has places of its own for these. */
const NODE_VALUES = NODE_COLUMNS.filter(({ name }) => !['label', 'x', 'y'].includes(name));
const EDGE_VALUES = EDGE_COLUMNS.filter(({ name }) => name !== 'count');

export const GEXF: GraphForm = {
  head: () =>
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">',
      '<meta><creator>Wiki Atlas</creator></meta>',
      '<graph mode="static" defaultedgetype="directed">',
      declared('node', NODE_VALUES),
      declared('edge', EDGE_VALUES),
      '<nodes>\n',
    ].join('\n'),
  nodes: (nodes) => nodes.map(nodeElement).join(''),
  between: '</nodes>\n<edges>\n',
  edges: (edges, before) => edges.map((edge, i) => edgeElement(edge, before + i)).join(''),
  tail: '</edges>\n</graph>\n</gexf>\n',
};

function nodeElement(node: GraphNode): string {
  const { label, x, y } = node.attributes;
  return `<node id="${xmlId(node.key)}" label="${xmlText(label)}">${values(NODE_VALUES, node)}<viz:position x="${x}" y="${y}" z="0"/></node>\n`;
}

function edgeElement(edge: GraphEdge, number: number): string {
  const ends = `source="${xmlId(edge.source)}" target="${xmlId(edge.target)}"`;
  return `<edge id="${number}" ${ends} weight="${edge.attributes.count}">${values(EDGE_VALUES, edge)}</edge>\n`;
}

function declared<Item>(of: 'node' | 'edge', columns: readonly Column<Item>[]): string {
  const list = columns.map(({ name, type }) => `<attribute id="${name}" title="${name}" type="${type}"/>`);
  return `<attributes class="${of}">${list.join('')}</attributes>`;
}

function values<Item>(columns: readonly Column<Item>[], item: Item): string {
  const list = columns.map(({ name, of }) => {
    const value = of(item);
    return value === null ? '' : `<attvalue for="${name}" value="${xmlText(String(value))}"/>`;
  });
  return `<attvalues>${list.join('')}</attvalues>`;
}
