/** `wiki-atlas serve`, and stores that hold no wiki. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FILMS } from './films.ts';
import { makeWiki, printed, runCommand, said, startCommand } from './run-command.ts';

let wiki: string;
beforeAll(async () => {
  wiki = await makeWiki(FILMS);
});
afterAll(() => rm(dirname(wiki), { recursive: true }));

describe('a store that holds no wiki', () => {
  it.each([
    ['report', ['report', 'orphans']],
    ['links', ['links', 'Fog']],
    ['export', ['export']],
    ['serve', ['serve', '--port', '0']],
  ])('is no empty wiki to %s, and is not made', async (_command, args) => {
    const file = join(dirname(wiki), 'mistyped.sqlite');
    const { code, stdout, stderr } = await runCommand(...args, '--store', `sqlite:${file}`);
    expect(code).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^wiki-atlas: no wiki was imported into .+mistyped\.sqlite/);
    expect(existsSync(file)).toBe(false);
  });

  it('is said where the file is there too', async () => {
    const file = join(dirname(wiki), 'empty.sqlite');
    await writeFile(file, '');
    const { code, stderr } = await runCommand('report', 'orphans', '--store', `sqlite:${file}`);
    expect(code).toBe(3);
    expect(stderr).toContain('no wiki was imported');
  });
});

describe('wiki-atlas serve', () => {
  it('serves a store as it stands, whatever folder is the default', async () => {
    const file = join(dirname(wiki), 'named.sqlite');
    await runCommand('import', wiki, '--store', `sqlite:${file}`);
    const other = await makeWiki({ 'sample.md': 'sample' });
    const server = startCommand(['serve', '--sample', other, '--store', `sqlite:${file}`, '--port', '0']);
    const [, address] = await printed(server, /(http:\/\/127\.0\.0\.1:\d+)/);
    expect(await (await fetch(`${address}/api/stats`)).json()).toMatchObject({ pages: 4 });
    server.kill();
    await once(server, 'close');
    await rm(dirname(other), { recursive: true });
  });

  describe('while a large wiki is first imported', () => {
    const files = Object.fromEntries(
      Array.from({ length: 2000 }, (_, number) => [
        `page ${number}.md`,
        `See [[page ${number + 1}]]. `.repeat(20),
      ]),
    );

    it.skipIf(process.platform === 'win32')('ends on SIGTERM at once', async () => {
      const folder = await makeWiki(files);
      const server = startCommand(['serve', folder, '--port', '0']);
      let stdout = '';
      server.stdout?.on('data', (text: Buffer) => (stdout += text.toString()));
      await said(server, /Reading pages/);
      const closed = once(server, 'close');
      server.kill('SIGTERM');
      expect(await closed).toEqual([0, null]);
      expect(stdout).toBe('');
      await rm(dirname(folder), { recursive: true });
    });

    it('takes in an edit made meanwhile', async () => {
      const folder = await makeWiki(files);
      const server = startCommand(['serve', folder, '--port', '0']);
      const address = printed(server, /(http:\/\/127\.0\.0\.1:\d+)/);
      await said(server, /Reading pages/);
      await writeFile(join(folder, 'new.md'), 'New.\n');
      const url = (await address)[1];
      const pages = async (): Promise<unknown> =>
        ((await (await fetch(`${url}/api/stats`)).json()) as { pages: number }).pages;
      await expect.poll(pages, { timeout: 15_000 }).toBe(2001);
      server.kill();
      await once(server, 'close');
      await rm(dirname(folder), { recursive: true });
    });
  });

  it('says on stderr what it could not answer, and why', async () => {
    const folder = await makeWiki(FILMS);
    const server = startCommand(['serve', folder, '--port', '0', '--no-watch']);
    const [, address] = await printed(server, /(http:\/\/127\.0\.0\.1:\d+)/);
    const store = new Database(join(dirname(folder), '.wiki-atlas', 'wiki.sqlite'));
    store.exec('PRAGMA foreign_keys = OFF; DROP TABLE mention');
    store.close();
    const failure = said(server, /mention/);
    const { status } = await fetch(`${address}/api/pages/films%2Ffog/links`);
    expect(status).toBeGreaterThanOrEqual(500);
    await failure;
    server.kill();
    await once(server, 'close');
    await rm(dirname(folder), { recursive: true });
  });

  it('prints its address, answers, follows an edit and ends on SIGTERM', async () => {
    const folder = await makeWiki(FILMS);
    const server = startCommand(['serve', folder, '--port', '0']);
    const [, address] = await printed(server, /(http:\/\/127\.0\.0\.1:\d+)/);
    const pages = async (): Promise<unknown> =>
      ((await (await fetch(`${address}/api/stats`)).json()) as { pages: number }).pages;
    expect(await pages()).toBe(4);
    await writeFile(join(folder, 'films', 'new.md'), 'A new page about [[Fog]].\n');
    await expect.poll(pages, { timeout: 15_000 }).toBe(5);
    const closed = once(server, 'close');
    server.kill('SIGTERM');
    expect(await closed).toEqual([0, null]);
    await rm(dirname(folder), { recursive: true });
  });

  it('says in one line, with exit code 2, that the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await runCommand('serve', wiki, '--port', String(port));
    other.close();
    expect(code).toBe(2);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(String(port));
  });

  it.each([
    ['a folder that is missing', (): string => join(wiki, 'nowhere'), /nowhere/],
    ['a file', (): string => join(wiki, 'films', 'fog.md'), /fog\.md/],
  ])('says in one line, with exit code 2, that %s cannot be served', async (_what, path, words) => {
    const { code, stdout, stderr } = await runCommand('serve', path(), '--port', '0');
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(words);
  });

  it('says that a folder has no Markdown, and leaves no store behind', async () => {
    const folder = await makeWiki({ 'notes.txt': 'no page' });
    const { code, stderr } = await runCommand('serve', folder, '--port', '0');
    expect(code).toBe(2);
    expect(stderr).toContain('Markdown');
    expect(existsSync(join(dirname(folder), '.wiki-atlas'))).toBe(false);
    await rm(dirname(folder), { recursive: true });
  });

  it.each([
    ['an unknown option', ['serve', '--bogus']],
    ['a port that is no number', ['serve', '--port', 'abc']],
    ['a store of no known kind', ['import', '.', '--store', 'redis://x']],
    ['to serve from memory, which the import could not fill', ['serve', '.', '--store', 'sqlite::memory:']],
    ['an empty host, which would be all addresses', ['serve', 'examples', '--host', '', '--port', '0']],
  ])('refuses %s with exit code 2', async (_what, args) => {
    const { code, stderr } = await runCommand(...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^wiki-atlas: .+/);
  });
});
