/** `GET /api/map`: the whole wiki laid out, in columns. */
import { Router } from 'express';
import { mapQuerySchema } from '../../graph/api.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { answerJson, emptySchema } from '../answer-json.ts';

export function mapRoutes(store: GraphStore): Router {
  return Router().get(
    '/map',
    answerJson({ path: emptySchema, query: mapQuerySchema }, ({ query }) => store.map(query)),
  );
}
