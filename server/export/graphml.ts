/** The graph as GraphML (http://graphml.graphdrawing.org/primer/graphml-primer.html), a node or a link a line. */
import type { Subgraph } from '../../graph/api.ts';
import { type Column, EDGE_COLUMNS, NODE_COLUMNS } from './columns.ts';
import { xmlId, xmlText } from './xml.ts';

const TYPES = { string: 'string', integer: 'int', double: 'double', boolean: 'boolean' } as const;

export function* graphmlPieces({ nodes, edges }: Subgraph): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n';
  yield declared('node', NODE_COLUMNS);
  yield declared('edge', EDGE_COLUMNS);
  yield '<graph id="wiki" edgedefault="directed">\n';
  for (const node of nodes) {
    yield `<node id="${xmlId(node.key)}">${values('node', NODE_COLUMNS, node)}</node>\n`;
  }
  for (const [i, edge] of edges.entries()) {
    const ends = `source="${xmlId(edge.source)}" target="${xmlId(edge.target)}"`;
    yield `<edge id="e${i}" ${ends}>${values('edge', EDGE_COLUMNS, edge)}</edge>\n`;
  }
  yield '</graph>\n</graphml>\n';
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
