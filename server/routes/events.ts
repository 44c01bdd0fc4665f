/**
 * `GET /api/events`: server-sent events, as the HTML standard has them.
 * Invariant: a reader that does not read costs no memory: of each kind only the newest event waits
 * for it, and one that has not read for long is dismissed.
 */
import type { Response } from 'express';
import { type ApiRoute, route } from '../api/route.ts';
import type { AtlasEvent, EventFeed } from '../live/event-feed.ts';

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
        response.status(200).set({
          'Content-Type': 'text/event-stream; charset=utf-8',
          // A compressing or a buffering proxy would keep events back.
          'Cache-Control': 'no-cache, no-transform',
          'X-Accel-Buffering': 'no',
        });
        if (response.req.method === 'HEAD') response.end();
        else stream(feed, response);
      },
    }),
  ];
}

function stream(feed: EventFeed, response: Response): void {
  const waiting = new Map<string, AtlasEvent>();
  const flush = (): void => {
    for (const [name, event] of waiting) {
      if (response.writableNeedDrain) return;
      waiting.delete(name);
      response.write(textOf(event));
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
