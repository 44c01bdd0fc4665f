/**
 * What each link means, case by case: links.json and, with the dialects and what real wikis hold,
 * more-links.json, run through the real import of a real folder.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FolderImport } from '../../import/import-folder.ts';
import { temporaryWiki } from '../import/temporary-wiki.ts';

const expectedLink = z.strictObject({
  to: z.string(),
  kind: z.enum(['page', 'wanted', 'self', 'attachment', 'external']),
  relation: z.string(),
  via: z.string().optional(),
  label: z.string().optional(),
  fragment: z.string().optional(),
  deadFragment: z.boolean().optional(),
  ambiguous: z.number().optional(),
});
const table = z.strictObject({
  about: z.string(),
  vault: z.record(z.string(), z.string()),
  cases: z.array(
    z.strictObject({
      name: z.string(),
      source: z.string(),
      markdown: z.string(),
      expect: z.array(expectedLink),
    }),
  ),
});

const readTable = (file: string): z.infer<typeof table> =>
  table.parse(JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')));

const links = readTable('links.json');
const moreLinks = readTable('more-links.json');
const cases = [links, moreLinks].flatMap(({ vault, cases: ofVault }) =>
  ofVault.map((one) => ({ ...one, vault })),
);

describe('a link means what the conformance tables say', () => {
  it('in all of the 77 cases of the first', () => {
    expect(links.cases).toHaveLength(77);
  });

  it.each(cases)('$name: $markdown', async ({ vault, source, markdown, expect: expected }) => {
    const folder = temporaryWiki({ ...vault, [source]: markdown });
    const graph = await new FolderImport(folder).run();
    const found = graph.links
      .filter((link) => link.source === source.replace(/\.md$/, ''))
      .flatMap((link) => link.mentions.map((mention) => ({ ...link, ...mention, to: link.target })))
      .sort((a, b) => a.offset - b.offset);

    expect(found.map(({ to, kind, relation }) => ({ to, kind, relation }))).toEqual(
      expected.map(({ to, kind, relation }) => ({ to, kind, relation })),
    );
    for (const [i, link] of expected.entries()) {
      // The table leaves `deadFragment` open for the page itself, whose headings the case has overwritten.
      const defaults = link.kind === 'self' ? { ambiguous: 1 } : { ambiguous: 1, deadFragment: false };
      expect(found[i]).toMatchObject({ ...defaults, ...link });
    }
    const nodes = new Set([...graph.pages, ...graph.wanted].map((node) => node.id));
    const ends = found.filter(({ kind }) => kind === 'page' || kind === 'wanted').map(({ to }) => to);
    expect([...nodes]).toEqual(expect.arrayContaining(ends));
  });
});
