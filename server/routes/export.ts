/** `GET /api/export`: the whole graph as a file, written while it is read. */
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { type ExportQuery, exportQuerySchema, subgraphSchema } from '../../graph/api.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { type ApiRoute, route } from '../api/route.ts';
import { FORMATS, exportGraph } from '../export/export-graph.ts';

export function exportRoutes(store: GraphStore): ApiRoute[] {
  return [
    route({
      path: '/api/export',
      summary: 'The whole graph as a file: graphology’s serialised form, GEXF, GraphML or CSV.',
      query: exportQuerySchema,
      answers: { 'application/json': subgraphSchema, 'application/xml': null, 'text/csv': null },
      ofGraph: true,
      answer: ({ query }, response) => answerExport(store, query, response),
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
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
