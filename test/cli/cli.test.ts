import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkListSchema, pathListSchema, reportListSchema, subgraphSchema } from '../../graph/api.ts';
import { makeWiki, printed, runCommand, said, shell, startCommand } from './run-command.ts';

const FILES = {
  'films/films.md': '---\ntitle: films\n---\n# films\n\n- [[Spring]]\n',
  'films/spring.md':
    '---\ntitle: Spring\nvideoId: WhWc3b3KhnY\n---\n\nFrom: [[films]] <br/>\n\n## Mood\nThe light follows [[fog | the fog]] here <a class="yt-timestamp" data-t="00:01:05">[00:01:05]</a>. It wants a [[Ghost Page]].\n',
  'films/fog.md':
    '---\ntitle: Fog\naliases: [mist]\n---\n\nFrom: [[films]] <br/>\n\nFog is light, scattered.\n',
  'films/alone.md':
    '---\ntitle: "=Alone"\n---\n\nFrom: [[films]] <br/>\n\nNobody links here, it links to [[mist]].\n',
};

let wiki: string;
beforeAll(async () => {
  wiki = await makeWiki(FILES);
});
afterAll(() => rm(dirname(wiki), { recursive: true }));

describe('wiki-atlas import', () => {
  it('says what it found, and that nothing has changed the second time', async () => {
    const folder = await makeWiki(FILES);
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
    const folder = await makeWiki({ ...FILES, 'bad.md': '---\ntitle: [unclosed\n---\nSee [[Fog]].\n' });
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
    const folder = await makeWiki({ ...FILES, 'wiki-atlas.config.json': config });
    expect((await runCommand('import', folder)).stdout).toContain('3 pages');
    await rm(dirname(folder), { recursive: true });
  });

  it('that is not valid ends the command with exit code 2, and says where and why', async () => {
    const config = '{\n  "rules": { "slugs": false }\n}\n';
    const folder = await makeWiki({ ...FILES, 'wiki-atlas.config.json': config });
    const { code, stdout, stderr } = await runCommand('report', 'orphans', folder);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('wiki-atlas.config.json:2:14: rules.slugs: there is no such option');
    expect(stderr).toContain('did you mean "slug"?');
    await rm(dirname(folder), { recursive: true });
  });
});

describe('wiki-atlas links', () => {
  it('lists who links to a page with the sentence, the place and the moment', async () => {
    const { code, stdout } = await runCommand('links', 'Fog', wiki);
    expect(code).toBe(0);
    expect(stdout).toContain('The light follows the fog here');
    expect(stdout).toContain('films/spring:9 › Mood');
    expect(stdout).toContain('▶ 1:05');
    expect(stdout).toContain('Nobody links here, it links to mist.');
  });

  it('finds a page by id, title and alias', async () => {
    const answers = await Promise.all(
      ['films/fog', 'Fog', 'mist', 'MIST'].map((name) => runCommand('links', name, wiki, '--format', 'json')),
    );
    for (const { stdout } of answers) expect(stdout).toBe(answers[0]?.stdout);
  });

  it("prints the API's list as JSON", async () => {
    const { stdout } = await runCommand('links', 'Spring', wiki, '--direction', 'out', '--format', 'json');
    const list = linkListSchema.parse(JSON.parse(stdout));
    expect(list.items.map(({ page, relation }) => [page.id, relation]).sort()).toEqual([
      ['Ghost Page', 'link'],
      ['films/films', 'from'],
      ['films/fog', 'link'],
    ]);
    expect(list).toMatchObject({ total: 3, next: null });
  });

  it('offers near pages for a name that is none, with exit code 2', async () => {
    const { code, stdout, stderr } = await runCommand('links', 'Sprng', wiki);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('no page is called "Sprng"');
    expect(stderr).toContain('films/spring');
  });
});

describe('wiki-atlas path', () => {
  it('shows each step with its sentence, whichever way the link leads', async () => {
    const { code, stdout } = await runCommand('path', '=Alone', 'Ghost Page', wiki);
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        '3 steps',
        '=Alone  films/alone',
        '↓',
        '  Nobody links here, it links to mist.',
        '  films/alone:7',
        'Fog  films/fog',
        '↑',
        '  The light follows the fog here.  ▶ 1:05',
        '  films/spring:9 › Mood',
        'Spring  films/spring',
        '↓',
        '  It wants a Ghost Page.  ▶ 1:05',
        '  films/spring:9 › Mood',
        'Ghost Page  Ghost Page  [wanted: no file answers]',
        '',
      ].join('\n'),
    );
  });

  it("prints the API's answer as JSON", async () => {
    const { stdout } = await runCommand('path', 'mist', 'Spring', wiki, '--format', 'json', '--structural');
    const { paths } = pathListSchema.parse(JSON.parse(stdout));
    expect(paths.map(({ nodes }) => nodes.map((node) => node.id))).toEqual([
      ['films/fog', 'films/spring'],
      ['films/fog', 'films/films', 'films/spring'],
      ['films/fog', 'films/alone', 'films/films', 'films/spring'],
    ]);
  });

  it('exits with 1 where there is none', async () => {
    const { code, stdout } = await runCommand('path', 'Fog', 'Spring', wiki, '--direction', 'out');
    expect(code).toBe(1);
    expect(stdout).toBe('no path of 6 steps or fewer leads from films/fog to films/spring\n');
    const json = await runCommand('path', 'Fog', 'Spring', wiki, '--direction', 'out', '--format', 'json');
    expect(json).toMatchObject({ code: 1, stdout: '{"paths":[],"truncated":null}\n' });
  });

  it.each([
    [['Fogg', 'Spring'], 'no page is called "Fogg"'],
    [['Fog', 'Spring', '--max', '9'], '--max'],
    [['Fog', 'Spring', '--paths', 'x'], '--paths'],
  ])('refuses %s', async (args, why) => {
    const { code, stderr } = await runCommand('path', ...args, '--', wiki);
    expect(code).toBe(2);
    expect(stderr).toContain(why);
  });
});

describe('wiki-atlas report', () => {
  it('lists orphans; links of the channel page do not save one unless they are asked for', async () => {
    const { stdout } = await runCommand('report', 'orphans', wiki, '--format', 'json');
    const list = reportListSchema.parse(JSON.parse(stdout));
    expect(list.items.map(({ id }) => id)).toEqual(['films/alone', 'films/films', 'films/spring']);
    const structural = await runCommand('report', 'orphans', wiki, '--structural', '--format', 'json');
    expect(reportListSchema.parse(JSON.parse(structural.stdout)).items.map(({ id }) => id)).toEqual([
      'films/alone',
    ]);
  });

  it('keeps to the folders that are named, each by an option of its own', async () => {
    const folders = ['--folder', 'films', '--folder', 'other'];
    const { stdout } = await runCommand('report', 'orphans', ...folders, wiki, '--format', 'json');
    expect(reportListSchema.parse(JSON.parse(stdout)).total).toBe(3);
    const none = await runCommand('report', 'orphans', '--folder', 'other', wiki);
    expect(none.stdout).toContain('0 orphans');
  });

  it('names who wants a wanted page', async () => {
    const { stdout } = await runCommand('report', 'wanted', wiki);
    expect(stdout).toContain('1 wanted page');
    expect(stdout).toMatch(/Ghost Page +wanted by films\/spring/);
  });

  it('names the links that are ambiguous or name a heading that is not there, with their lines', async () => {
    const folder = await makeWiki({
      'a.md': '# A\n\nSee [[b#Gone]].\n',
      'b.md': 'See [[same]].\n',
      'one/same.md': '1\n',
      'two/same.md': '2\n',
    });
    const broken = await runCommand('report', 'broken-fragments', folder);
    expect(broken.stdout).toContain('1 page with links to headings that are not there');
    expect(broken.stdout).toContain('links 3: b#Gone');
    const ambiguous = await runCommand('report', 'ambiguous', folder);
    expect(ambiguous.stdout).toContain('links 1: one/same (one of 2)');
  });

  it('writes CSV in which no title runs as a formula', async () => {
    const { stdout } = await runCommand('report', 'orphans', wiki, '--format', 'csv');
    expect(stdout).toMatch(/^id,kind,title,folder,inDegree,outDegree\n/);
    expect(stdout).toContain("films/alone,page,'=Alone,films,0,1");
  });

  it('refuses a report that there is not, and names those there are', async () => {
    const { code, stderr } = await runCommand('report', 'lonely', wiki);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'orphans, isolated, dead-ends, wanted, most-linked, ambiguous, broken-fragments',
    );
  });
});

describe('wiki-atlas check', () => {
  const checkedIn = async (
    files: Record<string, string>,
    ...args: string[]
  ): ReturnType<typeof runCommand> => {
    const folder = await makeWiki(files);
    const finished = await runCommand('check', ...args, folder);
    expect(existsSync(join(dirname(folder), '.wiki-atlas'))).toBe(false);
    await rm(dirname(folder), { recursive: true });
    return finished;
  };
  const BROKEN = {
    'a.md': '# A\n\nTo [[b#Here]] and [[b#There]], [[#Nowhere]].\n\n[[Ghost]] twice: [[ghost|it]]\n',
    'sub/b.md': '## Here\n\n[[a]] [gone](missing.md) [site](https://example.org/#x) ![[a.png]]\n',
  };

  it('names every broken link with file and line, and exits with 1', async () => {
    const { code, stdout } = await checkedIn(BROKEN);
    expect(stdout).toBe(
      [
        'a.md:3: "sub/b" has no place called "#There"',
        'a.md:3: "a" has no place called "#Nowhere"',
        'a.md:5: no page answers to "Ghost"',
        'a.md:5: no page answers to "Ghost"',
        'sub/b.md:3: no page answers to "missing"',
        '5 broken links, 0 orphans',
        '',
      ].join('\n'),
    );
    expect(code).toBe(1);
  });

  it('says the same as JSON', async () => {
    const { code, stdout } = await checkedIn(BROKEN, '--format', 'json');
    const { broken, orphans } = JSON.parse(stdout) as { broken: unknown[]; orphans: unknown };
    expect(broken).toHaveLength(5);
    expect(broken[0]).toEqual({
      problem: 'fragment',
      path: 'a.md',
      line: 3,
      source: 'a',
      target: 'sub/b',
      fragment: 'There',
      excerpt: expect.stringContaining('To '),
    });
    expect(orphans).toEqual({ total: 0, max: null, pages: [] });
    expect(code).toBe(1);
  });

  it('exits with 0 where all is well, and counts orphans', async () => {
    expect(await checkedIn({ 'a.md': '[[b]]', 'b.md': 'B.' })).toMatchObject({
      code: 0,
      stdout: '0 broken links, 1 orphan\n',
    });
  });

  it('exits with 1 for more orphans than are allowed, and names them', async () => {
    const files = { 'a.md': '[[b]]', 'b.md': 'B.', 'c.md': 'C.' };
    expect(await checkedIn(files, '--max-orphans', '2')).toMatchObject({ code: 0 });
    const { code, stdout } = await checkedIn(files, '--max-orphans', '1');
    expect(stdout).toBe(
      'a.md: no page links to it\nc.md: no page links to it\n0 broken links, 2 orphans of at most 1\n',
    );
    expect(code).toBe(1);
  });

  it('exits with 2 for a folder that is missing', async () => {
    expect((await runCommand('check', join(wiki, 'missing'))).code).toBe(2);
  });
});

describe('wiki-atlas export', () => {
  it('writes every page, wanted page and link with its mentions in the graphology form', async () => {
    const { stdout } = await runCommand('export', '--format', 'json', wiki);
    const graph = subgraphSchema.parse(JSON.parse(stdout));
    expect(graph.nodes.map(({ key }) => key)).toEqual([
      'Ghost Page',
      'films/alone',
      'films/films',
      'films/fog',
      'films/spring',
    ]);
    const edge = graph.edges.find(
      ({ source, target }) => source === 'films/spring' && target === 'films/fog',
    );
    expect(edge?.attributes).toMatchObject({ relation: 'link', count: 1, via: 'name', structural: false });
    expect(edge?.attributes.mentions?.[0]).toMatchObject({
      label: 'the fog',
      line: 9,
      heading: ['Mood'],
      at: 65,
    });
  });

  it('writes to a file when told so', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'wiki-atlas-test-')), 'graph.json');
    expect((await runCommand('export', wiki, '--output', file)).stdout).toBe('');
    expect(subgraphSchema.parse(JSON.parse(await readFile(file, 'utf8'))).nodes).toHaveLength(5);
    await rm(dirname(file), { recursive: true });
  });
});

describe('wiki-atlas export in other forms', () => {
  it.each([
    [['--format', 'gexf'], /^<\?xml [^]*<gexf [^]*<node id="films\/fog" label="Fog">[^]*<\/gexf>\n$/],
    [['--format', 'graphml'], /^<\?xml [^]*<graphml [^]*<node id="films\/fog">[^]*<\/graphml>\n$/],
    [
      ['--format', 'csv'],
      /^source,[^]*\nfilms\/spring,films\/fog,link,1,name,1,false,The light follows the fog here/,
    ],
    [['--format', 'csv', '--table', 'pages'], /^id,label,[^]*\nfilms\/alone,'=Alone,page,films,0,1,/],
  ])('writes %s', async (options, form) => {
    const { code, stdout } = await runCommand('export', wiki, ...options);
    expect(code).toBe(0);
    expect(stdout).toMatch(form);
  });

  it('writes the files of neo4j-admin into a folder, cells as they are', async () => {
    const folder = join(await mkdtemp(join(tmpdir(), 'wiki-atlas-test-')), 'new', 'admin');
    const { code, stdout, stderr } = await runCommand(
      'export',
      wiki,
      '--format',
      'neo4j-admin',
      '--output',
      folder,
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain(
      'neo4j-admin database import full neo4j --nodes=pages.csv --relationships=links.csv',
    );
    const pages = await readFile(join(folder, 'pages.csv'), 'utf8');
    expect(pages).toMatch(
      /^id:ID,label,folder,inDegree:long,outDegree:long,rank:double,community:long,x:long,y:long,:LABEL\n/,
    );
    expect(pages).toMatch(/^films\/alone,=Alone,films,0,1,.*,Page$/m);
    expect(pages).toMatch(/^Ghost Page,Ghost Page,,1,0,.*,Wanted$/m);
    const links = await readFile(join(folder, 'links.csv'), 'utf8');
    expect(links).toMatch(
      /^:START_ID,:END_ID,relation,count:long,via,ambiguous:long,structural:boolean,sentence,:TYPE\n/,
    );
    expect(links).toMatch(
      /^films\/alone,films\/fog,link,1,alias,1,false,"Nobody links here, it links to mist\.",LINKS_TO$/m,
    );
    await rm(dirname(dirname(folder)), { recursive: true });
  });

  it('needs a folder for the files of neo4j-admin', async () => {
    const { code, stderr } = await runCommand('export', wiki, '--format', 'neo4j-admin');
    expect(code).toBe(2);
    expect(stderr).toContain('name a folder with --output');
  });
});

describe('output that cannot be written', () => {
  it.each([
    ['in a folder that is missing', 'missing/graph.json'],
    ['that is a folder', '.'],
  ])('to a file %s is said in one line, with exit code 2', async (_what, file) => {
    await runCommand('import', wiki);
    const { code, stderr } = await runCommand('export', wiki, '--output', join(wiki, file));
    expect(code).toBe(2);
    expect(stderr).toMatch(/^wiki-atlas: --output .+\n$/);
  });

  it.skipIf(!existsSync('/dev/full'))('to standard output is exit code 2', () => {
    const { status, stderr } = shell(`export ${wiki} >/dev/full`);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^wiki-atlas: standard output cannot be written: .+\n$/);
  });

  it.skipIf(process.platform === 'win32')(
    'because its reader has gone does not keep an import from its end',
    async () => {
      const folder = await makeWiki(FILES);
      const { stdout } = shell(`import ${folder} 2> >(exec true); echo "exit code $?"`);
      expect(stdout).toContain('4 pages');
      expect(stdout).toContain('exit code 0');
      await rm(dirname(folder), { recursive: true });
    },
  );
});

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
    const folder = await makeWiki(FILES);
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
    const folder = await makeWiki(FILES);
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
