import { describe, expect, it } from 'vitest';
import type { GraphStore } from '../../store/graph-store.ts';
import { graphOf, sampleGraph } from '../store/sample-graph.ts';
import { runningApp } from './running-app.ts';

let queries = 0;
const app = runningApp((store): { store: GraphStore; version: string } => ({
  version: '1.2.3',
  store: {
    ...store,
    map: (query) => {
      queries += 1;
      return store.map(query);
    },
  },
}));
const PATHS = [
  '/api/stats',
  '/api/map',
  '/api/subgraph?seed=quince',
  '/api/search?q=a',
  '/api/reports/orphans',
];

/** As a browser asks that holds an answer; told nothing, fetch forbids every use of one. */
const holding = (etag: string): RequestInit => ({ cache: 'no-cache', headers: { 'if-none-match': etag } });

describe('an answer made of the graph', () => {
  it.each(PATHS)('is told to be unchanged while the graph is: %s', async (path) => {
    const first = await app.get(path);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\/"[\w-]+"$/);
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const again = await app.get(path, holding(etag));
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    expect((await app.get(path, holding('"other"'))).status).toBe(200);
  });

  it.each(PATHS)('names the graph it was made of, also where it is unchanged: %s', async (path) => {
    const fingerprint = (await app.store.version())?.fingerprint ?? '';
    const first = await app.get(path);
    expect(first.headers.get('graph-fingerprint')).toBe(encodeURIComponent(fingerprint));
    const again = await app.get(path, holding(first.headers.get('etag') ?? ''));
    expect(again.headers.get('graph-fingerprint')).toBe(encodeURIComponent(fingerprint));
  });

  it('is another one where the same graph was laid out anew', async () => {
    const etag = (await app.get('/api/map')).headers.get('etag') ?? '';
    const { graph, analysis } = sampleGraph();
    const before = await app.store.version();
    // clocks count milliseconds
    while ((await app.store.version())?.importedAt === before?.importedAt)
      await app.store.write(graph, analysis);
    expect((await app.get('/api/map', holding(etag))).status).toBe(200);
  });

  it('is not even asked for where nothing has changed', async () => {
    const etag = (await app.get('/api/map')).headers.get('etag') ?? '';
    const before = queries;
    expect((await app.get('/api/map', holding(etag))).status).toBe(304);
    expect(queries).toBe(before);
  });

  it('is refused as ever where the request is not valid, and a problem has no such tag', async () => {
    const etag = (await app.get('/api/stats')).headers.get('etag') ?? '';
    expect((await app.get('/api/stats?x=1', holding(etag))).status).toBe(400);
    const unknown = await app.get('/api/pages/nowhere');
    expect(unknown.status).toBe(404);
    expect(unknown.headers.get('etag')).toBeNull();
  });

  it('is unchanged to who holds any, where there is one', async () => {
    expect((await app.get('/api/pages/quince', holding('*'))).status).toBe(304);
    expect((await app.get('/api/pages/nowhere', holding('*'))).status).toBe(404);
    const other = (await app.get('/api/pages/quince')).headers.get('etag') ?? '';
    expect((await app.get('/api/pages/nowhere', holding(other))).status).toBe(404);
  });

  it('is another one once the graph is', async () => {
    const etag = (await app.get('/api/stats')).headers.get('etag') ?? '';
    const { graph, analysis } = graphOf([{ id: 'only', body: 'one page' }]);
    await app.store.write(graph, analysis);
    const next = await app.get('/api/stats', holding(etag));
    expect(next.status).toBe(200);
    expect(next.headers.get('etag')).not.toBe(etag);
  });
});

describe('an answer that is made of more than the graph', () => {
  it('has a tag of its own: the same graph imported again is told with its new time', async () => {
    const { graph, analysis } = graphOf([{ id: 'only', body: 'one page' }]);
    await app.store.write(graph, analysis);
    const first = await app.get('/api/stats');
    const { importedAt } = (await first.json()) as { importedAt: string };
    await expect
      .poll(async () => {
        await app.store.write(graph, analysis);
        return (await app.store.stats()).importedAt;
      })
      .not.toBe(importedAt);
    expect((await app.get('/api/stats', holding(first.headers.get('etag') ?? ''))).status).toBe(200);
  });

  it.each(['/api/docs', '/api/openapi.json'])('is told to be unchanged: %s', async (path) => {
    const etag = (await app.get(path)).headers.get('etag') ?? '';
    expect((await app.get(path, holding(etag))).status).toBe(304);
  });

  it.each(['/healthz', '/metrics', '/api/nothing'])('has no tag where it is never kept: %s', async (path) => {
    expect((await app.get(path)).headers.get('etag')).toBeNull();
  });
});

describe('a long answer', () => {
  it.each(['br', 'gzip'])('is compressed for who takes %s', async (encoding) => {
    const { headers } = await app.get('/api/openapi.json', { headers: { 'accept-encoding': encoding } });
    expect(headers.get('content-encoding')).toBe(encoding);
    expect(headers.get('vary')).toContain('Accept-Encoding');
  });
});
