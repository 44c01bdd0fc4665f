/** The graph as GraphML (http://graphml.graphdrawing.org/primer/graphml-primer.html), a node or a link a line. */
import { type Column, EDGE_COLUMNS, type GraphEdge, NODE_COLUMNS } from './columns.ts';
import type { GraphForm } from './graph-form.ts';
import { xmlId, xmlText } from './xml.ts';

const TYPES = { string: 'string', integer: 'int', double: 'double', boolean: 'boolean' } as const;

export const GRAPHML: GraphForm = {
  head: () =>
    [
      '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n',
      declared('node', NODE_COLUMNS),
      declared('edge', EDGE_COLUMNS),
      '<graph id="wiki" edgedefault="directed">\n',
    ].join(''),
  nodes: (nodes) =>
    nodes
      .map((node) => `<node id="${xmlId(node.key)}">${values('node', NODE_COLUMNS, node)}</node>\n`)
      .join(''),
  between: '',
  edges: (edges, before) => edges.map((edge, i) => edgeElement(edge, before + i)).join(''),
  tail: '</graph>\n</graphml>\n',
};

function edgeElement(edge: GraphEdge, number: number): string {
  const ends = `source="${xmlId(edge.source)}" target="${xmlId(edge.target)}"`;
  return `<edge id="e${number}" ${ends}>${values('edge', EDGE_COLUMNS, edge)}</edge>\n`;
}

/** One document's keys share their ids, whatever they are of. */
function keyId(of: 'node' | 'edge', name: string): string {
  return `${of}.${name}`;
}

function declared<Item>(of: 'node' | 'edge', columns: readonly Column<Item>[]): string {
  return columns
    .map(
      ({ name, type }) =>
        `<key id="${keyId(of, name)}" for="${of}" attr.name="${name}" attr.type="${TYPES[type]}"/>\n`,
    )
    .join('');
}

function values<Item>(of: 'node' | 'edge', columns: readonly Column<Item>[], item: Item): string {
  return columns
    .map(({ name, of: valueOf }) => {
      const value = valueOf(item);
      return value === null ? '' : `<data key="${keyId(of, name)}">${xmlText(String(value))}</data>`;
    })
    .join('');
}
