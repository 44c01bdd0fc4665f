/** The graph as two tables in CSV, of its pages and of its links, for spreadsheets and for other programs. */
import { type Options, stringify } from 'csv-stringify/sync';
import type { ExportTable, Subgraph } from '../../graph/api.ts';
import {
  type Column,
  EDGE_COLUMNS,
  type GraphEdge,
  type GraphNode,
  NODE_COLUMNS,
  SENTENCE,
  type Value,
} from './columns.ts';

/** Records that are put together at a time. */
const ROWS = 500;
/** `structural` is told from an empty cell. */
const CELLS: Options = { cast: { boolean: String } };
/** A title that starts with `=` must not run in a spreadsheet. */
const FOR_SPREADSHEETS: Options = { ...CELLS, escape_formulas: true };

export function csvPieces(graph: Subgraph, table: ExportTable): Generator<string> {
  return table === 'pages'
    ? tablePieces(graph.nodes, [{ name: 'id', type: 'string', of: (node) => node.key }, ...NODE_COLUMNS])
    : tablePieces(graph.edges, [
        { name: 'source', type: 'string', of: (edge) => edge.source },
        { name: 'target', type: 'string', of: (edge) => edge.target },
        ...EDGE_COLUMNS,
        SENTENCE,
      ]);
}

/** @param changed what becomes of a value before it is written */
function* tablePieces<Item>(
  items: readonly Item[],
  columns: readonly Column<Item>[],
  options: Options = FOR_SPREADSHEETS,
  changed: (value: Value) => Value = (value) => value,
): Generator<string> {
  yield stringify([columns.map(({ name }) => name)], CELLS);
  for (let start = 0; start < items.length; start += ROWS) {
    const rows = items.slice(start, start + ROWS);
    yield stringify(
      rows.map((item) => columns.map(({ of }) => changed(of(item)))),
      options,
    );
  }
}

const ADMIN_TYPES = { string: '', integer: ':long', double: ':double', boolean: ':boolean' } as const;
/** The import reads one record a line. */
const BREAKS = /[\r\n]+/g;

/**
 * The files that `neo4j-admin database import full` takes: `(:Page)` and `(:Wanted)` nodes and
 * `[:LINKS_TO]` between them. Cells stand as they are: no spreadsheet reads them.
 */
export function neo4jAdminFiles(graph: Subgraph): { name: string; pieces: Generator<string> }[] {
  const nodeColumns: Column<GraphNode>[] = [
    { name: 'id:ID', type: 'string', of: (node) => node.key },
    ...NODE_COLUMNS.filter(({ name }) => name !== 'kind').map(typed),
    { name: ':LABEL', type: 'string', of: (node) => (node.attributes.kind === 'page' ? 'Page' : 'Wanted') },
  ];
  const edgeColumns: Column<GraphEdge>[] = [
    { name: ':START_ID', type: 'string', of: (edge) => edge.source },
    { name: ':END_ID', type: 'string', of: (edge) => edge.target },
    ...[...EDGE_COLUMNS, SENTENCE].map(typed),
    { name: ':TYPE', type: 'string', of: () => 'LINKS_TO' },
  ];
  return [
    { name: 'pages.csv', pieces: adminPieces(graph.nodes, nodeColumns) },
    { name: 'links.csv', pieces: adminPieces(graph.edges, edgeColumns) },
  ];
}

function typed<Item>(column: Column<Item>): Column<Item> {
  return { ...column, name: `${column.name}${ADMIN_TYPES[column.type]}` };
}

function adminPieces<Item>(items: readonly Item[], columns: readonly Column<Item>[]): Generator<string> {
  return tablePieces(items, columns, CELLS, (value) =>
    typeof value === 'string' ? value.replace(BREAKS, ' ') : value,
  );
}
