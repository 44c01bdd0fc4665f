/** What a client sees of a store whose queries take too long, or are too many. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReaderPool } from '../../store/sqlite/reader-pool.ts';
import { runningApp } from './running-app.ts';

/** A thread that is lost in thought whatever it is asked, but for a page's links. */
const THREAD = `import { parentPort } from 'node:worker_threads';
  parentPort.on('message', ({ name }) => {
    if (name !== 'links') for (;;);
    const bytes = new TextEncoder().encode('{"items":[],"total":0,"next":null}');
    parentPort.postMessage({ json: { bytes, encoding: 'identity' } });
  });`;

describe('a query that takes too long', () => {
  let pool: ReaderPool;
  beforeAll(() => {
    pool = new ReaderPool(
      { path: '/nowhere', file: 'atlas.db', threads: 1 },
      { threads: 1, timeLimit: 5000, mostWaiting: 1 },
      new URL(`data:text/javascript,${encodeURIComponent(THREAD)}`),
    );
  });
  afterAll(async () => pool.close());
  const app = runningApp((store) => ({
    store: { ...store, json: (asked) => pool.ask(asked) },
  }));

  it('is stopped and answered 503 with a time to try again, as are those that are too many, and the next is answered', async () => {
    const asked = await Promise.all(
      ['/api/reports/orphans', '/api/map', '/api/search?q=a'].map((path) => app.get(path)),
    );
    for (const response of asked) {
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('5');
      expect(response.headers.get('etag')).toBeNull();
      expect(await response.json()).toMatchObject({ code: 'store-unavailable' });
    }
    expect(app.errors).toHaveLength(asked.length);
    expect((await app.get('/api/pages/welcome/links')).status).toBe(200);
  });
});
