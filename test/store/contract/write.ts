/** The contract for what a write leaves behind, and what readers see meanwhile. */
import { describe, expect, it } from 'vitest';
import { statsSchema } from '../../../graph/api.ts';
import { unpackMap } from '../../../graph/map-columns.ts';
import { type PageSpec, graphOf, sampleGraph } from '../sample-graph.ts';
import { type StoreUnderTest, ask } from './asking.ts';
import { wholeExport } from '../whole-export.ts';

export function describeWrite(on: StoreUnderTest): void {
  describe('before the first write', () => {
    it('answers every query with nothing', async () => {
      expect(await on.store.files()).toEqual([]);
      expect(await on.store.contents()).toBeNull();
      expect(await on.store.version()).toBeNull();
      expect(statsSchema.parse(await on.store.stats())).toMatchObject({ pages: 0, links: 0, facets: [] });
      expect((await on.store.map(ask.map())).nodes.id).toEqual([]);
      expect(await on.store.page('a')).toBeNull();
      expect(await on.store.source('a')).toBeNull();
      expect(await on.store.search(ask.search('a'))).toEqual({ items: [], total: 0, next: null });
      expect(await on.store.named('a', 5)).toEqual({ exact: false, nodes: [] });
      expect(await on.store.report('orphans', ask.report())).toEqual({ items: [], total: 0, next: null });
      expect((await wholeExport(on.store)).nodes).toEqual([]);
      await expect(on.store.subgraph(ask.subgraph('a'))).rejects.toMatchObject({ code: 'page-not-found' });
    });
  });

  describe('write', () => {
    it('keeps the files, their hashes and the fingerprint as they came, in id order', async () => {
      await on.writeSample();
      const { graph } = sampleGraph();
      expect(await on.store.files()).toEqual(graph.pages.map((page) => page.file));
      expect((await on.store.version())?.fingerprint).toBe(graph.fingerprint);
    });

    it('keeps what the graph was made of, byte for byte', async () => {
      const { graph, analysis } = sampleGraph();
      const attachments = ['a b.png', '世界.png'];
      await on.store.write({ ...graph, attachments }, analysis);
      expect(await on.store.contents()).toMatchObject({
        fingerprint: graph.fingerprint,
        attachments,
        pages: graph.pages.map(({ id, file, markdown, parsed }) => ({ id, file, markdown, parsed })),
      });
    });

    it('replaces all that was there', async () => {
      await on.writeSample();
      await on.writePages([{ id: 'only', body: 'Alone with [[nothing]].\n' }]);
      const whole = await wholeExport(on.store);
      expect(whole.nodes.map((node) => node.key)).toEqual(['nothing', 'only']);
      expect(whole.edges).toHaveLength(1);
      expect(await on.store.page('orchard/apple')).toBeNull();
      expect(await on.store.search(ask.search('apple'))).toMatchObject({ total: 0 });
      expect(await on.store.named('Apple', 5)).toMatchObject({ exact: false });
      expect(await on.store.stats()).toMatchObject({ pages: 1, wanted: 1, mentions: 1, facets: [] });
    });

    it('takes an empty graph', async () => {
      await on.writeSample();
      await on.writePages([]);
      expect(await on.store.stats()).toMatchObject({ pages: 0, wanted: 0, links: 0 });
    });

    it('tells its progress up to the end', async () => {
      const { graph, analysis } = sampleGraph();
      const seen: [number, number][] = [];
      await on.store.write(graph, analysis, (done, total) => seen.push([done, total]));
      const total = graph.pages.length + graph.wanted.length + graph.links.length;
      expect(seen.at(-1)).toEqual([total, total]);
      expect(seen.map(([done]) => done)).toEqual(seen.map(([done]) => done).toSorted((a, b) => a - b));
    });

    it('shows other readers the old graph or the new one while it runs', async () => {
      await on.writePages(manyPages(300, 'old'));
      const reader = await on.again();
      const { graph, analysis } = graphOf(manyPages(400, 'new'));
      const seen = new Set<string>();
      const state = { running: true };
      const writing = on.store.write(graph, analysis).finally(() => (state.running = false));
      do {
        for (const one of [reader, on.store]) {
          const { nodes } = unpackMap(await one.map(ask.map()));
          const { pages } = await one.stats();
          seen.add(`${nodes.id.length} of ${nodes.id[0]?.slice(0, 3)}`);
          expect([300, 400]).toContain(pages);
        }
        await new Promise((resume) => setImmediate(resume));
      } while (state.running);
      await writing;
      expect((await reader.map(ask.map())).nodes.id).toHaveLength(400);
      expect([...seen].filter((one) => one !== '300 of old' && one !== '400 of new')).toEqual([]);
    });

    it('leaves the old graph where a write fails half-way', async () => {
      await on.writeSample();
      const { graph, analysis } = graphOf(manyPages(500, 'new'));
      const fail = (): void => {
        throw new Error('stopped');
      };
      await expect(on.store.write(graph, analysis, fail)).rejects.toThrow('stopped');
      expect(await on.store.page('orchard/apple')).not.toBeNull();
      expect(await on.store.stats()).toMatchObject({ pages: 18 });
      await on.store.write(graph, analysis);
      expect(await on.store.stats()).toMatchObject({ pages: 500 });
    });

    it('puts writes that are asked for at once one after the other', async () => {
      const [first, second] = [graphOf(manyPages(50, 'one')), graphOf(manyPages(60, 'two'))];
      await Promise.all([
        on.store.write(first.graph, first.analysis),
        on.store.write(second.graph, second.analysis),
      ]);
      expect(await on.store.stats()).toMatchObject({ pages: 60 });
    });

    it('is there for a reader that is opened later', async () => {
      await on.writeSample();
      const later = await on.again();
      expect(await wholeExport(later)).toEqual(await wholeExport(on.store));
      expect(await later.stats()).toMatchObject({ name: 'sample', pages: 18 });
    });
  });
}

/** Pages in a ring, their ids beginning with `prefix`. */
function manyPages(count: number, prefix: string): PageSpec[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `${prefix}-${i}`,
    body: `To [[${prefix}-${(i + 1) % count}]].\n`,
  }));
}
