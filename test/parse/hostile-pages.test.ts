import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePage } from '../../import/parse/parse-page.ts';

const MANY = 100_000;

/** Each is far beyond what a quadratic or recursive parser gets through before the test times out. */
const HOSTILE: [string, string, number][] = [
  ['opening brackets', '['.repeat(MANY), 0],
  ['opening wiki brackets', '[['.repeat(MANY), 0],
  ['opening wiki brackets, then one link', `${'[['.repeat(MANY)}a]]`, 1],
  ['wiki brackets never closed, line by line', '[[a\n'.repeat(MANY), 0],
  ['images in images', `${'![a'.repeat(MANY)}${'](b)'.repeat(MANY)}`, 1],
  ['nested brackets and a definition', `${'['.repeat(MANY)}a${']'.repeat(MANY)}\n\n[a]: b`, 1],
  ['references with second labels never closed', `${'[a][['.repeat(MANY)}\n\n[a]: b`, MANY],
  ['link tails never closed', '[a](b "'.repeat(MANY), 0],
  ['nested quotes', '> '.repeat(50_000), 0],
  ['nested quotes with a link', `${'> '.repeat(50_000)}[[a]]`, 1],
  ['nested quotes, then lazy lines', `${'> '.repeat(500)}a\n${'[[a]]\n'.repeat(MANY)}`, MANY],
  ['quotes with fences and lazy lines', '> > ```\n> [[a]]\n'.repeat(MANY), MANY],
  ['nested items, then blank lines', `${'- '.repeat(50_000)}a${'\n'.repeat(1_000_000)}`, 0],
  ['backticks', '`a``b```'.repeat(MANY), 0],
  ['comments never closed', '<!-- '.repeat(MANY), 0],
  ['comments never closed, block by block', 'a <!-- [[b]]\n\n'.repeat(MANY), MANY],
  ['tags never closed', `<a ${'b '.repeat(MANY)}`, 0],
  ['emphasis', '*a **b_ '.repeat(MANY), 0],
  ['inline fields never closed', '[a:: [[b]] '.repeat(MANY), MANY],
  ['definitions', '[a]: b\n'.repeat(MANY), 0],
  ['a table of one column', `|a|\n|-|\n${'|[[b]]|\n'.repeat(MANY)}`, MANY],
  ['a title that never ends', `[a]: b\n"${'c\n'.repeat(MANY)}`, 0],
  ['links in one line without blanks', '[[a]]'.repeat(MANY), MANY],
  ['time marks', '[[a]] <a class="yt-timestamp" data-t="0:01">x</a> '.repeat(MANY), MANY],
  ['CR LF and two-byte characters', 'é [[é]]\r\n'.repeat(MANY), MANY],
  ['front matter never closed', `---\n${'a: "[[b]]"\n'.repeat(MANY)}`, MANY],
  ['front matter too long', `---\n${'a: "[[b]]"\n'.repeat(MANY)}---\n[[c]]`, 1],
  ['front matter of nested lists', `---\na: ${'['.repeat(MANY)}\n---\n[[c]]`, 1],
  ['one line of 10 MB', 'word '.repeat(2_000_000), 0],
  ['one line of 10 MB of links', '[[word]] '.repeat(1_100_000), 1_100_000],
];

describe('hostile pages are parsed in linear time and without an overflow', () => {
  it.each(HOSTILE)('%s', { timeout: 120_000 }, (_name, markdown, links) => {
    expect(parsePage('page.md', markdown).links).toHaveLength(links);
  });

  it('any text at all is parsed, and every mention is in its place', () => {
    const char = fc.constantFrom(
      ...'[]!|#`<>\\*_~-=:.()"\'&^$%\n\n \t',
      '[[',
      ']]',
      '---\n',
      '::',
      'a',
      'é',
      '\u{1f600}',
      '\ud800',
      '\0',
      '\r\n',
      '\ufeff',
      '\u200b',
      '。',
    );
    const text = fc.array(char, { maxLength: 80 }).map((chars) => chars.join(''));
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'binary', maxLength: 60 })), (markdown) => {
        const bytes = Buffer.from(markdown);
        let last = -1;
        for (const link of parsePage('page.md', markdown).links) {
          const written = bytes.subarray(link.offset, link.offset + link.length).toString();
          expect(written).toMatch(/^(?:!?\[[^]*[\])]|<[^]*>)$/);
          expect(link.offset).toBeGreaterThan(last);
          last = link.offset;
          expect(link.excerpt.length).toBeLessThanOrEqual(400);
          expect(link.start).toBeGreaterThanOrEqual(0);
          expect(link.end).toBeGreaterThanOrEqual(link.start);
          expect(link.end).toBeLessThanOrEqual(link.excerpt.length);
        }
      }),
      { seed: 30, numRuns: 5000 },
    );
  });
});
