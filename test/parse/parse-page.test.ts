import { describe, expect, it } from 'vitest';
import { parsePage } from '../../import/parse/parse-page.ts';
import type { ParsedLink } from '../../import/parse/parsed-page.ts';

const parse = (...lines: string[]) => parsePage('page.md', lines.join('\n'));
function onlyLink(...lines: string[]): ParsedLink {
  const [link, ...others] = parse(...lines).links;
  expect(others).toEqual([]);
  if (!link) throw new Error('no link');
  return link;
}
const mark = (time: string) => `<a class="yt-timestamp" data-t="${time}">[${time}]</a>`;

describe('a link', () => {
  it.each([
    ['[[a]]', 'a', null, null],
    ['[[a#b]]', 'a', 'b', null],
    ['[[a#b#c|d]]', 'a', 'b#c', 'd'],
    ['[[a#]]', 'a', null, null],
    ['[[#b]]', '', 'b', null],
    ['[[ a   b | c  d ]]', 'a b', null, 'c  d'],
    ['[[a\\|b\\|c]]', 'a', null, 'b|c'],
    ['[[a|]]', 'a', null, null],
    ['[[Cafe\u0301\u200b\u202e]]', 'Caf\u00e9', null, null],
    ['[[a`b]] `', 'a`b', null, null],
    ['[[Dune: Part Two#x]]', 'Dune: Part Two', 'x', null],
    ['[[https://a.b/c#d]]', 'https://a.b/c#d', null, null],
    ['[t](a%20b.md#c%20d)', 'a%20b.md', 'c%20d', 't'],
    ['[t](a\\_b&amp;c.md)', 'a_b&c.md', null, 't'],
    ['[*t* `u`](<a b.md>)', 'a b.md', null, 't u'],
    ['[t](https://a.b#c)', 'https://a.b#c', null, 't'],
    ['[t](mailto:a@b#c)', 'mailto:a@b#c', null, 't'],
    ['[](a.md)', 'a.md', null, null],
    ['<https://a.b>', 'https://a.b', null, null],
    ['<a@b.c>', 'mailto:a@b.c', null, null],
  ])('%s has target %j, fragment %j, label %j', (markdown, target, fragment, label) => {
    expect(onlyLink(markdown)).toMatchObject({ target, fragment, label });
  });

  it.each([
    ['[[a]]', 'link', 'wiki'],
    ['![[a]]', 'embed', 'wiki'],
    ['#[[a]]', 'link', 'wiki'],
    ['[a](b.md)', 'link', 'markdown'],
    ['![a](b.png)', 'embed', 'markdown'],
  ])('%s is a relation %s in %s syntax', (markdown, relation, syntax) => {
    expect(onlyLink(markdown)).toMatchObject({ relation, syntax });
  });

  it.each([
    '`[[a]]`',
    '``[[a]] ` ``',
    '\\[[a]]',
    '[\\[a]]',
    '<b title="[[a]]">',
    '<!-- [[a]] -->',
    '    [[a]]',
    '~~~\n[[a]]',
    '<div>[[a]]</div>',
    '[[]]',
    '[[ ]]',
    '[[|a]]',
    '[[#]]',
    '[[a',
    '[[a\nb]]',
    '[[00:26:34]]',
    '[[5:30|a]]',
    '[a]',
  ])('is not in %j', (markdown) => {
    expect(parse(markdown).links).toEqual([]);
  });

  it('is counted in bytes of the file and in lines', () => {
    const markdown = '\ufeff# é\r\n\r\nüber \u{1f600} ![[a]]\r\n> und [b\r\n> c](d.md)';
    const bytes = Buffer.from(markdown);
    const { links } = parsePage('page.md', markdown);
    expect(links.map(({ offset, length }) => bytes.subarray(offset, offset + length).toString())).toEqual([
      '![[a]]',
      '[b\r\n> c](d.md)',
    ]);
    expect(links.map(({ line }) => line)).toEqual([3, 4]);
  });

  it('knows the headings above it, and the heading it stands in', () => {
    const { links } = parse(
      '[[a]]',
      '# One',
      '### Three',
      '[[b]]',
      '## Two [[c|see]]',
      '[[d]]',
      '',
      'Other',
      '=====',
      '[[e]]',
    );
    expect(links.map(({ target, heading }) => [target, ...heading])).toEqual([
      ['a'],
      ['b', 'One', 'Three'],
      ['c', 'One', 'Two see'],
      ['d', 'One', 'Two see'],
      ['e', 'Other'],
    ]);
  });
});

describe('the excerpt', () => {
  const shown = ({ excerpt, start, end }: ParsedLink) => [excerpt, excerpt.slice(start, end)];

  it.each([
    ['One. Two [[a|b]] here. Three.', 'Two b here.', 'b'],
    [
      'He met Dr. Who, e.g. in [[a]] vs. B. K. Smith. Next.',
      'He met Dr. Who, e.g. in a vs. B. K. Smith.',
      'a',
    ],
    ['Is it? “Yes, [[a]]!” So.', '“Yes, a!”', 'a'],
    ['第一句。看[[甲]]吧！第三句。', '看甲吧！', '甲'],
    ['Version 1.5 of [[a]] is out', 'Version 1.5 of a is out', 'a'],
    ['**Bold** and `code` in [[a|*b* c]] &amp; <i>x</i> [t](u)', 'Bold and code in b c & x t', 'b c'],
    ['snake_case 2*3 [[a_b]]', 'snake_case 2*3 a_b', 'a_b'],
    [`Before [[a]]${mark('0:01')}. After`, 'Before a.', 'a'],
    [`Before ${mark('0:01')} [[a]] ${mark('0:02')}, more`, 'Before a, more', 'a'],
    [`Said ${mark('soon')} [[a]]`, 'Said [soon] a', 'a'],
    ['See [[a#b]]', 'See a > b', 'a > b'],
    ['![[a.png|100x200]]', 'a.png', 'a.png'],
    ['Look: ![[a.png|The first one|400]].', 'Look: The first one.', 'The first one'],
    ['![[a.png|300|x200]]', 'a.png', 'a.png'],
    ['See [the page]([[a/b#c]]).', 'See the page.', 'the page'],
    ['line one\nline [[a]]  \nline three', 'line one line a', 'a'],
    ['- item [[a]]\n- other', 'item a', 'a'],
    ['## Head. Of [[a]]', 'Head. Of a', 'a'],
    ['|x|y|\n|-|-|\n|one. [[a]]|two|', 'one. a | two', 'a'],
    ['Link: [[a]]: text ^block-id', 'Link: a: text', 'a'],
  ])('of %j', (markdown, excerpt, text) => {
    const link = parse(markdown).links[0];
    expect(link && shown(link)).toEqual([excerpt, text]);
  });

  it('is cut at words around the link where the sentence is long', () => {
    const link = onlyLink(`${'before '.repeat(100)}[[a|the link]]${' after'.repeat(100)}`);
    expect(shown(link)).toEqual([expect.stringMatching(/^…(before )+the link( after)+…$/), 'the link']);
    expect(link.excerpt.length).toBeLessThanOrEqual(400);
    expect(link.excerpt.length).toBeGreaterThan(380);
  });

  it('of a link whose own text is too long is its beginning', () => {
    const link = onlyLink(`x [[a|${'\u{1f600}'.repeat(400)}]] y`);
    expect(link.excerpt.length).toBeLessThanOrEqual(400);
    expect(link.excerpt).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
  });
});

describe('typed relations', () => {
  const relations = (...lines: string[]) =>
    parse(...lines).links.map(({ target, relation }) => `${target} ${relation}`);

  it('come from lines directly under the front matter', () => {
    expect(
      relations(
        '---',
        'title: x',
        '---',
        '',
        'From: [[a]], [[b]] <br/>',
        'See also: ![[c]]',
        'text',
        'Up: [[d]]',
      ),
    ).toEqual(['a from', 'b from', 'c see also', 'd link']);
    expect(relations('text', '', 'From: [[a]]')).toEqual(['a link']);
    expect(relations('Note: see [[a]]')).toEqual(['a link']);
  });

  it.each([
    ['text\n\nup:: [[a]], [b](b.md)', ['a up', 'b.md up']],
    ['- **Up Next**:: [[a]]\n- [[b]]', ['a up next', 'b link']],
    ['a [up:: [[b]]] [[c]] (see::[[d]]) [[e]]', ['b up', 'c link', 'd see', 'e link']],
    ['std::vector of [[a]]', ['a link']],
    ['父级:: [[a]]', ['a 父级']],
    ['x:: [[a]]\ny:: [[b]]\n[[c]]', ['a x', 'b y', 'c link']],
  ])('come from inline fields: %j', (markdown, expected) => {
    expect(relations(markdown)).toEqual(expected);
  });

  it('and their lines stand for themselves in excerpts', () => {
    expect(parse('up:: [[a]]', 'x:: [[b]]').links.map(({ excerpt }) => excerpt)).toEqual(['up:: a', 'x:: b']);
  });
});

describe('time marks', () => {
  it('give a link the moment after it in its block, else the one before', () => {
    const { links, timeMarks } = parse(
      `[[a]] ${mark('0:01')} [[b]] [[c]] ${mark('00:00:02')} [[d]]`,
      '',
      `[[e]]`,
      '',
      `- [[f]] ${mark('0:03')}`,
      '- [[g]]',
      '',
      '|x|y|',
      '|-|-|',
      `|[[h]]|${mark('0:04')}|`,
      '|[[i]]||',
      '',
      `[[j]] [[00:00:05]]`,
    );
    expect(links.map(({ target, at }) => [target, at])).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 2],
      ['d', 2],
      ['e', null],
      ['f', 3],
      ['g', null],
      ['h', 4],
      ['i', null],
      ['j', 5],
    ]);
    expect(timeMarks).toBe(5);
  });

  it('are read whatever the order and quotes of their attributes', () => {
    expect(parse(`[[a]] <a href='#x' data-t = 1:02:03 class='b yt-timestamp'>x</a>`).links).toMatchObject([
      { at: 3723 },
    ]);
  });

  it.each(['00:01:02]', 'HH:MM:SS', '1234', ''])('that are none are named and shown: %j', (time) => {
    const parsed = parse('', `a <a class="yt-timestamp" data-t="${time}">(then)</a>`);
    expect(parsed.warnings).toMatchObject([{ code: 'time-mark-invalid', path: 'page.md', line: 2 }]);
    expect(parsed).toMatchObject({ timeMarks: 0, text: 'a (then)' });
  });
});

describe('a page', () => {
  it('has its headings, block ids, tags and text', () => {
    expect(
      parse(
        '# A *b* [[c|d]] #',
        'Text #tag and #nested/tag, not #12 nor a#b nor `#code`. ^one',
        '',
        'Set',
        '---',
        '',
        '- item \\#no #标签 ^two-2',
        '',
        '```js',
        'code #x',
        '```',
        '<div>html</div>',
        '',
        '> [quote](x.md) ![alt](y)',
      ),
    ).toMatchObject({
      headings: [
        { level: 1, text: 'A b d', line: 1 },
        { level: 2, text: 'Set', line: 4 },
      ],
      blocks: ['one', 'two-2'],
      tags: ['tag', 'nested/tag', '标签'],
      text: [
        'A b d',
        'Text #tag and #nested/tag, not #12 nor a#b nor #code.',
        'Set',
        'item #no #标签',
        'code #x',
        ' html ',
        'quote alt',
      ].join('\n'),
    });
  });

  it("takes Logseq's page properties from its first block", () => {
    expect(
      parse('title:: A title', 'alias:: one, [[two]]', 'tags:: [[x]], #y', '', 'alias:: no'),
    ).toMatchObject({
      title: 'A title',
      aliases: ['one', 'two'],
      tags: ['y', 'x'],
    });
    expect(parse('---', 'title: t', 'aliases: a', '---', 'title:: u', 'alias:: b')).toMatchObject({
      title: 't',
      aliases: ['a', 'b'],
    });
  });

  it('that is empty is a page', () => {
    expect(parsePage('page.md', '')).toEqual({
      title: null,
      aliases: [],
      tags: [],
      index: false,
      videoId: null,
      facets: [],
      headings: [],
      blocks: [],
      links: [],
      text: '',
      timeMarks: 0,
      warnings: [],
    });
  });
});
