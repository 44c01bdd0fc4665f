/** Imports of real folders: whole, again after edits, and not at all where nothing changed. */
import { existsSync, mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportPhase } from '../../graph/import-report.ts';
import type { WikiGraph } from '../../graph/wiki-graph.ts';
import { FolderImport, type StoredImport } from '../../import/import-folder.ts';
import { temporaryWiki, writeFiles } from './temporary-wiki.ts';

const storedOf = ({ fingerprint, pages }: WikiGraph): StoredImport => ({
  fingerprint,
  files: pages.map((page) => page.file),
});
/** A graph without what tells one run from another. */
const withoutRun = (graph: WikiGraph): WikiGraph => ({ ...graph, report: { ...graph.report, parsed: 0 } });
/** Sets a file's time an hour back, so that it counts as settled. */
function settle(folder: string, ...paths: string[]): void {
  const hourAgo = Date.now() / 1000 - 3600;
  for (const path of paths) utimesSync(join(folder, path), hourAgo, hourAgo);
}

describe('a run', () => {
  it('reads the pages, resolves their links and reports', async () => {
    const folder = temporaryWiki({
      'talks/Talks.md': '# Talks\n',
      'talks/one.md':
        '---\ntitle: One\nvideoId: abc\n---\n\nFrom: [[talks]] <br/>\n\nSee [[two]] and ![[a.png]].\n',
      'talks/a.png': '',
      'bad.md': Buffer.from([0xff]),
    });
    const graph = await new FolderImport(folder).run();
    expect(graph.pages.map((page) => [page.id, page.title, page.folder, page.index])).toEqual([
      ['bad', 'bad', '', false],
      ['talks/Talks', 'Talks', 'talks', true],
      ['talks/one', 'One', 'talks', false],
    ]);
    expect(graph.wanted).toEqual([{ id: 'two' }]);
    expect(graph.links.map((link) => [link.relation, link.kind, link.target, link.structural])).toEqual([
      ['from', 'page', 'talks/Talks', true],
      ['link', 'wanted', 'two', false],
      ['embed', 'attachment', 'talks/a.png', false],
    ]);
    expect(graph.report).toMatchObject({ parsed: 3, warnings: [{ code: 'file-encoding', path: 'bad.md' }] });
  });

  it('tells of its progress phase by phase', async () => {
    const phases: ImportPhase[] = [];
    const folder = temporaryWiki({ 'a.md': '', 'b.md': '' });
    await new FolderImport(folder).run((phase, done, total) => {
      phases.push(phase);
      expect(done).toBeLessThanOrEqual(total);
    });
    expect([...new Set(phases)]).toEqual(['scan', 'parse', 'resolve']);
  });

  it('waits for the run before it', async () => {
    const folderImport = new FolderImport(temporaryWiki({ 'a.md': '[[b]]' }));
    const [first, second] = await Promise.all([folderImport.run(), folderImport.run()]);
    expect(withoutRun(second)).toEqual(withoutRun(first));
  });

  it('recovers after one that failed', async () => {
    const folder = temporaryWiki({ 'a.md': '' });
    const folderImport = new FolderImport(folder);
    renameSync(folder, `${folder}-moved`);
    await expect(folderImport.run()).rejects.toMatchObject({ code: 'folder-not-found' });
    await expect(folderImport.scan()).rejects.toMatchObject({ code: 'folder-not-found' });
    renameSync(`${folder}-moved`, folder);
    expect((await folderImport.run()).pages).toHaveLength(1);
  });

  it('parses again only what changed', async () => {
    const folder = temporaryWiki({ 'a.md': '[[b]]', 'b.md': 'one', 'c.md': '' });
    settle(folder, 'a.md', 'b.md', 'c.md');
    const folderImport = new FolderImport(folder);
    expect((await folderImport.run()).report.parsed).toBe(3);
    expect((await folderImport.run()).report.parsed).toBe(0);
    writeFiles(folder, { 'b.md': 'two', 'd.md': '', 'c.md': '' });
    rmSync(join(folder, 'a.md'));
    const graph = await folderImport.run();
    expect(graph.report.parsed).toBe(2);
    expect(graph.pages.map((page) => page.markdown)).toEqual(['two', '', '']);
  });

  it('sees an edit that leaves size and time as they were, if the file was fresh', async () => {
    const folder = temporaryWiki({ 'a.md': '[[b]]' });
    const { atime, mtime } = statSync(join(folder, 'a.md'));
    const folderImport = new FolderImport(folder);
    await folderImport.run();
    writeFiles(folder, { 'a.md': '[[c]]' });
    utimesSync(join(folder, 'a.md'), atime, mtime);
    expect((await folderImport.run()).wanted).toEqual([{ id: 'c' }]);
  });
});

describe('an update', () => {
  it('tells what changed, and looks only where it is told to', async () => {
    const folder = temporaryWiki({ 'a.md': '[[b]]', 'b.md': 'one', 'c.md': '' });
    settle(folder, 'a.md', 'b.md', 'c.md');
    const folderImport = new FolderImport(folder);
    const first = await folderImport.update();
    const base = first.fingerprint;
    expect(first.change).toBeNull();
    writeFiles(folder, { 'c.md': '[[d]]' });
    rmSync(join(folder, 'b.md'));
    const update = await folderImport.update(undefined, ['b.md']);
    const [graph, change] = [update.graph(), update.change];
    expect(graph.pages.map((page) => page.id)).toEqual(['a', 'c']);
    expect(graph.report.parsed).toBe(0);
    expect(change).toMatchObject({
      base,
      fingerprint: graph.fingerprint,
      pages: [],
      removedPages: ['b'],
      wanted: [{ id: 'b' }],
      links: [{ source: 'a', relinked: true }],
    });
    expect((await folderImport.update()).change).toMatchObject({ wanted: [{ id: 'd' }] });
  });

  it('looks everywhere after one that failed', async () => {
    const folder = temporaryWiki({ 'a.md': '', 'b.md': '' });
    const folderImport = new FolderImport(folder);
    await folderImport.update();
    renameSync(folder, `${folder}-moved`);
    await expect(folderImport.update(undefined, ['a.md'])).rejects.toMatchObject({
      code: 'folder-not-found',
    });
    renameSync(`${folder}-moved`, folder);
    rmSync(join(folder, 'a.md'));
    expect((await folderImport.update(undefined, ['b.md'])).graph().pages).toHaveLength(1);
  });

  it('passes over the temporary files of editors', async () => {
    const folder = temporaryWiki({ 'a.md': '' });
    const folderImport = new FolderImport(folder);
    const { fingerprint } = await folderImport.update();
    const left = ['.a.md.swp', 'a.md~', '4913', '#a.md#', 'a.md.tmp', 'a.md___jb_tmp___', '.#a.md'];
    writeFiles(folder, Object.fromEntries(left.map((path) => [path, '[[x]]'])));
    for (const paths of [left, null]) {
      expect((await folderImport.update(undefined, paths)).fingerprint).toBe(fingerprint);
    }
  });
});

describe('a configuration', () => {
  it('that changes gives the graph it asks for, and no change to compare with', async () => {
    const folder = temporaryWiki({ 'a.md': '[[b c]]', 'b_c.md': '', 'd.md': '' });
    const folderImport = new FolderImport(folder);
    expect((await folderImport.run()).wanted).toEqual([]);
    writeFiles(folder, { 'wiki-atlas.config.json': '{ "rules": { "slug": false }, "exclude": ["d.md"] }' });
    const { graph, change } = await folderImport.update(undefined, ['wiki-atlas.config.json']);
    expect(change).toBeNull();
    expect(graph().wanted).toEqual([{ id: 'b c' }]);
    expect(graph().pages.map((page) => page.id)).toEqual(['a', 'b_c']);
  });
});

describe('hasChanged', () => {
  const files = { 'a.md': '[[x.png]]', 'sub/b.md': 'text', 'y.png': '' };

  it('is false for the very files of the store, also when only their times changed', async () => {
    const folder = temporaryWiki(files);
    const stored = storedOf(await new FolderImport(folder).run());
    expect(await new FolderImport(folder).hasChanged(stored)).toBe(false);
    settle(folder, 'a.md', 'sub/b.md');
    expect(await new FolderImport(folder).hasChanged(stored)).toBe(false);
  });

  it('is true for a store without an import or one by another version', async () => {
    const folder = temporaryWiki(files);
    const stored = storedOf(await new FolderImport(folder).run());
    expect(await new FolderImport(folder).hasChanged({ fingerprint: null, files: [] })).toBe(true);
    expect(await new FolderImport(folder).hasChanged({ ...stored, fingerprint: 'other' })).toBe(true);
  });

  it.each<[string, (folder: string) => void]>([
    ['an edited page', (folder) => writeFiles(folder, { 'sub/b.md': 'TEXT' })],
    ['a new page', (folder) => writeFiles(folder, { 'c.md': '' })],
    ['a removed page', (folder) => rmSync(join(folder, 'a.md'))],
    ['a moved page', (folder) => renameSync(join(folder, 'a.md'), join(folder, 'sub/a.md'))],
    ['a new attachment', (folder) => writeFiles(folder, { 'x.png': '' })],
    ['a removed attachment', (folder) => rmSync(join(folder, 'y.png'))],
  ])('sees %s', async (_, edit) => {
    const folder = temporaryWiki(files);
    settle(folder, 'a.md', 'sub/b.md');
    const stored = storedOf(await new FolderImport(folder).run());
    edit(folder);
    expect(await new FolderImport(folder).hasChanged(stored)).toBe(true);
  });

  it('takes the folder as it was scanned, and looks anew where it is asked again', async () => {
    const folder = temporaryWiki(files);
    settle(folder, 'a.md', 'sub/b.md');
    const stored = storedOf(await new FolderImport(folder).run());
    const folderImport = new FolderImport(folder);
    await folderImport.scan();
    writeFiles(folder, { 'c.md': '' });
    expect(await folderImport.hasChanged(stored)).toBe(false);
    expect(await folderImport.hasChanged(stored)).toBe(true);
  });
});

describe('every series of edits', () => {
  const path = fc.constantFrom(
    'a.md',
    'A b.md',
    'sub/a.md',
    'sub/index.md',
    'sub/c.md',
    'x.png',
    'sub/x.png',
  );
  const text = fc.constantFrom(
    '',
    '[[a]] [[sub/a|label]] ![[x.png]]',
    '# Title\n\n[[A_b#Title]] [[c]] [[ghost page]]',
    '---\ntitle: C\naliases: [ghost page]\n---\n[x](a.md) [[sub]]',
    'From: [[sub]] <br/>\n\n[[Ghost_Page]] <a class="yt-timestamp" data-t="00:01:02">[00:01:02]</a>',
  );
  const place = fc.oneof(path, fc.constantFrom('sub', 'moved', 'A.md', 'a.MD', '.a.md.swp', 'a.md~'));
  const config = fc.constantFrom(
    '{ "rules": { "slug": false, "alias": false }, "home": "a" }',
    '{ "exclude": ["sub/c.md", "*.png"] }',
    '{ "labelFirst": true, "structuralRelations": [] }',
  );
  const edit = fc.oneof(
    { weight: 4, arbitrary: fc.record({ path, text: fc.option(text) }) },
    { weight: 4, arbitrary: fc.record({ path: place, to: place }) },
    fc.record({ path: fc.constant('wiki-atlas.config.json'), text: fc.option(config) }),
  );
  const round = fc.record({ edits: fc.array(edit, { maxLength: 4 }), isTold: fc.boolean() });

  it('imported one after the other, told where or not, gives the graph of a fresh import', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(round, { maxLength: 5 }), async (rounds) => {
        const folder = temporaryWiki({ 'always.md': '[[a]] [[ghost-page]]' });
        const folderImport = new FolderImport(folder);
        let base: string | null = null;
        for (const { edits, isTold } of rounds) {
          for (const one of edits) tryTo(() => apply(folder, one));
          const paths = edits.flatMap((one) => ('to' in one ? [one.path, one.to] : [one.path]));
          const update = await folderImport.update(undefined, isTold ? paths : null);
          const [graph, change] = [update.graph(), update.change];
          const fresh = await new FolderImport(folder).run();
          expect(withoutRun(graph)).toEqual(withoutRun(fresh));
          expect(change === null || change.base === base).toBe(true);
          expect(await new FolderImport(folder).hasChanged(storedOf(graph))).toBe(false);
          base = graph.fingerprint;
        }
      }),
      { numRuns: 60 },
    );
  });

  /** An edit inside what another made a file is none. */
  function tryTo(act: () => void): void {
    try {
      act();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (!/ENOTDIR|EEXIST|EINVAL|EISDIR/.test(code)) throw error;
    }
  }

  function apply(folder: string, one: { path: string; text?: string | null; to?: string }): void {
    const from = join(folder, one.path);
    if (one.to !== undefined) {
      if (!existsSync(from) || one.path === one.to || existsSync(join(folder, one.to))) return;
      mkdirSync(dirname(join(folder, one.to)), { recursive: true });
      renameSync(from, join(folder, one.to));
    } else if (one.text === null || one.text === undefined) rmSync(from, { force: true });
    else {
      mkdirSync(dirname(from), { recursive: true });
      writeFileSync(from, one.text);
    }
  }
});
