/** `GET /api/reports/:kind`: orphans, wanted pages and the other lists of pages that need a look. */
import { Router } from 'express';
import { z } from 'zod';
import { reportKindSchema, reportQuerySchema } from '../../graph/api.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { answerJson } from '../answer-json.ts';

const reportPathSchema = z.strictObject({ kind: reportKindSchema });

export function reportRoutes(store: GraphStore): Router {
  return Router().get(
    '/reports/:kind',
    answerJson({ path: reportPathSchema, query: reportQuerySchema }, ({ path, query }) =>
      store.report(path.kind, query),
    ),
  );
}
