/** What a folder's files come to, among them those that are no ordinary files. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFolder } from '../../import/read-folder.ts';
import { readPage } from '../../import/read-page.ts';
import { temporaryWiki } from './temporary-wiki.ts';

const isPosix = process.platform !== 'win32';
const isRoot = process.getuid?.() === 0;

/** Node has no call of its own for it. */
function makeFifo(path: string): void {
  const posixCommand = 'mkfifo';
  execFileSync(posixCommand, [path]);
}

describe('readFolder', () => {
  it('lists Markdown files in any case of their ending as pages, others as attachments', async () => {
    const folder = temporaryWiki({ 'a.md': 'x', 'sub/B.MD': '', 'sub/c.png': '', 'd.txt': '' });
    const { pages, attachments, warnings } = await readFolder(folder);
    expect(pages.map(({ id, path, size }) => [id, path, size])).toEqual([
      ['a', 'a.md', 1],
      ['sub/B', 'sub/B.MD', 0],
    ]);
    expect(attachments).toEqual(['d.txt', 'sub/c.png']);
    expect(warnings).toEqual([]);
  });

  it('passes over names that begin with a dot, and node_modules', async () => {
    const folder = temporaryWiki({
      'a.md': '',
      '.obsidian/x.md': '',
      'sub/.git/y.md': '',
      '.hidden.md': '',
      'sub/node_modules/z.md': '',
    });
    const { pages, attachments } = await readFolder(folder);
    expect(pages.map((page) => page.id)).toEqual(['a']);
    expect(attachments).toEqual([]);
  });

  it.runIf(process.platform === 'linux')(
    'keeps both of two files that come to one id, and says so',
    async () => {
      const folder = temporaryWiki({ 'Note.MD': '', 'Note.md': '', 'Café.md': '', 'Cafe\u0301.md': '' });
      const { pages, warnings } = await readFolder(folder);
      expect(pages.map(({ id, path }) => [id, path])).toEqual([
        ['Café', 'Cafe\u0301.md'],
        ['Café.md', 'Café.md'],
        ['Note', 'Note.MD'],
        ['Note.md', 'Note.md'],
      ]);
      expect(warnings.map(({ code, path }) => [code, path])).toEqual([
        ['id-taken', 'Café.md'],
        ['id-taken', 'Note.md'],
      ]);
    },
  );

  it.runIf(process.platform === 'linux')('takes two files that differ in case for two pages', async () => {
    const { pages, warnings } = await readFolder(temporaryWiki({ 'acquiredFM.md': '', 'acquiredfm.md': '' }));
    expect(pages.map((page) => page.id)).toEqual(['acquiredFM', 'acquiredfm']);
    expect(warnings).toEqual([]);
  });

  it.runIf(isPosix)('follows symbolic links to files of the folder only, and never in a circle', async () => {
    const outside = temporaryWiki({ 'secret.md': 'secret', 'more/deep.md': '' });
    const folder = temporaryWiki({ 'a.md': 'text', 'sub/b.md': '' });
    symlinkSync(join(folder, 'a.md'), join(folder, 'linked.md'));
    symlinkSync(folder, join(folder, 'sub/circle'));
    symlinkSync(join(outside, 'secret.md'), join(folder, 'out.md'));
    symlinkSync(join(outside, 'more'), join(folder, 'out'));
    symlinkSync('nowhere.md', join(folder, 'dangling.md'));
    const { pages, warnings } = await readFolder(folder);
    expect(pages.map((page) => page.id)).toEqual(['a', 'linked', 'sub/b']);
    expect(pages.map((page) => readPage(page)?.markdown)).toEqual(['text', 'text', '']);
    expect(warnings.map(({ code, path }) => [code, path])).toEqual([
      ['file-unreadable', 'dangling.md'],
      ['link-outside', 'out'],
      ['link-outside', 'out.md'],
    ]);
  });

  it.runIf(isPosix)('does not touch a FIFO', async () => {
    const folder = temporaryWiki({ 'a.md': '' });
    makeFifo(join(folder, 'pipe.md'));
    const { pages, attachments } = await readFolder(folder);
    expect(pages.map((page) => page.id)).toEqual(['a']);
    expect(attachments).toEqual([]);
  });

  it('says that a folder is missing, is none, or has no page', async () => {
    const folder = temporaryWiki({ 'a.txt': '' });
    await expect(readFolder(join(folder, 'gone'))).rejects.toMatchObject({ code: 'folder-not-found' });
    await expect(readFolder(join(folder, 'a.txt'))).rejects.toMatchObject({ code: 'folder-not-found' });
    await expect(readFolder(folder)).rejects.toMatchObject({ code: 'folder-without-pages' });
  });

  it.runIf(isPosix && !isRoot)('warns of a folder it may not list and goes on', async () => {
    const folder = temporaryWiki({ 'a.md': '', 'shut/b.md': '' });
    chmodSync(join(folder, 'shut'), 0);
    const { pages, warnings } = await readFolder(folder);
    chmodSync(join(folder, 'shut'), 0o700);
    expect(pages.map((page) => page.id)).toEqual(['a']);
    expect(warnings).toMatchObject([{ code: 'file-unreadable', path: 'shut' }]);
  });
});

describe('readPage', () => {
  const only = async (folder: string) => {
    const [page] = (await readFolder(folder)).pages;
    if (!page) throw new Error('no page');
    return page;
  };

  it('reads text and digest', async () => {
    const page = await only(temporaryWiki({ 'a.md': 'é' }));
    expect(readPage(page)).toMatchObject({
      markdown: 'é',
      warning: null,
      file: { path: 'a.md', size: 2, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  it('reads what is no UTF-8 as far as it goes, and warns', async () => {
    const page = await only(temporaryWiki({ 'a.md': Buffer.from([0x61, 0xff, 0x62]) }));
    expect(readPage(page)).toMatchObject({
      markdown: 'a\u{fffd}b',
      warning: { code: 'file-encoding', path: 'a.md' },
    });
  });

  it('keeps a page that is too large, without its text', async () => {
    const page = await only(temporaryWiki({ 'a.md': 'four' }));
    expect(readPage(page, 3)).toMatchObject({ markdown: '', warning: { code: 'file-too-large' } });
    expect(readPage(page, 4)).toMatchObject({ markdown: 'four', warning: null });
  });

  it.runIf(isPosix)('opens nothing that came into the file’s place after it was listed', async () => {
    const folder = temporaryWiki({ 'a.md': 'x' });
    const page = await only(folder);
    const elsewhere = temporaryWiki({ 'secret.txt': 'secret' });
    symlinkSync(join(elsewhere, 'secret.txt'), join(folder, 'link'));
    makeFifo(join(folder, 'pipe'));
    mkdirSync(join(folder, 'dir'));
    for (const diskPath of ['link', 'pipe', 'dir'].map((name) => join(folder, name))) {
      expect(readPage({ ...page, diskPath })).toMatchObject({
        markdown: '',
        warning: { code: 'file-unreadable' },
      });
    }
  });

  it('gives nothing for a file that is gone', async () => {
    const page = await only(temporaryWiki({ 'a.md': 'x' }));
    expect(readPage({ ...page, diskPath: `${page.diskPath}.gone` })).toBeNull();
  });

  it.runIf(isPosix && !isRoot)('warns of a file it may not read and keeps the page', async () => {
    const folder = temporaryWiki({});
    writeFileSync(join(folder, 'a.md'), 'x', { mode: 0 });
    expect(readPage(await only(folder))).toMatchObject({
      markdown: '',
      warning: { code: 'file-unreadable' },
    });
  });
});
