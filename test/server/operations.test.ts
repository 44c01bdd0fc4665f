import { describe, expect, it } from 'vitest';
import { Metrics } from '../../server/operations/metrics.ts';
import type { ServerLog } from '../../server/operations/request-log.ts';
import { runningApp } from './running-app.ts';

const metrics = new Metrics({ process: true });
const lines: Parameters<ServerLog['request']>[0][] = [];
const log: ServerLog = {
  forPeople: true,
  request: (line) => void lines.push(line),
  say: () => undefined,
  end: () => undefined,
};
const app = runningApp(() => ({ metrics, log }));
const scraped = async (): Promise<string> => (await app.get('/metrics')).text();

describe('GET /metrics', () => {
  it('counts requests by route and status, whatever addresses are asked', async () => {
    for (const path of [
      '/api/pages/quince',
      '/api/pages/nowhere',
      '/api/search?q=secret',
      '/a',
      '/b',
      '/api/c',
    ]) {
      await app.get(path);
    }
    metrics.importEnded('changed', 1.5, { pages: 7, warnings: 2 });
    const text = await scraped();
    expect(text).toContain('wiki_atlas_requests_total{method="GET",route="/api/pages/:id",status="200"} 1');
    expect(text).toContain('wiki_atlas_requests_total{method="GET",route="/api/pages/:id",status="404"} 1');
    expect(text).toContain('wiki_atlas_requests_total{method="GET",route="other",status="404"}');
    expect(text).toMatch(/wiki_atlas_request_seconds_bucket\{le="0.005",route="\/api\/search"\} \d/);
    expect(text).toContain('wiki_atlas_store_seconds_count{operation="search",outcome="ok"} 1');
    expect(text).toContain('wiki_atlas_imports_total{outcome="changed"} 1');
    expect(text).toContain('wiki_atlas_import_pages_total 7');
    expect(text).toContain('wiki_atlas_last_import_warnings 2');
    expect(text).toContain('nodejs_eventloop_lag_seconds');
    expect(text).not.toMatch(/secret|nowhere|quince/);
  });
});

describe('the log', () => {
  it('has a line for each request with its id, and nothing of what was asked or answered', async () => {
    lines.length = 0;
    const given = await app.get('/api/search?q=secret', { headers: { 'x-request-id': 'from-the-proxy_1' } });
    expect(given.headers.get('x-request-id')).toBe('from-the-proxy_1');
    await given.text();
    const forged = await app.get('/api/pages/secret', { headers: { 'x-request-id': 'a b"c' } });
    expect(forged.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
    await forged.text();
    await expect.poll(() => lines.length).toBe(2);
    expect(lines[0]).toMatchObject({
      requestId: 'from-the-proxy_1',
      method: 'GET',
      route: '/api/search',
      status: 200,
    });
    expect(lines[1]).toMatchObject({ route: '/api/pages/:id', status: 404 });
    expect(JSON.stringify(lines)).not.toContain('secret');
  });
});

describe('a request that failed', () => {
  const said: unknown[][] = [];
  const failing = runningApp((store) => ({
    store: { ...store, stats: () => Promise.reject(new Error('a bug')) },
    onError: (...error) => said.push(error),
  }));

  it('is told of with its id', async () => {
    await failing.get('/api/stats', { headers: { 'x-request-id': 'asked-1' } });
    expect(said).toEqual([[new Error('a bug'), 'asked-1']]);
  });
});
