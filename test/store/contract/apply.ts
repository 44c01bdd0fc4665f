/** The contract for changes: a store brought up to date answers as one that is written whole. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportKindSchema } from '../../../graph/api.ts';
import type { AnalysisChange, GraphChange } from '../../../graph/graph-change.ts';
import type { WikiGraph } from '../../../graph/wiki-graph.ts';
import type { GraphStore } from '../../../store/graph-store.ts';
import { type PageSpec, type StoredGraph, graphOf, sampleGraph } from '../sample-graph.ts';
import { type StoreUnderTest, ask } from './asking.ts';
import { wholeExport } from '../whole-export.ts';

export function describeApply(on: StoreUnderTest): void {
  const write = ({ graph, analysis }: StoredGraph): Promise<void> => on.store.write(graph, analysis);

  describe('apply', () => {
    it('leaves the store as if the new graph had been written whole, after any series of changes', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyWiki, { minLength: 2, maxLength: 5 }), async (wikis) => {
          const stored = wikis.map((pages, i) => stamped(graphOf(pages), i));
          const [first, last] = [stored[0], stored.at(-1)];
          if (!first || !last) return;
          await write(first);
          let before = first;
          for (const now of stored.slice(1)) {
            expect(await on.store.apply(...changeOf(before, now))).toBe(true);
            before = now;
          }
          const answers = await everyAnswer(on.store, last);
          await write(last);
          expect(answers).toEqual(await everyAnswer(on.store, last));
        }),
        { numRuns: 30 },
      );
    });

    it('writes nothing where another graph is stored', async () => {
      const [one, other] = [stamped(sampleGraph(), 1), stamped(graphOf([{ id: 'a', body: '[[b]]\n' }]), 2)];
      await write(one);
      const answers = await everyAnswer(on.store, one);
      const [change, analysis] = changeOf(other, stamped(graphOf([]), 3));
      expect(await on.store.apply(change, analysis)).toBe(false);
      expect(await everyAnswer(on.store, one)).toEqual(answers);
    });

    it('is false before the first write', async () => {
      const [change, analysis] = changeOf(stamped(graphOf([]), 1), stamped(sampleGraph(), 2));
      expect(await on.store.apply(change, analysis)).toBe(false);
      expect(await on.store.analysis()).toBeNull();
    });

    it('is seen by other readers', async () => {
      const before = stamped(graphOf([{ id: 'a', body: '[[b]]\n' }]), 1);
      const after = stamped(
        graphOf([
          { id: 'a', body: '[[b]]\n' },
          { id: 'b', body: 'Here.\n' },
        ]),
        2,
      );
      await write(before);
      const reader = await on.again();
      expect((await reader.page('b'))?.kind).toBe('wanted');
      await on.store.apply(...changeOf(before, after));
      expect((await reader.page('b'))?.kind).toBe('page');
    });
  });

  describe('analysis', () => {
    it('is what was written, in node order', async () => {
      const written = stamped(sampleGraph(), 7);
      await write(written);
      // a negative zero is a zero
      expect(await on.store.analysis()).toEqual(JSON.parse(JSON.stringify(written.analysis)));
    });
  });
}

/** A graph with a fingerprint of its own and a drift. */
export function stamped({ graph, analysis }: StoredGraph, drift: number): StoredGraph {
  return { graph: { ...graph, fingerprint: `${drift}` }, analysis: { ...analysis, drift } };
}

/** The plainest comparison of two graphs. */
export function changeOf(before: StoredGraph, after: StoredGraph): [GraphChange, AnalysisChange] {
  const text = (value: unknown): string => JSON.stringify(value);
  const ids = (nodes: { id: string }[]): Set<string> => new Set(nodes.map((node) => node.id));
  const pages = new Map(before.graph.pages.map((page) => [page.id, text(page)]));
  const places = new Set(before.analysis.placements.map(text));
  const linksOf = ({ graph }: StoredGraph, id: string): WikiGraph['links'] =>
    graph.links.filter((link) => link.source === id);
  const [pagesNow, wantedBefore, wantedNow] = [
    ids(after.graph.pages),
    ids(before.graph.wanted),
    ids(after.graph.wanted),
  ];
  const change: GraphChange = {
    base: before.graph.fingerprint,
    fingerprint: after.graph.fingerprint,
    name: after.graph.name,
    home: after.graph.home,
    pages: after.graph.pages.filter((page) => pages.get(page.id) !== text(page)),
    removedPages: [...pages.keys()].filter((id) => !pagesNow.has(id)),
    wanted: after.graph.wanted.filter(({ id }) => !wantedBefore.has(id)),
    removedWanted: [...wantedBefore].filter((id) => !wantedNow.has(id)),
    links: after.graph.pages
      .map(({ id }) => ({ source: id, links: linksOf(after, id), relinked: true }))
      .filter(({ source, links }) => text(links) !== text(linksOf(before, source))),
    attachments: after.graph.attachments,
    report: after.graph.report,
  };
  const arrived = ids([...change.pages, ...change.wanted]);
  return [
    change,
    {
      placements: after.analysis.placements.filter(
        (place) => arrived.has(place.id) || !places.has(text(place)),
      ),
      communities: after.analysis.communities,
      drift: after.analysis.drift ?? 0,
    },
  ];
}

const REPORTS = reportKindSchema.options;

/** All that a store says of a small graph, but for when it was imported. */
async function everyAnswer(store: GraphStore, { graph }: StoredGraph): Promise<unknown> {
  const nodes = [...graph.pages, ...graph.wanted].map((node) => node.id);
  const both = [false, true];
  return {
    files: await store.files(),
    contents: { ...(await store.contents()), importedAt: '' },
    fingerprint: (await store.version())?.fingerprint,
    analysis: await store.analysis(),
    stats: { ...(await store.stats()), importedAt: '' },
    export: await wholeExport(store),
    maps: await Promise.all(both.map((structural) => store.map(ask.map({ structural })))),
    inFolders: await Promise.all(FOLDERS.map((folder) => store.map(ask.map({ folder: [folder] })))),
    reports: await Promise.all(
      REPORTS.flatMap((kind) => both.map((structural) => store.report(kind, ask.report({ structural })))),
    ),
    searches: await Promise.all(WORDS.map((word) => store.search(ask.search(word, { limit: 100 })))),
    named: await Promise.all([...IDS, 'ghots'].map((name) => store.named(name, 20))),
    nodes: await Promise.all(
      nodes.map(async (id) => ({
        page: await store.page(id),
        source: await store.source(id),
        in: await store.links(id, ask.links({ direction: 'in' })),
        out: await store.links(id, ask.links({ direction: 'out' })),
        around: await store.subgraph(ask.subgraph(id, { depth: 2 })),
      })),
    ),
  };
}

/** Ids that are page in one wiki and wanted page in the next. */
const IDS = ['a', 'b', 'in/a', 'in/index', 'in/c', 'out/d', 'ghost', '__proto__'];
const FOLDERS = ['', 'in', 'out'];
const WORDS = ['word', 'a', 'ghost', 'Title', 'alias', 'heading', 'in'];

const anyLine = fc.oneof(
  fc
    .tuple(fc.constantFrom('', '!', 'From: '), fc.constantFrom(...IDS, 'x.png', 'Ghost', 'other name'))
    .map(([before, target]) => `${before}[[${target}]] word`),
  fc.constantFrom('# A heading', 'word word', '[site](https://example.com)', '[[a#Heading|label]]', '世界'),
);
const anyPage: fc.Arbitrary<Omit<PageSpec, 'id'>> = fc.record(
  {
    body: fc.array(anyLine, { maxLength: 5 }).map((lines) => `${lines.join('\n')}\n`),
    title: fc.constantFrom('A title', 'Ghost', 'b'),
    aliases: fc.subarray(['other name', 'alias', 'a']),
    tags: fc.subarray(['one', 'two']),
    facets: fc.subarray([
      { key: 'year', values: [2020, 2021] },
      { key: '__proto__', values: ['x'] },
    ]),
    index: fc.boolean(),
    videoId: fc.constantFrom('v1', 'v2'),
  },
  { requiredKeys: ['body'], noNullPrototype: true },
);
const anyWiki: fc.Arbitrary<PageSpec[]> = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...IDS), anyPage), { selector: ([id]) => id, maxLength: 6 })
  .map((pages) => pages.map(([id, page]) => ({ id, ...page })));
