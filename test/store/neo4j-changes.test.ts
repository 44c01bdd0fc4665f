/** Writes to Neo4j at their limits: changes that are too large, and records in another order than the rows. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GraphChange } from '../../graph/graph-change.ts';
import { Connection, type Read } from '../../store/neo4j/connection.ts';
import { relatedQuery } from '../../store/neo4j/related-query.ts';
import { writeGraph } from '../../store/neo4j/write.ts';
import { ask } from './contract/asking.ts';
import { NEO4J_URI, TestWiki, isWithoutServer } from './neo4j-wiki.ts';
import { graphOf, sampleGraph } from './sample-graph.ts';

describe.skipIf(isWithoutServer('changes of Neo4j'))('on a Neo4j server', () => {
  let wiki: TestWiki;
  beforeEach(() => {
    wiki = new TestWiki();
  });
  afterEach(async () => wiki.dispose());

  it.each([
    ['Markdown', { markdown: 'x'.repeat(20_000_001) }, ''],
    ['sentences around links', {}, 'x'.repeat(20_000_001)],
  ])(
    'a change of more than 20 million characters of %s is left to a whole write',
    async (_, more, excerpt) => {
      const before = graphOf([
        { id: 'a', body: '[[b]]\n' },
        { id: 'b', body: 'x\n' },
      ]);
      const store = await wiki.open();
      await store.write(before.graph, before.analysis);
      const shown = await wiki.contents();
      const [page] = before.graph.pages;
      const [link] = before.graph.links;
      const mention = link?.mentions[0];
      if (!page || !link || !mention) throw new Error('no page, or no link');
      const change: GraphChange = {
        base: before.graph.fingerprint,
        fingerprint: 'next',
        name: 'x',
        home: null,
        pages: [{ ...page, ...more, file: { ...page.file, hash: 'another' } }],
        removedPages: [],
        wanted: [],
        removedWanted: [],
        links:
          excerpt === ''
            ? []
            : [{ source: 'a', relinked: true, links: [{ ...link, mentions: [{ ...mention, excerpt }] }] }],
        attachments: null,
        report: before.graph.report,
      };
      expect(await store.apply(change, { placements: [], communities: [], drift: 0 })).toBe(false);
      expect(await wiki.contents()).toEqual(shown);
    },
  );

  it('what the database gives in another order than it was asked is told apart', async () => {
    /** Gives all records backwards, as a server may. */
    class Backwards extends Connection {
      override write: Connection['write'] = (work, timeout) =>
        super.write((run) => work(async (...query) => (await run(...query)).reverse()), timeout);
    }
    const { graph, analysis } = sampleGraph();
    const connection = new Backwards({
      driver: wiki.driver,
      database: null,
      wiki: wiki.name,
      location: NEO4J_URI ?? '',
      patience: 0,
    });
    const store = await wiki.open();
    await store.write(graph, analysis);
    const expected = await wiki.contents();
    await writeGraph(connection, graph, Promise.resolve(analysis));
    expect(await wiki.contents()).toEqual(expected);

    const backwards: Read = (work) =>
      connection.read((run, key) => {
        const held = 'RETURN query, held';
        return work(
          async (cypher, params) =>
            cypher.includes(held) ? (await run(cypher, params)).reverse() : run(cypher, params),
          key,
        );
      });
    for (const { id } of graph.pages) {
      expect(await relatedQuery(backwards)(id, ask.related())).toEqual(
        await store.related(id, ask.related()),
      );
    }
  });
});
