/** `GET /healthz`: the process answers. `GET /readyz`: it has a graph to answer from. */
import { Router } from 'express';
import type { z } from 'zod';
import type { healthSchema, Ready } from '../../graph/api.ts';
import { AtlasError } from '../../graph/errors.ts';
import { answerJson, emptySchema } from '../answer-json.ts';
import type { StoreProbe } from '../live/store-probe.ts';

export function healthRoutes(probe: StoreProbe): Router {
  const none = { path: emptySchema, query: emptySchema };
  return Router()
    .get(
      '/healthz',
      answerJson(none, (): z.infer<typeof healthSchema> => ({ status: 'ok' })),
    )
    .get(
      '/readyz',
      answerJson(none, async (): Promise<Ready> => {
        const fingerprint = await probe.fingerprint();
        if (fingerprint !== null) return { store: 'reachable', imported: true, fingerprint };
        throw new AtlasError('store-unavailable', 'Nothing has been imported yet.');
      }),
    );
}
