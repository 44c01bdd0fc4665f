/** `GET /api/paths`: the shortest ways from one page to another. */
import { Router } from 'express';
import { pathsQuerySchema } from '../../graph/api.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { answerJson, emptySchema } from '../answer-json.ts';
import { namingUnknown } from '../problem.ts';

export function pathRoutes(store: GraphStore): Router {
  return Router().get(
    '/paths',
    answerJson({ path: emptySchema, query: pathsQuerySchema }, ({ query }) =>
      namingUnknown(store, { from: [query.from], to: [query.to] }, () => store.paths(query)),
    ),
  );
}
