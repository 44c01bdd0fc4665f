/** `GET /api/export`: the whole graph as a file, written while it is read. */
import { pipeline } from 'node:stream/promises';
import { type RequestHandler, Router } from 'express';
import { exportQuerySchema } from '../../graph/api.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { emptySchema, validated } from '../answer-json.ts';
import { FORMATS, exportGraph } from '../export/export-graph.ts';

export function exportRoutes(store: GraphStore): Router {
  return Router().get('/export', answerExport(store));
}

function answerExport(store: GraphStore): RequestHandler {
  return async (request, response) => {
    validated(emptySchema, request.params);
    const query = validated(exportQuerySchema, request.query);
    const name = query.format === 'csv' ? `wiki-${query.table}` : 'wiki';
    const headers = {
      'Cache-Control': 'no-cache',
      'Content-Type': FORMATS[query.format].contentType,
      'Content-Disposition': `attachment; filename="${name}.${query.format}"`,
    };
    if (request.method === 'HEAD') {
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
  };
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
