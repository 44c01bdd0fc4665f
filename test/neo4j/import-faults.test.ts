/** Imports into a Neo4j that is lost in the middle, killed, read-only or away: readers keep what they had, the next import heals. */
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import neo4j from 'neo4j-driver';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Subgraph } from '../../graph/api.ts';
import { TEXT_INDEX } from '../../store/neo4j/text-index.ts';
import { makeWiki, runCommand, said, startCommand } from '../cli/run-command.ts';
import { faultyServer, newWiki, PASSWORD, serving, type Serving } from './faulty-server.ts';
import { ask } from '../store/contract/asking.ts';
import { wholeExport } from '../store/whole-export.ts';

const parts = await faultyServer();

/** Enough to be under way for some seconds on a slow line. */
function pages(count: number, word: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (let i = 0; i < count; i += 1) {
    const links = [1, 7, 31].map((step) => `It knows [[page_${(i * step + step) % count}]].`).join(' ');
    files[`page_${i}.md`] = `# Page ${i}\n\n${links}\n\n${`${word} ${i} `.repeat(300)}\n`;
  }
  return files;
}

describe.skipIf(parts === null)('an import into a Neo4j', { timeout: 600_000 }, () => {
  if (parts === null) return;
  const { server, proxy, address, open } = parts;
  let [folder, scratch] = ['', ''];
  const running: Serving[] = [];
  beforeAll(async () => {
    folder = await makeWiki(pages(150, 'first'));
    scratch = await mkdtemp(join(tmpdir(), 'wiki-atlas-import-faults-'));
  });
  afterEach(async () => {
    await proxy.cure();
    await Promise.all(running.splice(0).map((app) => app.stop()));
  });
  afterAll(async () => {
    await parts.dispose();
    await rm(dirname(folder), { recursive: true });
    await rm(scratch, { recursive: true });
  });

  const stored = async (wiki: string): Promise<Subgraph> => {
    const store = await open(wiki);
    const graph = await wholeExport(store);
    await store.close();
    return graph;
  };
  /** What a clean import of the folder as it is now gives, by the other store. */
  const clean = async (): Promise<Subgraph> => {
    const store = `sqlite:${join(scratch, 'clean.sqlite')}`;
    await runCommand('import', folder, '--store', store);
    const { stdout } = await runCommand('export', folder, '--store', store);
    return JSON.parse(stdout) as Subgraph;
  };
  const ids = (graph: Subgraph): string[][] => [
    graph.nodes.map(({ key }) => key),
    graph.edges.map(({ key, attributes }) => `${key} ${attributes.count}`),
  ];

  /** An import on a line so slow that it is not over when `strike` comes. */
  const struck = async (
    wiki: string,
    strike: () => Promise<void>,
  ): Promise<{ code: number; text: string }> => {
    await proxy.poison({ type: 'bandwidth', stream: 'upstream', attributes: { rate: 60 } });
    const child = startCommand(['import', folder, '--store', address(wiki)]);
    let text = '';
    child.stderr?.setEncoding('utf8').on('data', (part: string) => (text += part));
    const gone = once(child, 'exit') as Promise<[number]>;
    await said(child, /Storing/);
    await strike();
    const [code] = await gone;
    return { code, text };
  };

  it('that is cut off says so, leaves what readers had, and is made whole by the next', async () => {
    const wiki = newWiki();
    expect((await runCommand('import', folder, '--store', address(wiki))).code).toBe(0);
    const before = await stored(wiki);
    await Promise.all(
      Object.entries(pages(150, 'second')).map(([path, text]) =>
        writeFile(join(folder, path), text.replace('It knows', 'It has heard of [[nobody]] and knows')),
      ),
    );
    const { code, text } = await struck(wiki, () => proxy.setOpen(false));
    expect(code).toBe(3);
    expect(text).toContain(`127.0.0.1:${proxy.port}`);
    expect(text).not.toContain(PASSWORD);
    expect(await stored(wiki)).toEqual(before);
    await proxy.cure();
    expect((await runCommand('import', folder, '--store', address(wiki))).code).toBe(0);
    const after = await stored(wiki);
    expect(ids(after)).toEqual(ids(await clean()));
    expect(ids(after)).not.toEqual(ids(before));
  });

  it('whose server is killed is made whole by the next', async () => {
    const wiki = newWiki();
    expect((await struck(wiki, () => server.kill())).code).toBe(3);
    await server.restart();
    await proxy.cure();
    expect(await (await open(wiki)).version()).toBeNull();
    expect((await runCommand('import', folder, '--store', address(wiki))).code).toBe(0);
    expect(ids(await stored(wiki))).toEqual(ids(await clean()));
  });

  it('that takes no writes says so, and goes on being read', async () => {
    const wiki = newWiki();
    const files = { 'a.md': '# A\n\nSee [[b]].\n', 'b.md': '# B\n' };
    const small = await makeWiki(files);
    expect((await runCommand('import', small, '--store', address(wiki))).code).toBe(0);
    await server.stop();
    await server.restart({ 'server.databases.default_to_read_only': 'true' });
    await writeFile(join(small, 'c.md'), '# C\n\nSee [[a]].\n');
    const { code, stderr } = await runCommand('import', small, '--store', address(wiki));
    expect(code).toBe(3);
    expect(stderr).toContain('read-only');
    const app = await serving('--store', address(wiki));
    running.push(app);
    expect((await app.ask('/readyz')).status).toBe(200);
    expect((await app.ask('/api/stats')).body).toMatchObject({ pages: 2 });
    await server.stop();
    await server.restart({});
    expect((await runCommand('import', small, '--store', address(wiki))).code).toBe(0);
    await app.until('/readyz', 200);
    expect((await app.ask('/api/stats')).body).toMatchObject({ pages: 3 });
    await rm(dirname(small), { recursive: true });
  });

  it('makes the full-text index again that somebody dropped, with the next edit', async () => {
    const wiki = newWiki();
    const small = await makeWiki({ 'a.md': '# A\n\nAn old word.\n' });
    expect((await runCommand('import', small, '--store', address(wiki))).code).toBe(0);
    const driver = neo4j.driver(server.uri, neo4j.auth.basic('neo4j', PASSWORD));
    await driver.executeQuery(`DROP INDEX ${TEXT_INDEX}`);
    await driver.close();
    await writeFile(join(small, 'b.md'), '# B\n\nA new word.\n');
    expect((await runCommand('import', small, '--store', address(wiki))).code).toBe(0);
    const store = await open(wiki);
    expect((await store.search(ask.search('word'))).items.map(({ id }) => id)).toEqual(['a', 'b']);
    await store.close();
    await rm(dirname(small), { recursive: true });
  });

  it('by serve waits for a database that is away, and takes in the edits made meanwhile', async () => {
    const small = await makeWiki({ 'a.md': '# A\n' });
    await proxy.setOpen(false);
    const app = await serving(small, '--store', address(newWiki()));
    running.push(app);
    expect((await app.ask('/readyz')).status).toBe(503);
    expect((await app.ask('/healthz')).status).toBe(200);
    await writeFile(join(small, 'b.md'), '# B\n\nSee [[a]].\n');
    await proxy.setOpen(true);
    await app.until('/api/pages/b', 200);
    await proxy.setOpen(false);
    await writeFile(join(small, 'c.md'), '# C\n\nSee [[b]].\n');
    await app.until('/api/stats', 503);
    await proxy.setOpen(true);
    await app.until('/api/pages/c', 200);
    await rm(dirname(small), { recursive: true });
  });
});
