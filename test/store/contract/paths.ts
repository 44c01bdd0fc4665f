/** The contract for paths between two nodes. */
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { type PathList, type PathsQuery, pathListSchema } from '../../../graph/api.ts';
import { anyGraph } from '../any-graph.ts';
import { naivePaths } from '../naive-graph.ts';
import { graphOf } from '../sample-graph.ts';
import { type StoreUnderTest, HOSTILE, ask, ids } from './asking.ts';

export function describePaths(on: StoreUnderTest): void {
  describe('paths', () => {
    const paths = async (from: string, to: string, query: Partial<PathsQuery> = {}): Promise<PathList> =>
      pathListSchema.parse(await on.store.paths(ask.paths(from, to, query)));
    const along = async (from: string, to: string, query: Partial<PathsQuery> = {}): Promise<string[]> =>
      (await paths(from, to, query)).paths.map(({ nodes }) => ids(nodes).join(' '));

    describe('in the sample', () => {
      beforeEach(() => on.writeSample());

      it('lead from page to page, each step with its link and the sentence', async () => {
        const { paths: found, truncated } = await paths('notes/東京', 'orchard/apple', { k: 2 });
        expect(truncated).toBeNull();
        expect(found.map(({ nodes }) => ids(nodes))).toEqual([
          ['notes/東京', 'notes/100% "sure"', 'orchard/grafting', 'orchard/apple'],
          ['notes/東京', 'notes/100% "sure"', 'notes/Zürich', 'orchard/apple'],
        ]);
        const steps = found[1]?.steps ?? [];
        expect(steps.map(({ direction, relation, count }) => [direction, relation, count])).toEqual([
          ['in', 'link', 1],
          ['out', 'link', 1],
          ['out', 'link', 1],
        ]);
        const sentence = steps[2]?.mention;
        expect(sentence?.excerpt).toBe('Apples are called Öpfel here.');
        expect(sentence?.excerpt.slice(sentence.start, sentence.end)).toBe('Öpfel');
      });

      it('go with the links alone where asked', async () => {
        expect(await along('orchard/apple', 'welcome', { direction: 'out' })).toEqual([]);
        expect((await along('welcome', 'orchard/apple', { direction: 'out' }))[0]).toBe(
          'welcome orchard/apple',
        );
        expect((await paths('orchard/apple', 'welcome', { k: 1 })).paths[0]?.steps[0]?.direction).toBe('in');
      });

      it('from a page to itself are one, without a step', async () => {
        const { paths: found } = await paths('orchard/apple', 'orchard/apple');
        expect(found.map(({ nodes, steps }) => [ids(nodes), steps])).toEqual([[['orchard/apple'], []]]);
      });

      it('are none to a page without links, and none that is too long', async () => {
        expect(await paths('orchard/apple', 'notes/isolated')).toEqual({ paths: [], truncated: null });
        expect(await along('notes/東京', 'orchard/apple', { max: 2 })).toEqual([]);
      });

      it('join over wanted pages, and keep to relations', async () => {
        expect(await along('kitchen/cider', 'quince')).toContain('kitchen/cider quince');
        expect(await along('kitchen/tart', 'kitchen/cider', { relation: ['embed'] })).toEqual([
          'kitchen/tart kitchen/cider',
        ]);
        expect(await along('welcome', 'orchard/apple', { relation: ['embed'] })).toEqual([]);
        expect(await along('welcome', 'orchard/apple', { relation: ['no such'] })).toEqual([]);
      });

      it('go over structural links only where asked', async () => {
        expect(await along('orchard/orchard', 'orchard/apple')).toEqual([]);
        const [path] = (await paths('orchard/apple', 'orchard/orchard', { structural: true, k: 1 })).paths;
        expect(path?.steps).toMatchObject([{ direction: 'out', structural: true }]);
      });

      it('name pages close to an end that is none', async () => {
        for (const [from, to] of [
          ['orchard/aple', 'orchard/pear'],
          ['orchard/pear', 'orchard/aple'],
        ] as const) {
          await expect(paths(from, to)).rejects.toMatchObject({
            code: 'page-not-found',
            details: { near: expect.arrayContaining(['orchard/apple']) },
          });
        }
        for (const hostile of HOSTILE) {
          await expect(paths('orchard/pear', hostile)).rejects.toMatchObject({ code: 'page-not-found' });
        }
      });
    });

    it('come shortest first, then over the most linked page, then by id', async () => {
      await on.writePages([
        { id: 'start', body: '[[b]] [[a]] [[hub]] [[long]]\n' },
        { id: 'long', body: '[[longer]]\n' },
        { id: 'longer', body: '[[end]]\n' },
        { id: 'a', body: '[[end]]\n' },
        { id: 'b', body: '[[end]]\n' },
        { id: 'hub', body: '[[end]]\n' },
        { id: 'fan', body: '[[hub]]\n' },
        { id: 'end', body: '' },
      ]);
      expect(await along('start', 'end', { k: 5 })).toEqual([
        'start hub end',
        'start a end',
        'start b end',
        'start long longer end',
      ]);
      expect(await along('start', 'end', { k: 2 })).toEqual(['start hub end', 'start a end']);
    });

    it('show of several links the one in their own direction, of those the most frequent', async () => {
      await on.writePages([
        { id: 'a', body: 'See: [[b]]\nOnce ![[b]] and\ntwice ![[b]].\n' },
        { id: 'b', body: '[[a]] [[a]] [[a]] [[a]]\n' },
      ]);
      const [path] = (await paths('a', 'b', { k: 1 })).paths;
      expect(path?.steps).toMatchObject([{ direction: 'out', relation: 'embed', count: 2 }]);
    });

    it('are found between two hubs', async () => {
      const spokes = Array.from({ length: 2000 }, (_, i) => ({
        id: `s${i}`,
        body: i < 1500 ? `[[one]]${i > 1000 ? ' [[two]]' : ''}\n` : '[[two]]\n',
      }));
      await on.writePages([{ id: 'one', body: '' }, { id: 'two', body: '' }, ...spokes]);
      const { paths: found, truncated } = await paths('one', 'two', { k: 5, max: 8 });
      expect(found.map(({ nodes }) => ids(nodes)[1])).toEqual(['s1001', 's1002', 's1003', 's1004', 's1005']);
      expect(truncated).toBeNull();
    });

    it('equal a plain search in memory, in any graph', async () => {
      await fc.assert(
        fc.asyncProperty(anyGraph, anyAsk, async (pages, { from, to, ...query }) => {
          const { graph, analysis } = graphOf(pages);
          await on.store.write(graph, analysis);
          const nodes = [...graph.pages, ...graph.wanted];
          const asked = ask.paths(
            nodes[from % nodes.length]?.id ?? '',
            nodes[to % nodes.length]?.id ?? '',
            query,
          );
          const answer = pathListSchema.parse(await on.store.paths(asked));
          expect(answer.paths.map((path) => ids(path.nodes))).toEqual(naivePaths(graph, asked));
          expect(answer.truncated).toBeNull();
          for (const path of answer.paths) expect(path.steps).toHaveLength(path.nodes.length - 1);
        }),
        { numRuns: 80 },
      );
    });
  });
}

const anyAsk = fc.record({
  from: fc.nat(100),
  to: fc.nat(100),
  direction: fc.constantFrom('any' as const, 'out' as const),
  max: fc.integer({ min: 1, max: 8 }),
  k: fc.integer({ min: 1, max: 5 }),
  structural: fc.boolean(),
});
