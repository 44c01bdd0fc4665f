/**
 * A server that is bound to this machine alone answers only to this machine's names, so that a web
 * page whose name was rebound to 127.0.0.1 cannot read the wiki through its visitor's browser.
 */
import type { RequestHandler } from 'express';
import { AtlasError } from '../graph/errors.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const WITH_PORT = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::\d{1,5})?$/;

/** Refuses foreign Host headers where `boundHost` is a loopback address; lets all through elsewhere. */
export function onlyOwnHost(boundHost: string): RequestHandler {
  const own = hostName(boundHost.includes(':') ? `[${boundHost}]` : boundHost);
  const loopback = own !== null && (LOOPBACK.has(own) || own.startsWith('127.'));
  return (request, _response, next) => {
    const asked = hostName(request.headers.host ?? '');
    if (loopback && (asked === null || (asked !== own && !LOOPBACK.has(asked)))) {
      throw new AtlasError('invalid-request', 'This server answers to localhost only.', { field: 'host' });
    }
    next();
  };
}

function hostName(host: string): string | null {
  return WITH_PORT.exec(host.toLowerCase())?.[1] ?? null;
}
