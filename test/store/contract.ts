/**
 * What every GraphStore answers, as tests to run against any adapter.
 * Invariant: nothing here knows which database is behind the port.
 */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type LinksQuery,
  type MapQuery,
  type ReportKind,
  type ReportQuery,
  type SearchQuery,
  type SubgraphQuery,
  linkListSchema,
  linksQuerySchema,
  mapQuerySchema,
  mapSchema,
  pageDetailSchema,
  reportListSchema,
  reportQuerySchema,
  searchListSchema,
  searchQuerySchema,
  statsSchema,
  subgraphQuerySchema,
  subgraphSchema,
} from '../../graph/api.ts';
import { byCodePoint } from '../../graph/names.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { type NaiveNode, naiveDegrees, naiveSubgraph } from './naive-graph.ts';
import { type PageSpec, graphOf, sampleGraph } from './sample-graph.ts';

/** An empty database and the stores opened on it. */
export interface StoreHarness {
  store: GraphStore;
  /** opens another reader of the same database */
  again(): Promise<GraphStore>;
  /** closes what was opened and removes the database */
  dispose(): Promise<void>;
}

const HOSTILE = [
  '"',
  "'",
  '%',
  '_',
  '*',
  '\\',
  'NEAR(',
  'NEAR(a b, 2)',
  'apple OR',
  'apple AND NOT',
  'title : apple',
  '-apple',
  '^apple',
  '{title} : x',
  '"unclosed',
  '\0',
  'a\0b',
  '\ud800',
  '\ufdd0x\ufdd1',
  "'; DROP TABLE node; --",
  '__proto__',
  'toString',
  '../../etc/passwd',
  '́',
  '‮',
  '('.repeat(500),
  'x '.repeat(250),
  '"*"*"*',
];

const ask = {
  map: (query: Partial<MapQuery> = {}): MapQuery => ({ ...mapQuerySchema.parse({}), ...query }),
  subgraph: (seed: string | string[], query: Partial<SubgraphQuery> = {}): SubgraphQuery => ({
    ...subgraphQuerySchema.parse({ seed: 'x' }),
    seed: [seed].flat(),
    ...query,
  }),
  links: (query: Partial<LinksQuery> = {}): LinksQuery => ({ ...linksQuerySchema.parse({}), ...query }),
  search: (q: string, query: Partial<SearchQuery> = {}): SearchQuery => ({
    ...searchQuerySchema.parse({ q: '' }),
    q,
    ...query,
  }),
  report: (query: Partial<ReportQuery> = {}): ReportQuery => ({
    ...reportQuerySchema.parse({}),
    ...query,
  }),
};

/** Every item of a list, asked for a few at a time; fails where the list does not end. */
async function walk<T>(
  page: (cursor: string | undefined) => Promise<{ items: T[]; total: number; next: string | null }>,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  for (;;) {
    const list = await page(cursor);
    items.push(...list.items);
    if (list.next === null) {
      expect(items).toHaveLength(list.total);
      return items;
    }
    expect(items.length).toBeLessThan(list.total);
    cursor = list.next;
  }
}

const ids = (items: { id: string }[]): string[] => items.map((item) => item.id);

export function describeGraphStore(name: string, open: () => Promise<StoreHarness>): void {
  describe(`${name} as a GraphStore`, () => {
    let harness: StoreHarness;
    let store: GraphStore;
    beforeEach(async () => {
      harness = await open();
      store = harness.store;
    });
    afterEach(async () => harness.dispose());

    const writeSample = async (): Promise<void> => {
      const { graph, analysis } = sampleGraph();
      await store.write(graph, analysis);
    };
    const writePages = async (pages: PageSpec[]): Promise<void> => {
      const { graph, analysis } = graphOf(pages);
      await store.write(graph, analysis);
    };

    describe('before the first write', () => {
      it('answers every query with nothing', async () => {
        expect(await store.files()).toEqual([]);
        expect(await store.importFingerprint()).toBeNull();
        expect(statsSchema.parse(await store.stats())).toMatchObject({ pages: 0, links: 0, facets: [] });
        expect((await store.map(ask.map())).nodes.id).toEqual([]);
        expect(await store.page('a')).toBeNull();
        expect(await store.source('a')).toBeNull();
        expect(await store.search(ask.search('a'))).toEqual({ items: [], total: 0, next: null });
        expect(await store.named('a', 5)).toEqual({ exact: false, nodes: [] });
        expect(await store.report('orphans', ask.report())).toEqual({ items: [], total: 0, next: null });
        expect((await store.export()).nodes).toEqual([]);
        await expect(store.subgraph(ask.subgraph('a'))).rejects.toMatchObject({ code: 'page-not-found' });
      });
    });

    describe('write', () => {
      it('keeps the files, their hashes and the fingerprint as they came, in id order', async () => {
        await writeSample();
        const { graph } = sampleGraph();
        expect(await store.files()).toEqual(graph.pages.map((page) => page.file));
        expect(await store.importFingerprint()).toBe(graph.fingerprint);
      });

      it('replaces all that was there', async () => {
        await writeSample();
        await writePages([{ id: 'only', body: 'Alone with [[nothing]].\n' }]);
        const whole = await store.export();
        expect(whole.nodes.map((node) => node.key)).toEqual(['nothing', 'only']);
        expect(whole.edges).toHaveLength(1);
        expect(await store.page('orchard/apple')).toBeNull();
        expect(await store.search(ask.search('apple'))).toMatchObject({ total: 0 });
        expect(await store.named('Apple', 5)).toMatchObject({ exact: false });
        expect(await store.stats()).toMatchObject({ pages: 1, wanted: 1, mentions: 1, facets: [] });
      });

      it('takes an empty graph', async () => {
        await writeSample();
        await writePages([]);
        expect(await store.stats()).toMatchObject({ pages: 0, wanted: 0, links: 0 });
      });

      it('tells its progress up to the end', async () => {
        const { graph, analysis } = sampleGraph();
        const seen: [number, number][] = [];
        await store.write(graph, analysis, (done, total) => seen.push([done, total]));
        const total = graph.pages.length + graph.wanted.length + graph.links.length;
        expect(seen.at(-1)).toEqual([total, total]);
        expect(seen.map(([done]) => done)).toEqual(seen.map(([done]) => done).toSorted((a, b) => a - b));
      });

      it('shows other readers the old graph or the new one while it runs', async () => {
        await writePages(manyPages(300, 'old'));
        const reader = await harness.again();
        const { graph, analysis } = graphOf(manyPages(400, 'new'));
        const seen = new Set<string>();
        let running = true;
        const writing = store.write(graph, analysis).finally(() => (running = false));
        do {
          for (const one of [reader, store]) {
            const { nodes } = await one.map(ask.map());
            const { pages } = await one.stats();
            seen.add(`${nodes.id.length} of ${nodes.id[0]?.slice(0, 3)}`);
            expect([300, 400]).toContain(pages);
          }
          await new Promise((resume) => setImmediate(resume));
        } while (running);
        await writing;
        expect((await reader.map(ask.map())).nodes.id).toHaveLength(400);
        expect([...seen].filter((state) => state !== '300 of old' && state !== '400 of new')).toEqual([]);
      });

      it('leaves the old graph where a write fails half-way', async () => {
        await writeSample();
        const { graph, analysis } = graphOf(manyPages(500, 'new'));
        const fail = (): void => {
          throw new Error('stopped');
        };
        await expect(store.write(graph, analysis, fail)).rejects.toThrow('stopped');
        expect(await store.page('orchard/apple')).not.toBeNull();
        expect(await store.stats()).toMatchObject({ pages: 18 });
        await store.write(graph, analysis);
        expect(await store.stats()).toMatchObject({ pages: 500 });
      });

      it('puts writes that are asked for at once one after the other', async () => {
        const [first, second] = [graphOf(manyPages(50, 'one')), graphOf(manyPages(60, 'two'))];
        await Promise.all([
          store.write(first.graph, first.analysis),
          store.write(second.graph, second.analysis),
        ]);
        expect(await store.stats()).toMatchObject({ pages: 60 });
      });

      it('is there for a reader that is opened later', async () => {
        await writeSample();
        const later = await harness.again();
        expect(await later.export()).toEqual(await store.export());
        expect(await later.stats()).toMatchObject({ name: 'sample', pages: 18 });
      });
    });

    describe('stats', () => {
      it('counts pages, links, orphans and facets', async () => {
        await writeSample();
        const stats = statsSchema.parse(await store.stats());
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
        await writeSample();
        const stats = await store.stats();
        const total = async (kind: ReportKind): Promise<number> =>
          (await store.report(kind, ask.report({ limit: 1 }))).total;
        expect(stats.orphans).toBe(await total('orphans'));
        expect(stats.isolated).toBe(await total('isolated'));
        expect(stats.deadEnds).toBe(await total('dead-ends'));
      });
    });

    describe('page', () => {
      beforeEach(writeSample);

      it('tells all of a page', async () => {
        const page = pageDetailSchema.parse(await store.page('orchard/apple'));
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
        const page = pageDetailSchema.parse(await store.page('quince'));
        expect(page).toMatchObject({ kind: 'wanted', title: 'quince', folder: '', path: null });
        expect(page).toMatchObject({ inDegree: 3, outDegree: 0, community: -1, communityName: null });
      });

      it('finds every id whatever is in it, and no other spelling', async () => {
        const { graph } = sampleGraph();
        for (const { id } of graph.pages) expect(await store.page(id)).toMatchObject({ id });
        for (const id of [...HOSTILE, 'ORCHARD/APPLE', 'orchard/apple ', 'apple', '']) {
          expect(await store.page(id)).toBeNull();
        }
      });
    });

    describe('source', () => {
      beforeEach(writeSample);

      it('gives the file and every link in it, in file order, with what it means', async () => {
        const source = await store.source('orchard/apple');
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

      it('knows links of a page to itself, and fragments', async () => {
        const source = await store.source('kitchen/tart');
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
        expect(await store.source('quince')).toBeNull();
        expect(await store.source('no such page')).toBeNull();
      });
    });

    describe('links', () => {
      beforeEach(writeSample);

      it('lists who links to a page, the most important first, with every mention', async () => {
        const list = linkListSchema.parse(await store.links('orchard/apple', ask.links()));
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
        const apple = await store.links('orchard/apple', ask.links({ direction: 'out' }));
        expect(apple.items.map((item) => item.page.id).toSorted()).toEqual([
          'kitchen/cider',
          'orchard/orchard',
          'orchard/pear',
        ]);
        const tart = await store.links('kitchen/tart', ask.links({ direction: 'out' }));
        expect(tart.items.map((item) => [item.page.id, item.relation]).toSorted()).toEqual([
          ['kitchen/cider', 'embed'],
          ['kitchen/dead_end', 'link'],
          ['orchard/apple', 'link'],
          ['walnut%20bread', 'link'],
        ]);
      });

      it('lists who wants a page', async () => {
        const list = await store.links('quince', ask.links());
        expect(list.items.map((item) => item.page.id).toSorted()).toEqual([
          'kitchen/cider',
          'orchard/pear',
          'welcome',
        ]);
        expect(list.items.every((item) => item.via === null)).toBe(true);
      });

      it('leaves out structural links and other relations where asked', async () => {
        const list = async (query: Partial<LinksQuery>): Promise<string[]> =>
          (await store.links('orchard/apple', ask.links({ direction: 'out', ...query }))).items.map(
            (item) => item.relation,
          );
        expect(await list({ structural: false })).toEqual(['link', 'link']);
        expect(await list({ relation: ['from'] })).toEqual(['from']);
        expect(await list({ relation: ['from', 'no such relation'] })).toEqual(['from']);
        expect(await list({ relation: ["' OR 1=1 --"] })).toEqual([]);
        expect(await list({ relation: [] })).toEqual([]);
      });

      it.each([1, 2, 3, 500])('walks all links exactly once, %i at a time', async (limit) => {
        const whole = await store.links('orchard/apple', ask.links());
        const items = await walk((cursor) =>
          store.links('orchard/apple', ask.links({ limit, ...at(cursor) })),
        );
        expect(items).toEqual(whole.items);
      });

      it('holds at most 20 mentions of a link, and counts them all', async () => {
        await writePages([
          { id: 'a', body: 'To [[b]].\n'.repeat(33) },
          { id: 'b', body: 'Target.\n' },
        ]);
        const { items } = await store.links('b', ask.links());
        expect(items[0]?.count).toBe(33);
        expect(items[0]?.mentions.map((mention) => mention.line)).toEqual(
          Array.from({ length: 20 }, (_, i) => i + 4),
        );
      });

      it('names pages close to an id that is none', async () => {
        await expect(store.links('orchard/aple', ask.links())).rejects.toMatchObject({
          code: 'page-not-found',
          details: { near: expect.arrayContaining(['orchard/apple']) },
        });
      });
    });

    describe('cursors', () => {
      beforeEach(writeSample);

      it('are refused where they are not this list’s own', async () => {
        const { next } = await store.report('most-linked', ask.report({ limit: 1 }));
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
          await expect(store.links('orchard/apple', ask.links({ cursor }))).rejects.toMatchObject(refused);
          await expect(store.search(ask.search('apple', { cursor }))).rejects.toMatchObject(refused);
          await expect(store.report('orphans', ask.report({ cursor }))).rejects.toMatchObject(refused);
        }
      });

      it('hold no other characters than an address may', async () => {
        const { next } = await store.report('orphans', ask.report({ limit: 3 }));
        expect(next).toMatch(/^[\w-]+$/);
      });

      it('stay right while the graph changes before them', async () => {
        const first = await store.report('orphans', ask.report({ limit: 2 }));
        const whole = await store.report('orphans', ask.report());
        const { graph, analysis } = sampleGraph();
        graph.pages = graph.pages.filter((page) => page.id !== first.items[0]?.id);
        graph.links = graph.links.filter((link) => link.source !== first.items[0]?.id);
        await store.write(graph, analysis);
        const rest = await store.report('orphans', ask.report(at(first.next ?? '')));
        expect(ids(rest.items)).toEqual(ids(whole.items).slice(2));
      });
    });

    describe('reports', () => {
      beforeEach(writeSample);
      const report = async (kind: ReportKind, query: Partial<ReportQuery> = {}): Promise<string[]> =>
        ids(reportListSchema.parse(await store.report(kind, ask.report(query))).items);

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
        expect(await report('dead-ends', { structural: true })).toEqual([
          'kitchen/dead_end',
          'notes/isolated',
        ]);
      });

      it('wanted pages come with the pages that want them, the most wanted first', async () => {
        const { items } = await store.report('wanted', ask.report());
        expect(ids(items)).toEqual(['quince', 'constructor', 'walnut%20bread']);
        expect(ids(items[0]?.wantedBy ?? [])).toEqual(['kitchen/cider', 'orchard/pear', 'welcome']);
        expect(items[0]).toMatchObject({ kind: 'wanted', inDegree: 3 });
      });

      it('a wanted page names ten pages that want it at most', async () => {
        await writePages(Array.from({ length: 12 }, (_, i) => ({ id: `p${i}`, body: 'See [[missing]].\n' })));
        const { items } = await store.report('wanted', ask.report());
        expect(items).toHaveLength(1);
        expect(items[0]?.inDegree).toBe(12);
        expect(items[0]?.wantedBy).toHaveLength(10);
      });

      it('most-linked counts the pages that link, not the links', async () => {
        const { items } = await store.report('most-linked', ask.report({ limit: 3 }));
        expect(items.map((item) => [item.id, item.inDegree])).toEqual([
          ['orchard/apple', 7],
          ['kitchen/cider', 2],
          ['notes/Zürich', 2],
        ]);
        const all = await store.report('most-linked', ask.report({ structural: true }));
        expect(all.items[0]).toMatchObject({ id: 'orchard/apple', inDegree: 8 });
        expect(ids(all.items)).toContain('orchard/orchard');
      });

      it('keep to the folders asked for; a wanted page belongs to those that want it', async () => {
        expect(await report('orphans', { folder: ['kitchen', ''] })).toEqual(['kitchen/README', 'welcome']);
        expect(await report('wanted', { folder: ['kitchen'] })).toEqual(['quince', 'walnut%20bread']);
        expect(await report('wanted', { folder: ['notes'] })).toEqual(['constructor']);
        expect(await report('orphans', { folder: ["kitchen' OR 1=1 --"] })).toEqual([]);
      });

      it.each(['orphans', 'isolated', 'dead-ends', 'wanted', 'most-linked'] as const)(
        '%s can be walked to the end, each item exactly once',
        async (kind) => {
          for (const structural of [false, true]) {
            const whole = await store.report(kind, ask.report({ structural }));
            for (const limit of [1, 2, 3]) {
              const items = await walk((cursor) =>
                store.report(kind, ask.report({ structural, limit, ...at(cursor) })),
              );
              expect(items).toEqual(whole.items);
            }
          }
        },
      );
    });

    describe('map', () => {
      beforeEach(writeSample);

      it('holds every node once, the most important first, and the links between them', async () => {
        const map = mapSchema.parse(await store.map(ask.map()));
        expect(map.attributes).toEqual({
          total: { nodes: 21, edges: 28 },
          returned: { nodes: 21, edges: 28 },
          truncated: null,
        });
        expect(map.nodes.id[0]).toBe('orchard/apple');
        expect(new Set(map.nodes.id).size).toBe(21);
        expect(map.nodes.rank).toEqual(map.nodes.rank.toSorted((a, b) => b - a));
        expect(map.nodes.rank[0]).toBe(1000);
        for (const column of Object.values(map.nodes)) expect(column).toHaveLength(21);
        for (const column of Object.values(map.edges)) expect(column).toHaveLength(28);
        const apple = { folder: map.nodes.folder[0] ?? -1, community: map.nodes.community[0] ?? -1 };
        expect(map.folders[apple.folder]).toBe('orchard');
        expect(map.communities[apple.community]).toMatchObject({ name: 'orchard', radius: 150 });
      });

      it('has the same links as the export', async () => {
        const map = await store.map(ask.map({ structural: true }));
        const edges = map.edges.source.map((source, i) =>
          JSON.stringify([
            map.nodes.id[source],
            map.relations[map.edges.relation[i] ?? -1],
            map.nodes.id[map.edges.target[i] ?? -1],
          ]),
        );
        const whole = await store.export();
        expect(edges.toSorted()).toEqual(whole.edges.map((edge) => edge.key).toSorted());
      });

      it('cuts at the limit and says so', async () => {
        const whole = await store.map(ask.map());
        const map = await store.map(ask.map({ limit: 5 }));
        expect(map.nodes.id).toEqual(whole.nodes.id.slice(0, 5));
        expect(map.attributes.total).toEqual({ nodes: 21, edges: 28 });
        expect(map.attributes.returned).toEqual({ nodes: 5, edges: map.edges.source.length });
        expect(map.attributes.truncated).toBe('the 5 most important of 21 pages are shown');
        expect(Math.max(...map.edges.source, ...map.edges.target)).toBeLessThan(5);
        const exact = await store.map(ask.map({ limit: 21 }));
        expect(exact.attributes.truncated).toBeNull();
      });

      it('keeps to a box, to folders, to relations, and to pages that are there', async () => {
        const whole = await store.map(ask.map());
        const [minX, minY, maxX, maxY] = [-200, -200, 0, -100];
        const box = await store.map(ask.map({ bbox: [minX, minY, maxX, maxY] }));
        const inside = whole.nodes.id.filter((_, i) => {
          const [x, y] = [whole.nodes.x[i] ?? 0, whole.nodes.y[i] ?? 0];
          return x >= minX && x <= maxX && y >= minY && y <= maxY;
        });
        expect(box.nodes.id).toEqual(inside);
        expect(inside.length).toBeGreaterThan(3);
        const folder = await store.map(ask.map({ folder: ['kitchen'] }));
        expect(folder.nodes.id.toSorted(byCodePoint)).toEqual([
          'kitchen/README',
          'kitchen/cider',
          'kitchen/dead_end',
          'kitchen/tart',
          'quince',
          'walnut%20bread',
        ]);
        const pages = await store.map(ask.map({ wanted: false }));
        expect(pages.nodes.id).toHaveLength(18);
        expect(pages.nodes.kind.every((kind) => kind === 0)).toBe(true);
        const embeds = await store.map(ask.map({ relation: ['embed'] }));
        expect(embeds.relations).toEqual(['embed']);
        expect(embeds.edges.source).toHaveLength(1);
      });

      it('counts structural links in degrees only where they were asked for', async () => {
        const degree = async (structural: boolean): Promise<(number | undefined)[]> => {
          const map = await store.map(ask.map({ structural }));
          const i = map.nodes.id.indexOf('orchard/orchard');
          return [map.nodes.inDegree[i], map.nodes.outDegree[i]];
        };
        expect(await degree(false)).toEqual([0, 0]);
        expect(await degree(true)).toEqual([4, 3]);
      });
    });

    describe('subgraph', () => {
      beforeEach(writeSample);
      const keys = async (seed: string | string[], query: Partial<SubgraphQuery> = {}): Promise<string[]> =>
        subgraphSchema.parse(await store.subgraph(ask.subgraph(seed, query))).nodes.map((node) => node.key);

      it('grows step by step, nearest first, in the direction asked for', async () => {
        expect(await keys('notes/東京', { depth: 0 })).toEqual(['notes/東京']);
        expect(await keys('notes/東京', { direction: 'out' })).toEqual(['notes/東京', 'notes/🚀 launch']);
        expect(await keys('notes/東京', { direction: 'in' })).toEqual(['notes/東京', 'notes/100% "sure"']);
        const graph = await store.subgraph(ask.subgraph('notes/東京', { depth: 2 }));
        expect(graph.nodes.map((node) => [node.key, node.attributes.depth])).toEqual([
          ['notes/東京', 0],
          ['notes/100% "sure"', 1],
          ['notes/🚀 launch', 1],
          ['orchard/grafting', 2],
          ['notes/Zürich', 2],
          ["notes/O'Brien; DROP TABLE node;--", 2],
        ]);
        expect(graph.attributes.truncated).toBeNull();
        expect(graph.options).toEqual({ type: 'directed', multi: true, allowSelfLoops: false });
      });

      it('has all links among its nodes, with stable keys', async () => {
        const graph = await store.subgraph(ask.subgraph(['orchard/pear', 'orchard/grafting']));
        const nodes = new Set(graph.nodes.map((node) => node.key));
        const whole = await store.export();
        const among = whole.edges.filter(
          (edge) => nodes.has(edge.source) && nodes.has(edge.target) && !edge.attributes.structural,
        );
        expect(graph.edges.map((edge) => edge.key).toSorted()).toEqual(
          among.map((edge) => edge.key).toSorted(),
        );
        expect(graph.edges.map((edge) => edge.key)).toContain('["orchard/pear","link","orchard/apple"]');
        expect(graph.edges.every((edge) => edge.attributes.mentions === undefined)).toBe(true);
      });

      it('follows structural links only where asked, and counts them then', async () => {
        expect(await keys('orchard/orchard')).toEqual(['orchard/orchard']);
        const graph = await store.subgraph(ask.subgraph('orchard/orchard', { structural: true }));
        expect(graph.nodes).toHaveLength(5);
        expect(graph.nodes[0]?.attributes).toMatchObject({ inDegree: 4, outDegree: 3 });
        expect(graph.edges).toContainEqual(
          expect.objectContaining({
            key: '["orchard/apple","from","orchard/orchard"]',
            attributes: expect.objectContaining({ structural: true, relation: 'from' }),
          }),
        );
      });

      it('keeps to relations, folders and pages that are there; seeds stay', async () => {
        expect(await keys('kitchen/tart', { relation: ['embed'] })).toEqual([
          'kitchen/tart',
          'kitchen/cider',
        ]);
        expect(await keys('kitchen/cider', { folder: ['orchard'] })).toEqual([
          'kitchen/cider',
          'orchard/apple',
          'quince',
        ]);
        expect(await keys('kitchen/cider', { folder: ['notes'] })).toEqual(['kitchen/cider']);
        expect(await keys('kitchen/cider', { wanted: false })).toEqual([
          'kitchen/cider',
          'orchard/apple',
          'kitchen/tart',
        ]);
        expect(await keys('quince', { wanted: false })).toEqual(
          ['quince', 'kitchen/cider', 'orchard/pear', 'welcome'].toSorted((a, b) =>
            a === 'quince' ? -1 : b === 'quince' ? 1 : 0,
          ),
        );
      });

      it('cuts the furthest, then the least linked, and says so', async () => {
        const graph = await store.subgraph(ask.subgraph('orchard/apple', { limit: 4, depth: 3 }));
        expect(graph.nodes.map((node) => node.key)).toEqual([
          'orchard/apple',
          'kitchen/tart',
          'kitchen/cider',
          'orchard/grafting',
        ]);
        expect(graph.attributes.truncated).toMatch(
          /^the 4 nearest and most linked of \d+ pages within 1 step are shown; what lies further was not searched$/,
        );
        expect(graph.attributes.total.nodes).toBeGreaterThan(4);
        expect(graph.attributes.returned).toEqual({ nodes: 4, edges: graph.edges.length });
        expect(graph.attributes.total.edges).toBeGreaterThan(graph.edges.length);
      });

      it('takes several seeds, the same one twice too, and cuts them like all others', async () => {
        expect(await keys(['quince', 'quince', 'notes/isolated'], { depth: 0 })).toEqual([
          'quince',
          'notes/isolated',
        ]);
        expect(await keys(['notes/isolated', 'quince'], { depth: 2, limit: 1 })).toEqual(['quince']);
      });

      it('does not choke on a hub', async () => {
        const spokes = Array.from({ length: 3000 }, (_, i) => ({ id: `s${i}`, body: '[[hub]]\n' }));
        await writePages([{ id: 'hub', body: 'Hub.\n' }, ...spokes]);
        const graph = await store.subgraph(ask.subgraph('s7', { depth: 4, limit: 20 }));
        expect(graph.nodes).toHaveLength(20);
        expect(graph.nodes.slice(0, 3).map((node) => node.key)).toEqual(['s7', 'hub', 's0']);
        expect(graph.attributes.total).toEqual({ nodes: 3001, edges: 3000 });
      });

      it('names pages close to a seed that is none', async () => {
        await expect(store.subgraph(ask.subgraph('orchard/aple'))).rejects.toMatchObject({
          code: 'page-not-found',
          details: { near: expect.arrayContaining(['orchard/apple']) },
        });
        for (const seed of HOSTILE) {
          await expect(store.subgraph(ask.subgraph(seed))).rejects.toMatchObject({ code: 'page-not-found' });
        }
      });

      it('equals a plain search in memory, on any graph', async () => {
        await fc.assert(
          fc.asyncProperty(anyGraph, anyAsk, async (pages, { start, structural, ...query }) => {
            const { graph, analysis } = graphOf(pages);
            await store.write(graph, analysis);
            const seed = graph.pages[start % graph.pages.length]?.id ?? '';
            const answer = await store.subgraph(ask.subgraph(seed, { ...query, structural }));
            const expected = naiveSubgraph(graph, seed, { ...query, structural });
            expect(answer.nodes.map((node) => [node.key, node.attributes.depth])).toEqual(expected.nodes);
            expect(answer.edges.map((edge) => edge.key)).toEqual(expected.edges);
            expect(answer.attributes.total.nodes).toBe(expected.total);
          }),
          { numRuns: 60 },
        );
      });
    });

    describe('degrees', () => {
      it('equal a plain count, on any graph, with structural links and without', async () => {
        await fc.assert(
          fc.asyncProperty(anyGraph, async (pages) => {
            const { graph, analysis } = graphOf(pages);
            await store.write(graph, analysis);
            for (const structural of [false, true]) {
              const { nodes } = await store.map(ask.map({ structural }));
              const counted = nodes.id
                .map((id, i): NaiveNode => [id, nodes.inDegree[i] ?? -1, nodes.outDegree[i] ?? -1])
                .toSorted((a, b) => byCodePoint(a[0], b[0]));
              expect(counted).toEqual(naiveDegrees(graph, structural));
            }
          }),
          { numRuns: 40 },
        );
      });
    });

    describe('search', () => {
      beforeEach(writeSample);
      const search = async (q: string, query: Partial<SearchQuery> = {}): Promise<string[]> =>
        ids(searchListSchema.parse(await store.search(ask.search(q, query))).items);

      it('puts a page called so first, then titles that begin so, then the rest', async () => {
        const found = await search('apple');
        expect(found.slice(0, 2)).toEqual(['orchard/apple', 'kitchen/tart']);
        expect(found).toContain('orchard/lonely_video');
      });

      it('weighs title over alias over heading over text', async () => {
        const filler = 'Words that have nothing to do with it.\n';
        await writePages([
          { id: 'in-text', body: `${filler}A word about zymurgy.\n` },
          { id: 'in-heading', body: `# On zymurgy\n\n${filler}` },
          { id: 'in-alias', aliases: ['The zymurgy'], body: filler },
          { id: 'in-title', title: 'About zymurgy', body: filler },
        ]);
        const { items } = await store.search(ask.search('zymurgy'));
        expect(items.map((item) => [item.id, item.match])).toEqual([
          ['in-title', 'title'],
          ['in-alias', 'alias'],
          ['in-heading', 'heading'],
          ['in-text', 'text'],
        ]);
      });

      it('shows the place that matched, marked', async () => {
        const { items } = await store.search(ask.search('cellar'));
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
        const { items } = await store.search(ask.search('赤い'));
        expect(items[0]?.excerpt).toContain('東京の赤い塔。');
        expect(items[0]?.marks.map(([start, end]) => items[0]?.excerpt.slice(start, end))).toEqual(['赤い']);
      });

      it.each([
        ['Arabic', 'الذكاء الاصطناعي', 'الذكاء'],
        ['Devanagari', 'हिन्दी विकिपीडिया', 'हिन्दी'],
        ['Thai', 'ปัญญาประดิษฐ์', 'ประดิษฐ์'],
        ['Korean', '인공 지능', '지능'],
        ['Cyrillic', 'Искусственный интеллект', 'ИНТЕЛЛЕКТ'],
        ['Latin beside Chinese', 'AI视频生成', '视频'],
        ['a trade mark', 'TensorFlow™ and Keras®', 'tensorflow'],
      ])('finds %s', async (_, title, q) => {
        await writePages([
          { id: 'it', title, body: 'Text.\n' },
          { id: 'other', body: 'Other text.\n' },
        ]);
        expect(await search(q)).toEqual(['it']);
      });

      it('finds emoji, whole or in part', async () => {
        expect(await search('🚀')).toEqual(['notes/🚀 launch']);
        expect(await search('🚀 launch')).toEqual(['notes/🚀 launch']);
        expect(await search('👩‍🚀')).toEqual(['notes/🚀 launch']);
      });

      it('finds wanted pages by name', async () => {
        const { items } = await store.search(ask.search('walnut'));
        expect(items[0]).toMatchObject({ id: 'walnut%20bread', kind: 'wanted', match: 'title' });
      });

      it('takes hostile queries as text', async () => {
        for (const q of HOSTILE) {
          const list = searchListSchema.parse(await store.search(ask.search(q)));
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
            const { items } = await store.search(ask.search(q));
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
        await writePages([
          { id: 'odd', body: `Before \ufdd0marked\ufdd1 and \0 after.\n` },
          { id: 'long', body: `${'x'.repeat(100_000)}\n` },
        ]);
        const { items } = await store.search(ask.search('marked after'));
        expect(items).toHaveLength(1);
        expect(items[0]?.excerpt).toMatch(/^Before +marked +and +after\.$/);
        const long = await store.search(ask.search('xxx'));
        expect(long.items[0]?.excerpt.length).toBeLessThanOrEqual(400);
      });

      it('finds nothing where nothing is asked', async () => {
        for (const q of ['', ' ', '\n\t', '%', '...', '"']) {
          expect(await store.search(ask.search(q))).toEqual({ items: [], total: 0, next: null });
        }
      });

      it.each([1, 2, 3])('walks all results exactly once, %i at a time', async (limit) => {
        const whole = await store.search(ask.search('apple', { limit: 100 }));
        expect(whole.total).toBeGreaterThan(5);
        const items = await walk((cursor) => store.search(ask.search('apple', { limit, ...at(cursor) })));
        expect(items).toEqual(whole.items);
      });
    });

    describe('named', () => {
      beforeEach(writeSample);
      const named = async (name: string, limit = 5): Promise<{ exact: boolean; nodes: string[] }> => {
        const { exact, nodes } = await store.named(name, limit);
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
        await writePages([
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
            await store.named(name, 5);
          }),
        );
      });
    });

    describe('export', () => {
      it('holds every page, wanted page and link with its mentions, in order of ids', async () => {
        await writeSample();
        const whole = subgraphSchema.parse(await store.export());
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
        expect(whole.attributes.truncated).toBeNull();
      });
    });
  });
}

/** `exactOptionalPropertyTypes`: no cursor is no key. */
function at(cursor: string | undefined): { cursor?: string } {
  return cursor === undefined ? {} : { cursor };
}

/** Pages in a ring, their ids beginning with `prefix`. */
function manyPages(count: number, prefix: string): PageSpec[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `${prefix}-${i}`,
    body: `To [[${prefix}-${(i + 1) % count}]].\n`,
  }));
}

const NAMES = ['a', 'b', 'c', 'd/a', 'd/e', 'f', 'Ω', '\uffee', '𝒳', '__proto__', 'x y', "it's"];

/** Some of a few pages, linking to any of them, themselves and missing ones, by several relations. */
const anyGraph: fc.Arbitrary<PageSpec[]> = fc
  .subarray(NAMES, { minLength: 1 })
  .chain((names) =>
    fc.tuple(
      ...names.map((id) =>
        fc.record({
          id: fc.constant(id),
          index: fc.boolean(),
          links: fc.array(
            fc.tuple(fc.constantFrom('', '!', 'From: '), fc.constantFrom(...NAMES, 'lost', 'gone', 'x.png')),
            { maxLength: 8 },
          ),
        }),
      ),
    ),
  )
  .map((pages) =>
    pages.map(({ id, index, links }) => ({
      id,
      index,
      body: links.map(([before, target]) => `${before}[[${target}]]\n`).join(''),
    })),
  );

const anyAsk = fc.record({
  start: fc.nat(100),
  depth: fc.integer({ min: 0, max: 4 }),
  direction: fc.constantFrom('in' as const, 'out' as const, 'both' as const),
  limit: fc.integer({ min: 1, max: 20 }),
  structural: fc.boolean(),
  wanted: fc.boolean(),
});
