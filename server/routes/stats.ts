/** `GET /api/stats`: counts of the whole wiki, and the values to colour and filter by. */
import { Router } from 'express';
import type { GraphStore } from '../../store/graph-store.ts';
import { answerJson, emptySchema } from '../answer-json.ts';

export function statsRoutes(store: GraphStore): Router {
  return Router().get(
    '/stats',
    answerJson({ path: emptySchema, query: emptySchema }, () => store.stats()),
  );
}
