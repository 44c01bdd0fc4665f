/**
 * The built client, served beside the API. Invariant: files whose names carry a hash are kept for
 * good, index.html is asked for anew each time.
 */
import { join } from 'node:path';
import express, { Router } from 'express';

const NOT_BUILT = 'The app is not built yet. Run "npm run build", then load this page again.\n';

/** Any address that wants HTML gets index.html: the client reads the rest of the address itself. */
export function clientRoutes(folder: string): Router {
  const assets = { index: false, immutable: true, maxAge: '1y', fallthrough: true } as const;
  const router = Router()
    .use('/assets', express.static(join(folder, 'assets'), assets))
    .use(express.static(folder, { index: false, setHeaders: (response) => response.set(NO_CACHE) }));
  return router.get(/^(?!\/(?:api|assets)(?:\/|$))/i, (request, response, next) => {
    if (!request.accepts('html')) return next();
    response.set(NO_CACHE);
    response.sendFile(
      'index.html',
      { root: folder, cacheControl: false },
      (error?: NodeJS.ErrnoException) => {
        if (!error || response.headersSent) return;
        if (error.code === 'ENOENT') response.status(503).type('text/plain').send(NOT_BUILT);
        else next(error);
      },
    );
  });
}

const NO_CACHE = { 'Cache-Control': 'no-cache' };
