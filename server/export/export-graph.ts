/**
 * The whole graph in one of the forms that other programs read, piece by piece.
 * Invariant: what is written at a time is small, however large the wiki is; only the graph itself is
 * held, and of it no more mentions than the form shows.
 */
import { Readable } from 'node:stream';
import type { ExportFormat, ExportTable, Subgraph } from '../../graph/api.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { csvPieces } from './csv.ts';
import { gexfPieces } from './gexf.ts';
import { graphmlPieces } from './graphml.ts';
import { jsonPieces } from './json.ts';

interface Form {
  contentType: string;
  /** of each link */
  mentions: number;
  pieces: (graph: Subgraph, table: ExportTable) => Generator<string>;
}

export const FORMS: Record<ExportFormat, Form> = {
  json: { contentType: 'application/json; charset=utf-8', mentions: Infinity, pieces: jsonPieces },
  gexf: { contentType: 'application/xml; charset=utf-8', mentions: 0, pieces: gexfPieces },
  graphml: { contentType: 'application/xml; charset=utf-8', mentions: 0, pieces: graphmlPieces },
  csv: { contentType: 'text/csv; charset=utf-8', mentions: 1, pieces: csvPieces },
};

/** UTF-16 units that are written at once. */
const PIECE = 65_536;

/** @throws AtlasError as the store does, before anything is written */
export async function exportGraph(
  store: GraphStore,
  { format, table }: { format: ExportFormat; table: ExportTable },
): Promise<Readable> {
  const { mentions, pieces } = FORMS[format];
  return asStream(pieces(await store.export(mentions), table));
}

export function asStream(pieces: Iterable<string>): Readable {
  return Readable.from(inLargePieces(pieces), { objectMode: false });
}

function* inLargePieces(pieces: Iterable<string>): Generator<string> {
  let large = '';
  for (const piece of pieces) {
    large += piece;
    if (large.length < PIECE) continue;
    yield large;
    large = '';
  }
  if (large !== '') yield large;
}
