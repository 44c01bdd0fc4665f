/** `GET /api/reports/:kind`: orphans, wanted pages and the other lists of pages that need a look. */
import { z } from 'zod';
import { reportKindSchema, reportListSchema, reportQuerySchema } from '../../graph/api.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { type ApiRoute, jsonRoute } from '../api/route.ts';

const reportPathSchema = z.strictObject({ kind: reportKindSchema });

export function reportRoutes(store: GraphStore): ApiRoute[] {
  return [
    jsonRoute({
      path: '/api/reports/:kind',
      summary: 'Pages that need a look, by what is the matter with them.',
      params: reportPathSchema,
      query: reportQuerySchema,
      answer: reportListSchema,
      ofGraph: true,
      pageAt: '/items/0/id',
      handle: ({ path, query, written }) => written(store, 'report', path.kind, query),
    }),
  ];
}
