/** The contract for finding pages by words and by name. */
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { type SearchQuery, searchListSchema } from '../../../graph/api.ts';
import { type StoreUnderTest, HOSTILE, ask, at, ids, walk } from './asking.ts';

export function describeSearch(on: StoreUnderTest): void {
  describe('search', () => {
    beforeEach(() => on.writeSample());
    const search = async (q: string, query: Partial<SearchQuery> = {}): Promise<string[]> =>
      ids(searchListSchema.parse(await on.store.search(ask.search(q, query))).items);

    it('puts a page called so first, then titles that begin so, then the rest', async () => {
      const found = await search('apple');
      expect(found.slice(0, 2)).toEqual(['orchard/apple', 'kitchen/tart']);
      expect(found).toContain('orchard/lonely_video');
    });

    it('weighs title over alias over heading over text', async () => {
      const filler = 'Words that have nothing to do with it.\n';
      await on.writePages([
        { id: 'in-text', body: `${filler}A word about zymurgy.\n` },
        { id: 'in-heading', body: `# On zymurgy\n\n${filler}` },
        { id: 'in-alias', aliases: ['The zymurgy'], body: filler },
        { id: 'in-title', title: 'About zymurgy', body: filler },
      ]);
      const { items } = await on.store.search(ask.search('zymurgy'));
      expect(items.map((item) => [item.id, item.match])).toEqual([
        ['in-title', 'title'],
        ['in-alias', 'alias'],
        ['in-heading', 'heading'],
        ['in-text', 'text'],
      ]);
    });

    it('shows the place that matched, marked', async () => {
      const { items } = await on.store.search(ask.search('cellar'));
      expect(items).toHaveLength(1);
      const item = items[0];
      expect(item).toMatchObject({ id: 'kitchen/cider', match: 'text' });
      expect(item?.marks.map(([start, end]) => item.excerpt.slice(start, end))).toEqual(['cellar']);
    });

    it('finds words that are not finished yet, and all words anywhere', async () => {
      expect(await search('ferm')).toEqual(['kitchen/cider']);
      expect(await search('cold wil')).toEqual(['kitchen/cider']);
      expect(await search('wil cold')).toEqual([]);
      expect(await search('budd')).toEqual(['orchard/grafting']);
    });

    it('finds by one or two letters in names alone', async () => {
      expect(await search('bu')).toEqual(['orchard/grafting']);
      expect(await search('yea')).toEqual(['kitchen/cider']);
      expect(await search('ye')).toEqual([]);
    });

    it('cares neither for case nor for accents', async () => {
      expect(await search('ZURICH')).toContain('notes/Zürich');
      expect(await search('zu\u0308rich')).toContain('notes/Zürich');
      expect(await search('opfel')).toEqual(['notes/Zürich']);
    });

    it('finds scripts without spaces by any part of a word', async () => {
      for (const q of ['東京タワー', 'タワ', '塔', '赤い塔', 'ロケット', 'トのよ']) {
        expect(await search(q)).toEqual(['notes/東京']);
      }
      expect(await search('京')).toEqual(['notes/東京', 'notes/100% "sure"']);
      expect(await search('京東')).toEqual([]);
      const { items } = await on.store.search(ask.search('赤い'));
      expect(items[0]?.excerpt).toContain('東京の赤い塔。');
      expect(items[0]?.marks.map(([start, end]) => items[0]?.excerpt.slice(start, end))).toEqual(['赤い']);
    });

    it.each([
      ['Arabic', 'الذكاء الاصطناعي', 'الذكاء'],
      ['Devanagari', 'हिन्दी विकिपीडिया', 'हिन्दी'],
      ['Thai', 'ปัญญาประดิษฐ์', 'ประดิษฐ์'],
      ['Korean', '인공 지능', '지능'],
      ['Cyrillic', 'Искусственный интеллект', 'ИНТЕЛЛЕКТ'],
      ['Arabic, unfinished', 'الذكاء الاصطناعي', 'الاصط'],
      ['Devanagari with its marks', 'कृत्रिम बुद्धिमत्ता', 'बुद्धिमत्ता'],
      ['Chinese', '人工智能导论', '智能'],
      ['a flag', 'Bern 🇨🇭 2024', '🇨🇭'],
      ['an emoji in an alias-like name', 'Ideas 💡 notes', '💡'],
      ['Latin beside Chinese', 'AI视频生成', '视频'],
      ['a trade mark', 'TensorFlow™ and Keras®', 'tensorflow'],
    ])('finds %s', async (_, title, q) => {
      await on.writePages([
        { id: 'it', title, body: 'Text.\n' },
        { id: 'other', body: 'Other text.\n' },
      ]);
      expect(await search(q)).toEqual(['it']);
    });

    it('begins an excerpt with the sentence, not with what stands above or before it', async () => {
      await on.writePages([
        {
          id: 'a',
          body: '## From the channel\n\nThe first sentence is here. Then the harvest begins at dawn. It ends late.\n',
        },
        { id: 'b', body: '東京は大きい。収穫は夜明けに始まる。\n' },
        { id: 'c', body: `${'word '.repeat(60)}threshing ${'word '.repeat(60)}\n` },
      ]);
      const excerpt = async (q: string): Promise<string | undefined> =>
        (await on.store.search(ask.search(q))).items[0]?.excerpt.trim();
      expect(await excerpt('harvest')).toBe('Then the harvest begins at dawn. It ends late.');
      expect(await excerpt('sentence')).toMatch(/^The first sentence is here\./);
      expect(await excerpt('収穫')).toBe('収穫は夜明けに始まる。');
      expect(await excerpt('threshing')).toMatch(/^…word .*threshing word.*…$/);
    });

    it.each([
      ['a letter left out', 'graftng', 'orchard/grafting', 'title'],
      ['a letter put in', 'grafftin', 'orchard/grafting', 'title'],
      ['a letter changed', 'grefting', 'orchard/grafting', 'title'],
      ['two letters swapped', 'cdier', 'kitchen/cider', 'title'],
      ['a typo in one word of several', 'aplpe tart', 'kitchen/tart', 'title'],
      ['a typo in an unfinished word', 'isoalt', 'notes/isolated', 'title'],
      ['a typo in an alias', 'malus domestika', 'orchard/apple', 'alias'],
      ['a typo in another script', '東京タウー', 'notes/東京', 'title'],
      ['a typo in the name of a wanted page', 'wallnut', 'walnut%20bread', 'title'],
    ])('forgives %s', async (_, q, id, match) => {
      const { items, total, next } = searchListSchema.parse(await on.store.search(ask.search(q)));
      expect(items[0]).toMatchObject({ id, match });
      expect(items[0]?.marks.length).toBeGreaterThan(0);
      expect({ total, next }).toEqual({ total: items.length, next: null });
    });

    it('forgives one typo, not two, and none in short words or the text', async () => {
      for (const q of ['grfatnig', 'aplpe tatr', 'pra', 'celler', 'zzzz']) {
        expect(await search(q)).toEqual([]);
      }
    });

    it('puts what a typo may have meant after what was found, and only where that is little', async () => {
      const filler = { body: 'Text.\n' };
      await on.writePages([
        { id: 'a', title: 'Forest', ...filler },
        { id: 'b', title: 'Florest', ...filler },
        { id: 'c', title: 'Forests', ...filler },
      ]);
      expect(await search('forest')).toEqual(['a', 'c', 'b']);
      expect(await search('forest', { limit: 2 })).toEqual(['a', 'c']);
      await on.writePages(
        ['Forest', 'Florest', 'Forest one', 'Forest two'].map((title, i) => ({
          id: `p${i}`,
          title,
          ...filler,
        })),
      );
      expect(await search('forest')).toEqual(['p0', 'p2', 'p3']);
    });

    it('finds emoji, whole or in part', async () => {
      expect(await search('🚀')).toEqual(['notes/🚀 launch']);
      expect(await search('🚀 launch')).toEqual(['notes/🚀 launch']);
      expect(await search('👩‍🚀')).toEqual(['notes/🚀 launch']);
    });

    it('finds wanted pages by name', async () => {
      const { items } = await on.store.search(ask.search('walnut'));
      expect(items[0]).toMatchObject({ id: 'walnut%20bread', kind: 'wanted', match: 'title' });
    });

    it('takes hostile queries as text', async () => {
      for (const q of HOSTILE) {
        const list = searchListSchema.parse(await on.store.search(ask.search(q)));
        expect(list.items.length).toBeLessThanOrEqual(list.total);
      }
      expect(await search('" OR apple')).toEqual([]);
      expect(await search('title:apple')).toEqual([]);
      expect(await search('100% "sure"')).toEqual(['notes/100% "sure"']);
      expect(await search('NOT apple')).toEqual([]);
    });

    it('answers any query at all, and marks what it found', async () => {
      const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string());
      await fc.assert(
        fc.asyncProperty(anyText, async (q) => {
          const { items } = await on.store.search(ask.search(q));
          for (const { excerpt, marks } of items) {
            expect(marks.length).toBeGreaterThan(0);
            for (const [start, end] of marks) {
              expect(start).toBeLessThan(end);
              expect(end).toBeLessThanOrEqual(excerpt.length);
            }
          }
        }),
      );
    });

    it('keeps texts with its own marks, NUL and very long words', async () => {
      await on.writePages([
        { id: 'odd', body: `Before \ufdd0marked\ufdd1 and \0 after.\n` },
        { id: 'long', body: `${'x'.repeat(100_000)}\n` },
      ]);
      const { items } = await on.store.search(ask.search('marked after'));
      expect(items).toHaveLength(1);
      expect(items[0]?.excerpt).toMatch(/^Before +marked +and +after\.$/);
      const long = await on.store.search(ask.search('xxx'));
      expect(long.items[0]?.excerpt.length).toBeLessThanOrEqual(400);
    });

    it('finds nothing where nothing is asked', async () => {
      for (const q of ['', ' ', '\n\t', '%', '...', '"']) {
        expect(await on.store.search(ask.search(q))).toEqual({ items: [], total: 0, next: null });
      }
    });

    it.each([1, 2, 3])('walks all results exactly once, %i at a time', async (limit) => {
      const whole = await on.store.search(ask.search('apple', { limit: 100 }));
      expect(whole.total).toBeGreaterThan(5);
      const items = await walk((cursor) => on.store.search(ask.search('apple', { limit, ...at(cursor) })));
      expect(items).toEqual(whole.items);
    });
  });

  describe('named', () => {
    beforeEach(() => on.writeSample());
    const named = async (name: string, limit = 5): Promise<{ exact: boolean; nodes: string[] }> => {
      const { exact, nodes } = await on.store.named(name, limit);
      return { exact, nodes: ids(nodes) };
    };

    it.each([
      ['orchard/apple', 'orchard/apple'],
      ['Orchard/Apple', 'orchard/apple'],
      ['apple', 'orchard/apple'],
      ['MALUS DOMESTICA', 'orchard/apple'],
      ['malus_domestica', 'orchard/apple'],
      ['Pear growing', 'orchard/pear'],
      ['pear-growing', 'orchard/pear'],
      ['grafting   budding', 'orchard/grafting'],
      ['zu\u0308rich', 'notes/Zürich'],
      ['東京タワー', 'notes/東京'],
      ['tokyo tower', 'notes/東京'],
      ['__proto__', 'notes/__proto__'],
      ['constructor', 'constructor'],
      ['Quince', 'quince'],
      ["O'Brien; DROP TABLE node;--", "notes/O'Brien; DROP TABLE node;--"],
    ])('%s is the name of %s', async (name, id) => {
      const { exact, nodes } = await named(name);
      expect(exact).toBe(true);
      expect(nodes[0]).toBe(id);
    });

    it('prefers the closest spelling, then ids and titles to aliases', async () => {
      await on.writePages([
        { id: 'a/tie', title: 'TIE', body: '' },
        { id: 'b/other', title: 'Other', aliases: ['Tie'], body: '' },
        { id: 'c/third', title: 'tie!', body: '' },
      ]);
      expect(await named('Tie')).toEqual({ exact: true, nodes: ['b/other', 'a/tie', 'c/third'] });
      expect(await named('TIE')).toEqual({ exact: true, nodes: ['a/tie', 'b/other', 'c/third'] });
    });

    it('gives the most alike where no node is called so', async () => {
      expect(await named('aple')).toMatchObject({ exact: false });
      expect((await named('aple')).nodes[0]).toBe('orchard/apple');
      expect((await named('Pear gorwing')).nodes[0]).toBe('orchard/pear');
      expect((await named('kitchen/tarts')).nodes[0]).toBe('kitchen/tart');
      expect((await named('東京タ')).nodes[0]).toBe('notes/東京');
      expect((await named('zzzzzzzz')).nodes).toEqual([]);
    });

    it('gives no more than asked for, and each node once', async () => {
      const { nodes } = await named('a', 3);
      expect(nodes.length).toBeLessThanOrEqual(3);
      expect(new Set(nodes).size).toBe(nodes.length);
    });

    it('takes hostile names as text', async () => {
      for (const name of ['', ...HOSTILE]) {
        expect((await named(name)).nodes.length).toBeLessThanOrEqual(5);
      }
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (name) => {
          await on.store.named(name, 5);
        }),
      );
    });
  });
}
