/** How much one client may ask for: so many requests a minute, and none with a body. */
import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { AtlasError } from '../../graph/errors.ts';

const MINUTE_MS = 60_000;

/** Refuses, with `Retry-After`, what a client's address asks beyond `most` requests a minute. */
export function requestRate(most: number): RequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit: most,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    validate: false,
    skip: (request) => request.path === '/healthz',
    handler: () => {
      throw new AtlasError('too-many-requests', `At most ${most} requests a minute are answered.`);
    },
  });
}

/** A request that only reads has no body; one that comes with it is not listened to any longer. */
export const noBody: RequestHandler = (request, response, next) => {
  const { 'content-length': length = '0', 'transfer-encoding': encoding } = request.headers;
  if (length === '0' && encoding === undefined) return next();
  response.set('Connection', 'close');
  throw new AtlasError('invalid-request', 'A request to this server has no body.', { field: 'body' });
};
