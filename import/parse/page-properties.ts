/**
 * Logseq's page properties: `title::`, `alias::` and `tags::` lines of a page's first block.
 * Invariant: values are plain: brackets and `#` are dropped, blanks trimmed.
 */
import { cleanName } from '../../graph/names.ts';
import { showWikiLinks } from './front-matter-links.ts';
import { propertyLines } from './relations.ts';

export interface PageProperties {
  title: string | null;
  aliases: string[];
  tags: string[];
}

/** Reads the first block of a page. */
export function readPageProperties(text: string): PageProperties {
  const page: PageProperties = { title: null, aliases: [], tags: [] };
  for (const { name, value } of propertyLines(text)) {
    if (name === 'title') page.title ??= cleanName(showWikiLinks(value)) || null;
    else if (name === 'alias' || name === 'aliases') page.aliases.push(...listOf(value));
    else if (name === 'tags' || name === 'tag') {
      page.tags.push(...listOf(value).map((tag) => tag.replace(/^#+/, '')));
    }
  }
  return page;
}

function listOf(value: string): string[] {
  return value
    .split(',')
    .map((item) => cleanName(showWikiLinks(item)))
    .filter((item) => item !== '' && item !== '#');
}
