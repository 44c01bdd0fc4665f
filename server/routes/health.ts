/** `GET /healthz`: the process answers. `GET /readyz`: it has a graph to answer from. */
import { healthSchema, readySchema, type Ready } from '../../graph/api.ts';
import { AtlasError } from '../../graph/errors.ts';
import { type ApiRoute, jsonRoute, route } from '../api/route.ts';
import type { EventFeed } from '../live/event-feed.ts';

export function healthRoutes(feed: EventFeed): ApiRoute[] {
  return [
    jsonRoute({
      path: '/healthz',
      summary: 'The process answers.',
      answer: healthSchema,
      handle: () => ({ status: 'ok' as const }),
    }),
    route({
      path: '/readyz',
      summary: 'There is a graph to answer from; 503 while there is none.',
      answers: { 'application/json': readySchema },
      async answer(_asked, response) {
        const stored = await feed.probe.version();
        if (stored === null) {
          const importing = feed.isImporting ? ' An import is under way.' : '';
          throw new AtlasError('store-unavailable', `Nothing has been imported yet.${importing}`);
        }
        const ready: Ready = { store: 'reachable', imported: true, importing: feed.isImporting };
        response.json(
          response.locals.withoutToken === true ? ready : { ...ready, fingerprint: stored.fingerprint },
        );
      },
    }),
  ];
}
