/** `wiki-atlas export`: the whole graph on stdout or in a file, written piece by piece. */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Subgraph } from '../../graph/api.ts';
import { AtlasError } from '../../graph/errors.ts';
import { withWiki, type WikiOptions } from '../open-wiki.ts';

export interface ExportOptions extends WikiOptions {
  format: 'json';
  output?: string;
}

export async function exportCommand(folder: string, options: ExportOptions): Promise<void> {
  await withWiki(folder, options, async (store) => {
    const graph = await store.export();
    const pieces = Readable.from(jsonPieces(graph));
    if (options.output === undefined) await pipeline(pieces, process.stdout, { end: false });
    else await writeFile(options.output, pieces);
  });
}

/** @throws AtlasError usage where the file cannot be written */
async function writeFile(file: string, pieces: Readable): Promise<void> {
  try {
    await pipeline(pieces, createWriteStream(file));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AtlasError('usage', `--output ${file}: ${reason}`, { field: 'output' }, { cause: error });
  }
}

/** The same text as JSON.stringify, a node or an edge to a line: no string grows with the wiki. */
function* jsonPieces(graph: Subgraph): Generator<string> {
  yield `{"attributes":${JSON.stringify(graph.attributes)},\n"options":${JSON.stringify(graph.options)},\n"nodes":[`;
  yield* commaLines(graph.nodes);
  yield '\n],\n"edges":[';
  yield* commaLines(graph.edges);
  yield '\n]}\n';
}

function* commaLines(items: Iterable<unknown>): Generator<string> {
  let separator = '\n';
  for (const item of items) {
    yield separator + JSON.stringify(item);
    separator = ',\n';
  }
}
