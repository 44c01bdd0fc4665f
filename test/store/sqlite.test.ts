/** The SQLite store: the contract, and what only a file can get wrong. */
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mapQuerySchema } from '../../graph/api.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { openSqliteStore } from '../../store/sqlite/open.ts';
import { describeGraphStore } from './contract.ts';
import { failingChange, sampleGraph } from './sample-graph.ts';
import { wholeExport } from './whole-export.ts';

describeGraphStore('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wiki-atlas-store-'));
  const opened: GraphStore[] = [];
  const again = async (): Promise<GraphStore> => {
    const store = await openSqliteStore(join(folder, 'atlas.db'));
    opened.push(store);
    return store;
  };
  return {
    store: await again(),
    again,
    dispose: async () => {
      for (const store of opened) await store.close();
      await rm(folder, { recursive: true });
    },
  };
});

describe('a SQLite store file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wiki-atlas-file-'));
  });
  afterEach(async () => rm(folder, { recursive: true }));

  const written = async (file: string): Promise<void> => {
    const store = await openSqliteStore(file);
    const { graph, analysis } = sampleGraph();
    await store.write(graph, analysis);
    await store.close();
  };
  const pagesIn = async (file: string): Promise<number> => {
    const store = await openSqliteStore(file);
    const { pages } = await store.stats();
    await store.close();
    return pages;
  };

  it('is kept from one opening to the next', async () => {
    const file = join(folder, 'a b%20é.db');
    await written(file);
    expect(await pagesIn(file)).toBe(18);
  });

  it('says where it is', async () => {
    const file = join(folder, 'atlas.db');
    const store = await openSqliteStore(file);
    expect((await store.stats()).store).toEqual({ kind: 'sqlite', location: file });
    await store.close();
  });

  it('makes .wiki-atlas with a .gitignore of its own, and keeps one that is there', async () => {
    const own = join(folder, 'wiki', '.wiki-atlas');
    await written(join(own, 'atlas.db'));
    expect(await readFile(join(own, '.gitignore'), 'utf8')).toBe('*\n');
    await writeFile(join(own, '.gitignore'), 'mine\n');
    expect(await pagesIn(join(own, 'atlas.db'))).toBe(18);
    expect(await readFile(join(own, '.gitignore'), 'utf8')).toBe('mine\n');
  });

  it('works in memory, and leaves no file', async () => {
    const store = await openSqliteStore(':memory:');
    const { graph, analysis } = sampleGraph();
    await store.write(graph, analysis);
    expect((await store.stats()).pages).toBe(18);
    await store.close();
    expect(existsSync(':memory:')).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('takes a name that looks like a URI as a name', async () => {
    const store = await openSqliteStore(join(folder, 'file:x?mode=ro'));
    await store.close();
    expect(await readdir(folder)).toContain('file:x?mode=ro');
  });

  it('of another version is made anew, empty', async () => {
    const file = join(folder, 'atlas.db');
    await written(file);
    const db = new Database(file);
    db.pragma('user_version = 9999');
    db.exec('CREATE TABLE "from ""another"" version" (a); DROP TABLE mention');
    db.close();
    expect(await pagesIn(file)).toBe(0);
    await written(file);
    expect(await pagesIn(file)).toBe(18);
  });

  it('that is empty is taken as new', async () => {
    const file = join(folder, 'atlas.db');
    await writeFile(file, '');
    expect(await pagesIn(file)).toBe(0);
  });

  it('of another program is refused and left as it is', async () => {
    const file = join(folder, 'other.db');
    const db = new Database(file);
    db.exec('CREATE TABLE treasure (a); INSERT INTO treasure VALUES (1)');
    db.close();
    await expect(openSqliteStore(file)).rejects.toMatchObject({ code: 'store-incompatible' });
    const after = new Database(file);
    expect(after.prepare('SELECT a FROM treasure').pluck().get()).toBe(1);
    after.close();
  });

  it('that is no database is refused and left as it is', async () => {
    const file = join(folder, 'notes.md');
    await writeFile(file, '# Not a database\n'.repeat(100));
    await expect(openSqliteStore(file)).rejects.toMatchObject({
      code: 'store-incompatible',
      message: expect.stringContaining('name another file'),
    });
    expect(await readFile(file, 'utf8')).toBe('# Not a database\n'.repeat(100));
  });

  it('that cannot be opened is an error with what to do', async () => {
    await mkdir(join(folder, 'taken'));
    await writeFile(join(folder, 'plain'), '');
    for (const file of [
      join(folder, 'taken'),
      join(folder, 'missing', 'atlas.db'),
      join(folder, 'plain', '.wiki-atlas', 'atlas.db'),
      join(folder, 'nul\0.db'),
    ]) {
      await expect(openSqliteStore(file)).rejects.toMatchObject({
        code: 'store-unavailable',
        message: expect.stringMatching(/check|name another/),
      });
    }
  });

  it.skipIf(process.getuid?.() === 0)('that may not be written is an error', async () => {
    const file = join(folder, 'atlas.db');
    await written(file);
    await chmod(file, 0o444);
    await expect(written(file)).rejects.toMatchObject({ code: 'store-unavailable' });
  });

  it('that is damaged is an error with what to do', async () => {
    const file = join(folder, 'atlas.db');
    await written(file);
    const bytes = await readFile(file);
    bytes.fill(0xff, 4096 * 2);
    await writeFile(file, bytes);
    const broken = (async () => {
      const store = await openSqliteStore(file);
      try {
        await store.map(mapQuerySchema.parse({}));
        await wholeExport(store);
      } finally {
        await store.close();
      }
    })();
    await expect(broken).rejects.toMatchObject({ code: 'store-unavailable' });
  });

  it('that another process is writing is an error after a while, not a wait without end', async () => {
    const file = join(folder, 'atlas.db');
    await written(file);
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    await expect(written(file)).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining('another process'),
    });
    expect(await pagesIn(file)).toBe(18);
    other.exec('ROLLBACK');
    other.close();
  });

  it('keeps its graph where a change fails half-way', async () => {
    const store = await openSqliteStore(join(folder, 'atlas.db'));
    const { graph, analysis } = sampleGraph();
    await store.write(graph, analysis);
    const before = await wholeExport(store);
    const applied = store.apply(failingChange(graph), { placements: [], communities: [], drift: 0 });
    await expect(applied).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(await wholeExport(store)).toEqual(before);
    expect((await store.version())?.fingerprint).toBe(graph.fingerprint);
    await store.close();
  });

  it('that is closed says so', async () => {
    const store = await openSqliteStore(':memory:');
    await store.close();
    await expect(store.stats()).rejects.toMatchObject({ code: 'store-unavailable' });
  });
});
