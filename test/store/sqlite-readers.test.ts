/** Queries of the SQLite store in threads: the contract, and what only threads can get wrong. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { GraphStore, JsonQuestion } from '../../store/graph-store.ts';
import { ReaderPool, type ReaderPoolOptions } from '../../store/sqlite/reader-pool.ts';
import { describeGraphStore } from './contract.ts';
import { ask } from './contract/asking.ts';
import { sampleGraph } from './sample-graph.ts';

/** Threads need the compiled program, which vitest's set-up makes. */
const { openServedSqliteStore } = (await import(
  new URL('../../dist/store/sqlite/open-served.js', import.meta.url).href
)) as typeof import('../../store/sqlite/open-served.ts');

const PLAIN = { brotli: false, isWanted: () => true };

describeGraphStore('SQLite with threads that read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wiki-atlas-readers-'));
  const opened: GraphStore[] = [];
  const again = async (): Promise<GraphStore> => {
    const store = await openServedSqliteStore(join(folder, 'atlas.db'), { threads: 1, timeLimit: 60_000 });
    opened.push(store);
    return store;
  };
  return {
    store: await again(),
    again,
    dispose: async () => {
      for (const store of opened) await store.close();
      await rm(folder, { recursive: true });
    },
  };
});

describe('a SQLite store that is served', () => {
  it('answers many at once, each what it asked', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wiki-atlas-readers-'));
    const store = await openServedSqliteStore(join(folder, 'atlas.db'), { threads: 2, timeLimit: 60_000 });
    const { graph, analysis } = sampleGraph();
    await store.write(graph, analysis);
    const ids = Array.from({ length: 20 }, () => graph.pages.map((page) => page.id)).flat();
    const pages = await Promise.all(ids.map((id) => store.page(id)));
    expect(pages.map((page) => page?.id)).toEqual(ids);
    await store.close();
    await rm(folder, { recursive: true });
  });

  it('writes as JSON what it answers', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wiki-atlas-readers-'));
    const store = await openServedSqliteStore(join(folder, 'atlas.db'), { threads: 1, timeLimit: 60_000 });
    const { graph, analysis } = sampleGraph();
    await store.write(graph, analysis);
    const asked = { name: 'subgraph', args: [ask.subgraph('orchard/apple', { depth: 4 })] } as const;
    const plain = await store.json?.({ ...asked, args: [...asked.args], ...PLAIN });
    const compressed = await store.json?.({ ...asked, args: [...asked.args], ...PLAIN, brotli: true });
    expect([plain?.encoding, compressed?.encoding]).toEqual(['identity', 'br']);
    const text = Buffer.from(plain?.bytes ?? []).toString();
    expect(brotliDecompressSync(compressed?.bytes ?? Buffer.of()).toString()).toBe(text);
    expect(JSON.parse(text)).toEqual(await store.subgraph(...asked.args));
    const small = await store.json?.({ name: 'page', args: ['nowhere'], ...PLAIN, brotli: true });
    expect(small?.encoding).toBe('identity');
    expect(Buffer.from(small?.bytes ?? []).toString()).toBe('null');
    await store.close();
    await expect(store.stats()).rejects.toMatchObject({ code: 'store-unavailable' });
    await rm(folder, { recursive: true });
  });

  it('needs no threads for a database in memory', async () => {
    const store = await openServedSqliteStore(':memory:');
    expect(store.json).toBeUndefined();
    expect(await store.stats()).toMatchObject({ pages: 0 });
    await store.close();
  });
});

describe('threads that answer queries', () => {
  const pools: ReaderPool[] = [];
  afterEach(async () => {
    await Promise.all(pools.splice(0).map((pool) => pool.close()));
  });

  /** Threads that answer `page` with the number of questions they had, and do as they are told with all else. */
  const poolOf = (onOther: string, options: Partial<ReaderPoolOptions> = {}): ReaderPool => {
    const text = `import { parentPort, workerData } from 'node:worker_threads';
      let asked = 0;
      parentPort.on('message', ({ name }) => {
        asked += 1;
        if (name === 'page') parentPort.postMessage({ json: { bytes: new TextEncoder().encode(String(asked)) } });
        else { ${onOther} }
      });`;
    const pool = new ReaderPool(
      { path: '/nowhere', file: 'atlas.db', threads: 1 },
      { threads: 1, timeLimit: 5000, mostWaiting: 10, ...options },
      new URL(`data:text/javascript,${encodeURIComponent(text)}`),
    );
    pools.push(pool);
    return pool;
  };
  const page = async (pool: ReaderPool): Promise<string> =>
    Buffer.from((await pool.ask({ name: 'page', args: ['a'], ...PLAIN })).bytes).toString();
  const STATS: JsonQuestion = { name: 'stats', args: [], ...PLAIN };

  it('are given up where a query takes too long, and others answer then', async () => {
    const pool = poolOf('for (;;);');
    expect(await page(pool)).toBe('1');
    await expect(pool.ask(STATS)).rejects.toMatchObject({
      code: 'store-unavailable',
      message: 'the store atlas.db took too long to answer; ask for less, or again in a moment',
    });
    expect(await page(pool)).toBe('1');
  });

  it('are kept where they are late because they read what others will need too', async () => {
    const reading = `Atomics.store(workerData.preparing, 0, 1);
      setTimeout(() => {
        Atomics.store(workerData.preparing, 0, 0);
        parentPort.postMessage({ json: { bytes: new TextEncoder().encode('too late') } });
      }, 4000);`;
    const pool = poolOf(reading, { timeLimit: 3000 });
    expect(await page(pool)).toBe('1');
    await expect(pool.ask(STATS)).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(await page(pool)).toBe('3');
  });

  it('that die fail the question they had, and not those that wait', async () => {
    for (const dying of ['process.exit(3)', 'throw new RangeError("too much")']) {
      const pool = poolOf(dying);
      const [died, ...others] = await Promise.allSettled([
        pool.ask(STATS),
        page(pool),
        page(pool),
        pool.ask(STATS),
        page(pool),
      ]);
      const failed = {
        status: 'rejected',
        reason: {
          code: 'store-unavailable',
          message: expect.stringMatching(
            /could not be read to the end \((its thread ended with 3|too much)\)/,
          ),
        },
      };
      expect(died).toMatchObject(failed);
      expect(others).toMatchObject([
        { status: 'fulfilled', value: '1' },
        { status: 'fulfilled', value: '2' },
        failed,
        { status: 'fulfilled', value: '1' },
      ]);
    }
  });

  it('that cannot be started fail each question, and none waits for ever', async () => {
    const pool = new ReaderPool(
      { path: '/nowhere', file: 'atlas.db', threads: 1 },
      { threads: 2, timeLimit: 5000, mostWaiting: 10 },
      new URL('data:text/javascript,throw new Error("no such module")'),
    );
    pools.push(pool);
    const asked = Array.from({ length: 5 }, () => pool.ask(STATS));
    expect(await Promise.allSettled(asked)).toMatchObject(
      asked.map(() => ({ status: 'rejected', reason: { code: 'store-unavailable' } })),
    );
  });

  it('let no more wait than may: the next are refused at once', async () => {
    const pool = poolOf('', { mostWaiting: 2 });
    const running = pool.ask(STATS);
    const waiting = [pool.ask(STATS), pool.ask(STATS)];
    await expect(pool.ask(STATS)).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining('asked too much at once'),
    });
    const settled = Promise.allSettled([running, ...waiting]);
    await pool.close();
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  });

  it('let none wait longer than a query may take', async () => {
    const pool = poolOf('', { timeLimit: 1 });
    const asked = [pool.ask(STATS), pool.ask(STATS), pool.ask(STATS)];
    expect(await Promise.allSettled(asked)).toMatchObject(
      asked.map(() => ({ status: 'rejected', reason: { code: 'store-unavailable' } })),
    );
  });

  it('are not asked what nobody wants to know any more', async () => {
    const pool = poolOf('parentPort.postMessage({ json: { bytes: new Uint8Array() } });');
    const [, given, last] = await Promise.allSettled([
      pool.ask(STATS),
      pool.ask({ ...STATS, isWanted: () => false }),
      page(pool),
    ]);
    expect(given).toMatchObject({ status: 'rejected', reason: { code: 'store-unavailable' } });
    expect(last).toMatchObject({ status: 'fulfilled', value: '2' });
  });

  it('end where they are closed, with what they were asked, and answer no more', async () => {
    const pool = poolOf('for (;;);');
    const settled = Promise.allSettled([pool.ask(STATS), pool.ask(STATS)]);
    await pool.close();
    const closed = { code: 'store-unavailable', message: 'the store atlas.db is closed' };
    expect(await settled).toMatchObject([
      { status: 'rejected', reason: closed },
      { status: 'rejected', reason: closed },
    ]);
    await expect(pool.ask({ name: 'page', args: ['a'], ...PLAIN })).rejects.toMatchObject(closed);
  });

  it('hand on an error with its code and what it names', async () => {
    const pool = poolOf(`parentPort.postMessage({ error: {
      message: 'no', code: 'invalid-request', details: { field: 'cursor' }, stack: undefined } });`);
    await expect(pool.ask(STATS)).rejects.toMatchObject({
      name: 'AtlasError',
      message: 'no',
      code: 'invalid-request',
      details: { field: 'cursor' },
    });
  });
});
