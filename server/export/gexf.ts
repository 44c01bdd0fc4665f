/** The graph as GEXF 1.3, as Gephi reads it (https://gexf.net/schema.html), a node or a link a line. */
import type { Subgraph } from '../../graph/api.ts';
import { type Column, EDGE_COLUMNS, NODE_COLUMNS } from './columns.ts';
import { xmlId, xmlText } from './xml.ts';

/** GEXF has places of its own for these. */
const NODE_VALUES = NODE_COLUMNS.filter(({ name }) => !['label', 'x', 'y'].includes(name));
const EDGE_VALUES = EDGE_COLUMNS.filter(({ name }) => name !== 'count');

export function* gexfPieces({ nodes, edges }: Subgraph): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n';
  yield '<meta><creator>Wiki Atlas</creator></meta>\n<graph mode="static" defaultedgetype="directed">\n';
  yield declared('node', NODE_VALUES);
  yield declared('edge', EDGE_VALUES);
  yield '<nodes>\n';
  for (const node of nodes) {
    const { label, x, y } = node.attributes;
    yield `<node id="${xmlId(node.key)}" label="${xmlText(label)}">${values(NODE_VALUES, node)}<viz:position x="${x}" y="${y}" z="0"/></node>\n`;
  }
  yield '</nodes>\n<edges>\n';
  for (const [i, edge] of edges.entries()) {
    const ends = `source="${xmlId(edge.source)}" target="${xmlId(edge.target)}"`;
    yield `<edge id="${i}" ${ends} weight="${edge.attributes.count}">${values(EDGE_VALUES, edge)}</edge>\n`;
  }
  yield '</edges>\n</graph>\n</gexf>\n';
}

function declared<Item>(of: 'node' | 'edge', columns: readonly Column<Item>[]): string {
  const list = columns.map(({ name, type }) => `<attribute id="${name}" title="${name}" type="${type}"/>`);
  return `<attributes class="${of}">${list.join('')}</attributes>\n`;
}

function values<Item>(columns: readonly Column<Item>[], item: Item): string {
  const list = columns.map(({ name, of }) => {
    const value = of(item);
    return value === null ? '' : `<attvalue for="${name}" value="${xmlText(String(value))}"/>`;
  });
  return `<attvalues>${list.join('')}</attvalues>`;
}
