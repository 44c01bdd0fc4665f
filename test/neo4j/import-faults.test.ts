/** An import into a Neo4j that is cut off, killed or read-only: it says so, what was shown stays, the next is whole. */
import neo4j from 'neo4j-driver';
import { afterAll, describe, expect, it } from 'vitest';
import type { GraphStore } from '../../store/graph-store.ts';
import { openNeo4jStore } from '../../store/neo4j/open.ts';
import { type PageSpec, graphOf } from '../store/sample-graph.ts';
import { faultyServer, newWiki, PASSWORD } from './faulty-server.ts';

const parts = await faultyServer();

/** Enough for several batches of pages, and of links. */
function manyPages(): PageSpec[] {
  return Array.from({ length: 3000 }, (_, i) => ({
    id: `page ${i}`,
    body: `Of [[page ${(i + 1) % 3000}]] and [[page ${(7 * i) % 3000}]], and [[none ${i % 50}]].\n`,
  }));
}

describe.skipIf(parts === null)('an import into a Neo4j', { timeout: 180_000 }, () => {
  if (parts === null) return;
  const { server, proxy, open } = parts;
  const { graph, analysis } = graphOf(manyPages());
  const small = graphOf([{ id: 'before', body: '[[gone]]\n' }]);
  afterAll(async () => parts.dispose());

  const throughProxy = (wiki: string): Promise<GraphStore> =>
    openNeo4jStore({
      uri: `bolt://127.0.0.1:${proxy.port}`,
      user: 'neo4j',
      password: PASSWORD,
      database: null,
      wiki,
      timeout: 1,
      patience: 60,
    });

  const shows = async (wiki: string, expected: typeof small): Promise<void> => {
    const store = await open(wiki);
    const { nodes, edges } = await store.export(0);
    expect(await store.importFingerprint()).toBe(expected.graph.fingerprint);
    const { pages, wanted, links } = expected.graph;
    const drawn = links.filter(({ kind }) => kind === 'page' || kind === 'wanted');
    expect([nodes.length, edges.length]).toEqual([pages.length + wanted.length, drawn.length]);
    await store.close();
  };
  const isClean = async (wiki: string): Promise<void> => {
    const driver = neo4j.driver(server.uri, neo4j.auth.basic('neo4j', PASSWORD));
    const { records } = await driver.executeQuery(
      `MATCH (n:Topic|PageText|FacetCounts {wiki: $wiki}) RETURN DISTINCT n.generation AS generation`,
      { wiki },
    );
    await driver.close();
    expect(records).toHaveLength(1);
  };

  it.each<[string, () => Promise<() => Promise<void>>]>([
    [
      'whose connections are cut in the middle',
      async () => {
        await proxy.setOpen(false);
        return () => proxy.setOpen(true);
      },
    ],
    [
      'whose connections are cut after so many bytes, time and again',
      () => proxy.poison({ type: 'limit_data', stream: 'upstream', attributes: { bytes: 20_000 } }),
    ],
    [
      'that is killed in the middle',
      async () => {
        await server.kill();
        return () => server.restart();
      },
    ],
  ])('%s', async (_, harm) => {
    const wiki = newWiki();
    const store = await throughProxy(wiki);
    await store.write(small.graph, small.analysis);
    const harming: Promise<() => Promise<void>>[] = [];
    const written = store.write(graph, analysis, (done) => {
      if (done > 0 && harming.length === 0) harming.push(harm());
    });
    await expect(written).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.not.stringContaining(PASSWORD),
    });
    for (const undo of await Promise.all(harming)) await undo();
    await shows(wiki, small);
    await store.write(graph, analysis);
    await shows(wiki, { graph, analysis });
    await isClean(wiki);
    await store.close();
  });

  it('that takes no writes says so, and is read as before', async () => {
    const wiki = newWiki();
    const store = await throughProxy(wiki);
    await store.write(small.graph, small.analysis);
    await server.stop();
    await server.restart({ 'server.databases.read_only': 'neo4j' });
    await expect(store.write(graph, analysis)).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining('read-only'),
    });
    await shows(wiki, small);
    await server.stop();
    await server.restart();
    await store.write(graph, analysis);
    await shows(wiki, { graph, analysis });
    await isClean(wiki);
    await store.close();
  });

  it('that has little memory for a change takes it as a whole write', async () => {
    const wiki = newWiki();
    const store = await throughProxy(wiki);
    await store.write(small.graph, small.analysis);
    await server.stop();
    await server.restart({ 'db.memory.transaction.max': '4m' });
    const change = {
      base: small.graph.fingerprint,
      fingerprint: graph.fingerprint,
      name: 'x',
      home: null,
      pages: graph.pages.slice(0, 1900).map((page) => ({ ...page, markdown: 'words '.repeat(1000) })),
      removedPages: [],
      wanted: [],
      removedWanted: [],
      links: [],
      attachments: null,
      report: graph.report,
    };
    expect(await store.apply(change, { placements: [], communities: [], drift: 0 })).toBe(false);
    await shows(wiki, small);
    await store.close();
  });
});
