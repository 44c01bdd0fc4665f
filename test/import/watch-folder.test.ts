/** A watched folder tells of its edits, of nothing else, and of nothing after it is closed. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { watchFolder } from '../../import/watch-folder.ts';
import { temporaryWiki, writeFiles } from './temporary-wiki.ts';

/** A watched folder and its two callbacks. */
async function watched(onChange = vi.fn<(paths: readonly string[] | null) => void | Promise<void>>()) {
  const folder = temporaryWiki({ 'a.md': 'x', '.hidden/b.md': '', 'node_modules/c.md': '' });
  const onError = vi.fn<(error: Error) => void>();
  const onGone = vi.fn<() => void>();
  const watch = await watchFolder(folder, { onChange, onGone, onError });
  onTestFinished(() => watch.close());
  return { folder, onChange, onGone, onError, watch };
}
const soon = { timeout: 10_000, interval: 20 };

it('tells of files that are written, made and removed', async () => {
  const { folder, onChange, onError } = await watched();
  writeFileSync(join(folder, 'a.md'), 'y');
  await vi.waitFor(() => expect(onChange).toHaveBeenCalled(), soon);
  onChange.mockClear();
  mkdirSync(join(folder, 'sub'));
  writeFileSync(join(folder, 'sub/new.png'), '');
  await vi.waitFor(() => expect(onChange).toHaveBeenCalled(), soon);
  onChange.mockClear();
  rmSync(join(folder, 'a.md'));
  await vi.waitFor(() => expect(onChange).toHaveBeenCalled(), soon);
  expect(onError).not.toHaveBeenCalled();
});

it('does not tell of folders that are no part of the wiki', async () => {
  const { folder, onChange } = await watched();
  writeFiles(folder, { '.hidden/b.md': 'y', 'node_modules/c.md': 'y', '.wiki-atlas/store.db': 'y' });
  writeFileSync(join(folder, 'a.md'), 'y');
  await vi.waitFor(() => expect(onChange).toHaveBeenCalled(), soon);
  expect(onChange).toHaveBeenCalledTimes(1);
});

it('gives what onChange throws to onError', async () => {
  const { folder, onError } = await watched(vi.fn(() => Promise.reject(new Error('no import'))));
  writeFileSync(join(folder, 'a.md'), 'y');
  await vi.waitFor(() => expect(onError).toHaveBeenCalledWith(new Error('no import')), soon);
});

it('is silent once it is closed', async () => {
  const { folder, onChange, watch } = await watched();
  writeFileSync(join(folder, 'a.md'), 'y');
  await watch.close();
  const calls = onChange.mock.calls.length;
  writeFileSync(join(folder, 'a.md'), 'z');
  await new Promise((later) => setTimeout(later, 400));
  expect(onChange).toHaveBeenCalledTimes(calls);
});

it('rejects for a folder that is not there', async () => {
  const folder = temporaryWiki({});
  const callbacks = {
    onChange: vi.fn<() => void>(),
    onGone: vi.fn<() => void>(),
    onError: vi.fn<(error: Error) => void>(),
  };
  await expect(watchFolder(join(folder, 'gone'), callbacks)).rejects.toThrow(/ENOENT/);
});

/** All paths told of so far; null among them is a change anywhere. */
const told = (onChange: { mock: { calls: [paths: readonly string[] | null][] } }): (string | null)[] =>
  onChange.mock.calls.flatMap(([paths]): (string | null)[] => (paths ? [...paths] : [null]));

it('tells where files changed', async () => {
  const { folder, onChange } = await watched();
  mkdirSync(join(folder, 'sub'));
  await vi.waitFor(() => expect(told(onChange)).toContain(null), soon);
  onChange.mockClear();
  writeFileSync(join(folder, 'sub/new.md'), '');
  writeFileSync(join(folder, 'a.md'), 'y');
  await vi.waitFor(
    () => expect(told(onChange)).toEqual(expect.arrayContaining(['sub/new.md', 'a.md'])),
    soon,
  );
});

it('tells of a file saved by way of a temporary one, not of the temporary one alone', async () => {
  const { folder, onChange } = await watched();
  for (const name of ['.a.md.swp', 'a.md~', '4913', '#a.md#', '.#a.md', 'a.md.tmp']) {
    writeFileSync(join(folder, name), 'half');
  }
  rmSync(join(folder, '4913'));
  renameSync(join(folder, 'a.md.tmp'), join(folder, 'a.md'));
  await vi.waitFor(() => expect(told(onChange)).toContain('a.md'), soon);
  expect(told(onChange).filter((path) => path !== null && path !== 'a.md')).toEqual([]);
});

it('follows folders that came with others inside', async () => {
  const { folder, onChange } = await watched();
  const other = temporaryWiki({ 'deep/er/still/x.md': '' });
  renameSync(join(other, 'deep'), join(folder, 'deep'));
  await vi.waitFor(() => expect(told(onChange)).toContain(null), soon);
  onChange.mockClear();
  writeFileSync(join(folder, 'deep/er/still/x.md'), 'y');
  await vi.waitFor(() => expect(told(onChange)).toContain('deep/er/still/x.md'), soon);
});

it('asks for a look at everything once it has been quiet', async () => {
  const { folder, onChange } = await watched();
  writeFileSync(join(folder, 'a.md'), 'y');
  await vi.waitFor(() => expect([...new Set(told(onChange))]).toEqual(['a.md', null]), soon);
});

it('says that the folder is gone, and follows it again when it is back', async () => {
  const { folder, onChange, onGone, onError } = await watched();
  renameSync(folder, `${folder}-away`);
  onTestFinished(() => rmSync(`${folder}-away`, { recursive: true, force: true }));
  await vi.waitFor(() => expect(onGone).toHaveBeenCalledTimes(1), soon);
  onChange.mockClear();
  renameSync(`${folder}-away`, folder);
  await vi.waitFor(() => expect(told(onChange)).toContain(null), soon);
  writeFileSync(join(folder, 'a.md'), 'z');
  await vi.waitFor(() => expect(told(onChange)).toContain('a.md'), soon);
  expect(onGone).toHaveBeenCalledTimes(1);
  expect(onError).not.toHaveBeenCalled();
});

it('follows another folder that takes its place', async () => {
  const { folder, onChange } = await watched();
  rmSync(folder, { recursive: true });
  writeFiles(folder, { 'b.md': '' });
  await vi.waitFor(() => expect(told(onChange)).toContain(null), soon);
  await vi.waitFor(() => {
    writeFileSync(join(folder, 'b.md'), String(Math.random()));
    expect(told(onChange)).toContain('b.md');
  }, soon);
});
