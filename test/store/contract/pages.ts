/** The contract for single pages, the numbers, and the export. */
import { beforeEach, describe, expect, it } from 'vitest';
import { type ReportKind, pageDetailSchema, statsSchema, subgraphSchema } from '../../../graph/api.ts';
import { byCodePoint } from '../../../graph/names.ts';
import { LONGEST_FORMATTED } from '../../../store/graph-store.ts';
import { sampleGraph } from '../sample-graph.ts';
import { type StoreUnderTest, HOSTILE, ask } from './asking.ts';
import { wholeExport } from '../whole-export.ts';

export function describePages(on: StoreUnderTest): void {
  describe('stats', () => {
    it('counts pages, links, orphans and facets', async () => {
      await on.writeSample();
      const stats = statsSchema.parse(await on.store.stats());
      expect(stats).toMatchObject({
        name: 'sample',
        pages: 18,
        wanted: 3,
        links: 37,
        structuralLinks: 9,
        mentions: 38,
        videos: 3,
        warnings: 0,
      });
      expect(stats.folders).toEqual([
        { name: '', count: 1 },
        { name: 'kitchen', count: 4 },
        { name: 'notes', count: 8 },
        { name: 'orchard', count: 5 },
      ]);
      expect(stats.relations).toEqual([
        { name: 'link', count: 32, structural: 5 },
        { name: 'from', count: 4, structural: 4 },
        { name: 'embed', count: 1, structural: 0 },
      ]);
      expect(stats.facets).toContainEqual({
        key: 'level',
        distinct: 2,
        values: [
          { name: '2', count: 2 },
          { name: '1', count: 1 },
        ],
      });
      expect(stats.facets).toContainEqual({
        key: '__proto__',
        distinct: 1,
        values: [{ name: 'toString', count: 1 }],
      });
      expect(stats.facets.find((facet) => facet.key === 'tags')?.values[0]).toEqual({
        name: 'fruit',
        count: 3,
      });
      expect(Date.parse(stats.importedAt)).toBeGreaterThan(Date.parse('2020-01-01'));
    });

    it('agrees with the reports', async () => {
      await on.writeSample();
      const stats = await on.store.stats();
      const total = async (kind: ReportKind): Promise<number> =>
        (await on.store.report(kind, ask.report({ limit: 1 }))).total;
      expect(stats.orphans).toBe(await total('orphans'));
      expect(stats.isolated).toBe(await total('isolated'));
      expect(stats.deadEnds).toBe(await total('dead-ends'));
    });
  });

  describe('page', () => {
    beforeEach(() => on.writeSample());

    it('tells all of a page', async () => {
      const page = pageDetailSchema.parse(await on.store.page('orchard/apple'));
      expect(page).toMatchObject({
        id: 'orchard/apple',
        kind: 'page',
        title: 'Apple',
        folder: 'orchard',
        inDegree: 7,
        outDegree: 2,
        structuralIn: 1,
        structuralOut: 1,
        aliases: ['Malus', 'Malus domestica'],
        tags: ['fruit', 'tree'],
        facets: [
          { key: 'level', values: [1] },
          { key: 'public', values: [true] },
        ],
        headings: [
          { level: 1, text: 'Apple', line: 11 },
          { level: 2, text: 'Uses', line: 15 },
        ],
        index: false,
        videoId: 'WhWc3b3KhnY',
        path: 'orchard/apple.md',
        rank: 1,
        communityName: 'orchard',
        attachments: 1,
        externals: 1,
      });
    });

    it('tells what there is of a wanted page', async () => {
      const page = pageDetailSchema.parse(await on.store.page('quince'));
      expect(page).toMatchObject({ kind: 'wanted', title: 'quince', folder: '', path: null });
      expect(page).toMatchObject({ inDegree: 3, outDegree: 0, community: -1, communityName: null });
    });

    it('finds every id whatever is in it, and no other spelling', async () => {
      const { graph } = sampleGraph();
      for (const { id } of graph.pages) expect(await on.store.page(id)).toMatchObject({ id });
      for (const id of [...HOSTILE, 'ORCHARD/APPLE', 'orchard/apple ', 'apple', '']) {
        expect(await on.store.page(id)).toBeNull();
      }
    });
  });

  describe('source', () => {
    beforeEach(() => on.writeSample());

    it('gives the file and every link in it, in file order, with what it means', async () => {
      const source = await on.store.source('orchard/apple');
      expect(source).toMatchObject({ title: 'Apple', videoId: 'WhWc3b3KhnY' });
      const file = Buffer.from(source?.markdown ?? '');
      const links = source?.mentions.map((mention) => [
        file.subarray(mention.offset, mention.offset + mention.length).toString(),
        mention.kind,
        mention.target,
        mention.relation,
      ]);
      expect(links).toEqual([
        ['[[orchard]]', 'page', 'orchard/orchard', 'from'],
        ['[[pear]]', 'page', 'orchard/pear', 'link'],
        ['[[kitchen/cider|cider]]', 'page', 'kitchen/cider', 'link'],
        ['![[apple.png]]', 'attachment', 'apple.png', 'embed'],
        [
          '[the society](https://example.org/apples?a=1&b=2)',
          'external',
          'https://example.org/apples?a=1&b=2',
          'link',
        ],
      ]);
    });

    it('leaves out the links of a page that is too long to be shown with them', async () => {
      await on.writePages([{ id: 'long', body: `[[a]] ${'x'.repeat(LONGEST_FORMATTED)}` }]);
      const source = await on.store.source('long');
      expect(source?.markdown.length).toBeGreaterThan(LONGEST_FORMATTED);
      expect(source?.mentions).toEqual([]);
      expect((await on.store.links('long', ask.links({ direction: 'out' }))).total).toBe(1);
    });

    it('knows links of a page to itself, and fragments', async () => {
      const source = await on.store.source('kitchen/tart');
      expect(source?.mentions).toContainEqual(
        expect.objectContaining({
          kind: 'self',
          target: 'kitchen/tart',
          fragment: 'Steps',
          label: 'steps',
          syntax: 'wiki',
        }),
      );
    });

    it('is null where there is no file', async () => {
      expect(await on.store.source('quince')).toBeNull();
      expect(await on.store.source('no such page')).toBeNull();
    });
  });

  describe('export', () => {
    it('is of one moment, whatever is written meanwhile', async () => {
      await on.writeSample();
      const before = await wholeExport(on.store);
      const meanwhile = async (): Promise<void> => on.writePages([{ id: 'new', body: 'New.\n' }]);
      expect(await wholeExport(await on.again(), Infinity, meanwhile)).toEqual(before);
      expect((await wholeExport(on.store)).nodes.map((node) => node.key)).toEqual(['new']);
    });

    it('is of nothing before the first write, and may be left off', async () => {
      expect((await wholeExport(on.store, 1)).nodes).toEqual([]);
      await on.writeSample();
      for await (const part of on.store.exportParts(1)) {
        expect(part).toHaveProperty('size');
        break;
      }
      await on.writePages([{ id: 'new', body: 'New.\n' }]);
    });

    it.each([0, 1, 2])('gives %i mentions of a link where no more are asked for', async (most) => {
      await on.writePages([
        { id: 'a', body: '[[b]]\n[[b]]\n[[b]]\n' },
        { id: 'b', body: 'B.\n' },
      ]);
      const [all, some] = [await wholeExport(on.store), await wholeExport(on.store, most)];
      const mentions = all.edges[0]?.attributes.mentions ?? [];
      expect(mentions).toHaveLength(3);
      expect(some.edges[0]?.attributes).toMatchObject({ count: 3, mentions: mentions.slice(0, most) });
      expect(some.nodes).toEqual(all.nodes);
    });

    it('holds every page, wanted page and link with its mentions, in order of ids', async () => {
      await on.writeSample();
      const whole = subgraphSchema.parse(await wholeExport(on.store));
      const { graph } = sampleGraph();
      expect(whole.nodes.map((node) => node.key)).toEqual(
        [...graph.pages, ...graph.wanted].map((node) => node.id).toSorted(byCodePoint),
      );
      const links = graph.links.filter((link) => link.kind === 'page' || link.kind === 'wanted');
      expect(whole.edges).toHaveLength(links.length);
      for (const link of links) {
        const edge = whole.edges.find(
          (one) => one.key === JSON.stringify([link.source, link.relation, link.target]),
        );
        expect(edge?.attributes).toMatchObject({
          relation: link.relation,
          count: link.mentions.length,
          via: link.via,
          structural: link.structural,
        });
        expect(edge?.attributes.mentions?.map((mention) => mention.offset)).toEqual(
          link.mentions.map((mention) => mention.offset),
        );
      }
      expect(whole.attributes.total).toEqual(whole.attributes.returned);
    });
  });
}
