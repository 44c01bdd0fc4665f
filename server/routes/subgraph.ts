/** `GET /api/subgraph`: what lies around some pages. */
import { Router } from 'express';
import { subgraphQuerySchema } from '../../graph/api.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { answerJson, emptySchema } from '../answer-json.ts';
import { namingUnknown } from '../problem.ts';

export function subgraphRoutes(store: GraphStore): Router {
  return Router().get(
    '/subgraph',
    answerJson({ path: emptySchema, query: subgraphQuerySchema }, ({ query }) =>
      namingUnknown(store, { seed: query.seed }, () => store.subgraph(query)),
    ),
  );
}
