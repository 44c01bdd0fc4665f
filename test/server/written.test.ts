/** Answers that the store has written, as clients see them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GraphStore } from '../../store/graph-store.ts';
import { sampleGraph } from '../store/sample-graph.ts';
import { runningApp } from './running-app.ts';

/** Threads need the compiled program, which vitest's set-up makes. */
const { openServedSqliteStore } = (await import(
  new URL('../../dist/store/sqlite/open-served.js', import.meta.url).href
)) as typeof import('../../store/sqlite/open-served.ts');

describe('an answer that the store has written', () => {
  let folder: string;
  let served: GraphStore;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wiki-atlas-written-'));
    served = await openServedSqliteStore(join(folder, 'atlas.db'), { threads: 1, timeLimit: 60_000 });
    const { graph, analysis } = sampleGraph();
    await served.write(graph, analysis);
  });
  afterAll(async () => {
    await served.close();
    await rm(folder, { recursive: true });
  });
  const app = runningApp(() => ({ store: served }));
  const direct = runningApp();

  it.each([
    ['br', 'br'],
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['identity', null],
  ])('is what it would be without, for a client that takes %s', async (takes, encoding) => {
    for (const path of [
      '/api/map',
      '/api/subgraph?seed=orchard%2Fapple&depth=4',
      '/api/pages/orchard%2Fapple/links?limit=100&direction=in',
      '/api/search?q=apple',
      '/api/reports/most-linked',
    ]) {
      const headers = { 'accept-encoding': takes };
      const [one, other] = [await app.get(path, { headers }), await direct.get(path, { headers })];
      expect(one.status).toBe(200);
      // of a store of its own each, which were not written at the same moment
      for (const answer of [one, other]) expect(answer.headers.get('etag')).toMatch(/^W\/"[\w-]+"$/);
      const text = await one.text();
      expect(JSON.parse(text)).toEqual(await other.json());
      expect(one.headers.get('content-encoding')).toBe(text.length < 1024 ? null : encoding);
      for (const name of ['content-type', 'content-encoding', 'vary', 'cache-control']) {
        expect([name, one.headers.get(name)]).toEqual([name, other.headers.get(name)]);
      }
    }
  });

  it('has no body for HEAD, and is 304 for who holds it', async () => {
    for (const path of ['/api/map', '/api/stats']) {
      const head = await app.get(path, { method: 'HEAD' });
      expect([head.status, await head.text()]).toEqual([200, '']);
      const etag = head.headers.get('etag') ?? '';
      // told nothing, fetch forbids every use of an answer that is held
      const again = await app.get(path, { cache: 'no-cache', headers: { 'if-none-match': etag } });
      expect(again.status).toBe(304);
    }
  });
});
