/** Where links land beyond what the conformance table says. */
import { describe, expect, it } from 'vitest';
import type { Link } from '../../graph/link.ts';
import type { ParsedLink } from '../../import/parse/parsed-page.ts';
import { resolveWiki } from '../../import/resolve/resolve-wiki.ts';
import { sourcePage, type PageSketch } from './parsed-wiki.ts';

/** The links of page `src` (or `from`) in a wiki of these pages and attachments. */
function landings(
  links: (string | Partial<ParsedLink>)[],
  pages: Record<string, PageSketch>,
  { from = 'src', attachments = [] as string[] } = {},
): Link[] {
  const all = [...Object.entries(pages), [from, { ...pages[from], links }] as const];
  const wiki = new Map(all.map(([id, sketch]) => [id, sourcePage(id, sketch)]));
  return resolveWiki({ pages: [...wiki.values()], attachments }).links.filter((link) => link.source === from);
}
const targets = (links: Link[]): string[] => links.map((link) => `${link.kind} ${link.target}`);
const markdown = (target: string): Partial<ParsedLink> => ({ target, syntax: 'markdown' });

describe('relative paths', () => {
  it('mean one file only, and no other of its name', () => {
    expect(targets(landings(['./Note', '../Note'], { 'a/Note': {} }, { from: 'b/src' }))).toEqual([
      'wanted b/Note',
      'wanted Note',
    ]);
  });
  it('want the page they lead to, whoever asks', () => {
    const { wanted } = resolveWiki({
      pages: [
        sourcePage('a/x', { links: ['./Gone'] }),
        sourcePage('b/y', { links: ['../a/Gone', './Gone'] }),
      ],
      attachments: [],
    });
    expect(wanted.map((page) => page.id)).toEqual(['a/Gone', 'b/Gone']);
  });
});

describe('folders', () => {
  it('lead to the index page at their whole path before one further down', () => {
    const [link] = landings(['Topic'], { 'Topic/README': {}, 'x/Topic/index': {} });
    expect(link).toMatchObject({ target: 'Topic/README', via: 'index', ambiguous: 1 });
  });
  it('lead to a page named as index before one that only front matter makes one', () => {
    const [link] = landings(['Topic'], { 'Topic/a': { index: true }, 'Topic/_index': {} });
    expect(link).toMatchObject({ target: 'Topic/_index', via: 'index', ambiguous: 1 });
  });
});

describe('pages whose names differ in case alone', () => {
  const pages = { 'acquiredfm/acquiredfm': {}, 'acquiredfm/acquiredFM': {}, 'x/src': {} };
  it('are told apart by it', () => {
    const links = landings(['acquiredfm', 'acquiredFM', 'acquiredfm/acquiredFM'], pages, { from: 'x/src' });
    expect(links.map(({ target, ambiguous }) => [target, ambiguous])).toEqual([
      ['acquiredfm/acquiredfm', 1],
      ['acquiredfm/acquiredFM', 1],
    ]);
  });
  it('are counted where neither is meant, and the first by code points is taken', () => {
    const [link] = landings(['AcquiredFm'], pages, { from: 'x/src' });
    expect(link).toMatchObject({ target: 'acquiredfm/acquiredFM', ambiguous: 2 });
  });
});

describe('namespaces in file names', () => {
  it('name the page as a whole, in any folder', () => {
    const pages = { 'pages/A___B___C': {}, 'deep/pages/X%2FY': {} };
    expect(targets(landings(['A/B/C', 'pages/a/b/c', 'X/Y', 'B/C', 'C'], pages))).toEqual([
      'page pages/A___B___C',
      'page deep/pages/X%2FY',
      'wanted B/C',
      'wanted C',
    ]);
  });
  it('come after real folders, before index pages, and are counted', () => {
    const pages = { 'z/A/B': {}, 'pages/A___B': {}, 'p/C___D': {}, 'q/C%2FD': {}, 'p/C/D/index': {} };
    const [real, spelt] = landings(['A/B', 'C/D'], pages);
    expect(real).toMatchObject({ target: 'z/A/B', via: 'name', ambiguous: 1 });
    expect(spelt).toMatchObject({ target: 'p/C___D', via: 'name', ambiguous: 2 });
  });
  it('that leave a part of the name empty are no names', () => {
    expect(targets(landings(['/', 'x/'], { ___: {}, 'a/x___': {}, '%2F': {} }))).toEqual([
      'wanted /',
      'page a/x___',
    ]);
  });
});

describe('slugs', () => {
  it('need something left once punctuation is dropped', () => {
    expect(targets(landings(['?!', 'C++'], { '...!': {}, C: {} }))).toEqual(['wanted ?!', 'wanted C++']);
  });
  it('that clash are told apart by case, then by folder and path, and counted', () => {
    const pages = { 'b/case_study': {}, 'a/Case-Study': {}, 'long/case.study': {} };
    expect(landings(['Case Study'], pages)[0]).toMatchObject({ target: 'a/Case-Study', ambiguous: 1 });
    expect(landings(['case study'], pages)[0]).toMatchObject({ target: 'b/case_study', ambiguous: 1 });
    expect(landings(['CASE STUDY'], pages, { from: 'b/src' })[0]).toMatchObject({
      target: 'b/case_study',
      ambiguous: 2,
    });
  });
  it('hold for paths by their end', () => {
    expect(landings(['My Folder/The Page'], { 'x/my_folder/the-page': {} })[0]).toMatchObject({
      via: 'slug',
      target: 'x/my_folder/the-page',
    });
  });
});

describe('titles and aliases', () => {
  it('may hold slashes and colons', () => {
    const pages = { p1: { title: 'TCP/IP' }, p2: { aliases: ['Dune: Part Two'] } };
    expect(landings(['tcp/ip', 'Dune: Part Two'], pages).map((link) => [link.target, link.via])).toEqual([
      ['p1', 'title'],
      ['p2', 'alias'],
    ]);
  });
  it('take the first H1 for a title where front matter has none', () => {
    const pages = { p: { headings: [{ level: 1, text: 'The Heading', line: 1 }] } };
    expect(landings(['the heading'], pages)[0]).toMatchObject({ target: 'p', via: 'title' });
  });
  it('count a page once however often it bears the name', () => {
    expect(landings(['x y'], { p: { aliases: ['X Y', 'x Y', 'X y'] } })[0]).toMatchObject({ ambiguous: 1 });
  });
});

describe('percent-encoding', () => {
  it('is read after the whole ladder failed', () => {
    expect(targets(landings(['My%20Note', '100%'], { 'My Note': {}, '100%': {} }))).toEqual([
      'page My Note',
      'page 100%',
    ]);
  });
  it('wants the same page as the plain spelling', () => {
    expect(targets(landings(['No%20Page', 'no page'], {}))).toEqual(['wanted No Page']);
  });
});

describe('wanted pages', () => {
  it('are one for spellings that fold alike, another for another path', () => {
    expect(targets(landings(['Ghost Page', 'ghost_page', 'GHOST-page.md', 'a/Ghost Page'], {}))).toEqual([
      'wanted Ghost Page',
      'wanted a/Ghost Page',
    ]);
  });
  it('take the first spelling in the order of their sources, not of the reading', () => {
    const pages = [sourcePage('b', { links: ['ghost page'] }), sourcePage('a', { links: ['Ghost_Page'] })];
    expect(resolveWiki({ pages, attachments: [] }).wanted).toEqual([{ id: 'Ghost_Page' }]);
  });
});

describe('attachments', () => {
  const attachments = ['img/pic.png', 'a/data.csv', 'sub/data.csv'];
  it('are found by path or name, the own folder first', () => {
    expect(targets(landings(['pic.png', 'data.csv'], {}, { attachments, from: 'sub/src' }))).toEqual([
      'attachment img/pic.png',
      'attachment sub/data.csv',
    ]);
  });
  it('come after pages by path and name, and before slugs and titles', () => {
    const pages = { 'x/data.csv': {}, pic_png: {}, other: { title: 'pic.png' } };
    expect(targets(landings(['data.csv', 'pic.png'], pages, { attachments }))).toEqual([
      'page x/data.csv',
      'attachment img/pic.png',
    ]);
  });
  it('that are missing are told by a media ending', () => {
    expect(targets(landings(['gone.MP4', './gone.png', 'gone.csv'], {}, { from: 'sub/src' }))).toEqual([
      'attachment gone.MP4',
      'attachment sub/gone.png',
      'wanted gone.csv',
    ]);
  });
});

describe('Markdown links', () => {
  const pages = { 'sub/page': {}, page: {}, 'deep/only': {}, titled: { title: 'The Title' } };
  it('look in the own folder, then from the root, then up the ladder', () => {
    const links = [
      markdown('page.md'),
      markdown('sub/page.md'),
      markdown('only.md'),
      markdown('The%20Title.md'),
    ];
    expect(landings(links, pages, { from: 'sub/src' }).map((link) => [link.target, link.via])).toEqual([
      ['sub/page', 'path'],
      ['deep/only', 'name'],
      ['titled', 'title'],
    ]);
  });
  it('without .md count for pages at that very path only', () => {
    const links = ['page', 'only', 'The%20Title', 'nowhere', '/'].map(markdown);
    expect(targets(landings(links, pages, { from: 'sub/src' }))).toEqual(['page sub/page']);
  });
  it('without .md lead to attachments', () => {
    const links = ['data.csv', 'gone.png', 'LICENSE'].map(markdown);
    const attachments = ['sub/data.csv', 'data.csv', 'LICENSE'];
    expect(targets(landings(links, pages, { from: 'sub/src', attachments }))).toEqual([
      'attachment sub/data.csv',
      'attachment gone.png',
      'attachment LICENSE',
    ]);
  });
  it('with any scheme are addresses', () => {
    expect(targets(landings(['obsidian:x', '//cdn.test/x', 'mailto:a@b.c'].map(markdown), {}))).toEqual([
      'external obsidian:x',
      'external //cdn.test/x',
      'external mailto:a@b.c',
    ]);
  });
});

describe('fragments', () => {
  const headings = [
    { level: 1, text: 'C# & C++ basics', line: 1 },
    { level: 2, text: 'Dup', line: 2 },
    { level: 2, text: 'Dup', line: 3 },
    { level: 2, text: '__proto__', line: 4 },
  ];
  const dead = (fragment: string): boolean | undefined =>
    landings([{ target: 'Note', fragment }], { Note: { headings, blocks: ['b1'] } })[0]?.mentions[0]
      ?.deadFragment;

  it.each([
    'C# & C++ basics',
    'c-c-basics',
    'c--c-basics',
    'DUP',
    'dup-1',
    'Dup#__proto__',
    '# Dup',
    'C C basics',
    '^b1',
    '^B1',
    '%44up',
  ])('are alive: %s', (fragment) => expect(dead(fragment)).toBe(false));
  it.each(['dup-2', 'Dup#Nope', '^b2', 'b1', 'constructor', '#'])('are dead: %s', (fragment) =>
    expect(dead(fragment)).toBe(true),
  );
  it('of the own page are looked up too, those of wanted pages and attachments are not', () => {
    const links = [
      { target: '', fragment: 'x' },
      { target: 'Gone', fragment: 'x' },
      { target: 'a.pdf', fragment: 'page=3' },
    ];
    expect(landings(links, {}).map((link) => link.mentions[0]?.deadFragment)).toEqual([true, false, false]);
  });
});

describe('links', () => {
  it('are one for each relation and target, with a mention for each occurrence in file order', () => {
    const links = landings(
      [
        { target: 'p', offset: 9 },
        { target: 'P', offset: 3 },
        { target: 'p', relation: 'embed', offset: 5 },
      ],
      { p: {} },
    );
    expect(links.map((link) => [link.relation, link.mentions.map((mention) => mention.offset)])).toEqual([
      ['link', [3, 9]],
      ['embed', [5]],
    ]);
  });
  it('are structural at an index page, from either side, and as `from`', () => {
    const { links } = resolveWiki({
      pages: [
        sourcePage('talks/Talks', { links: ['talks/a'] }),
        sourcePage('talks/a', {
          links: ['Talks', 'b', { target: 'b', relation: 'from', offset: 7 }, 'flagged'],
        }),
        sourcePage('talks/b'),
        sourcePage('flagged', { index: true }),
      ],
      attachments: [],
    });
    expect(links.map((link) => [link.source, link.target, link.relation, link.structural])).toEqual([
      ['talks/Talks', 'talks/a', 'link', true],
      ['talks/a', 'talks/Talks', 'link', true],
      ['talks/a', 'talks/b', 'link', false],
      ['talks/a', 'flagged', 'link', true],
      ['talks/a', 'talks/b', 'from', true],
    ]);
  });
  it('to names of prototype properties are links like any other', () => {
    const pages = { __proto__x: {}, constructor: {} };
    expect(targets(landings(['constructor', '__proto__', 'toString'], pages))).toEqual([
      'page constructor',
      'wanted __proto__',
      'wanted toString',
    ]);
  });
});
