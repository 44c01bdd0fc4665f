import * as fc from 'fast-check';
import matter from 'gray-matter';
import { describe, expect, it } from 'vitest';
import { parsePage } from '../../import/parse/parse-page.ts';
import { readSimpleYaml } from '../../import/parse/simple-yaml.ts';

const page = (...lines: string[]) => parsePage('folder/page.md', lines.join('\n'));
const links = (...lines: string[]) =>
  page(...lines).links.map(({ target, label, relation }) => ({ target, label, relation }));

describe('front matter', () => {
  it('gives title, video, aliases, tags, index and facets', () => {
    expect(
      page(
        '---',
        'title: Prime numbers',
        'videoId: abcdefghijk',
        'aliases: [primes, "the primes"]',
        'tags: [maths, "#numbers/prime"]',
        'index: true',
        'level: 3',
        'draft: false',
        'published: 2020-04-28',
        'people: [Ann, "[[Bob]]"]',
        'nested: { a: 1 }',
        '---',
        'text #more',
      ),
    ).toMatchObject({
      title: 'Prime numbers',
      videoId: 'abcdefghijk',
      aliases: ['primes', 'the primes'],
      tags: ['maths', 'numbers/prime', 'more'],
      index: true,
      facets: [
        { key: 'level', values: [3] },
        { key: 'draft', values: [false] },
        { key: 'published', values: ['2020-04-28'] },
        { key: 'people', values: ['Ann', 'Bob'] },
      ],
      text: 'text #more',
      warnings: [],
    });
  });

  it.each([
    ['aliases: one', ['one']],
    ['alias: one, two', ['one', 'two']],
    ['Aliases:\n  - one\n  - 2', ['one', '2']],
    ['aliases:', []],
  ])('takes aliases however they are written: %j', (yaml, aliases) => {
    expect(page('---', yaml, '---').aliases).toEqual(aliases);
  });

  it.each(['12345678901', '1e10', '0x1F', '01234567890', 'true', '2020-01-01', '-abcdefghij', '12:34:56'])(
    'keeps the video id %s as it is written',
    (id) => {
      expect(page('---', `videoId: ${id}`, `title: ${id} # as shown`, '---')).toMatchObject({
        videoId: id,
        title: id,
      });
    },
  );

  it('names a key like a prototype property as any other', () => {
    const { facets, title } = page('---', 'constructor: a', '__proto__: b', 'toString: c', '---');
    expect(facets).toContainEqual({ key: 'constructor', values: ['a'] });
    expect(facets).toContainEqual({ key: 'toString', values: ['c'] });
    expect(title).toBeNull();
  });

  it('that is broken is named with its line, and the page is parsed', () => {
    const parsed = page('---', 'title: a', 'tags: [b', 'see: "[[c]]"', '---', '# Head', '[[d]]');
    expect(parsed.warnings).toMatchObject([{ code: 'front-matter-invalid', path: 'folder/page.md' }]);
    expect(parsed.warnings[0]?.line).toBeGreaterThan(2);
    expect(parsed.links.map(({ target, line }) => [target, line])).toEqual([['d', 7]]);
    expect(parsed).toMatchObject({ title: null, text: 'Head\nd' });
  });

  it.each(['- a\n- b', 'just text', '"quoted"'])('that is no mapping is broken: %j', (yaml) => {
    expect(page('---', yaml, '---').warnings).toMatchObject([{ code: 'front-matter-invalid', line: 1 }]);
  });

  it.each(['js', 'javascript', 'JS', 'json', 'coffee', 'cson', 'toml'])(
    'in %s is never run nor read',
    (language) => {
      const code = 'globalThis.ran = true, { "title": "x" }';
      expect(page(`---${language}`, code, '---', '[[a]]')).toMatchObject({
        title: null,
        warnings: [{ code: 'front-matter-engine', line: 1 }],
        links: [{ target: 'a' }],
        text: 'a',
      });
      expect(globalThis).not.toHaveProperty('ran');
    },
  );

  it.each([
    ['---\n[[a]]\n', ['a']],
    ['---\n\n[[a]]\n\n----\n', ['a']],
    ['\n---\nb: "[[a]]"\n---\n', ['a']],
    ['--- js x\n[[a]]\n---\n', ['a']],
    ['---\n---\n[[a]]', ['a']],
    ['---\n# only a comment\n---\n[[a]]', ['a']],
    ['\ufeff---\r\ntitle: b\r\n---\r\n[[a]]', ['a']],
  ])('begins in the first line and ends at a line `---`, or is none: %j', (markdown, targets) => {
    const parsed = parsePage('a.md', markdown);
    expect(parsed.links.map(({ target }) => target)).toEqual(targets);
    expect(parsed.warnings).toEqual([]);
  });

  it('stays small whatever its aliases repeat', () => {
    const list = `[${'x, '.repeat(900)}x]`;
    const keys = Array.from({ length: 2000 }, (_, index) => `k${index}: *a`).join('\n');
    const { facets } = page('---', `a: &a ${list}`, keys, '---');
    expect(facets.flatMap(({ values }) => values).length).toBeLessThanOrEqual(2000);
    expect(facets.length).toBeLessThanOrEqual(200);
  });

  it.each([
    ['title: About it', { title: 'About it' }],
    ['title: Cost: much', null],
    ['title: 2020', null],
    ['title: yes', null],
    ['title: a #b', null],
    ['title: "a"', null],
    ['title: a\ntitle: b', null],
  ])('is read without a YAML parser only where that is plain: %j', (yaml, data) => {
    const read = readSimpleYaml(yaml);
    expect(read && Object.fromEntries(read)).toEqual(data);
  });

  it('read without a YAML parser is what gray-matter reads', () => {
    const char = fc.constantFrom(
      ...'aZ019 :#-_.,\'"[]{}&*!|>%@`?~é=<+\\/\t日'.split(''),
      ': ',
      ' #',
      '\u{1f600}',
      '\u0085',
      '\u2028',
    );
    const words = fc.constantFrom(
      'null',
      'True',
      '~',
      '1e5',
      '12:30',
      '2020-01-01',
      '0b1',
      '.inf',
      'x',
      'Title of',
    );
    const plain = fc.constantFrom('Some ', 'words', 'x', 'sGe');
    const value = fc.array(fc.oneof(char, words, plain), { maxLength: 6 }).map((parts) => parts.join(''));
    const key = fc.oneof(
      fc.constantFrom('title', 'videoId', 'a', 'yes', 'null', '1', '__proto__', 'a b', 'n'),
      value,
    );
    const yaml = fc
      .array(fc.tuple(key, value), { minLength: 1, maxLength: 4 })
      .map((lines) => lines.map(([name, text]) => `${name}: ${text}`).join('\n'));
    let simple = 0;
    fc.assert(
      fc.property(yaml, (written) => {
        const read = readSimpleYaml(written);
        if (!read) return;
        simple += 1;
        expect([...read]).toEqual(Object.entries(matter(`---\n${written}\n---\n`, {}).data));
      }),
      { seed: 40, numRuns: 20_000 },
    );
    expect(simple).toBeGreaterThan(500);
  });
});

describe('links in front matter', () => {
  it.each([
    ['parent: "[[a]]"', [['a', 'parent']]],
    ["Parent: '[[a|b]]'", [['a', 'parent']]],
    ['parent: [[a]]', [['a', 'parent']]],
    [
      'parent: [[a]], [[b]]',
      [
        ['a', 'parent'],
        ['b', 'parent'],
      ],
    ],
    [
      'see:\n  - "[[a]]"\n  - [[b]]\nup: [[c]]',
      [
        ['a', 'see'],
        ['b', 'see'],
        ['c', 'up'],
      ],
    ],
    [
      'see: ["[[a]]", "[[b]]"]',
      [
        ['a', 'see'],
        ['b', 'see'],
      ],
    ],
    ['see: [[a]] # not [[b]]', [['a', 'see']]],
    ['# see: [[a]]\nup: [[b]]', [['b', 'up']]],
    ["up: [[Ann's page]]", [["Ann's page", 'up']]],
    ['matrix: [[1, 2], [3, 4]]', []],
    ['up: "[[]]"', []],
  ])('%j', (yaml, expected) => {
    expect(page('---', yaml, '---').warnings).toEqual([]);
    expect(links('---', yaml, '---').map(({ target, relation }) => [target, relation])).toEqual(expected);
  });

  it('come first, each in its place, with the property as its sentence', () => {
    const parsed = page('---', 'título: é', 'up: ["[[a#b|c]]", "[[d]]"]', '---', '[[e]]');
    expect(parsed.links).toMatchObject([
      {
        target: 'a',
        fragment: 'b',
        label: 'c',
        line: 3,
        excerpt: 'up: c, d',
        start: 4,
        end: 5,
        heading: [],
        at: null,
      },
      { target: 'd', line: 3, excerpt: 'up: c, d', start: 7, end: 8 },
      { target: 'e', relation: 'link', line: 5 },
    ]);
    expect(parsed.links[0]).toMatchObject({ offset: 4 + 12 + 6, length: 9 });
  });
});
