/** The commands that answer a question: links, path, report, check. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkListSchema, pathListSchema, reportListSchema } from '../../graph/api.ts';
import { FILMS } from './films.ts';
import { makeWiki, runCommand } from './run-command.ts';

let wiki: string;
beforeAll(async () => {
  wiki = await makeWiki(FILMS);
});
afterAll(() => rm(dirname(wiki), { recursive: true }));

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
