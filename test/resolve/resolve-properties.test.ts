/** What holds of every wiki, whatever its files are called and its links say. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkKey } from '../../graph/link.ts';
import { byCodePoint } from '../../graph/names.ts';
import { resolveWiki } from '../../import/resolve/resolve-wiki.ts';
import { wiki } from './any-wiki.ts';

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
