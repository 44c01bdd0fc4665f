/** `wiki-atlas import`, and the wiki's own configuration. */
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FILMS } from './films.ts';
import { makeWiki, runCommand } from './run-command.ts';

let wiki: string;
beforeAll(async () => {
  wiki = await makeWiki(FILMS);
});
afterAll(() => rm(dirname(wiki), { recursive: true }));

describe('wiki-atlas import', () => {
  it('says what it found, and that nothing has changed the second time', async () => {
    const folder = await makeWiki(FILMS);
    const first = await runCommand('import', folder);
    expect(first).toMatchObject({ code: 0 });
    expect(first.stdout).toContain('4 pages');
    expect(first.stdout).toContain('1 wanted page');
    const second = await runCommand('import', folder);
    expect(second).toMatchObject({ code: 0 });
    expect(second.stdout).toContain('4 pages, nothing has changed');
    await writeFile(join(folder, 'films', 'more.md'), 'New, and fond of [[Fog]].\n');
    expect((await runCommand('import', folder)).stdout).toContain('5 pages');
    await rm(dirname(folder), { recursive: true });
  });

  it('keeps its store in .wiki-atlas beside the folder, which git ignores', async () => {
    await runCommand('import', wiki);
    expect(await readFile(join(dirname(wiki), '.wiki-atlas', '.gitignore'), 'utf8')).toBe('*\n');
    expect(existsSync(join(dirname(wiki), '.wiki-atlas', 'wiki.sqlite'))).toBe(true);
  });

  it('names file and line of front matter it cannot read, and takes the page in', async () => {
    const folder = await makeWiki({ ...FILMS, 'bad.md': '---\ntitle: [unclosed\n---\nSee [[Fog]].\n' });
    const { code, stdout, stderr } = await runCommand('import', folder);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^bad\.md:\d+: /m);
    expect(stdout).toContain('5 pages');
    expect((await runCommand('links', 'Fog', folder)).stdout).toContain('bad.md'.slice(0, 3));
    await rm(dirname(folder), { recursive: true });
  });
});

describe('wiki-atlas.config.json', () => {
  it('is what the folder is read by', async () => {
    const config = JSON.stringify({ exclude: ['films/alone.md'], home: 'Fog' });
    const folder = await makeWiki({ ...FILMS, 'wiki-atlas.config.json': config });
    expect((await runCommand('import', folder)).stdout).toContain('3 pages');
    await rm(dirname(folder), { recursive: true });
  });

  it('that is not valid ends the command with exit code 2, and says where and why', async () => {
    const config = '{\n  "rules": { "slugs": false }\n}\n';
    const folder = await makeWiki({ ...FILMS, 'wiki-atlas.config.json': config });
    const { code, stdout, stderr } = await runCommand('report', 'orphans', folder);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('wiki-atlas.config.json:2:14: rules.slugs: there is no such option');
    expect(stderr).toContain('did you mean "slug"?');
    await rm(dirname(folder), { recursive: true });
  });
});
