/** `GET /api/search`: pages by title, alias, heading and text. */
import { searchListSchema, searchQuerySchema } from '../../graph/api.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { type ApiRoute, jsonRoute } from '../api/route.ts';

export function searchRoutes(store: GraphStore): ApiRoute[] {
  return [
    jsonRoute({
      path: '/api/search',
      summary: 'Pages by title, alias, heading and text, best first; the last word may be a beginning.',
      query: searchQuerySchema,
      answer: searchListSchema,
      ofGraph: true,
      pageAt: '/items/0/id',
      handle: ({ query, written }) => written(store, 'search', query),
    }),
  ];
}
