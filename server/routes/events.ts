/**
 * `GET /api/events`: server-sent events, as the HTML standard has them.
 * Invariant: a reader that does not read costs no memory: of each kind only the newest event waits
 * for it, and one that has not read for long is dismissed.
 */
import type { Request, Response } from 'express';
import { AtlasError } from '../../graph/errors.ts';
import { type ApiRoute, route } from '../api/route.ts';
import type { AtlasEvent, EventFeed } from '../live/event-feed.ts';

const MOST_LISTENERS = 1000;
const KEEP_ALIVE_MS = 15_000;
/** How long a browser waits before it comes again. */
const RETRY_MS = 2000;

/** Whoever comes, or comes again with a Last-Event-ID, hears the newest state first. */
export function eventRoutes(feed: EventFeed): ApiRoute[] {
  return [
    route({
      path: '/api/events',
      summary: 'Server-sent events: the graph is another one, the store went or came, how far an import is.',
      answers: { 'text/event-stream': null },
      answer(_asked, response) {
        if (feed.listenerCount >= MOST_LISTENERS) {
          throw new AtlasError('too-many-requests', `At most ${MOST_LISTENERS} listen at once.`);
        }
        response.status(200).set({
          'Content-Type': 'text/event-stream; charset=utf-8',
          // A compressing or a buffering proxy would keep events back.
          'Cache-Control': 'no-cache, no-transform',
          'X-Accel-Buffering': 'no',
        });
        if (response.req.method === 'HEAD') response.end();
        else stream(feed, response, lastHeard(response.req));
      },
    }),
  ];
}

/** The graph that a reader who comes again last heard of, null where it never heard of any. */
function lastHeard(request: Request): string | null {
  try {
    return decodeURIComponent(request.get('Last-Event-ID') ?? '') || null;
  } catch {
    return null;
  }
}

/** @param heard the graph this reader has, for which it is told what is different in the next */
function stream(feed: EventFeed, response: Response, heard: string | null): void {
  let known = heard;
  const waiting = new Map<string, AtlasEvent>();
  const flush = (): void => {
    for (const [name, event] of waiting) {
      if (response.writableNeedDrain) return;
      waiting.delete(name);
      if (event.name === 'graph-changed') {
        const { fingerprint } = event.data;
        const changed = known === null ? null : feed.changedBetween(known, fingerprint);
        known = fingerprint;
        response.write(textOf({ name: event.name, data: { fingerprint, changed } }));
      } else {
        response.write(textOf(event));
      }
    }
  };
  let full = false;
  const keepAlive = setInterval(() => {
    if (full && response.writableNeedDrain) response.destroy();
    full = response.writableNeedDrain;
    if (!full) response.write(': still here\n\n');
  }, KEEP_ALIVE_MS);
  response.write(`retry: ${RETRY_MS}\n\n`);
  const stop = feed.listen({
    hear(event) {
      waiting.set(event.name, event);
      flush();
    },
    end: () => response.end(),
  });
  response.on('drain', flush).on('close', () => {
    clearInterval(keepAlive);
    stop();
  });
}

function textOf({ name, data }: AtlasEvent): string {
  const id = name === 'graph-changed' ? `id: ${encodeURIComponent(data.fingerprint ?? '')}\n` : '';
  return `event: ${name}\n${id}data: ${JSON.stringify(data)}\n\n`;
}
