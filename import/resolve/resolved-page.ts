/**
 * A page among those whose links are resolved: what the graph says of it, and the names it answers to.
 * Invariant: depends on its source and the options alone; only its links depend on other pages.
 */
import type { Link } from '../../graph/link.ts';
import type { Page, PageFile, PageId } from '../../graph/page.ts';
import type { ParsedPage } from '../parse/parsed-page.ts';
import { storedPage } from '../parse/stored-page.ts';
import { facetChoice } from './facet-choice.ts';
import { namedIndexRule, type LadderPage } from './ladder.ts';
import { fileNameOf, folderOf } from './paths.ts';
import type { ResolveOptions } from './resolve-options.ts';

/** A page of the folder, read and parsed. */
export interface SourcePage {
  id: PageId;
  file: PageFile;
  markdown: string;
  parsed: ParsedPage;
}

export interface ResolvedPage extends LadderPage {
  source: SourcePage;
  index: boolean;
  page: Page;
  links: Link[];
}

/** Makes pages of their sources. */
export function pageResolver({ indexPages, facets }: ResolveOptions): (source: SourcePage) => ResolvedPage {
  const isNamedIndex = namedIndexRule(indexPages);
  const isFacet = facetChoice(facets);
  return (source) => {
    const { id: path, parsed } = source;
    const { aliases, index: flaggedIndex } = parsed;
    const folder = folderOf(path);
    const namedIndex = isNamedIndex({ path, folder });
    const index = namedIndex || flaggedIndex;
    const page = toPage(source, titleOf(source), index, isFacet);
    return {
      path,
      folder,
      title: page.title,
      aliases,
      namedIndex,
      flaggedIndex,
      index,
      source,
      page,
      links: [],
    };
  };
}

/** Front matter's title, else the first H1, else the file name. */
function titleOf({ id, parsed: { title, headings } }: SourcePage): string {
  if (title !== null && title.trim() !== '') return title;
  const heading = headings.find((one) => one.level === 1)?.text ?? '';
  return heading.trim() === '' ? fileNameOf(id) : heading;
}

function toPage(
  { id, file, markdown, parsed }: SourcePage,
  title: string,
  index: boolean,
  isFacet: (key: string) => boolean,
): Page {
  const { aliases, tags, videoId, headings } = parsed;
  const facets = parsed.facets.filter(({ key }) => isFacet(key));
  const folder = id.includes('/') ? id.slice(0, id.indexOf('/')) : '';
  return {
    id,
    file,
    title,
    folder,
    aliases,
    tags,
    index,
    videoId,
    facets,
    headings,
    markdown,
    // Asked for only where the page is stored.
    get text() {
      return parsed.text;
    },
    get parsed() {
      return storedPage(parsed);
    },
  };
}

/** Whether both answer to the same names. */
export function hasSameNames(a: ResolvedPage, b: ResolvedPage): boolean {
  return (
    a.title === b.title &&
    a.flaggedIndex === b.flaggedIndex &&
    a.aliases.length === b.aliases.length &&
    a.aliases.every((alias, i) => alias === b.aliases[i])
  );
}

/** Whether every fragment means in one what it means in the other. */
export function hasSamePlaces(a: ParsedPage, b: ParsedPage): boolean {
  return (
    a.headings.length === b.headings.length &&
    a.blocks.length === b.blocks.length &&
    a.headings.every(({ text }, i) => text === b.headings[i]?.text) &&
    a.blocks.every((block, i) => block === b.blocks[i])
  );
}
