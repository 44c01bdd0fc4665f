/**
 * Which names a server answers to, so that a web page whose name was rebound to this server's
 * address cannot read the wiki through its visitor's browser.
 * Invariant: a name that is no address is answered only where it is the server's own, or where a
 * token is asked for anyway.
 */
import { hostname } from 'node:os';
import type { RequestHandler } from 'express';
import { AtlasError } from '../../graph/errors.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const WITH_PORT = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::\d{1,5})?$/;
/** A page is never rebound from an address: browsers take the address for its origin. */
const ADDRESS = /^(?:\[[0-9a-f:.]+\]|\d{1,3}(?:\.\d{1,3}){3})$/;

export interface HostOptions {
  /** the address the server is bound to */
  bound: string;
  /** more names it answers to */
  names: readonly string[];
  /** whoever comes must show a token, which no rebound page has */
  guarded: boolean;
}

/** Whether only this machine can reach what is bound to this address. */
export function isLoopback(bound: string): boolean {
  const own = boundName(bound);
  return own !== null && (LOOPBACK.has(own) || /^127(?:\.\d{1,3}){3}$/.test(own));
}

/** Refuses requests that are addressed to a foreign name. */
export function onlyOwnHost({ bound, names, guarded }: HostOptions): RequestHandler {
  const loopback = isLoopback(bound);
  const own = new Set([...LOOPBACK, boundName(bound), ...names.map((name) => name.toLowerCase())]);
  if (!loopback) own.add(hostname().toLowerCase());
  return (request, _response, next) => {
    const asked = hostName(request.headers.host ?? '');
    const isOwn = asked !== null && (own.has(asked) || (!loopback && (guarded || ADDRESS.test(asked))));
    if (isOwn) return next();
    const message = loopback
      ? 'This server answers to localhost only.'
      : 'This server does not answer to this name; --allow-host adds one.';
    throw new AtlasError('invalid-request', message, { field: 'host' });
  };
}

function boundName(bound: string): string | null {
  return hostName(bound.includes(':') ? `[${bound}]` : bound);
}

function hostName(host: string): string | null {
  return WITH_PORT.exec(host.toLowerCase())?.[1] ?? null;
}
