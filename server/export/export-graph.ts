/**
 * The whole graph in one of the forms that other programs read, written while it is read.
 * Invariant: what is held at a time is small where the store reads in parts, however large the wiki is.
 */
import { Readable } from 'node:stream';
import type { ExportFormat, ExportTable } from '../../graph/api.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { CSV } from './csv.ts';
import { GEXF } from './gexf.ts';
import type { GraphForm } from './graph-form.ts';
import { GRAPHML } from './graphml.ts';
import { JSON_FORM } from './json.ts';

interface Format {
  contentType: string;
  /** of each link */
  mentions: number;
  form: (table: ExportTable) => GraphForm;
}

export const FORMATS: Record<ExportFormat, Format> = {
  json: { contentType: 'application/json; charset=utf-8', mentions: Infinity, form: () => JSON_FORM },
  gexf: { contentType: 'application/xml; charset=utf-8', mentions: 0, form: () => GEXF },
  graphml: { contentType: 'application/xml; charset=utf-8', mentions: 0, form: () => GRAPHML },
  csv: { contentType: 'text/csv; charset=utf-8', mentions: 1, form: (table) => CSV[table] },
};

/** UTF-16 units that are written at once. */
const PIECE = 65_536;

/**
 * @throws AtlasError as the store does where it cannot begin; later errors are the stream's
 */
export async function exportGraph(
  store: GraphStore,
  { format, table }: { format: ExportFormat; table: ExportTable },
): Promise<Readable> {
  const { mentions, form } = FORMATS[format];
  const pieces = inLargePieces(written(store, mentions, form(table)));
  const first = await pieces.next();
  const all = async function* (): AsyncGenerator<string> {
    if (!first.done) yield first.value;
    yield* pieces;
  };
  const stream = Readable.from(all(), { objectMode: false });
  // A stream that ends before it is read does not begin `all`, and would leave the store's read open.
  return stream.on('close', () => void pieces.return(undefined).catch(() => undefined));
}

async function* written(store: GraphStore, mentions: number, form: GraphForm): AsyncGenerator<string> {
  let nodes = 0;
  let edges = 0;
  let isBetween = true;
  for await (const part of store.exportParts(mentions)) {
    if ('size' in part) {
      yield form.head(part.size);
    } else if ('nodes' in part) {
      yield form.nodes(part.nodes, nodes);
      nodes += part.nodes.length;
    } else {
      if (isBetween) yield form.between;
      isBetween = false;
      yield form.edges(part.edges, edges);
      edges += part.edges.length;
    }
  }
  if (isBetween) yield form.between;
  yield form.tail;
}

async function* inLargePieces(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let large = '';
  for await (const piece of pieces) {
    large += piece;
    if (large.length < PIECE) continue;
    yield large;
    large = '';
  }
  if (large !== '') yield large;
}
