/** `GET /healthz`: the process answers. `GET /readyz`: it has a graph to answer from. */
import { healthSchema, readySchema, type Ready } from '../../graph/api.ts';
import { AtlasError } from '../../graph/errors.ts';
import { type ApiRoute, jsonRoute } from '../api/route.ts';
import type { StoreProbe } from '../live/store-probe.ts';

export function healthRoutes(probe: StoreProbe): ApiRoute[] {
  return [
    jsonRoute({
      path: '/healthz',
      summary: 'The process answers.',
      answer: healthSchema,
      handle: () => ({ status: 'ok' as const }),
    }),
    jsonRoute({
      path: '/readyz',
      summary: 'There is a graph to answer from; 503 while there is none.',
      answer: readySchema,
      async handle(): Promise<Ready> {
        const fingerprint = await probe.fingerprint();
        if (fingerprint !== null) return { store: 'reachable', imported: true, fingerprint };
        throw new AtlasError('store-unavailable', 'Nothing has been imported yet.');
      },
    }),
  ];
}
