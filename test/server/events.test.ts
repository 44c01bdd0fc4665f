import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { readySchema } from '../../graph/api.ts';
import { AtlasError } from '../../graph/errors.ts';
import { createApp } from '../../server/app.ts';
import { listen, type ListeningServer } from '../../server/listen.ts';
import { EventFeed } from '../../server/live/event-feed.ts';
import type { GraphStore, StoredVersion } from '../../store/graph-store.ts';
import { openSqliteStore } from '../../store/sqlite/open.ts';
import { graphOf, sampleGraph } from '../store/sample-graph.ts';
import { readEvents, type EventReader } from './event-reader.ts';
import { runningApp } from './running-app.ts';

/** An app over a file, and the same file as another process has it open. */
let [folder, store, other, feed, server]: Partial<
  [string, GraphStore, GraphStore, EventFeed, ListeningServer]
> = [];
let away = false;
let readers: EventReader[] = [];
const here = <T>(thing: T | undefined): T => {
  if (thing === undefined) throw new Error('not started');
  return thing;
};
const url = (): string => here(server).url;
const reader = async (headers?: Record<string, string>): Promise<EventReader> => {
  const opened = await readEvents(url(), headers);
  readers.push(opened);
  return opened;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wiki-atlas-events-'));
  const opened = await openSqliteStore(join(folder, 'atlas.db'));
  const unsteady: GraphStore = {
    ...opened,
    version: () =>
      away ? Promise.reject(new AtlasError('store-unavailable', 'the network is down')) : opened.version(),
  };
  [store, other] = [opened, await openSqliteStore(join(folder, 'atlas.db'))];
  feed = new EventFeed(unsteady);
  const app = createApp({ store: unsteady, clientFolder: folder, host: '127.0.0.1', feed });
  server = await listen(app, { host: '127.0.0.1', port: 0 });
});
afterEach(() => {
  for (const opened of readers) opened.close();
  [readers, away] = [[], false];
});
afterAll(async () => {
  feed?.close();
  await server?.close();
  await store?.close();
  await other?.close();
  if (folder !== undefined) await rm(folder, { recursive: true });
});

describe('GET /readyz', () => {
  it('is a 503 that says when to come again, before anything was imported', async () => {
    const response = await fetch(`${url()}/readyz`);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await response.json()).toMatchObject({
      code: 'store-unavailable',
      detail: expect.stringContaining('imported'),
    });
    expect((await fetch(`${url()}/healthz`)).status).toBe(200);
  });

  it('says what is served once there is something', async () => {
    const { graph, analysis } = sampleGraph();
    await here(other).write(graph, analysis);
    const response = await fetch(`${url()}/readyz`);
    expect(response.status).toBe(200);
    expect(readySchema.strict().parse(await response.json())).toEqual({
      store: 'reachable',
      imported: true,
      importing: false,
      fingerprint: graph.fingerprint,
    });
  });

  it('tells that an import is under way', async () => {
    here(feed).onProgress('parse', 1, 2);
    expect(await (await fetch(`${url()}/readyz`)).json()).toMatchObject({ importing: true });
    here(feed).importEnded();
    expect(await (await fetch(`${url()}/readyz`)).json()).toMatchObject({ importing: false });
  });

  it('is a 503 while the store cannot be reached, and well again after', async () => {
    away = true;
    const response = await fetch(`${url()}/readyz`);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await response.json()).toMatchObject({ detail: 'the network is down' });
    away = false;
    expect((await fetch(`${url()}/readyz`)).status).toBe(200);
  });

  it('does not wait for ever for a store that says nothing', async () => {
    const silent = { ...here(store), version: () => new Promise<StoredVersion>(() => undefined) };
    const app = createApp({ store: silent, clientFolder: '/nowhere', host: '127.0.0.1' });
    const listening = await listen(app, { host: '127.0.0.1', port: 0 });
    expect((await fetch(`${listening.url}/readyz`)).status).toBe(503);
    await listening.close();
  });
});

describe('GET /api/events', () => {
  it('is a stream that nothing on its way may keep back', async () => {
    const { headers } = await reader({ 'accept-encoding': 'gzip' });
    expect(headers.get('content-type')).toContain('text/event-stream');
    expect(headers.get('cache-control')).toContain('no-transform');
    expect(headers.get('content-encoding')).toBeNull();
  });

  it('tells the newest state to who comes, also to who comes again', async () => {
    const fingerprint = (await here(store).version())?.fingerprint ?? null;
    for (const headers of [{}, { 'last-event-id': 'an older one' }]) {
      const heard = await (await reader(headers)).next('graph-changed');
      expect(heard).toEqual({ name: 'graph-changed', id: fingerprint, data: { fingerprint, changed: null } });
    }
  });

  it('tells everyone that another process has imported', async () => {
    const both = [await reader(), await reader()];
    for (const one of both) await one.next('graph-changed');
    const { graph, analysis } = graphOf([{ id: 'only', body: 'one page' }]);
    await here(other).write(graph, analysis);
    for (const one of both) {
      expect((await one.next('graph-changed')).data).toEqual({
        fingerprint: graph.fingerprint,
        changed: null,
      });
    }
  });

  it('tells that the store is away, and that it is back', async () => {
    const one = await reader();
    expect((await one.next('store-reachable')).data).toEqual({ reachable: true });
    away = true;
    expect((await one.next('store-reachable')).data).toEqual({ reachable: false });
    away = false;
    expect((await one.next('store-reachable')).data).toEqual({ reachable: true });
  });

  it("tells how far the server's own import is, and when it is over", async () => {
    const one = await reader();
    await one.next('graph-changed');
    here(feed).onProgress('parse', 3, 9);
    expect((await one.next('import')).data).toEqual({ phase: 'parse', done: 3, total: 9 });
    const late = await reader();
    expect((await late.next('import')).data).toEqual({ phase: 'parse', done: 3, total: 9 });
    here(feed).importEnded();
    expect((await one.next('import')).data).toEqual({ phase: null, done: 0, total: 0 });
  });

  it('answers HEAD without a stream, and refuses parameters', async () => {
    const head = await fetch(`${url()}/api/events`, { method: 'HEAD' });
    expect(head.headers.get('content-type')).toContain('text/event-stream');
    expect((await fetch(`${url()}/api/events?since=1`)).status).toBe(400);
  });

  it('ends with the server, which does not wait for its listeners', async () => {
    const ending = new EventFeed(here(store));
    const app = createApp({ store: here(store), clientFolder: '/nowhere', host: '127.0.0.1', feed: ending });
    const listening = await listen(app, { host: '127.0.0.1', port: 0 });
    const one = await readEvents(listening.url);
    await one.next('graph-changed');
    ending.close();
    await listening.close();
    await expect(one.ended()).resolves.toBeUndefined();
  });

  it('asks the store for nothing while nobody listens', async () => {
    let asked = 0;
    const counting = {
      ...here(store),
      version: () => {
        asked += 1;
        return here(store).version();
      },
    };
    const quiet = new EventFeed(counting);
    vi.useFakeTimers();
    const stop = quiet.listen({ hear: () => undefined, end: () => undefined });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toBeGreaterThan(10);
    stop();
    const before = asked;
    await vi.advanceTimersByTimeAsync(60_000);
    vi.useRealTimers();
    expect(asked).toBe(before);
  });
});

describe('a reader that does not read', () => {
  const app = runningApp();

  it('costs no memory, and hears the newest when it reads again', async () => {
    const busy = new EventFeed(app.store);
    const express = createApp({ store: app.store, clientFolder: '/nowhere', host: '127.0.0.1', feed: busy });
    let response: ServerResponse | undefined;
    const http = createServer((request, answer) => {
      response = answer;
      express(request, answer);
    }).listen(0, '127.0.0.1');
    await once(http, 'listening');
    const socket = connect((http.address() as AddressInfo).port, '127.0.0.1');
    socket.pause();
    socket.write('GET /api/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    await vi.waitFor(() => expect(response?.headersSent).toBe(true));
    // Some 25 MB of news: more than the system's own buffers take.
    for (let i = 0; i < 400_000; i += 1) busy.onProgress(i % 2 === 0 ? 'parse' : 'resolve', i, 400_000);
    expect(response?.writableLength).toBeLessThan(100_000);
    let text = '';
    socket.setEncoding('utf8').on('data', (part: string) => (text += part));
    socket.resume();
    await vi.waitFor(() => expect(text).toContain('"done":399999'), { timeout: 20_000 });
    socket.destroy();
    busy.close();
    http.close();
  });
});
