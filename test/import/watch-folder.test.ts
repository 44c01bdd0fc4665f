/** A watched folder tells of its edits, of nothing else, and of nothing after it is closed. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
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
