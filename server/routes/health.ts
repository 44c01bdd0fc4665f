/** `GET /healthz`: the process answers. */
import { Router } from 'express';
import type { z } from 'zod';
import type { healthSchema } from '../../graph/api.ts';
import { answerJson, emptySchema } from '../answer-json.ts';

export function healthRoutes(): Router {
  return Router().get(
    '/healthz',
    answerJson({ path: emptySchema, query: emptySchema }, (): z.infer<typeof healthSchema> => ({
      status: 'ok',
    })),
  );
}
