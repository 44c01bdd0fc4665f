/**
 * Asks for a token: as `Authorization: Bearer`, or as a cookie that the sign-in page gives.
 * Invariant: tokens are compared in constant time, and the cookie does not tell the token.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Router, urlencoded, type Request, type RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { AtlasError } from '../../graph/errors.ts';
import { signInPage } from './sign-in-page.ts';

const COOKIE = 'wiki-atlas';
const COOKIE_DAYS = 30;
/** Whoever looks after the process asks these, and they tell nothing of the wiki. */
const OPEN_PATHS = new Set(['/healthz', '/readyz']);
const WRONG_TOKENS_PER_MINUTE = 20;
const MINUTE_MS = 60_000;

/** Lets through who has the token; a browser that has none gets the sign-in page in place of the client. */
export function tokenGuard(token: string): RequestHandler {
  const session = digest(token, 'session').toString('base64url');
  const isToken = (shown: string): boolean => same(token, shown, token);
  const isSession = (shown: string): boolean => same(token, shown, session);
  const wrongTokens = rateLimit({
    windowMs: MINUTE_MS,
    limit: WRONG_TOKENS_PER_MINUTE,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    validate: false,
    skipSuccessfulRequests: true,
    handler: () => {
      throw new AtlasError('too-many-requests', 'These were too many wrong tokens; wait a minute.');
    },
  });
  return Router()
    .post('/sign-in', wrongTokens, urlencoded({ extended: false, limit: '8kb' }), (request, response) => {
      const body = request.body as Record<string, unknown> | undefined;
      const [shown, to] = [String(body?.token ?? ''), String(body?.to ?? '')];
      if (!isToken(shown)) {
        response.status(401).set('Cache-Control', 'no-store').type('html');
        response.send(signInPage(localAddress(to), true));
        return;
      }
      response.cookie(COOKIE, session, {
        httpOnly: true,
        sameSite: 'strict',
        secure: request.secure,
        maxAge: COOKIE_DAYS * 24 * 60 * MINUTE_MS,
      });
      response.set('Cache-Control', 'no-store').redirect(303, localAddress(to));
    })
    .use((request, response, next) => {
      response.vary('Authorization').vary('Cookie');
      const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
      if (bearer === undefined ? isSession(cookieOf(request)) : isToken(bearer)) return next();
      if (OPEN_PATHS.has(request.path)) {
        response.locals.withoutToken = true;
        return next();
      }
      const asksForApp = request.method === 'GET' && !/^\/(?:api|assets|metrics)(?:\/|$)/i.test(request.path);
      if (bearer === undefined && asksForApp && request.accepts(['json', 'html']) === 'html') {
        response.status(401).set('Cache-Control', 'no-store').type('html');
        response.send(signInPage(localAddress(request.originalUrl), false));
        return;
      }
      response.set('WWW-Authenticate', 'Bearer realm="Wiki Atlas"');
      throw new AtlasError(
        'unauthorized',
        'This server asks for a token: sign in by loading its start page again.',
      );
    });
}

/** Digests have one length whatever they are made of, so comparing them tells nothing of it. */
function same(key: string, shown: string, expected: string): boolean {
  return timingSafeEqual(digest(key, shown), digest(key, expected));
}

function digest(key: string, text: string): Buffer {
  return createHmac('sha256', key).update(`wiki-atlas ${text}`).digest();
}

function cookieOf(request: Request): string {
  const cookies = (request.headers.cookie ?? '').split(';').map((part) => part.trim());
  return cookies.find((part) => part.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1) ?? '';
}

/** Path and query alone: who signs in is never sent to another server. */
function localAddress(to: string): string {
  const base = 'http://here.invalid';
  if (!URL.canParse(to, base)) return '/';
  const { origin, pathname, search } = new URL(to, base);
  return origin === base && !pathname.startsWith('//') ? `${pathname}${search}` : '/';
}
