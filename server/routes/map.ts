/** `GET /api/map`: the whole wiki laid out, in columns. */
import { mapQuerySchema, mapSchema } from '../../graph/api.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { type ApiRoute, jsonRoute } from '../api/route.ts';

export function mapRoutes(store: GraphStore): ApiRoute[] {
  return [
    jsonRoute({
      path: '/api/map',
      summary:
        'The wiki laid out, or a part of it, in columns: entry i of each list is node i, most important first.',
      query: mapQuerySchema,
      answer: mapSchema,
      ofGraph: true,
      handle: ({ query, written }) => written(store, 'map', query),
    }),
  ];
}
