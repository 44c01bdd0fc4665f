/**
 * Answers that are made of the stored graph alone carry its version and their address as their ETag, so that one
 * who holds the answer of this very graph is told so before anything is queried.
 * Invariant: the version is read before the answer is made; an answer is never newer in its tag
 * than in what it says.
 */
import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import type { ApiRoute } from './api/route.ts';
import type { StoreProbe } from './live/store-probe.ts';

/** Which graph an answer was made of, `none` before the first import: listeners to `/api/events` know by it whether they have missed one. */
const GRAPH_HEADER = 'Graph-Fingerprint';

/** @param version of the program: another one may answer otherwise from the same graph */
export function answering(
  probe: StoreProbe,
  version: string,
): (route: ApiRoute, request: Request, response: Response) => Promise<void> {
  return async (route, request, response) => {
    const answer = route.take(request);
    response.set('Cache-Control', 'no-cache');
    const stored = route.namesGraph ? await probe.version() : null;
    if (route.namesGraph) response.set(GRAPH_HEADER, encodeURIComponent(stored?.fingerprint ?? 'none'));
    if (route.ofGraph && stored !== null) {
      response.set('ETag', tagOf(stored.fingerprint, stored.importedAt, version, request.originalUrl));
      // `*` is any answer there is; whether there is one is known once it is made.
      if (request.get('If-None-Match') !== '*' && request.fresh) {
        response.status(304).end();
        return;
      }
    }
    try {
      await answer(response);
    } catch (error) {
      // A problem is not what the tag stands for.
      response.removeHeader('ETag');
      throw error;
    }
  };
}

/** Weak: the same answer may be compressed or not. */
function tagOf(...parts: string[]): string {
  return `W/"${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 27)}"`;
}
