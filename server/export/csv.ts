/** The graph as two tables in CSV, of its pages and of its links, for spreadsheets and for other programs. */
import { type Options, stringify } from 'csv-stringify/sync';
import type { ExportTable } from '../../graph/api.ts';
import {
  type Column,
  EDGE_COLUMNS,
  type GraphEdge,
  type GraphNode,
  NODE_COLUMNS,
  SENTENCE,
  type Value,
} from './columns.ts';
import type { GraphForm } from './graph-form.ts';

/** `structural` is told from an empty cell. */
const CELLS: Options = { cast: { boolean: String } };
/** A title that starts with `=` must not run in a spreadsheet. */
const FOR_SPREADSHEETS: Options = { ...CELLS, escape_formulas: true };

interface Table<Item> {
  header: string;
  rows: (items: readonly Item[]) => string;
}

/** @param changed what becomes of a value before it is written */
function table<Item>(
  columns: readonly Column<Item>[],
  options: Options,
  changed: (value: Value) => Value = (value) => value,
): Table<Item> {
  return {
    header: stringify([columns.map(({ name }) => name)]),
    rows: (items) =>
      stringify(
        items.map((item) => columns.map(({ of }) => changed(of(item)))),
        options,
      ),
  };
}

const PAGES = table<GraphNode>(
  [{ name: 'id', type: 'string', of: (node) => node.key }, ...NODE_COLUMNS],
  FOR_SPREADSHEETS,
);
const LINKS = table<GraphEdge>(
  [
    { name: 'source', type: 'string', of: (edge) => edge.source },
    { name: 'target', type: 'string', of: (edge) => edge.target },
    ...EDGE_COLUMNS,
    SENTENCE,
  ],
  FOR_SPREADSHEETS,
);
const NOTHING = (): string => '';

export const CSV: Record<ExportTable, GraphForm> = {
  pages: { head: () => PAGES.header, nodes: PAGES.rows, between: '', edges: NOTHING, tail: '' },
  links: { head: () => LINKS.header, nodes: NOTHING, between: '', edges: LINKS.rows, tail: '' },
};

const ADMIN_TYPES = { string: '', integer: ':long', double: ':double', boolean: ':boolean' } as const;
/** The import reads one record a line. */
const BREAKS = /[\r\n]+/g;

function inOneLine(value: Value): Value {
  return typeof value === 'string' ? value.replace(BREAKS, ' ') : value;
}

function typed<Item>(column: Column<Item>): Column<Item> {
  return { ...column, name: `${column.name}${ADMIN_TYPES[column.type]}` };
}

/**
 * The files that `neo4j-admin database import full` takes: `(:Page)` and `(:Wanted)` nodes and
 * `[:LINKS_TO]` between them. Cells stand as they are: no spreadsheet reads them.
 */
export const NEO4J_ADMIN = {
  pages: table<GraphNode>(
    [
      { name: 'id:ID', type: 'string', of: (node) => node.key },
      ...NODE_COLUMNS.filter(({ name }) => name !== 'kind').map(typed),
      {
        name: ':LABEL',
        type: 'string',
        of: (node) => (node.attributes.kind === 'page' ? 'Page' : 'Wanted'),
      },
    ],
    CELLS,
    inOneLine,
  ),
  links: table<GraphEdge>(
    [
      { name: ':START_ID', type: 'string', of: (edge) => edge.source },
      { name: ':END_ID', type: 'string', of: (edge) => edge.target },
      ...[...EDGE_COLUMNS, SENTENCE].map(typed),
      { name: ':TYPE', type: 'string', of: () => 'LINKS_TO' },
    ],
    CELLS,
    inOneLine,
  ),
};
