/** What each option of a configuration does to a wiki's graph, through the real import of a real folder. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONFIG_FILE } from '../../import/config.ts';
import { cleanGlob, excludeRule, globFault } from '../../import/exclude.ts';
import { FolderImport } from '../../import/import-folder.ts';
import { temporaryWiki, writeFiles } from '../import/temporary-wiki.ts';

/** The graph of a folder with a configuration. */
function importOf(config: object, files: Record<string, string>) {
  const folder = temporaryWiki({ ...files, [CONFIG_FILE]: JSON.stringify(config) });
  return new FolderImport(folder).run();
}
/** The links of a graph, shortly: `relation kind target`. */
const linksOf = ({ links }: Awaited<ReturnType<typeof importOf>>): string[] =>
  links.map(({ relation, kind, target }) => `${relation} ${kind} ${target}`);

describe('rules', () => {
  const files = {
    'sub/Note.md': '',
    'sub/A___B.md': '',
    'folder/index.md': '',
    'prime_numbers.md': '',
    't/page.md': '---\ntitle: A Title\naliases: [An Alias]\n---\n',
    'my note.md': '',
    'files/sheet.ods': '',
  };

  it.each([
    ['name', '[[Note]]', 'sub/Note', 'Note'],
    ['namespace', '[[A/B]]', 'sub/A___B', 'A/B'],
    ['index', '[[folder]]', 'folder/index', 'folder'],
    ['slug', '[[Prime Numbers]]', 'prime_numbers', 'Prime Numbers'],
    ['title', '[[A Title]]', 't/page', 'A Title'],
    ['alias', '[[An Alias]]', 't/page', 'An Alias'],
    ['percent', '[[my%20note]]', 'my note', 'my%20note'],
  ])('%s is what makes %s a link to %s, and can be turned off', async (rule, markdown, page, wanted) => {
    const wiki = { ...files, 'src.md': markdown };
    expect(linksOf(await importOf({}, wiki))).toEqual([`link page ${page}`]);
    const others = Object.fromEntries(
      ['name', 'namespace', 'index', 'slug', 'title', 'alias', 'percent']
        .filter((other) => other !== rule)
        .map((other) => [other, false]),
    );
    expect(linksOf(await importOf({ rules: others }, wiki))).toEqual([`link page ${page}`]);
    // A file name is the page's slug too, and its title where it has no other.
    const without = { [rule]: false, ...(rule === 'name' ? { slug: false, title: false } : {}) };
    expect(linksOf(await importOf({ rules: without }, wiki))).toEqual([`link wanted ${wanted}`]);
  });

  it('that are all off leave the path, relative ones and Markdown links’ encoding', async () => {
    const off = { name: false, namespace: false, index: false, slug: false, title: false, alias: false };
    const markdown = '[[sub/note.md]] [[./prime_numbers]] [t](my%20note.md) [[sheet.ods]]';
    const graph = await importOf({ rules: { ...off, percent: false } }, { ...files, 'src.md': markdown });
    expect(linksOf(graph)).toEqual([
      'link page sub/Note',
      'link page prime_numbers',
      'link page my note',
      'link wanted sheet.ods',
    ]);
  });
});

describe('labelFirst', () => {
  const off = { 'Note.md': '', 'img.png': '' };
  const links = async (markdown: string) => {
    const graph = await importOf({ labelFirst: true }, { ...off, 'src.md': markdown });
    return graph.links.map(({ relation, target, mentions: [mention] }) => [
      relation,
      target,
      mention?.label,
      mention?.excerpt.slice(mention.start, mention.end),
    ]);
  };

  it.each([
    ['[[the note|Note]]', 'link', 'the note'],
    ['[[a|b|Note#part]]', 'link', 'a|b'],
    ['[[ the note | Note ]]', 'link', 'the note'],
    ['| x |\n|---|\n| [[the note\\|Note]] |', 'link', 'the note'],
    ['up:: [[the note|Note]]', 'up', 'the note'],
    ['---\nup: "[[the note|Note]]"\n---\n', 'up', 'the note'],
  ])('reads %j', async (markdown, relation, label) => {
    expect((await links(markdown))[0]?.slice(0, 3)).toEqual([relation, 'Note', label]);
  });

  it('shows the label in the sentence', async () => {
    expect(await links('See [[the note|Note]][[again|Note]] there.')).toEqual([
      ['link', 'Note', 'the note', 'the note'],
    ]);
  });

  it('leaves embeds, links without a bar and time marks as they are', async () => {
    expect(await links('[[Note]]')).toEqual([['link', 'Note', null, 'Note']]);
    expect(await links('![[img.png|200]]')).toEqual([['embed', 'img.png', '200', 'img.png']]);
    expect(await links('[[a moment|00:01:02]] [[Note|]]')).toEqual([]);
  });

  it('puts names in properties right too', async () => {
    const { pages } = await importOf(
      { labelFirst: true },
      { 'a.md': '---\ntype: "[[Shown|target]]"\n---\nalias:: [[Alias|target]], [[Other|target]]' },
    );
    expect(pages[0]).toMatchObject({
      aliases: ['Alias', 'Other'],
      facets: [{ key: 'type', values: ['Shown'] }],
    });
  });
});

describe('exclude', () => {
  it('leaves files out as if they were not there', async () => {
    const graph = await importOf(
      { exclude: ['drafts', '**/*.tmp.md', 'assets/**', 'notes/C++ (old)/*'] },
      {
        'a.md': '[[b]] [[c]] ![[x.png]] [[d]]',
        'drafts/b.md': '',
        'deep/drafts/c.md': '',
        'deep/e.tmp.md': '',
        'assets/x.png': '',
        'notes/C++ (old)/d.md': '',
      },
    );
    expect(graph.pages.map((page) => page.id)).toEqual(['a', 'deep/drafts/c']);
    expect(linksOf(graph)).toEqual([
      'link wanted b',
      'link page deep/drafts/c',
      'embed attachment x.png',
      'link wanted d',
    ]);
  });

  it('of everything leaves no page, and says so', async () => {
    await expect(importOf({ exclude: ['**'] }, { 'a.md': '' })).rejects.toMatchObject({
      code: 'folder-without-pages',
    });
  });

  it('matches any glob it takes against a hostile path in one go', () => {
    const letter = fc.constantFrom('a', '*', '**', '?', '/', '{a,b}', '[ab]', '(', '+');
    const glob = fc.array(letter, { minLength: 1, maxLength: 30 }).map((letters) => letters.join(''));
    fc.assert(
      fc.property(glob.map(cleanGlob), (written) => {
        const isAnswered = globFault(written) !== null || !excludeRule([written])(`${'a'.repeat(250)}/b/c`);
        expect(typeof isAnswered).toBe('boolean');
      }),
    );
  });
});

describe('home', () => {
  const files = { 'a/Start.md': '---\ntitle: Where to begin\n---\n', 'b.md': '' };

  it.each(['Start', 'where to begin', 'a/Start', 'a/Start.md'])('finds its page by %j', async (home) => {
    expect(await importOf({ home }, files)).toMatchObject({ home: 'a/Start', report: { warnings: [] } });
  });

  it('is null where none is named', async () => {
    expect((await importOf({}, files)).home).toBeNull();
  });

  it('that no page answers to is warned of', async () => {
    const { home, report } = await importOf({ home: 'Nowhere' }, files);
    expect(home).toBeNull();
    expect(report.warnings).toMatchObject([{ code: 'home-not-found', path: CONFIG_FILE }]);
    expect(report.warnings[0]?.message).toContain('"Nowhere"');
  });
});

describe('structuralRelations, indexPages', () => {
  const files = {
    'sub/sub.md': '',
    'sub/index.md': '',
    'sub/MOC.md': '',
    'a.md': 'From: [[b]]\n\npart of:: [[b]]\n\n[[sub/sub]] [[sub/index]] [[sub/MOC]]',
    'b.md': '',
  };
  const structural = async (config: object) =>
    (await importOf(config, files)).links
      .filter((link) => link.structural)
      .map(({ relation, target }) => `${relation} ${target}`);

  it('are `from`, and index, _index, README and pages like their folder', async () => {
    expect(await structural({})).toEqual(['from b', 'link sub/sub', 'link sub/index']);
  });

  it('can be others', async () => {
    expect(await structural({ structuralRelations: ['Part Of'] })).toEqual([
      'part of b',
      'link sub/sub',
      'link sub/index',
    ]);
    expect(await structural({ indexPages: { names: ['moc'], likeFolder: false } })).toEqual([
      'from b',
      'link sub/MOC',
    ]);
    expect(await structural({ structuralRelations: [], indexPages: { names: [] } })).toEqual([
      'link sub/sub',
    ]);
  });
});

describe('facets', () => {
  const files = { 'a.md': '---\ntype: x\nStatus: y\ntags: [t]\n---\n' };
  const keys = async (facets: object) =>
    (await importOf({ facets }, files)).pages.flatMap((page) => page.facets.map(({ key }) => key));

  it('are all properties, only some, or all but some', async () => {
    expect(await keys({})).toEqual(['type', 'Status']);
    expect(await keys({ only: ['status'] })).toEqual(['Status']);
    expect(await keys({ only: [] })).toEqual([]);
    expect(await keys({ except: ['STATUS'] })).toEqual(['type']);
  });
});

describe('attachmentEndings', () => {
  it('make a missing file an attachment', async () => {
    const files = { 'a.md': '![[Plan.base]] [[Board.Canvas]] [[base]]' };
    expect(linksOf(await importOf({}, files))).toEqual([
      'embed wanted Plan.base',
      'link wanted Board.Canvas',
      'link wanted base',
    ]);
    expect(linksOf(await importOf({ attachmentEndings: ['base', '.canvas'] }, files))).toEqual([
      'embed attachment Plan.base',
      'link attachment Board.Canvas',
      'link wanted base',
    ]);
  });
});

describe('a change of the configuration', () => {
  const files = { 'a.md': '[[b|c]] [[d_d]]', 'b.md': '', 'c.md': '', 'D d.md': '' };
  const configs = [
    { labelFirst: true },
    { rules: { slug: false } },
    { exclude: ['b.md'] },
    { home: 'a' },
    { facets: { only: [] } },
  ];

  it('is seen, taken in, and gives the graph of a fresh import', async () => {
    const folder = temporaryWiki(files);
    const folderImport = new FolderImport(folder);
    let graph = await folderImport.run();
    for (const config of [...configs, null]) {
      if (config === null) rmSync(join(folder, CONFIG_FILE));
      else writeFiles(folder, { [CONFIG_FILE]: JSON.stringify(config) });
      const stored = { fingerprint: graph.fingerprint, files: graph.pages.map((page) => page.file) };
      expect(await new FolderImport(folder).hasChanged(stored)).toBe(true);
      graph = await folderImport.run();
      const fresh = await new FolderImport(folder).run();
      expect({ ...graph, report: null }).toEqual({ ...fresh, report: null });
    }
  });

  it('that only spells it differently is none', async () => {
    const folder = temporaryWiki({ ...files, [CONFIG_FILE]: '{"home": "a", "labelFirst": true}' });
    const { fingerprint, pages } = await new FolderImport(folder).run();
    writeFiles(folder, { [CONFIG_FILE]: '{\n  "labelFirst": true,\n  "home": "a", "rules": {}\n}\n' });
    const stored = { fingerprint, files: pages.map((page) => page.file) };
    expect(await new FolderImport(folder).hasChanged(stored)).toBe(false);
  });

  it('that breaks it ends the run, and the next one goes on', async () => {
    const folder = temporaryWiki(files);
    const folderImport = new FolderImport(folder);
    const before = await folderImport.run();
    writeFiles(folder, { [CONFIG_FILE]: '{"home":' });
    await expect(folderImport.run()).rejects.toMatchObject({ code: 'config-invalid' });
    await expect(folderImport.scan()).rejects.toMatchObject({ code: 'config-invalid' });
    rmSync(join(folder, CONFIG_FILE));
    expect((await folderImport.run()).fingerprint).toBe(before.fingerprint);
  });
});
