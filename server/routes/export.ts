/** `GET /api/export`: the whole graph as a file, written while it is read. */
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { type ExportQuery, exportQuerySchema, subgraphSchema } from '../../graph/api.ts';
import { AtlasError } from '../../graph/errors.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { type ApiRoute, route } from '../api/route.ts';
import { FORMATS, exportGraph } from '../export/export-graph.ts';

/** Each holds a read of the store for as long as its reader takes. */
const MOST_AT_ONCE = 4;

export function exportRoutes(store: GraphStore): ApiRoute[] {
  let underWay = 0;
  const oneOfFew = async (query: ExportQuery, response: Response): Promise<void> => {
    if (underWay >= MOST_AT_ONCE) {
      throw new AtlasError('too-many-requests', `At most ${MOST_AT_ONCE} exports are made at once.`);
    }
    underWay += 1;
    try {
      await answerExport(store, query, response);
    } finally {
      underWay -= 1;
    }
  };
  return [
    route({
      path: '/api/export',
      summary: 'The whole graph as a file: graphology’s serialised form, GEXF, GraphML or CSV.',
      query: exportQuerySchema,
      answers: { 'application/json': subgraphSchema, 'application/xml': null, 'text/csv': null },
      ofGraph: true,
      answer: ({ query }, response) => oneOfFew(query, response),
    }),
  ];
}

async function answerExport(store: GraphStore, query: ExportQuery, response: Response): Promise<void> {
  const name = query.format === 'csv' ? `wiki-${query.table}` : 'wiki';
  const headers = {
    'Content-Type': FORMATS[query.format].contentType,
    'Content-Disposition': `attachment; filename="${name}.${query.format}"`,
  };
  if (response.req.method === 'HEAD') {
    response.set(headers).end();
    return;
  }
  const stream = await exportGraph(store, query);
  response.set(headers);
  try {
    await pipeline(stream, response);
  } catch (error) {
    // a reader that went away is no failure
    if (!response.destroyed || !isGone(error)) throw error;
  } finally {
    stream.destroy();
  }
}

const GONE = new Set<unknown>(['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_UNABLE_TO_PIPE']);

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && GONE.has(error.code);
}
