/** `wiki-atlas export`: the whole graph on stdout, in a file or in a folder, written piece by piece. */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ExportFormat, ExportTable } from '../../graph/api.ts';
import { AtlasError } from '../../graph/errors.ts';
import { neo4jAdminFiles } from '../../server/export/csv.ts';
import { asStream, exportGraph } from '../../server/export/export-graph.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { withWiki, type WikiOptions } from '../open-wiki.ts';
import { plain } from '../terminal-text.ts';

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
  const files = neo4jAdminFiles(await store.export(1));
  await orUsage(folder, async () => {
    await mkdir(folder, { recursive: true });
    for (const { name, pieces } of files) await writeFile(join(folder, name), asStream(pieces));
  });
  process.stderr.write(
    plain(
      `to load them into an empty database, in that folder: neo4j-admin database import full neo4j --nodes=pages.csv --relationships=links.csv\n`,
    ),
  );
}

function writeFile(file: string, stream: Readable): Promise<void> {
  return pipeline(stream, createWriteStream(file));
}

async function orUsage(output: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AtlasError('usage', `--output ${output}: ${reason}`, { field: 'output' }, { cause: error });
  }
}
