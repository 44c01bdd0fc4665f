/** `GET /api/search`: pages by title, alias, heading and text. */
import { Router } from 'express';
import { searchQuerySchema } from '../../graph/api.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { answerJson, emptySchema } from '../answer-json.ts';

export function searchRoutes(store: GraphStore): Router {
  return Router().get(
    '/search',
    answerJson({ path: emptySchema, query: searchQuerySchema }, ({ query }) => store.search(query)),
  );
}
