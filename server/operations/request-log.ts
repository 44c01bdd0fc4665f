/**
 * What a server says of its work, each line with the id of its request.
 * Invariant: no address, query or text of a page is written, only the route that was asked; a reader
 * that does not keep up loses lines, and never holds the server up.
 */
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { destination, pino } from 'pino';
import { z } from 'zod';

export const logFormatSchema = z.enum(['off', 'text', 'json'], 'off, text or json');

const STDERR = 2;
const MOST_WAITING_BYTES = 1 << 20;
const REQUEST_ID = /^[\w-]{1,64}$/;

export interface ServerLog {
  /** people read it, so that progress may be shown in between */
  readonly forPeople: boolean;
  request(line: { requestId: string; method: string; route: string; status: number; ms: number }): void;
  /** anything else there is to say, of a request where it came of one */
  say(level: 'info' | 'warn' | 'error', message: string, requestId?: string): void;
  /** writes out what still waits */
  end(): void;
}

/** One JSON object a line on standard error. */
export function jsonLog(): ServerLog {
  const out = destination({ dest: STDERR, sync: false, maxLength: MOST_WAITING_BYTES });
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, out);
  return {
    forPeople: false,
    request: (line) => log[line.status >= 500 ? 'error' : 'info'](line, 'request'),
    say: (level, message, requestId) => log[level](requestId === undefined ? {} : { requestId }, message),
    end: () => {
      try {
        out.flushSync();
      } catch {
        // Nobody reads any more, or nothing was opened yet.
      }
    },
  };
}

/** Plain lines; requests only where they are asked for. */
export function textLog(write: (line: string) => void, requests: boolean): ServerLog {
  return {
    forPeople: true,
    request({ method, route, status, ms, requestId }) {
      if (requests) write(`${method} ${route} ${status} ${ms} ms ${requestId}`);
    },
    say: (_level, message, requestId) =>
      write(requestId === undefined ? message : `${message} (request ${requestId})`),
    end: () => undefined,
  };
}

/** Gives every request an id, a client's own where it has one, and hears of its end. */
export function requestIds(
  onEnd: (line: Parameters<ServerLog['request']>[0] & { seconds: number }) => void,
): RequestHandler {
  return (request, response, next) => {
    const start = performance.now();
    const given = request.get('X-Request-Id') ?? '';
    const requestId = REQUEST_ID.test(given) ? given : randomUUID();
    response.set('X-Request-Id', requestId);
    response.once('close', () => {
      const seconds = (performance.now() - start) / 1000;
      const route = typeof response.locals.route === 'string' ? response.locals.route : 'other';
      // A client that went away has heard no status.
      const status = response.headersSent ? response.statusCode : 499;
      onEnd({ requestId, method: request.method, route, status, ms: Math.round(seconds * 1000), seconds });
    });
    next();
  };
}
