/** The contract for pages that are near without a link: unlinked mentions, and pages alike. */
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type UnlinkedQuery,
  type UnlinkedList,
  relatedListSchema,
  reportListSchema,
  unlinkedListSchema,
} from '../../../graph/api.ts';
import { type StoreUnderTest, HOSTILE, ask, at, ids, walk } from './asking.ts';

export function describeAlike(on: StoreUnderTest): void {
  const mentions = async (id: string, query: Partial<UnlinkedQuery> = {}): Promise<UnlinkedList> =>
    unlinkedListSchema.strict().parse(await on.store.mentions(id, ask.mentions(query)));
  const shown = async (id: string): Promise<[string, string[]][]> =>
    (await mentions(id)).items.map((item) => [
      item.id,
      item.mentions.map(({ excerpt, start, end }) => excerpt.slice(start, end)),
    ]);

  describe('unlinked mentions', () => {
    it('are pages that name a page by title, alias or file name, with the sentence', async () => {
      await on.writePages([
        { id: 'prime_numbers', title: 'Primes', aliases: ['Prime Number'], body: 'About them.\n' },
        { id: 'by-title', body: '# Top\n\n## Here\n\nFirst. All PRIMES are odd,\nbut for two. Last.\n' },
        { id: 'by-alias', body: 'A prime number is odd.\n' },
        { id: 'by-file', body: 'The prime-numbers and the **prime** numbers.\n' },
        { id: 'linking', body: 'The primes, and [[prime_numbers]].\n' },
        { id: 'other', body: 'Primeval forests, subprimes, a prime.\n' },
      ]);
      const list = await mentions('prime_numbers');
      expect(list).toMatchObject({ total: 3, next: null, truncated: null });
      expect(list.items.find((item) => item.id === 'by-title')).toMatchObject({
        kind: 'page',
        count: 1,
        mentions: [
          {
            excerpt: 'All PRIMES are odd, but for two.',
            start: 4,
            end: 10,
            heading: ['Top', 'Here'],
            line: 8,
          },
        ],
      });
      expect(await shown('prime_numbers')).toEqual([
        ['by-alias', ['prime number']],
        ['by-file', ['prime-numbers', 'prime numbers']],
        ['by-title', ['PRIMES']],
      ]);
    });

    it('leave the longest name its mention', async () => {
      await on.writePages([
        { id: 'prime numbers', title: 'Prime Numbers', body: 'Text.\n' },
        { id: 'theorem', title: 'Prime Numbers Theorem', aliases: ['Odd prime numbers'], body: 'Text.\n' },
        { id: 'longer', body: 'The Prime Numbers Theorem, and odd prime numbers.\n' },
        { id: 'both', body: 'The Prime Numbers Theorem is of prime numbers.\n' },
      ]);
      expect(await shown('prime numbers')).toEqual([['both', ['prime numbers']]]);
      expect(ids((await mentions('theorem')).items)).toEqual(['both', 'longer']);
    });

    it('are not sought in code, links, addresses and comments', async () => {
      await on.writePages([
        { id: 'walnut', title: 'Walnut', body: 'A tree.\n' },
        { id: 'wood', title: 'Wood', body: 'Of trees.\n' },
        { id: 'code', body: 'Run `walnut`.\n\n```\nwalnut\n```\n\n    walnut indented\n' },
        {
          id: 'links',
          body: 'See [[wood|the walnut]], [walnut](https://example.org/x) and https://e.org/walnut now.\n',
        },
        { id: 'html', body: '<!-- walnut -->\n\n<div title="walnut">\nwalnut\n</div>\n' },
        { id: 'across', body: 'Half a wal[[wood|nut]].\n' },
        { id: 'text', body: 'Before [[wood|the forest]] a walnut stood.\n' },
      ]);
      const { items } = await mentions('walnut');
      expect(items.map((item) => [item.id, item.mentions[0]?.excerpt])).toEqual([
        ['text', 'Before the forest a walnut stood.'],
      ]);
    });

    it('are not sought for names that say too little', async () => {
      await on.writePages([
        { id: 'x', title: 'X', body: '' },
        { id: '42', title: '42', body: '' },
        { id: 'to-be', title: 'to be', body: '' },
        { id: '塔', body: '' },
        { id: 'text', body: 'X is 42, to be or not 塔.\n' },
      ]);
      for (const id of ['x', '42', 'to-be', '塔']) expect(await shown(id)).toEqual([]);
    });

    it.each([
      ['東京タワー', '昨日、東京タワーを見た。'],
      ['Zürich', 'Nach ZÜRICH fahren.'],
      ['Искусственный интеллект', 'Об искусственный интеллект речь.'],
      ['हिन्दी', 'यह हिन्दी है।'],
      ['Notepad++', 'With Notepad++ open.'],
    ])('are found in any script: %s', async (title, text) => {
      await on.writePages([
        { id: 'it', title, body: '' },
        { id: 'text', body: `${text}\n` },
      ]);
      const found = await shown('it');
      expect(found).toHaveLength(1);
      expect(found[0]?.[0]).toBe('text');
      for (const [, [name]] of found) expect(text).toContain(name);
    });

    it('are found of wanted pages too', async () => {
      await on.writePages([
        { id: 'a', body: 'I want [[Krita brushes]].\n' },
        { id: 'b', body: 'I have krita brushes.\n' },
      ]);
      expect(ids((await mentions('Krita brushes')).items)).toEqual(['b']);
    });

    it('hold three places at most, and count them all', async () => {
      await on.writePages([
        { id: 'it', title: 'Walnut', body: '' },
        { id: 'much', body: 'A walnut, a walnut.\n\nWalnut. Walnut! Walnut?\n' },
      ]);
      const { items } = await mentions('it');
      expect(items[0]?.count).toBe(5);
      expect(items[0]?.mentions.map((mention) => mention.line)).toEqual([4, 4, 6]);
    });

    it('can be walked to the end, each page once, the most important first', async () => {
      await on.writePages([
        { id: 'it', title: 'Walnut', body: '' },
        ...Array.from({ length: 9 }, (_, i) => ({ id: `p${i}`, body: `A walnut. To [[p${i % 3}]].\n` })),
      ]);
      const whole = await mentions('it');
      expect(whole.total).toBe(9);
      expect(ids(whole.items).slice(0, 3).toSorted()).toEqual(['p0', 'p1', 'p2']);
      for (const limit of [1, 2, 4]) {
        expect(await walk((cursor) => mentions('it', { limit, ...at(cursor) }))).toEqual(whole.items);
      }
    });

    it('say so where not every page was looked at', async () => {
      await on.writePages([
        { id: 'it', title: 'Walnut', body: '' },
        ...Array.from({ length: 203 }, (_, i) => ({ id: `p${i}`, body: 'A walnut.\n' })),
      ]);
      const list = await mentions('it');
      expect(list.total).toBe(200);
      expect(list.truncated).toContain('200');
    });

    it('name pages close to an id that is none, and refuse a wrong cursor', async () => {
      await on.writeSample();
      await expect(mentions('orchard/aple')).rejects.toMatchObject({
        code: 'page-not-found',
        details: { near: expect.arrayContaining(['orchard/apple']) },
      });
      const { next } = await on.store.report('most-linked', ask.report({ limit: 1 }));
      for (const cursor of [...HOSTILE, next ?? '']) {
        await expect(mentions('orchard/apple', { cursor })).rejects.toMatchObject({
          code: 'invalid-request',
          details: { field: 'cursor' },
        });
      }
    });

    it('take hostile titles and texts as text', async () => {
      const titles = [...HOSTILE, '(a+)+$ walnut', 'walnut" OR "x', '] [[walnut'];
      await on.writePages([
        ...titles.map((title, i) => ({ id: `t${i}`, title, aliases: [title], body: 'Walnut.\n' })),
        { id: 'text', body: `${titles.join('\n\n')}\n\n${'['.repeat(2000)}${'> '.repeat(50)}walnut\n` },
      ]);
      for (const i of titles.keys()) {
        for (const item of (await mentions(`t${i}`)).items) {
          for (const { excerpt, start, end } of item.mentions) {
            expect(start).toBeLessThan(end);
            expect(end).toBeLessThanOrEqual(excerpt.length);
          }
        }
        await on.store.related(`t${i}`, ask.related());
      }
    });

    it('are true to the text, whatever it is', async () => {
      const word = fc.constantFrom(
        'walnut',
        'Walnut',
        'oak',
        '東',
        '\n\n',
        '**',
        '`',
        '. ',
        '[',
        '🚀',
        'é',
        '# ',
      );
      await fc.assert(
        fc.asyncProperty(fc.array(word, { maxLength: 40 }), async (words) => {
          await on.writePages([
            { id: 'it', title: 'Walnut', body: '' },
            { id: 'text', body: words.join(' ') },
          ]);
          for (const item of (await mentions('it')).items) {
            for (const { excerpt, start, end } of item.mentions) {
              expect(excerpt.slice(start, end).toLowerCase()).toBe('walnut');
            }
          }
        }),
        { numRuns: 15 },
      );
    });
  });

  describe('suggestions', () => {
    beforeEach(async () =>
      on.writePages([
        { id: 'lonely', title: 'Walnut oil', body: 'Pressed.\n' },
        { id: 'silent', title: 'Hazel', body: 'Grown.\n' },
        ...Array.from({ length: 5 }, (_, i) => ({
          id: `p${i}`,
          body: `Cook in walnut oil; [[p${(i + 1) % 5}]].\n`,
        })),
      ]),
    );

    it('of an orphan are up to three pages that name it', async () => {
      const { items } = reportListSchema.strict().parse(await on.store.report('orphans', ask.report()));
      expect(items.map((item) => [item.id, ids(item.suggestions ?? [])])).toEqual([
        ['lonely', ['p0', 'p1', 'p2']],
        ['silent', []],
      ]);
    });

    it('are left out once two megabytes of text were looked at for an answer', async () => {
      const filler = 'Nothing of note.\n\n'.repeat(16_600);
      const named = ['almond', 'almond', 'beech', 'beech', 'chestnut', 'chestnut', 'damson'];
      await on.writePages([
        ...[...new Set([...named, 'elder'])].map((id) => ({ id, body: '[[hub]]\n' })),
        { id: 'hub', body: '[[short]] '.concat(...named.map((_, i) => `[[long${i}]] `)) },
        ...named.map((name, i) => ({ id: `long${i}`, body: `${filler}A ${name} for the [[hub]].\n` })),
        { id: 'short', body: 'An elder for the [[hub]].\n' },
      ]);
      const { items } = await on.store.report('orphans', ask.report());
      expect(items.map((item) => [item.id, item.suggestions && ids(item.suggestions)])).toEqual([
        ['almond', ['long0', 'long1']],
        ['beech', ['long2', 'long3']],
        ['chestnut', ['long4', 'long5']],
        ['damson', undefined],
        ['elder', ['short']],
      ]);
    });

    it('are left out where they are not asked for, and of other lists', async () => {
      for (const { items } of [
        await on.store.report('orphans', ask.report({ suggestions: false })),
        await on.store.report('isolated', ask.report()),
      ]) {
        expect(items.length).toBeGreaterThan(0);
        for (const item of items) expect(item).not.toHaveProperty('suggestions');
      }
    });
  });

  describe('related', () => {
    const related = async (id: string, limit = 10) =>
      relatedListSchema.strict().parse(await on.store.related(id, ask.related({ limit })));

    it('are pages with the same neighbours, those that share lesser known ones first', async () => {
      await on.writePages([
        { id: 'it', body: '[[hub]] [[rare]] [[wanted thing]]\n' },
        { id: 'close', body: '[[rare]]\n' },
        { id: 'hoping', body: '[[wanted thing]] [[hub]]\n' },
        { id: 'far', body: '[[hub]]\n' },
        { id: 'hub', body: '' },
        { id: 'rare', body: '' },
        ...Array.from({ length: 20 }, (_, i) => ({ id: `u${i}`, body: '[[hub]]\n' })),
      ]);
      const { items, truncated } = await related('it');
      expect(truncated).toBeNull();
      expect(ids(items).slice(0, 3)).toEqual(['hoping', 'close', 'far']);
      expect(items[0]?.reasons[0]).toMatchObject({
        kind: 'neighbours',
        count: 2,
        pages: [{ id: 'wanted thing', kind: 'wanted' }, { id: 'hub' }],
      });
      expect(ids(items)).not.toContain('hub');
      expect(await related('it', 2)).toMatchObject({ items: items.slice(0, 2) });
    });

    it('are none that a hub is linked with, either way', async () => {
      const leaves = Array.from({ length: 100 }, (_, i) => `leaf${i}`);
      await on.writePages([
        {
          id: 'hub',
          body: leaves
            .slice(0, 50)
            .map((leaf) => `[[${leaf}]] `)
            .join(''),
        },
        ...leaves.map((id, i) => ({ id, body: i < 50 ? '[[shared]]\n' : '[[hub]] [[shared]]\n' })),
        { id: 'beyond', body: '[[leaf1]] [[leaf80]]\n' },
        { id: 'shared', body: '' },
      ]);
      const { items } = await related('hub', 100);
      expect(ids(items)).toEqual(['shared', 'beyond']);
    });

    it('are pages with the same telling words', async () => {
      const common = 'The tree and the garden are here.';
      await on.writePages([
        { id: 'it', body: `${common} Rootstock, scion and cambium; cambium heals.\n` },
        { id: 'close', body: `${common} The Scion meets the cambium.\n` },
        { id: 'one', body: `${common} A rootstock.\n` },
        { id: '東', body: '東京の赤い塔。\n' },
        { id: '京', body: '夜の赤い塔です。\n' },
        ...Array.from({ length: 30 }, (_, i) => ({ id: `f${i}`, body: `${common}\n` })),
      ]);
      const { items } = await related('it');
      expect(items.map((item) => [item.id, item.reasons])).toEqual([
        ['close', [{ kind: 'words', words: ['cambium', 'scion'] }]],
      ]);
      expect(ids((await related('東')).items)).toEqual(['京']);
    });

    it('leave out pages that are linked already, and structural links aside find no likeness', async () => {
      await on.writePages([
        { id: 'channel', index: true, body: '[[a]] [[b]] [[c]]\n' },
        { id: 'a', body: '[[x]] [[b]]\n' },
        { id: 'b', body: '[[x]]\n' },
        { id: 'c', body: 'Alone.\n' },
        { id: 'd', body: '[[x]]\n' },
        { id: 'x', body: '' },
      ]);
      expect(ids((await related('a')).items)).toEqual(['d']);
      expect(ids((await related('b')).items)).toEqual(['d']);
      expect(ids((await related('c')).items)).toEqual([]);
    });

    it('leave out neighbours at hubs, and say so', async () => {
      const all = Array.from({ length: 203 }, (_, i) => `[[w${i}]]`).join(' ');
      await on.writePages([
        { id: 'it', body: `${all}\n` },
        { id: 'other', body: `${all}\n` },
      ]);
      const { items, truncated } = await related('it');
      expect(ids(items)).toEqual(['other']);
      expect(truncated).toContain('200');
    });

    it('are of a wanted page its neighbours’ alone', async () => {
      await on.writePages([
        { id: 'a', body: '[[missing]] [[also missing]]\n' },
        { id: 'b', body: '[[also missing]]\n' },
      ]);
      expect(await related('missing')).toEqual({ items: [], truncated: null });
    });

    it('name pages close to an id that is none', async () => {
      await on.writeSample();
      await expect(related('orchard/aple')).rejects.toMatchObject({
        code: 'page-not-found',
        details: { near: expect.arrayContaining(['orchard/apple']) },
      });
    });
  });
}
