/** `wiki-atlas export`, and output that cannot be written. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { subgraphSchema } from '../../graph/api.ts';
import { FILMS } from './films.ts';
import { makeWiki, runCommand, shell } from './run-command.ts';

let wiki: string;
beforeAll(async () => {
  wiki = await makeWiki(FILMS);
});
afterAll(() => rm(dirname(wiki), { recursive: true }));

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
      const folder = await makeWiki(FILMS);
      const { stdout } = shell(`import ${folder} 2> >(exec true); echo "exit code $?"`);
      expect(stdout).toContain('4 pages');
      expect(stdout).toContain('exit code 0');
      await rm(dirname(folder), { recursive: true });
    },
  );
});
