/** `GET /api/paths`: the shortest ways from one page to another. */
import { pathListSchema, pathsQuerySchema } from '../../graph/api.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { type ApiRoute, jsonRoute } from '../api/route.ts';
import { namingUnknown } from '../problem.ts';

export function pathRoutes(store: GraphStore): ApiRoute[] {
  return [
    jsonRoute({
      path: '/api/paths',
      summary: 'The shortest ways from one page to another, with the sentence of each step.',
      query: pathsQuerySchema,
      answer: pathListSchema,
      errors: ['page-not-found'],
      ofGraph: true,
      handle: ({ query, written }) =>
        namingUnknown(store, { from: [query.from], to: [query.to] }, () => written(store, 'paths', query)),
    }),
  ];
}
