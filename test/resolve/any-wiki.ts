/** Wikis of every kind for property tests: small, and full of names that clash. */
import * as fc from 'fast-check';
import { cleanName } from '../../graph/names.ts';
import { DEFAULT_RESOLVE_OPTIONS, type ResolveOptions } from '../../import/resolve/resolve-options.ts';
import type { WikiSources } from '../../import/resolve/resolve-wiki.ts';
import { sourcePage } from './parsed-wiki.ts';

/** Few names in many spellings, so that they clash. */
const segment = fc.constantFrom(
  'Note', 'note', 'NOTE', 'my note', 'My_Note', 'my-note', 'index', 'README', 'a', 'A', 'b', 'C++', 'C', '?!',
  'Café', 'Cafe\u0301', 'x.png', '100%', 'a%20b', 'a b', '__proto__', 'constructor', '\u{1f525}', 'a  b', '\u200b', 'a___b', 'A%2FNote',
); // prettier-ignore
export const path = fc.array(segment, { minLength: 1, maxLength: 3 }).map((segments) => segments.join('/'));
const target = fc.oneof(
  path,
  path.map((text) => `${text}.md`),
  fc
    .tuple(fc.constantFrom('./', '../', '../../', '/', 'a/../', '%2e%2e/'), path)
    .map((parts) => parts.join('')),
  fc.constantFrom(
    '',
    '.',
    '..',
    '/',
    '.md',
    '//',
    'https://example.com/a',
    'mailto:a@b.c',
    'a.pdf',
    '[[Note]]',
  ),
);
const link = fc.record({
  target: target.map(cleanName),
  syntax: fc.constantFrom('wiki' as const, 'markdown' as const),
  relation: fc.constantFrom('link', 'embed', 'from', '__proto__'),
  fragment: fc.constantFrom(null, 'x', '^x', '__proto__'),
});
export const page = fc.record(
  {
    title: fc.option(segment),
    aliases: fc.array(segment, { maxLength: 2 }),
    index: fc.boolean(),
    headings: fc.array(
      fc.record({
        level: fc.constantFrom(1, 2),
        text: fc.constantFrom('x', 'Note', 'a b'),
        line: fc.constant(1),
      }),
      { maxLength: 1 },
    ),
    blocks: fc.array(fc.constant('x'), { maxLength: 1 }),
    links: fc.array(link, { maxLength: 6 }),
  },
  { noNullPrototype: true },
);
export const wiki: fc.Arbitrary<WikiSources> = fc.record({
  pages: fc
    .uniqueArray(fc.tuple(path, page), {
      selector: ([id]) => id.normalize('NFC'),
      minLength: 1,
      maxLength: 12,
    })
    .map((pages) => pages.map(([id, sketch]) => sourcePage(id.normalize('NFC'), sketch))),
  attachments: fc.uniqueArray(path, { maxLength: 4 }),
});

/** Most rules hold in most wikis. */
export const options: fc.Arbitrary<ResolveOptions> = fc
  .tuple(fc.subarray(Object.keys(DEFAULT_RESOLVE_OPTIONS.rules)), fc.option(path), fc.boolean())
  .map(([off, home, likeFolder]) => ({
    ...DEFAULT_RESOLVE_OPTIONS,
    rules: { ...DEFAULT_RESOLVE_OPTIONS.rules, ...Object.fromEntries(off.map((rule) => [rule, false])) },
    home,
    indexPages: { names: ['index', 'a'], likeFolder },
  }));
