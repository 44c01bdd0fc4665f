/** Parsed pages for tests of the resolver, without files and without the parser. */
import type { ParsedLink, ParsedPage } from '../../import/parse/parsed-page.ts';
import type { SourcePage } from '../../import/resolve/resolved-page.ts';

export interface PageSketch extends Partial<Omit<ParsedPage, 'links'>> {
  links?: (string | Partial<ParsedLink>)[];
}

/** A page with these links, one after the other; a text is a wiki-link's target. */
export function sourcePage(id: string, sketch: PageSketch = {}): SourcePage {
  const links = (sketch.links ?? []).map((link, i) =>
    parsedLink(typeof link === 'string' ? { target: link, offset: i } : { offset: i, ...link }),
  );
  return {
    id,
    file: { path: `${id}.md`, size: 0, mtimeMs: 0, hash: '' },
    markdown: '',
    parsed: {
      title: null,
      aliases: [],
      tags: [],
      index: false,
      videoId: null,
      facets: [],
      headings: [],
      blocks: [],
      text: '',
      timeMarks: 0,
      warnings: [],
      ...sketch,
      links,
    },
  };
}

function parsedLink(link: Partial<ParsedLink>): ParsedLink {
  return {
    target: '',
    syntax: 'wiki',
    relation: 'link',
    offset: 0,
    length: 1,
    line: 1,
    heading: [],
    excerpt: '',
    start: 0,
    end: 0,
    label: null,
    fragment: null,
    at: null,
    ...link,
  };
}
