/** `GET /api/subgraph`: what lies around some pages. */
import { type SubgraphQuery, subgraphQuerySchema, subgraphSchema } from '../../graph/api.ts';
import { AtlasError } from '../../graph/errors.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { type ApiRoute, jsonRoute } from '../api/route.ts';
import { unknownPage } from '../problem.ts';

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
      async handle({ query }) {
        try {
          return await store.subgraph(query);
        } catch (error) {
          throw await withUnknownSeed(store, query, error);
        }
      },
    }),
  ];
}

/** The store says that a seed is unknown; the reader is told which, and what is close to it. */
async function withUnknownSeed(store: GraphStore, query: SubgraphQuery, error: unknown): Promise<unknown> {
  if (!(error instanceof AtlasError) || error.code !== 'page-not-found') return error;
  for (const seed of query.seed) {
    if ((await store.page(seed)) === null) return unknownPage(store, seed, 'seed');
  }
  return error;
}
