/**
 * The HTTP side of the program: the API over a store, and the client's files.
 * Invariant: it only reads; every error leaves as a problem, in JSON.
 */
import { resolve } from 'node:path';
import compression from 'compression';
import express, { type Express } from 'express';
import { AtlasError } from '../graph/errors.ts';
import { BROTLI, WORTH_COMPRESSING } from '../store/brotli.ts';
import type { GraphStore } from '../store/graph-store.ts';
import { crossOrigin } from './access/cors.ts';
import { noBody, requestRate } from './access/limits.ts';
import { isLoopback, onlyOwnHost } from './access/own-host.ts';
import { tokenGuard } from './access/token.ts';
import type { ApiRoute } from './api/route.ts';
import { clientRoutes } from './client-files.ts';
import { EventFeed } from './live/event-feed.ts';
import { descriptionRoutes } from './routes/description.ts';
import { answerProblems } from './problem.ts';
import { Metrics, metricsRoutes } from './operations/metrics.ts';
import { requestIds, type ServerLog } from './operations/request-log.ts';
import { keepingMaps } from './kept-maps.ts';
import { eventRoutes } from './routes/events.ts';
import { exportRoutes } from './routes/export.ts';
import { healthRoutes } from './routes/health.ts';
import { mapRoutes } from './routes/map.ts';
import { pageRoutes } from './routes/pages.ts';
import { pathRoutes } from './routes/paths.ts';
import { reportRoutes } from './routes/reports.ts';
import { searchRoutes } from './routes/search.ts';
import { statsRoutes } from './routes/stats.ts';
import { subgraphRoutes } from './routes/subgraph.ts';
import { answering } from './revalidate.ts';
import { securityHeaders } from './security-headers.ts';

/** Who may ask, and how much. */
export interface Access {
  /** must be shown with every request; null where none is asked for */
  token: string | null;
  /** origins whose scripts may read the API */
  cors: readonly string[];
  /** names the server answers to beside its own */
  allowHost: readonly string[];
  /** requests a minute from one address where other machines reach the server, through a proxy too; 0 for any number */
  rateLimit: number;
  /** proxies before the server, whose word on the client's address is taken */
  trustProxy: number;
}

const OPEN_ACCESS: Access = { token: null, cors: [], allowHost: [], rateLimit: 600, trustProxy: 0 };

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
  access?: Access;
  /** counts requests and times the store */
  metrics?: Metrics;
  /** is told of each request that ended */
  log?: ServerLog;
  /** hears of every error that is answered with 500 or 503 */
  onError?: (error: unknown, requestId: string) => void;
}

const UNKNOWN_VERSION = '0.0.0';

/** Every route there is, beside the client's files. */
function apiRoutes({
  store,
  feed,
  version,
  metrics,
}: AppOptions & { feed: EventFeed; metrics: Metrics }): ApiRoute[] {
  const routes: ApiRoute[] = [
    ...statsRoutes(store),
    ...mapRoutes(store),
    ...subgraphRoutes(store),
    ...pathRoutes(store),
    ...exportRoutes(store),
    ...pageRoutes(store),
    ...searchRoutes(store),
    ...reportRoutes(store),
    ...eventRoutes(feed),
    ...descriptionRoutes(() => routes, version ?? UNKNOWN_VERSION),
    ...healthRoutes(feed),
    ...metricsRoutes(metrics),
  ];
  return routes;
}

/** The app, ready to be listened with. The store stays the caller's to close. */
export function createApp(options: AppOptions): Express {
  const metrics = options.metrics ?? new Metrics();
  const store = keepingMaps(metrics.timed(options.store));
  const feed = options.feed ?? new EventFeed(store);
  const routes = apiRoutes({ ...options, store, feed, metrics });
  const answer = answering(feed.probe, options.version ?? UNKNOWN_VERSION);
  const access = options.access ?? OPEN_ACCESS;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', access.trustProxy);
  // Routes that have a tag give it themselves: see revalidate.ts.
  app.set('etag', false);
  app.use(securityHeaders());
  app.use(
    requestIds(({ seconds, ...line }) => {
      metrics.request({ ...line, seconds });
      options.log?.request(line);
    }),
  );
  app.use(onlyOwnHost({ bound: options.host, names: access.allowHost, guarded: access.token !== null }));
  // Before all that may refuse, so that scripts can read why.
  if (access.cors.length > 0) app.use('/api', crossOrigin(access.cors));
  // Behind a proxy a loopback address is no sign of who asks.
  const isShared = !isLoopback(options.host) || access.trustProxy > 0;
  if (access.rateLimit > 0 && isShared) app.use(requestRate(access.rateLimit));
  app.use(compression({ brotli: { params: BROTLI }, threshold: WORTH_COMPRESSING }));
  if (access.token !== null) app.use(tokenGuard(access.token));
  app.use((request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') return next();
    response.set('Allow', 'GET, HEAD');
    throw new AtlasError('method-not-allowed', `${request.method} is not allowed: this server only reads.`);
  });
  app.use(noBody);
  for (const route of routes) {
    app.get(route.path, (request, response) => {
      response.locals.route = route.path;
      return answer(route, request, response);
    });
  }
  app.use(clientRoutes(resolve(options.clientFolder)));
  app.use((request) => {
    throw new AtlasError('route-not-found', `There is nothing at ${request.path.slice(0, 200)}.`);
  });
  app.use(answerProblems(options.onError ?? (() => undefined)));
  return app;
}
