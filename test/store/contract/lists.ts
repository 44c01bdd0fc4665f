/** The contract for lists: links of a page, reports, and the cursors that page through them. */
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type LinksQuery,
  type ReportKind,
  type ReportQuery,
  linkListSchema,
  reportKindSchema,
  reportListSchema,
} from '../../../graph/api.ts';
import { graphOf, sampleGraph } from '../sample-graph.ts';
import { type StoreUnderTest, HOSTILE, ask, at, ids, walk } from './asking.ts';

export function describeLists(on: StoreUnderTest): void {
  describe('links', () => {
    beforeEach(() => on.writeSample());

    it('lists who links to a page, the most important first, with every mention', async () => {
      const list = linkListSchema.parse(await on.store.links('orchard/apple', ask.links()));
      expect(list.total).toBe(8);
      const pear = list.items.find((item) => item.page.id === 'orchard/pear');
      expect(pear).toMatchObject({ relation: 'link', structural: false, count: 2, via: 'name' });
      expect(pear?.page).toMatchObject({ title: 'Pear growing', videoId: 'eRsGyueVLvQ' });
      expect(pear?.mentions.map((mention) => mention.at)).toEqual([130, 200]);
      expect(pear?.mentions[1]).toMatchObject({ label: 'apple tree', heading: ['Pear growing'] });
      for (const item of list.items) {
        for (const { excerpt, start, end } of item.mentions) {
          expect(excerpt.slice(start, end)).toMatch(/apple|Malus|Öpfel/);
        }
      }
    });

    it('lists where a page links, wanted pages too, but no attachments, addresses or itself', async () => {
      const apple = await on.store.links('orchard/apple', ask.links({ direction: 'out' }));
      expect(apple.items.map((item) => item.page.id).toSorted()).toEqual([
        'kitchen/cider',
        'orchard/orchard',
        'orchard/pear',
      ]);
      const tart = await on.store.links('kitchen/tart', ask.links({ direction: 'out' }));
      expect(tart.items.map((item) => [item.page.id, item.relation]).toSorted()).toEqual([
        ['kitchen/cider', 'embed'],
        ['kitchen/dead_end', 'link'],
        ['orchard/apple', 'link'],
        ['walnut%20bread', 'link'],
      ]);
    });

    it('lists who wants a page', async () => {
      const list = await on.store.links('quince', ask.links());
      expect(list.items.map((item) => item.page.id).toSorted()).toEqual([
        'kitchen/cider',
        'orchard/pear',
        'welcome',
      ]);
      expect(list.items.every((item) => item.via === null)).toBe(true);
    });

    it('leaves out structural links and other relations where asked', async () => {
      const list = async (query: Partial<LinksQuery>): Promise<string[]> =>
        (await on.store.links('orchard/apple', ask.links({ direction: 'out', ...query }))).items.map(
          (item) => item.relation,
        );
      expect(await list({ structural: false })).toEqual(['link', 'link']);
      expect(await list({ relation: ['from'] })).toEqual(['from']);
      expect(await list({ relation: ['from', 'no such relation'] })).toEqual(['from']);
      expect(await list({ relation: ["' OR 1=1 --"] })).toEqual([]);
      expect(await list({ relation: [] })).toEqual([]);
    });

    it.each([1, 2, 3, 500])('walks all links exactly once, %i at a time', async (limit) => {
      const whole = await on.store.links('orchard/apple', ask.links());
      const items = await walk((cursor) =>
        on.store.links('orchard/apple', ask.links({ limit, ...at(cursor) })),
      );
      expect(items).toEqual(whole.items);
    });

    it('holds at most 20 mentions of a link, and counts them all', async () => {
      await on.writePages([
        { id: 'a', body: 'To [[b]].\n'.repeat(33) },
        { id: 'b', body: 'Target.\n' },
      ]);
      const { items } = await on.store.links('b', ask.links());
      expect(items[0]?.count).toBe(33);
      expect(items[0]?.mentions.map((mention) => mention.line)).toEqual(
        Array.from({ length: 20 }, (_, i) => i + 4),
      );
    });

    it('names pages close to an id that is none', async () => {
      await expect(on.store.links('orchard/aple', ask.links())).rejects.toMatchObject({
        code: 'page-not-found',
        details: { near: expect.arrayContaining(['orchard/apple']) },
      });
    });
  });

  describe('cursors', () => {
    beforeEach(() => on.writeSample());

    it('are refused where they are not this list’s own', async () => {
      const { next } = await on.store.report('most-linked', ask.report({ limit: 1 }));
      const forged = [
        ...HOSTILE,
        '',
        'null',
        Buffer.from('[]').toString('base64url'),
        Buffer.from('["search",{},[],null]').toString('base64url'),
        Buffer.from('{"__proto__":1}').toString('base64url'),
        next ?? '',
      ];
      const refused = { code: 'invalid-request', details: { field: 'cursor' } };
      for (const cursor of forged) {
        await expect(on.store.links('orchard/apple', ask.links({ cursor }))).rejects.toMatchObject(refused);
        await expect(on.store.search(ask.search('apple', { cursor }))).rejects.toMatchObject(refused);
        await expect(on.store.report('orphans', ask.report({ cursor }))).rejects.toMatchObject(refused);
      }
    });

    it('hold no other characters than an address may', async () => {
      const { next } = await on.store.report('orphans', ask.report({ limit: 3 }));
      expect(next).toMatch(/^[\w-]+$/);
    });

    it('stay right while the graph changes before them', async () => {
      const first = await on.store.report('orphans', ask.report({ limit: 2 }));
      const whole = await on.store.report('orphans', ask.report());
      const { graph, analysis } = sampleGraph();
      graph.pages = graph.pages.filter((page) => page.id !== first.items[0]?.id);
      graph.links = graph.links.filter((link) => link.source !== first.items[0]?.id);
      await on.store.write(graph, analysis);
      const rest = await on.store.report('orphans', ask.report(at(first.next ?? '')));
      expect(ids(rest.items)).toEqual(ids(whole.items).slice(2));
    });
  });

  describe('reports', () => {
    beforeEach(() => on.writeSample());
    const report = async (kind: ReportKind, query: Partial<ReportQuery> = {}): Promise<string[]> =>
      ids(reportListSchema.parse(await on.store.report(kind, ask.report(query))).items);

    it('orphans are pages that no page links to, structural links aside', async () => {
      expect(await report('orphans')).toEqual([
        'kitchen/README',
        'notes/isolated',
        'orchard/lonely_video',
        'orchard/orchard',
        'welcome',
      ]);
      expect(await report('orphans', { structural: true })).toEqual([
        'kitchen/README',
        'notes/isolated',
        'welcome',
      ]);
    });

    it('isolated pages have no link either way', async () => {
      expect(await report('isolated')).toEqual(['kitchen/README', 'notes/isolated', 'orchard/orchard']);
      expect(await report('isolated', { structural: true })).toEqual(['notes/isolated']);
    });

    it('dead ends are pages that link nowhere; a link to a wanted page leads somewhere', async () => {
      expect(await report('dead-ends')).toEqual([
        'kitchen/README',
        'kitchen/dead_end',
        'notes/isolated',
        'orchard/orchard',
      ]);
      expect(await report('dead-ends', { structural: true })).toEqual(['kitchen/dead_end', 'notes/isolated']);
    });

    it('wanted pages come with the pages that want them, the most wanted first', async () => {
      const { items } = await on.store.report('wanted', ask.report());
      expect(ids(items)).toEqual(['quince', 'constructor', 'walnut%20bread']);
      expect(ids(items[0]?.wantedBy ?? [])).toEqual(['kitchen/cider', 'orchard/pear', 'welcome']);
      expect(items[0]).toMatchObject({ kind: 'wanted', inDegree: 3 });
    });

    it('a wanted page names ten pages that want it at most', async () => {
      await on.writePages(
        Array.from({ length: 12 }, (_, i) => ({ id: `p${i}`, body: 'See [[missing]].\n' })),
      );
      const { items } = await on.store.report('wanted', ask.report());
      expect(items).toHaveLength(1);
      expect(items[0]?.inDegree).toBe(12);
      expect(items[0]?.wantedBy).toHaveLength(10);
    });

    it('most-linked counts the pages that link, not the links', async () => {
      const { items } = await on.store.report('most-linked', ask.report({ limit: 3 }));
      expect(items.map((item) => [item.id, item.inDegree])).toEqual([
        ['orchard/apple', 7],
        ['kitchen/cider', 2],
        ['notes/Zürich', 2],
      ]);
      const all = await on.store.report('most-linked', ask.report({ structural: true }));
      expect(all.items[0]).toMatchObject({ id: 'orchard/apple', inDegree: 8 });
      expect(ids(all.items)).toContain('orchard/orchard');
    });

    it('keep to the folders asked for; a wanted page belongs to those that want it', async () => {
      expect(await report('orphans', { folder: ['kitchen', ''] })).toEqual(['kitchen/README', 'welcome']);
      expect(await report('wanted', { folder: ['kitchen'] })).toEqual(['quince', 'walnut%20bread']);
      expect(await report('wanted', { folder: ['notes'] })).toEqual(['constructor']);
      expect(await report('orphans', { folder: ["kitchen' OR 1=1 --"] })).toEqual([]);
    });

    describe('of links', () => {
      beforeEach(async () => {
        const { graph, analysis } = graphOf([
          { id: 'a', body: 'Of [[b]], [[b#Here]] and [[b#Gone]].\n\nThe [[c]].\n' },
          { id: 'b', body: '# Here\n\nSee [[c]], then [[missing]].\n' },
          { id: 'c', body: `From: [[a#Gone]]\n\nClear.\n` },
          { id: 'many', body: Array.from({ length: 12 }, (_, i) => `[[n${i}]]`).join(' ') },
          ...Array.from({ length: 12 }, (_, i) => ({ id: `n${i}`, body: '' })),
        ]);
        for (const link of graph.links) {
          if (link.target === 'c' || link.source === 'many') link.ambiguous = 2;
          for (const mention of link.mentions) mention.deadFragment = mention.fragment === 'Gone';
        }
        await on.store.write(graph, analysis);
      });

      it('ambiguous are pages with links that several pages answer to, with these links', async () => {
        expect(await report('ambiguous')).toEqual(['a', 'b', 'many']);
        const { items, total } = await on.store.report('ambiguous', ask.report());
        expect(total).toBe(3);
        expect(items[0]).toMatchObject({
          linkCount: 1,
          links: [
            {
              page: { id: 'c', kind: 'page', title: 'c' },
              relation: 'link',
              ambiguous: 2,
              mention: { excerpt: 'The c.' },
            },
          ],
        });
        expect(items[2]?.linkCount).toBe(12);
        expect(items[2]?.links).toHaveLength(10);
      });

      it('broken fragments are pages with links to headings that are not there', async () => {
        const { items } = await on.store.report('broken-fragments', ask.report());
        expect(items.map((item) => [item.id, item.linkCount])).toEqual([['a', 1]]);
        expect(items[0]?.links).toMatchObject([
          { page: { id: 'b' }, mention: { fragment: 'Gone', line: 4 } },
        ]);
        expect(await report('broken-fragments', { structural: true })).toEqual(['a', 'c']);
        expect(await report('broken-fragments', { folder: ['none'] })).toEqual([]);
      });
    });

    it.each(reportKindSchema.options)('%s can be walked to the end, each item exactly once', async (kind) => {
      for (const structural of [false, true]) {
        const whole = await on.store.report(kind, ask.report({ structural }));
        for (const limit of [1, 2, 3]) {
          const items = await walk((cursor) =>
            on.store.report(kind, ask.report({ structural, limit, ...at(cursor) })),
          );
          expect(items).toEqual(whole.items);
        }
      }
    });
  });
}
