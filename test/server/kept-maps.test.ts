/** Maps that were asked for before, answered without the store; and never one of another graph. */
import { describe, expect, it } from 'vitest';
import type { MapColumns, MapQuery } from '../../graph/api.ts';
import { keepingMaps } from '../../server/kept-maps.ts';
import type { GraphStore, JsonAnswer, JsonQuestion } from '../../store/graph-store.ts';
import { ask } from '../store/contract/asking.ts';
import { openSqliteStore } from '../../store/sqlite/open.ts';
import { graphOf } from '../store/sample-graph.ts';

async function keptStore(): Promise<{ kept: GraphStore; store: GraphStore; asked: MapQuery[] }> {
  const store = await openSqliteStore(':memory:');
  const asked: MapQuery[] = [];
  const map = (query: MapQuery): Promise<MapColumns> => {
    asked.push(query);
    return store.map(query);
  };
  return { kept: keepingMaps({ ...store, map }), store, asked };
}

const write = async (store: GraphStore, ...ids: string[]): Promise<void> => {
  const { graph, analysis } = graphOf(
    ids.map((id) => ({ id, body: 'a page\n' })),
    ids.join(' '),
  );
  await store.write(graph, analysis);
};

const labelsOf = async (store: GraphStore, query: Partial<MapQuery> = {}): Promise<string[]> =>
  (await store.map(ask.map({ limit: 100, ...query }))).nodes.label;

describe('a map that was asked for before', () => {
  it('is answered without the store, whoever asks, at once or later', async () => {
    const { kept, store, asked } = await keptStore();
    await write(store, 'one', 'two');
    const both = await Promise.all([labelsOf(kept), labelsOf(kept)]);
    expect([...both, await labelsOf(kept)]).toEqual([0, 1, 2].map(() => ['one', 'two']));
    expect(asked).toHaveLength(1);
    expect(await labelsOf(kept, { wanted: false })).toEqual(['one', 'two']);
    expect(asked).toHaveLength(2);
    await store.close();
  });

  it('is made anew once another graph is stored, or the same one at another time', async () => {
    const { kept, store, asked } = await keptStore();
    await write(store, 'one');
    expect(await labelsOf(kept)).toEqual(['one']);
    await write(store, 'two');
    expect(await labelsOf(kept)).toEqual(['two']);
    const before = await store.version();
    // clocks count milliseconds
    while ((await store.version())?.importedAt === before?.importedAt) await write(store, 'two');
    expect(await labelsOf(kept)).toEqual(['two']);
    expect(asked).toHaveLength(3);
    await store.close();
  });

  it('is not kept where another graph came while it was made', async () => {
    const { kept, store } = await keptStore();
    await write(store, 'one');
    const { map } = store;
    const late: GraphStore = keepingMaps({
      ...store,
      map: async (query) => {
        const answer = await map(query);
        await write(store, 'two');
        return answer;
      },
    });
    expect(await labelsOf(late)).toEqual(['one']);
    await write(store, 'one');
    expect(await labelsOf(kept)).toEqual(['one']);
    expect(await labelsOf(late)).toEqual(['one']);
    expect(await labelsOf(kept)).toEqual(['two']);
    await store.close();
  });

  it('that failed is asked for again', async () => {
    const { store } = await keptStore();
    await write(store, 'one');
    let tries = 0;
    const kept = keepingMaps({
      ...store,
      map: (query) => {
        tries += 1;
        return tries === 1 ? Promise.reject(new Error('busy')) : store.map(query);
      },
    });
    await expect(labelsOf(kept)).rejects.toThrow('busy');
    expect(await labelsOf(kept)).toEqual(['one']);
    await store.close();
  });

  it('is one of the last few, and no part of a map nor a very large one', async () => {
    const { kept, store, asked } = await keptStore();
    await write(store, 'one');
    for (let limit = 1; limit <= 9; limit += 1) await labelsOf(kept, { limit });
    await labelsOf(kept, { limit: 9 });
    expect(asked).toHaveLength(9);
    await labelsOf(kept, { limit: 1 });
    expect(asked).toHaveLength(10);
    for (const query of [{ bbox: [0, 0, 9, 9] as [number, number, number, number] }, { limit: 20_000 }]) {
      await labelsOf(kept, query);
      await labelsOf(kept, query);
    }
    expect(asked).toHaveLength(14);
    await store.close();
  });

  it('as the store writes it is kept for each way to compress it, whoever waits for it still', async () => {
    const { store } = await keptStore();
    await write(store, 'one');
    const asked: JsonQuestion[] = [];
    const kept = keepingMaps({
      ...store,
      json: (question: JsonQuestion): Promise<JsonAnswer> => {
        asked.push(question);
        return Promise.resolve({ bytes: new Uint8Array([asked.length]), encoding: 'identity' });
      },
    });
    const answer = async (brotli: boolean, name: 'map' | 'stats' = 'map'): Promise<number | undefined> => {
      const args = name === 'map' ? [ask.map({ limit: 100 })] : [];
      const question = { name, args, brotli, isWanted: () => false } as unknown as JsonQuestion;
      return (await kept.json?.(question))?.bytes[0];
    };
    expect([await answer(true), await answer(true), await answer(false), await answer(true)]).toEqual([
      1, 1, 2, 1,
    ]);
    expect([await answer(true, 'stats'), await answer(true, 'stats')]).toEqual([3, 4]);
    expect(asked.map(({ isWanted }) => isWanted())).toEqual([true, true, false, false]);
    await store.close();
  });
});
