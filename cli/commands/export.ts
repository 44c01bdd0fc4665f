/** `wiki-atlas export`: the whole graph on stdout, in a file or in a folder, written piece by piece. */
import { createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ExportFormat, ExportTable } from '../../graph/api.ts';
import { AtlasError } from '../../graph/errors.ts';
import { NEO4J_ADMIN } from '../../server/export/csv.ts';
import { exportGraph } from '../../server/export/export-graph.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { withWiki, type WikiOptions } from '../open-wiki.ts';

export interface ExportOptions extends WikiOptions {
  format: ExportFormat | 'neo4j-admin';
  table: ExportTable;
  output?: string;
}

/** @throws AtlasError usage where the output cannot be written, or a folder is needed and none is named */
export async function exportCommand(folder: string, options: ExportOptions): Promise<void> {
  const { format, table, output } = options;
  if (format === 'neo4j-admin') {
    if (output === undefined) {
      throw new AtlasError(
        'usage',
        '--format neo4j-admin writes several files: name a folder with --output',
        {
          field: 'output',
        },
      );
    }
    return withWiki(folder, options, (store) => writeNeo4jAdmin(store, output));
  }
  await withWiki(folder, options, async (store) => {
    const stream = await exportGraph(store, { format, table });
    if (output === undefined) await pipeline(stream, process.stdout, { end: false });
    else await orUsage(output, () => writeFile(output, stream));
  });
}

async function writeNeo4jAdmin(store: GraphStore, folder: string): Promise<void> {
  const { pages, links } = NEO4J_ADMIN;
  await orUsage(folder, () => mkdir(folder, { recursive: true }));
  const begun = (name: string, header: string): Promise<FileHandle> =>
    orUsage(folder, async () => {
      const file = await open(join(folder, name), 'w');
      await file.write(header);
      return file;
    });
  await using pageFile = await begun('pages.csv', pages.header);
  await using linkFile = await begun('links.csv', links.header);
  for await (const part of store.exportParts(1)) {
    await orUsage(folder, async () => {
      if ('nodes' in part) await pageFile.write(pages.rows(part.nodes));
      else if ('edges' in part) await linkFile.write(links.rows(part.edges));
    });
  }
  process.stderr.write(
    'to load them into an empty database, in that folder: neo4j-admin database import full neo4j --nodes=pages.csv --relationships=links.csv\n',
  );
}

function writeFile(file: string, stream: Readable): Promise<void> {
  return pipeline(stream, createWriteStream(file));
}

async function orUsage<T>(output: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AtlasError('usage', `--output ${output}: ${reason}`, { field: 'output' }, { cause: error });
  }
}
