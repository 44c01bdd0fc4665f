/** A folder imported into a store again and again is what one import of it would have made. */
import { existsSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { mapQuerySchema } from '../../graph/api.ts';
import { unpackMap } from '../../graph/map-columns.ts';
import { StoreImport } from '../../cli/import-into-store.ts';
import { FolderImport } from '../../import/import-folder.ts';
import { watchFolder } from '../../import/watch-folder.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { openSqliteStore } from '../../store/sqlite/open.ts';
import { wholeExport } from '../store/whole-export.ts';

const silent = (): undefined => undefined;

async function temporaryFolder(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wiki-atlas-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  write(join(folder, 'wiki'), files);
  return join(folder, 'wiki');
}

function write(folder: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function openStore(file = ':memory:'): Promise<GraphStore> {
  const store = await openSqliteStore(file);
  onTestFinished(() => store.close());
  return store;
}

/** All that links decide, without where things lie on the map and when they were imported. */
async function graphIn(store: GraphStore): Promise<unknown> {
  const { nodes, edges } = await wholeExport(store);
  const { communities: _, importedAt: _at, store: _in, ...stats } = await store.stats();
  return {
    nodes: nodes.map(({ key, attributes: { kind, label, folder, inDegree, outDegree } }) => [
      key,
      { kind, label, folder, inDegree, outDegree },
    ]),
    edges,
    stats,
    files: (await store.files()).map(({ path, size, hash }) => [path, size, hash]),
    fingerprint: (await store.version())?.fingerprint,
    sources: await Promise.all(nodes.map((node) => store.source(node.key))),
  };
}

async function freshGraph(folder: string): Promise<unknown> {
  const store = await openSqliteStore(':memory:');
  try {
    await new StoreImport(new FolderImport(folder)).run(store, silent);
    return await graphIn(store);
  } finally {
    await store.close();
  }
}

describe('every series of edits', () => {
  const path = fc.constantFrom('a.md', 'b.md', 'in/a.md', 'in/index.md', 'in/c.md', 'x.png');
  const text = fc.constantFrom(
    '[[a]] and [[c|label]] ![[x.png]]',
    '---\naliases: [c]\ntags: [t]\n---\n# Title\n[[A#Title]] [[ghost page]]',
    '[[Ghost_Page]] [x](in/a.md) [[in]] https://example.com',
    'From: [[in]] <br/>\n\n[[b]] [[b]]',
  );
  const edit = fc.oneof(fc.record({ path, text: fc.option(text) }), fc.record({ path, to: path }));
  const round = fc.record({
    edits: fc.array(edit, { maxLength: 4 }),
    isTold: fc.boolean(),
    isNewProcess: fc.boolean(),
  });

  it('leaves the store with the graph of one import', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 5 }), async (rounds) => {
        const folder = await temporaryFolder({ 'always.md': '[[a]] [[ghost-page]]' });
        const store = await openStore();
        let storeImport = new StoreImport(new FolderImport(folder));
        await storeImport.prepare(store, silent);
        for (const { edits, isTold, isNewProcess } of rounds) {
          if (isNewProcess) storeImport = new StoreImport(new FolderImport(folder));
          for (const one of edits) apply(folder, one);
          const paths = edits.flatMap((one) => ('to' in one ? [one.path, one.to] : [one.path]));
          await storeImport.run(store, silent, isTold ? paths : null);
          expect(await graphIn(store)).toEqual(await freshGraph(folder));
        }
      }),
      { numRuns: 40 },
    );
  });

  function apply(folder: string, one: { path: string; text?: string | null; to?: string }): void {
    const from = join(folder, one.path);
    if (one.to !== undefined) {
      if (!existsSync(from)) return;
      mkdirSync(dirname(join(folder, one.to)), { recursive: true });
      renameSync(from, join(folder, one.to));
    } else if (typeof one.text === 'string') write(folder, { [one.path]: one.text });
    else rmSync(from, { force: true });
  }
});

describe('an edit', () => {
  const many = Object.fromEntries(
    Array.from({ length: 40 }, (_, i) => [`p${i}.md`, `[[p${(i + 1) % 40}]] [[p${(i * 7) % 40}]]`]),
  );
  const placesIn = async (store: GraphStore): Promise<Map<string, string>> => {
    const { nodes } = unpackMap(await store.map(mapQuerySchema.parse({})));
    return new Map(nodes.id.map((id, i) => [id, `${nodes.x[i]},${nodes.y[i]}`]));
  };

  it('leaves every other page where it was on the map, also in the next process', async () => {
    const folder = await temporaryFolder(many);
    const store = await openStore();
    const first = new StoreImport(new FolderImport(folder));
    await first.run(store, silent);
    const before = await placesIn(store);
    write(folder, { 'p3.md': '[[p4]] [[new]]', 'q.md': '[[p1]]' });
    await first.run(store, silent, ['p3.md', 'q.md']);
    write(folder, { 'r.md': '[[p2]]' });
    await new StoreImport(new FolderImport(folder)).run(store, silent);
    const after = await placesIn(store);
    expect([...before].filter(([id, place]) => after.get(id) !== place)).toEqual([]);
    expect([...after.keys()].filter((id) => !before.has(id)).sort()).toEqual(['new', 'q', 'r']);
  });

  it('is read alone by the next process', async () => {
    const folder = await temporaryFolder(many);
    const hourAgo = Date.now() / 1000 - 3600;
    for (const path of Object.keys(many)) utimesSync(join(folder, path), hourAgo, hourAgo);
    const store = await openStore();
    await new StoreImport(new FolderImport(folder)).run(store, silent);
    write(folder, { 'p3.md': '[[p4]] [[new]]' });
    const read = vi.spyOn(FolderImport.prototype, 'update');
    onTestFinished(() => read.mockRestore());
    await new StoreImport(new FolderImport(folder)).run(store, silent);
    const update = await read.mock.results[0]?.value;
    expect(update).toMatchObject({ report: { parsed: 1 }, change: { pages: [{ id: 'p3' }] } });
    expect(await graphIn(store)).toEqual(await freshGraph(folder));
  });

  it('of all pages leaves every page where it was, also in the next process', async () => {
    const folder = await temporaryFolder(many);
    const store = await openStore();
    const storeImport = new StoreImport(new FolderImport(folder));
    await storeImport.prepare(store, silent);
    const before = await placesIn(store);
    const relink = (target: string): void =>
      write(folder, Object.fromEntries(Object.keys(many).map((path) => [path, `[[${target}]]`])));
    relink('p0');
    expect((await storeImport.run(store, silent)).drift).toBe(40);
    expect(await placesIn(store)).toEqual(before);
    relink('p1');
    expect((await new StoreImport(new FolderImport(folder)).run(store, silent)).drift).toBe(80);
    expect(await placesIn(store)).toEqual(before);
    expect(await graphIn(store)).toEqual(await freshGraph(folder));
  });

  it('that leaves fewer old pages than new ones makes a new map', async () => {
    const folder = await temporaryFolder({ 'a.md': '[[b]]', 'b.md': '[[a]]' });
    const store = await openStore();
    const storeImport = new StoreImport(new FolderImport(folder));
    await storeImport.prepare(store, silent);
    write(folder, many);
    expect((await storeImport.run(store, silent)).drift).toBe(0);
    const anew = await openStore();
    await new StoreImport(new FolderImport(folder)).run(anew, silent);
    expect(await placesIn(store)).toEqual(await placesIn(anew));
  });

  it('is forgotten by the map when it is asked to be rearranged', async () => {
    const folder = await temporaryFolder(many);
    const store = await openStore();
    const storeImport = new StoreImport(new FolderImport(folder));
    await storeImport.prepare(store, silent);
    write(folder, Object.fromEntries(Object.keys(many).map((path) => [path, '[[p0]]'])));
    await storeImport.run(store, silent);
    expect(await storeImport.rearrange(store, silent)).toMatchObject({ changed: true, drift: 0 });
    const anew = await openStore();
    await new StoreImport(new FolderImport(folder)).run(anew, silent);
    expect(await store.analysis()).toEqual(await anew.analysis());
  });

  it('is taken in whole where another process has written the store meanwhile', async () => {
    const folder = await temporaryFolder({ 'a.md': '[[b]]', 'b.md': '' });
    const store = await openStore();
    const [one, other] = [
      new StoreImport(new FolderImport(folder)),
      new StoreImport(new FolderImport(folder)),
    ];
    await one.prepare(store, silent);
    write(folder, { 'c.md': '[[a]]' });
    await other.run(store, silent);
    write(folder, { 'd.md': '[[a]]' });
    expect(await one.run(store, silent, ['d.md', 'c.md'])).toMatchObject({ changed: true });
    expect(await graphIn(store)).toEqual(await freshGraph(folder));
  });

  it('that changes nothing writes nothing', async () => {
    const folder = await temporaryFolder({ 'a.md': '[[b]]' });
    const store = await openStore();
    const storeImport = new StoreImport(new FolderImport(folder));
    await storeImport.prepare(store, silent);
    const { importedAt } = await store.stats();
    write(folder, { 'a.md~': 'x', '4913': '' });
    expect(await storeImport.run(store, silent, ['a.md~', '4913'])).toMatchObject({ changed: false });
    expect(await storeImport.run(store, silent)).toMatchObject({ changed: false });
    expect((await store.stats()).importedAt).toBe(importedAt);
  });
});

describe('a watched folder', () => {
  const soon = { timeout: 20_000, interval: 20 };

  it('ends in the right graph after a flood of changes, halves of pages among them', async () => {
    const folder = await temporaryFolder({ 'a.md': '[[p1/0]]' });
    const store = await openStore();
    const storeImport = new StoreImport(new FolderImport(folder));
    await storeImport.prepare(store, silent);
    let last: Promise<unknown> = Promise.resolve();
    const onError = vi.fn<(error: Error) => void>();
    const watch = await watchFolder(folder, {
      onChange: (paths) => {
        const run = last.then(async () => {
          await storeImport.run(store, silent, paths);
        });
        last = run.catch(() => undefined);
        return run;
      },
      onGone: silent,
      onError,
    });
    onTestFinished(async () => {
      await watch.close();
      await last;
    });
    // As a checkout does: folders in folders, thousands of files, some written twice, some gone again.
    for (let i = 0; i < 1500; i += 1) {
      write(folder, { [`p${i % 9}/deep/${i}.md`]: `---\ntitle: T${i}\nali` });
      write(folder, { [`p${i % 9}/deep/${i}.md`]: `---\ntitle: T${i}\n---\n[[${(i * 7) % 1600}]] [[a]]` });
      if (i % 5 === 0) rmSync(join(folder, `p${i % 9}/deep/${i}.md`));
    }
    renameSync(join(folder, 'p1'), join(folder, 'moved'));
    const expected = await freshGraph(folder);
    await vi.waitFor(async () => {
      const fingerprint = (await store.version())?.fingerprint ?? null;
      expect(fingerprint).toBe((expected as { fingerprint: string }).fingerprint);
    }, soon);
    expect(await graphIn(store)).toEqual(expected);
    expect(onError).not.toHaveBeenCalled();
  });
});
