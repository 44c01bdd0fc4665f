import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { parsePage } from '../../import/parse/parse-page.ts';
import { referenceLinks } from './reference-links.ts';
import type { ReferenceLink } from './reference-links.ts';

const VAULTS = '../shared/vaults';
const temporary: string[] = [];
afterAll(() => {
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
});

type Seen = Omit<ReferenceLink, 'embed'> & { embed: boolean | null };

/** The links of the body; `embed` is null where a typed relation hides it. */
function bodyLinks(markdown: string, bodyOffset: number): Seen[] {
  return parsePage('page.md', markdown)
    .links.filter(({ offset }) => offset >= bodyOffset)
    .map(({ target, fragment, label, relation }) => ({
      target,
      fragment,
      label,
      embed: relation === 'embed' ? true : relation === 'link' ? false : null,
    }));
}

/** The links of a page's body as parsed, and as the reference has them. */
function compared(markdown: string): { seen: Seen[]; reference: Seen[] } {
  const frontMatter = /^\ufeff?---[ \t]*\r?\n(?:[^]*?\r?\n)??---[ \t]*(?:\r?\n|$)/.exec(markdown)?.[0] ?? '';
  const seen = bodyLinks(markdown, Buffer.byteLength(frontMatter));
  const reference = referenceLinks(markdown.slice(frontMatter.length)).map((link, index) =>
    seen[index]?.embed === null ? { ...link, embed: null } : link,
  );
  return { seen, reference };
}

const INLINE = [
  '[[a]]',
  '[[b|c d]]',
  '![[e]]',
  '![[f|100]]',
  '[[g#h]]',
  '[[#i]]',
  '[[j\\|k]]',
  '[[ l ]]',
  '[[]]',
  '[[|m]]',
  '[[[n]]]',
  '[[00:01:02]]',
  '[[o [[p]] q]]',
  '[[r]s]]',
  '#[[t]]',
  '[[https://u.v/w#x]]',
  '[[a|b|c]]',
  '[t](u.md)',
  '[t](<u v.md>)',
  '[t](u.md "x")',
  '[t](u(v).md#w)',
  '[t]( u.md )',
  '![i](p.png)',
  '[r]',
  '[r][s]',
  '[s][]',
  '[![i](p.png)](q.md)',
  '[n [m](o) k](j)',
  '[n [[m]] k](j)',
  '[n ![[m]] k](j)',
  '<https://x.y>',
  '<m@n.o>',
  '`',
  '``',
  '`[[x]]`',
  '[[',
  ']]',
  '[',
  ']',
  '!',
  '(',
  ')',
  '](y)',
  '![',
  '(u "t")',
  '<',
  '>',
  '<b>',
  '</b>',
  '<a href="[[x]]">',
  '<!-- [[c]] -->',
  '\\',
  '\\[',
  '\\|',
  '*',
  '**',
  '_',
  '~~',
  '&amp;',
  '&',
  '$',
  '#tag',
  '%%',
  '"',
  "'",
  'text',
  'é',
  ' ',
  ' ',
  '  ',
  '1',
];
const BLOCK_STARTS = [
  '',
  '',
  '',
  '',
  '> ',
  '- ',
  '* ',
  '+ ',
  '1. ',
  '2) ',
  '  ',
  ' ',
  '# ',
  '### ',
  '```',
  '~~~',
  '---',
  '===',
  '***',
  '<div>',
  '<b>',
  '</p>',
  '<!-- x -->',
  '<script>',
  '</script>',
  '<?x ?>',
  '[r]: r.md',
  '[s]: <s t> "u"',
  '- - ',
  '-',
];
const LINE_STARTS = ['    ', '     ', '| a | b |\n|---|---|\n', 'a | [[b\\|c]]\n:-:|--\n', '|-|', '| '];
const REFERENCES = '\n\n[r]: r.md\n[s]: s.md#x';

const inline = fc.array(fc.constantFrom(...INLINE), { maxLength: 8 }).map((parts) => parts.join(''));
const line = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.array(fc.constantFrom(...BLOCK_STARTS), { maxLength: 2 }), inline)
      .map(([a, b]) => a.join('') + b),
  },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...LINE_STARTS), inline).map(([a, b]) => a + b) },
  { weight: 1, arbitrary: fc.constant('') },
);
const page = fc.array(line, { maxLength: 10 }).map((lines) => lines.join('\n'));

describe('links are those of a CommonMark parser with a wiki-link rule', () => {
  it('in generated text of all inline constructs', () => {
    const text = fc.array(fc.constantFrom(...INLINE, '\n'), { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.boolean(), (written, defined) => {
        const { seen, reference } = compared(written + (defined ? REFERENCES : ''));
        expect(seen).toEqual(reference);
      }),
      { seed: 20, numRuns: 4000 },
    );
  });

  it('in generated pages of all block constructs', () => {
    fc.assert(
      fc.property(page, (written) => {
        fc.pre(!written.startsWith('---') && !partsWays(written));
        const { seen, reference } = compared(written);
        expect(seen).toEqual(reference);
      }),
      { seed: 21, numRuns: 6000 },
    );
  });

  it('whatever the line ends, with a BOM and with NUL', () => {
    fc.assert(
      fc.property(page, fc.constantFrom('\r\n', '\r', '\n'), fc.boolean(), (written, lineEnd, bom) => {
        fc.pre(!written.startsWith('---') && !partsWays(written));
        const { seen, reference } = compared(
          (bom ? '\ufeff' : '') + written.replaceAll('\n', lineEnd).replaceAll('é', '\0'),
        );
        expect(seen).toEqual(reference);
      }),
      { seed: 22, numRuns: 1500 },
    );
  });

  it.each([
    ['[r][s]\n\n[s]: x.md', ['x.md']],
    ['[r][s]\n\n[r]: x.md', []],
    ['[a\nb]\n\n[A B]: x.md', ['x.md']],
    ['[a]: x.md\n[a]: y.md\n\n[a]', ['x.md']],
    ['[a]: x.md "t\nu"\n[a]', ['x.md']],
    ['[a]:\nx.md\n[a]', ['x.md']],
    ['- a\n\n  [[b]]\n\n      [[c]]', ['b']],
    ['1. a\n\n   [[b]]\n\n  [[c]]', ['b', 'c']],
    ['> a\n[[b]]\n\n[[c]]', ['b', 'c']],
    ['> ```\n[[a]]', ['a']],
    ['```\n[[a]]\n~~~\n[[b]]\n````\n[[c]]', ['c']],
    ['<div>\n[[a]]\n\n[[b]]', ['b']],
    ['<!-- [[a]]\n\n[[b]] -->\n[[c]]', ['c']],
    ['a <!-- [[b]] --> [[c]]', ['c']],
    ['|a|b|\n|-|-|\n|[[c]]|[[d]]|[[e]]|\n|`|`|[[f]]', ['c', 'd']],
    ['|a|\n|-|\n|[[c\\|d]]|\n\n[[e]]', ['c', 'e']],
    ['\t[[a]]\n \t[[b]]\n   [[c]]', ['c']],
    ['-\t[[a]]\n\n\t[[b]]', ['a', 'b']],
    ['[[a\nb]]', []],
    ['[a](b\n"c")', ['b']],
    ['[[Cost $5]] and $6 [[b]]$', ['Cost $5', 'b']],
  ])('%j', (markdown, targets) => {
    const { seen, reference } = compared(markdown);
    expect(seen).toEqual(reference);
    expect(bodyLinks(markdown, 0).map(({ target }) => target)).toEqual(targets);
  });

  // The differences, one by one: here CommonMark (or GFM) is plain and markdown-it does something else.
  it.each([
    [
      'a lazy line indented by four begins no block, also after nested quotes',
      '> > a\n    - [[b]] <b>',
      ['b'],
    ],
    ['a `>` indented by four does not go on with a quote', '>\n    >[[a]]', []],
    ['a table begins at no line that begins another block', '> [[b|c]]\n-|-', ['b']],
    ['a fence is no table header', '~~~|\n|-\n[[a]]', []],
    ['a comment in a label stays one when another one later never ends', '[<!-- [[a]] --><!--', []],
    ['columns of tabs are counted from the start of the line', '> >>\t [[a]]', []],
    ['a list that cannot interrupt a paragraph does not end a definition', '[a]:\n2.\n\n[a]', ['2.']],
    ['a line end is no part of a destination', '[a]: b\\\n[a]', ['b\\']],
  ])('where markdown-it parts ways: %s', (_reason, markdown, targets) => {
    expect(bodyLinks(markdown, 0).map(({ target }) => target)).toEqual(targets);
    expect(referenceLinks(markdown).map(({ target }) => target)).not.toEqual(targets);
  });
});

/** Whether one of the differences named above may show: they are kept out of what is generated. */
function partsWays(markdown: string): boolean {
  return (
    /^ *(?:>|[-*+]|\d[.)]).*>.*\n {4}/m.test(markdown) ||
    /^ *>.*\n {4,}/m.test(markdown) ||
    /^ {0,3}(?:[>#*+`~<-]|\d[.)]|\[[rs]\]:).*\n[ >]*[|:-]/m.test(markdown) ||
    /\]: .*\n {4}/.test(markdown)
  );
}

describe.skipIf(!existsSync(VAULTS))('links of real wikis are those of a CommonMark parser', () => {
  it.each(['limitless-ft', 'gardens.tar.gz', 'tubegraph-5477.tar.gz'])('%s', { timeout: 300_000 }, (name) => {
    const folder = name.endsWith('.tar.gz') ? unpack(join(VAULTS, name)) : join(VAULTS, name);
    let pages = 0;
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.md')) continue;
      const { seen, reference } = compared(readFileSync(join(entry.parentPath, entry.name), 'utf8'));
      expect(seen).toEqual(reference);
      pages += 1;
    }
    expect(pages).toBeGreaterThan(100);
  });
});

if (!existsSync(VAULTS)) {
  process.stderr.write(
    `SKIPPED: the wikis in ${VAULTS} are not here; links were compared on generated pages only.\n`,
  );
}

function unpack(archive: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'wiki-atlas-vault-'));
  temporary.push(folder);
  execFileSync('tar', ['-xzf', archive, '-C', folder]);
  return folder;
}
