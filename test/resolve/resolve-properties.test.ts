/** What holds of every wiki, whatever its files are called and its links say. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkKey } from '../../graph/link.ts';
import { byCodePoint, cleanName } from '../../graph/names.ts';
import { resolveWiki, type WikiSources } from '../../import/resolve/resolve-wiki.ts';
import { sourcePage } from './parsed-wiki.ts';

/** Few names in many spellings, so that they clash. */
const segment = fc.constantFrom(
  'Note', 'note', 'NOTE', 'my note', 'My_Note', 'my-note', 'index', 'README', 'a', 'A', 'b', 'C++', 'C', '?!',
  'Café', 'Cafe\u0301', 'x.png', '100%', 'a%20b', 'a b', '__proto__', 'constructor', '\u{1f525}', 'a  b', '\u200b',
); // prettier-ignore
const path = fc.array(segment, { minLength: 1, maxLength: 3 }).map((segments) => segments.join('/'));
const target = fc.oneof(
  path,
  path.map((text) => `${text}.md`),
  fc
    .tuple(fc.constantFrom('./', '../', '../../', '/', 'a/../', '%2e%2e/'), path)
    .map((parts) => parts.join('')),
  fc.constantFrom('', '.', '..', '/', '.md', '//', 'https://example.com/a', 'mailto:a@b.c', 'a.pdf'),
);
const link = fc.record({
  target: target.map(cleanName),
  syntax: fc.constantFrom('wiki' as const, 'markdown' as const),
  relation: fc.constantFrom('link', 'embed', 'from', '__proto__'),
  fragment: fc.constantFrom(null, 'x', '^x', '__proto__'),
});
const page = fc.record(
  {
    title: fc.option(segment),
    aliases: fc.array(segment, { maxLength: 2 }),
    index: fc.boolean(),
    links: fc.array(link, { maxLength: 6 }),
  },
  { noNullPrototype: true },
);
const wiki: fc.Arbitrary<WikiSources> = fc.record({
  pages: fc
    .uniqueArray(fc.tuple(path, page), {
      selector: ([id]) => id.normalize('NFC'),
      minLength: 1,
      maxLength: 12,
    })
    .map((pages) => pages.map(([id, sketch]) => sourcePage(id.normalize('NFC'), sketch))),
  attachments: fc.uniqueArray(path, { maxLength: 4 }),
});

describe('every wiki', () => {
  it('gives the same graph in whatever order its files come', () => {
    fc.assert(
      fc.property(wiki, fc.infiniteStream(fc.nat()), (sources, order) => {
        const shuffled = <T>(items: readonly T[]): T[] =>
          items
            .map((item) => ({ item, at: order.next().value }))
            .sort((a, b) => a.at - b.at)
            .map(({ item }) => item);
        const again = resolveWiki({
          pages: shuffled(sources.pages),
          attachments: shuffled(sources.attachments),
        });
        expect(JSON.stringify(again)).toBe(JSON.stringify(resolveWiki(sources)));
      }),
      { numRuns: 300 },
    );
  });

  it('loses no page, and each node has an id of its own', () => {
    fc.assert(
      fc.property(wiki, (sources) => {
        const { pages, wanted } = resolveWiki(sources);
        const ids = pages.map((one) => one.id);
        expect(ids).toEqual(sources.pages.map((one) => one.id).sort(byCodePoint));
        const nodes = [...ids, ...wanted.map((one) => one.id)];
        expect(new Set(nodes).size).toBe(nodes.length);
        expect(nodes).not.toContain('');
      }),
      { numRuns: 500 },
    );
  });

  it('lands every link on one thing that is there', () => {
    fc.assert(
      fc.property(wiki, (sources) => {
        const { pages, wanted, links } = resolveWiki(sources);
        const pageIds = pages.map((one) => one.id);
        const wantedIds = wanted.map((one) => one.id);
        const ends = (kind: string): string[] =>
          links.filter((one) => one.kind === kind).map((one) => one.target);
        expect(pageIds).toEqual(expect.arrayContaining(links.map((one) => one.source)));
        expect(pageIds).toEqual(expect.arrayContaining(ends('page')));
        expect([...new Set(ends('wanted'))].sort(byCodePoint)).toEqual(wantedIds);
        for (const one of links) {
          expect(one.kind === 'self').toBe(one.target === one.source);
          expect(one.mentions.length).toBeGreaterThan(0);
          expect(one.ambiguous).toBeGreaterThan(0);
          expect(one.via === null || one.kind === 'page' || one.kind === 'self').toBe(true);
        }
        expect(new Set(links.map(linkKey)).size).toBe(links.length);
      }),
      { numRuns: 500 },
    );
  });

  it('drops no wiki-link, and Markdown links only where they lead to no page', () => {
    fc.assert(
      fc.property(wiki, (sources) => {
        const { links } = resolveWiki(sources);
        for (const source of sources.pages) {
          const mentions = links.filter((one) => one.source === source.id).flatMap((one) => one.mentions);
          const count = (syntax: string): number => mentions.filter((one) => one.syntax === syntax).length;
          const written = source.parsed.links;
          expect(count('wiki')).toBe(written.filter((one) => one.syntax === 'wiki').length);
          const dropped = written.filter((one) => one.syntax === 'markdown').length - count('markdown');
          const plain = written.filter((one) => one.syntax === 'markdown' && !one.target.endsWith('.md'));
          expect(dropped).toBeLessThanOrEqual(plain.length);
        }
      }),
      { numRuns: 300 },
    );
  });
});
