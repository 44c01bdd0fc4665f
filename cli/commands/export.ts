/** `wiki-atlas export`: the whole graph on stdout or in a file, written piece by piece. */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { Subgraph } from '../../graph/api.ts';
import { withWiki, type WikiOptions } from '../open-wiki.ts';

export interface ExportOptions extends WikiOptions {
  format: 'json';
  output?: string;
}

export async function exportCommand(folder: string, options: ExportOptions): Promise<void> {
  await withWiki(folder, options, async (store) => {
    const graph = await store.export();
    const stream = options.output === undefined ? process.stdout : createWriteStream(options.output);
    for (const piece of jsonPieces(graph)) {
      if (!stream.write(piece)) await once(stream, 'drain');
    }
    if (stream !== process.stdout) {
      stream.end();
      await finished(stream);
    }
  });
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
