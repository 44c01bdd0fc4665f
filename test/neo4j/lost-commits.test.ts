/** An import that never hears whether the server committed: what is shown stays whole, and nothing is there twice. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GraphStore } from '../../store/graph-store.ts';
import { CommitCutter } from '../neo4j-server/commit-cutter.ts';
import { TestWiki, NEO4J_URI, isWithoutServer } from '../store/neo4j-wiki.ts';
import { graphOf, sampleGraph } from '../store/sample-graph.ts';

const ALWAYS = 1_000_000;

describe.skipIf(isWithoutServer('lost commits'))('an import that loses the answer to a commit', () => {
  let wiki: TestWiki;
  let cutter: CommitCutter;
  let cut: GraphStore;
  const { graph, analysis } = sampleGraph();
  beforeEach(async () => {
    wiki = new TestWiki();
    cutter = await CommitCutter.start(NEO4J_URI ?? '');
    cut = await wiki.open({ uri: cutter.uri, timeout: 1 });
    const before = graphOf([{ id: 'before', body: '[[gone]]\n', tags: ['old'] }]);
    await cut.write(before.graph, before.analysis);
  });
  afterEach(async () => {
    await wiki.dispose();
    await cutter.stop();
  });

  /** What a clean import of the sample leaves. */
  async function clean(): Promise<unknown> {
    const other = new TestWiki();
    try {
      await (await other.open()).write(graph, analysis);
      return normalized(await other.contents(), other.name);
    } finally {
      await other.dispose();
    }
  }
  const normalized = (contents: unknown, name: string): string =>
    JSON.stringify(contents).replaceAll(name, 'wiki');

  it.each([
    ['that shows the new graph', 'w += $properties'],
    ['after it', 'REMOVE w.changingUntil'],
  ])('%s never deletes it', async (_, text) => {
    cutter.lose(text, ALWAYS);
    await expect(cut.write(graph, analysis)).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(cutter.left).toBeLessThan(ALWAYS);
    const reader = await wiki.open();
    expect((await reader.version())?.fingerprint).toBe(graph.fingerprint);
    expect(normalized(await wiki.contents(), wiki.name)).toEqual(await clean());
  });

  it.each([
    ['pages', 'CREATE (n:Topic:Page {'],
    ['wanted pages', 'CREATE (n:Topic:Wanted {'],
    ['links', 'CREATE (s)-[:LINKS_TO'],
    ['facets', 'CREATE (n:FacetCounts)'],
  ])(
    'of a batch of %s writes none twice: it stops, shows what was shown, and the next is whole',
    async (_, text) => {
      const shown = await wiki.contents();
      cutter.lose(text, 1);
      await expect(cut.write(graph, analysis)).rejects.toMatchObject({
        code: 'store-unavailable',
        message: expect.stringContaining('import again'),
      });
      expect(cutter.left).toBe(0);
      expect(await wiki.contents()).toEqual(shown);
      await cut.write(graph, analysis);
      expect(normalized(await wiki.contents(), wiki.name)).toEqual(await clean());
    },
  );
});
