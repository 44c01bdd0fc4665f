/**
 * The HTTP side of the program: the API over a store, and the client's files.
 * Invariant: it only reads; every error leaves as a problem, in JSON.
 */
import { resolve } from 'node:path';
import compression from 'compression';
import express, { type Express } from 'express';
import { AtlasError } from '../graph/errors.ts';
import type { GraphStore } from '../store/graph-store.ts';
import { clientRoutes } from './client-files.ts';
import { EventFeed } from './live/event-feed.ts';
import { StoreProbe } from './live/store-probe.ts';
import { descriptionRoutes } from './routes/description.ts';
import type { ApiRoute } from './api/route.ts';
import { onlyOwnHost } from './own-host.ts';
import { answerProblems } from './problem.ts';
import { eventRoutes } from './routes/events.ts';
import { healthRoutes } from './routes/health.ts';
import { mapRoutes } from './routes/map.ts';
import { pageRoutes } from './routes/pages.ts';
import { reportRoutes } from './routes/reports.ts';
import { searchRoutes } from './routes/search.ts';
import { statsRoutes } from './routes/stats.ts';
import { subgraphRoutes } from './routes/subgraph.ts';
import { answering } from './revalidate.ts';
import { securityHeaders } from './security-headers.ts';

export interface AppOptions {
  store: GraphStore;
  /** the folder `npm run build` puts the client into */
  clientFolder: string;
  /** the address the server will be bound to; a loopback address lets only this machine's names in */
  host: string;
  /** what is told to those who listen; one over the store where none is given */
  feed?: EventFeed;
  /** of the program; told in the API's description */
  version?: string;
  /** hears of every error that is answered with 500 or 503 */
  onError?: (error: unknown) => void;
}

const UNKNOWN_VERSION = '0.0.0';

/** Every route there is, beside the client's files. */
function apiRoutes({ store, feed, version }: AppOptions, probe: StoreProbe): ApiRoute[] {
  const routes: ApiRoute[] = [
    ...statsRoutes(store),
    ...mapRoutes(store),
    ...subgraphRoutes(store),
    ...pageRoutes(store),
    ...searchRoutes(store),
    ...reportRoutes(store),
    ...eventRoutes(feed ?? new EventFeed(store)),
    ...descriptionRoutes(() => routes, version ?? UNKNOWN_VERSION),
    ...healthRoutes(probe),
  ];
  return routes;
}

/** The app, ready to be listened with. The store stays the caller's to close. */
export function createApp(options: AppOptions): Express {
  const { store } = options;
  const probe = new StoreProbe(store);
  const routes = apiRoutes(options, probe);
  const answer = answering(probe, options.version ?? UNKNOWN_VERSION);
  const app = express();
  app.disable('x-powered-by');
  app.use(securityHeaders(), onlyOwnHost(options.host), compression());
  app.use((request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') return next();
    response.set('Allow', 'GET, HEAD');
    throw new AtlasError('method-not-allowed', `${request.method} is not allowed: this server only reads.`);
  });
  for (const route of routes) app.get(route.path, (request, response) => answer(route, request, response));
  app.use(clientRoutes(resolve(options.clientFolder)));
  app.use((request) => {
    throw new AtlasError('route-not-found', `There is nothing at ${request.path.slice(0, 200)}.`);
  });
  app.use(answerProblems(options.onError ?? (() => undefined)));
  return app;
}
