/** The Neo4j store: the contract on a real server, and what only a shared database can get wrong. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GraphStore } from '../../store/graph-store.ts';
import { openNeo4jStore } from '../../store/neo4j/open.ts';
import { describeGraphStore } from './contract.ts';
import { NEO4J_URI, TestWiki, isWithoutServer } from './neo4j-wiki.ts';
import { ask } from './contract/asking.ts';
import { failingChange, graphOf, sampleGraph } from './sample-graph.ts';
import { wholeExport } from './whole-export.ts';

describe.skipIf(isWithoutServer('the Neo4j store'))('on a Neo4j server', () => {
  describeGraphStore('Neo4j', async () => {
    const wiki = new TestWiki();
    return { store: await wiki.open(), again: () => wiki.open(), dispose: () => wiki.dispose() };
  });

  let wiki: TestWiki;
  let store: GraphStore;
  beforeEach(async () => {
    wiki = new TestWiki();
    store = await wiki.open();
  });
  afterEach(async () => wiki.dispose());
  const writeSample = async (): Promise<void> => {
    const { graph, analysis } = sampleGraph();
    await store.write(graph, analysis);
  };

  describe('a database that holds other things', () => {
    it('keeps them: other wikis, nodes of the same labels, and what they are linked with', async () => {
      const other = new TestWiki();
      const foreign = `foreign-${wiki.name}`;
      try {
        const { graph, analysis } = graphOf([{ id: 'orchard/apple', body: '[[pear]]\n' }]);
        const otherStore = await other.open();
        await otherStore.write(graph, analysis);
        const before = [await other.contents(), await wholeExport(otherStore)];
        await wiki.ask(
          `CREATE (:Page {id: 'orchard/apple', foreign: $foreign})-[:LINKS_TO]->(:Topic:Wanted {foreign: $foreign})
           CREATE (:Wiki {foreign: $foreign}) CREATE (:Person {wiki: $wiki, foreign: $foreign})`,
          { foreign },
        );
        await writeSample();
        await writeSample();
        const small = graphOf([{ id: 'only', body: 'x\n' }]);
        await store.write(small.graph, small.analysis);
        expect([await other.contents(), await wholeExport(otherStore)]).toEqual(before);
        const [left] = await wiki.ask(
          'MATCH (n {foreign: $foreign}) RETURN count(n) AS nodes, count { ({foreign: $foreign})-[:LINKS_TO]->() } AS links',
          { foreign },
        );
        expect(left).toMatchObject({ nodes: 4 });
      } finally {
        await wiki.ask('MATCH (n {foreign: $foreign}) DETACH DELETE n', { foreign });
        await other.dispose();
      }
    });

    it('holds one generation of the wiki after a write, and nothing of those before', async () => {
      await writeSample();
      await writeSample();
      const left = await wiki.ask(
        'MATCH (n:Topic|PageText|FacetCounts {wiki: $wiki}) RETURN DISTINCT n.generation AS generation',
      );
      expect(left).toHaveLength(1);
    });
  });

  describe('for people who ask the database', () => {
    it('a page carries its front matter, numbers as numbers and several values as a list', async () => {
      const { graph, analysis } = graphOf([
        {
          id: 'a',
          body: '[[b]]\n',
          tags: ['t'],
          facets: [
            { key: 'year', values: [2020] },
            { key: 'authors', values: ['Ann', 'Bo'] },
            { key: 'mixed', values: [1, 'two', true] },
            { key: 'rank', values: ['first'] },
            { key: 'facet_x', values: [1.5] },
            { key: '__proto__', values: ['x'] },
            { key: 'n`odd\0', values: ['x'] },
          ],
        },
      ]);
      await store.write(graph, analysis);
      const [page] = await wiki.ask('MATCH (n:Page {wiki: $wiki}) RETURN n { .* } AS properties');
      expect(page?.properties).toMatchObject({
        id: 'a',
        tags: ['t'],
        year: 2020,
        authors: ['Ann', 'Bo'],
        mixed: ['1', 'two', 'true'],
        facet_rank: 'first',
        facet_facet_x: 1.5,
      });
      expect((await store.page('a'))?.facets).toEqual(graph.pages[0]?.facets);
    });

    it('a facet that is gone from a page takes its property with it', async () => {
      const pages = (facets: { key: string; values: number[] }[]) =>
        graphOf([{ id: 'a', body: 'x\n', facets }]);
      const [before, after] = [pages([{ key: 'year', values: [1] }]), pages([])];
      await store.write(before.graph, before.analysis);
      const [page] = after.graph.pages;
      const applied = await store.apply(
        {
          base: before.graph.fingerprint,
          fingerprint: 'next',
          name: 'x',
          home: null,
          pages: page ? [page] : [],
          removedPages: [],
          wanted: [],
          removedWanted: [],
          links: [],
          attachments: null,
          report: after.graph.report,
        },
        { placements: [], communities: after.analysis.communities, drift: 0 },
      );
      expect(applied).toBe(true);
      expect(await wiki.ask('MATCH (n:Page {wiki: $wiki}) RETURN n.year AS year, n.rank AS rank')).toEqual([
        { year: null, rank: 0 },
      ]);
    });
  });

  it('takes names of any length', async () => {
    const long = 'ü'.repeat(6000);
    const { graph, analysis } = graphOf([{ id: 'a', body: `[[${long}]] and [[${long}x]]\n` }]);
    await store.write(graph, analysis);
    expect((await store.page(long))?.title).toBe(long);
    const { items } = await store.links('a', ask.links({ direction: 'out' }));
    expect(items.map((item) => item.page.id).sort()).toEqual([long, `${long}x`]);
    expect((await wholeExport(store)).nodes.map((node) => node.key).sort()).toEqual(['a', long, `${long}x`]);
  });

  it('keeps its graph where a change fails half-way', async () => {
    await writeSample();
    const { graph } = sampleGraph();
    const before = await wiki.contents();
    const applied = store.apply(failingChange(graph), { placements: [], communities: [], drift: 0 });
    await expect(applied).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(await wiki.contents()).toEqual(before);
    expect((await store.version())?.fingerprint).toBe(graph.fingerprint);
  });

  it('of another format is read as none, and written anew', async () => {
    await writeSample();
    await wiki.ask('MATCH (n:Wiki {wiki: $wiki}) SET n.format = 9999');
    expect(await store.version()).toBeNull();
    expect(await store.stats()).toMatchObject({ pages: 0 });
    await writeSample();
    expect(await store.stats()).toMatchObject({ pages: 18 });
  });

  it('says where it is', async () => {
    expect((await store.stats()).store).toEqual({
      kind: 'neo4j',
      location: `${NEO4J_URI}?wiki=${wiki.name}`,
    });
  });

  it('that is closed says so', async () => {
    await store.close();
    await expect(store.stats()).rejects.toMatchObject({ code: 'store-unavailable' });
  });

  it('names the database where there is none of its name', async () => {
    await expect(wiki.open({ database: 'nosuchdatabase' })).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringMatching(/nosuchdatabase.*no database of this name/),
    });
  });
});

describe('a Neo4j that cannot be reached', () => {
  it('is an error with what to do, and without the password', async () => {
    const opened = openNeo4jStore({
      uri: 'bolt://127.0.0.1:1',
      user: 'neo4j',
      password: 's3cret',
      database: null,
      wiki: 'w',
      timeout: 1,
    });
    await expect(opened).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringMatching(/^(?!.*s3cret).*127\.0\.0\.1:1.*check that the server runs/),
    });
  });
});
