/** Queries of the SQLite store in threads: the contract, and what only threads can get wrong. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { GraphStore } from '../../store/graph-store.ts';
import { ReaderPool, type ReaderPoolOptions } from '../../store/sqlite/reader-pool.ts';
import { describeGraphStore } from './contract.ts';
import { ask } from './contract/asking.ts';
import { sampleGraph } from './sample-graph.ts';

/** Threads need the compiled program, which vitest's set-up makes. */
const { openServedSqliteStore } = (await import(
  new URL('../../dist/store/sqlite/open-served.js', import.meta.url).href
)) as typeof import('../../store/sqlite/open-served.ts');

describeGraphStore('SQLite with threads that read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wiki-atlas-readers-'));
  const opened: GraphStore[] = [];
  const again = async (): Promise<GraphStore> => {
    const store = await openServedSqliteStore(join(folder, 'atlas.db'), { threads: 1 });
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
    const store = await openServedSqliteStore(join(folder, 'atlas.db'), { threads: 2 });
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
    const store = await openServedSqliteStore(join(folder, 'atlas.db'), { threads: 1 });
    const { graph, analysis } = sampleGraph();
    await store.write(graph, analysis);
    const json = await store.json?.('subgraph', ask.subgraph('orchard/apple'));
    expect(JSON.parse(Buffer.from(json ?? []).toString())).toEqual(
      await store.subgraph(ask.subgraph('orchard/apple')),
    );
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
    const text = `import { parentPort } from 'node:worker_threads';
      let asked = 0;
      parentPort.on('message', ({ name }) => {
        asked += 1;
        if (name === 'page') parentPort.postMessage({ json: new TextEncoder().encode(String(asked)) });
        else { ${onOther} }
      });`;
    const pool = new ReaderPool(
      { path: '/nowhere', file: 'atlas.db' },
      { threads: 1, timeLimit: 3000, mostWaiting: 10, ...options },
      new URL(`data:text/javascript,${encodeURIComponent(text)}`),
    );
    pools.push(pool);
    return pool;
  };
  const page = async (pool: ReaderPool): Promise<string> =>
    Buffer.from(await pool.ask('page', ['a'])).toString();

  it('are given up where a query takes too long, and others answer then', async () => {
    const pool = poolOf('for (;;);');
    expect(await page(pool)).toBe('1');
    await expect(pool.ask('stats', [])).rejects.toMatchObject({
      code: 'store-unavailable',
      message: 'the store atlas.db took too long to answer; ask for less, or again in a moment',
    });
    expect(await page(pool)).toBe('1');
  });

  it('that die fail the question they had, and not those that wait', async () => {
    for (const dying of ['process.exit(3)', 'throw new RangeError("too much")']) {
      const pool = poolOf(dying);
      const [died, ...others] = await Promise.allSettled([
        pool.ask('stats', []),
        page(pool),
        page(pool),
        pool.ask('stats', []),
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
      { path: '/nowhere', file: 'atlas.db' },
      { threads: 2, timeLimit: 3000, mostWaiting: 10 },
      new URL('data:text/javascript,throw new Error("no such module")'),
    );
    pools.push(pool);
    const asked = Array.from({ length: 5 }, () => pool.ask('stats', []));
    expect(await Promise.allSettled(asked)).toMatchObject(
      asked.map(() => ({ status: 'rejected', reason: { code: 'store-unavailable' } })),
    );
  });

  it('let no more wait than may: the next are refused at once', async () => {
    const pool = poolOf('', { mostWaiting: 2 });
    const running = pool.ask('stats', []);
    const waiting = [pool.ask('stats', []), pool.ask('stats', [])];
    await expect(pool.ask('stats', [])).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining('asked too much at once'),
    });
    const settled = Promise.allSettled([running, ...waiting]);
    await pool.close();
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  });

  it('let none wait longer than a query may take', async () => {
    const pool = poolOf('', { timeLimit: 1 });
    const asked = [pool.ask('stats', []), pool.ask('stats', []), pool.ask('stats', [])];
    expect(await Promise.allSettled(asked)).toMatchObject(
      asked.map(() => ({ status: 'rejected', reason: { code: 'store-unavailable' } })),
    );
  });

  it('end where they are closed, with what they were asked, and answer no more', async () => {
    const pool = poolOf('for (;;);');
    const settled = Promise.allSettled([pool.ask('stats', []), pool.ask('stats', [])]);
    await pool.close();
    const closed = { code: 'store-unavailable', message: 'the store atlas.db is closed' };
    expect(await settled).toMatchObject([
      { status: 'rejected', reason: closed },
      { status: 'rejected', reason: closed },
    ]);
    await expect(pool.ask('page', ['a'])).rejects.toMatchObject(closed);
  });

  it('hand on an error with its code and what it names', async () => {
    const pool = poolOf(`parentPort.postMessage({ error: {
      message: 'no', code: 'invalid-request', details: { field: 'cursor' }, stack: undefined } });`);
    await expect(pool.ask('stats', [])).rejects.toMatchObject({
      name: 'AtlasError',
      message: 'no',
      code: 'invalid-request',
      details: { field: 'cursor' },
    });
  });
});
