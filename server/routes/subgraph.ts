/** `GET /api/subgraph`: what lies around some pages. */
import { subgraphQuerySchema, subgraphSchema } from '../../graph/api.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { type ApiRoute, jsonRoute } from '../api/route.ts';
import { namingUnknown } from '../problem.ts';

export function subgraphRoutes(store: GraphStore): ApiRoute[] {
  return [
    jsonRoute({
      path: '/api/subgraph',
      summary:
        'What lies around some pages, as graphology’s serialised form; cut nearest first, then most linked.',
      query: subgraphQuerySchema,
      answer: subgraphSchema,
      errors: ['page-not-found'],
      ofGraph: true,
      handle: ({ query, written }) =>
        namingUnknown(store, { seed: query.seed }, () => written(store, 'subgraph', query)),
    }),
  ];
}
