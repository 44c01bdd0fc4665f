/**
 * Makes a graph of parsed pages: says of every link where it lands (docs/links.md).
 * Invariant: a pure function of the set of files; the order they come in changes nothing, and
 * every link of kind page or wanted ends on a node of the result.
 */
import type { Link, Mention } from '../../graph/link.ts';
import { byCodePoint } from '../../graph/names.ts';
import type { Page, PageFile, PageId } from '../../graph/page.ts';
import type { WikiGraph } from '../../graph/wiki-graph.ts';
import type { ParsedLink, ParsedPage } from '../parse/parsed-page.ts';
import { Destinations, type Destination } from './destinations.ts';
import { Fragments } from './fragments.ts';
import { facetChoice } from './facet-choice.ts';
import { Ladder, namedIndexRule, type LadderPage } from './ladder.ts';
import type { Located } from './name-index.ts';
import { fileNameOf, folderOf } from './paths.ts';
import { DEFAULT_RESOLVE_OPTIONS, type ResolveOptions } from './resolve-options.ts';

/** A page of the folder, read and parsed. */
export interface SourcePage {
  id: PageId;
  file: PageFile;
  markdown: string;
  parsed: ParsedPage;
}

export interface WikiSources {
  pages: readonly SourcePage[];
  /** paths of the files that are no pages: NFC, `/` between segments */
  attachments: readonly string[];
}

interface ResolvedPage extends LadderPage {
  source: SourcePage;
  index: boolean;
}

/** Pages and wanted pages in code-point order of their ids, links in order of source, then place. */
export function resolveWiki(
  sources: WikiSources,
  options: ResolveOptions = DEFAULT_RESOLVE_OPTIONS,
): Pick<WikiGraph, 'pages' | 'wanted' | 'links' | 'home'> {
  const isNamedIndex = namedIndexRule(options.indexPages);
  const pages = sources.pages
    .map((source) => toResolvedPage(source, isNamedIndex))
    .sort((a, b) => byCodePoint(a.path, b.path));
  const ladder = new Ladder(pages, sources.attachments, options.rules);
  const destinations = new Destinations(ladder, options);
  const fragments = new Fragments();
  const structural = new Set(options.structuralRelations);
  const links = pages.flatMap((page) => linksOf(page, destinations, fragments, structural));
  const wanted = destinations.wanted.sort(byCodePoint).map((id) => ({ id }));
  const isFacet = facetChoice(options.facets);
  return {
    pages: pages.map((page) => toPage(page, isFacet)),
    wanted,
    links,
    home: options.home === null ? null : homeOf(ladder, options.home),
  };
}

/** What a wiki-link at the root would find. */
function homeOf(ladder: Ladder<ResolvedPage>, name: string): PageId | null {
  const found = ladder.anywhere(name);
  return found?.kind === 'page' ? found.candidates.nearest('').path : null;
}

/** One link for each relation and target, with all its mentions. */
function linksOf(
  page: ResolvedPage,
  destinations: Destinations<ResolvedPage>,
  fragments: Fragments,
  structural: ReadonlySet<string>,
): Link[] {
  const links: Link[] = [];
  const byRelation = new Map<string, Map<string, Link>>();
  for (const parsed of inFileOrder(page.source.parsed.links)) {
    const destination = destinations.of(parsed, page);
    if (!destination) continue;
    const mention = toMention(parsed, isDead(parsed.fragment, destination.page, fragments));
    const byTarget = byRelation.get(parsed.relation) ?? new Map<string, Link>();
    byRelation.set(parsed.relation, byTarget);
    const known = byTarget.get(destination.target);
    if (known) {
      known.mentions.push(mention);
      continue;
    }
    const link = toLink(page, parsed.relation, destination, mention, structural);
    byTarget.set(link.target, link);
    links.push(link);
  }
  return links;
}

function isDead(fragment: string | null, page: ResolvedPage | null, fragments: Fragments): boolean {
  return fragment !== null && page !== null && !fragments.has(page.source.parsed, fragment);
}

function toLink(
  source: ResolvedPage,
  relation: string,
  destination: Destination<ResolvedPage>,
  mention: Mention,
  structuralRelations: ReadonlySet<string>,
): Link {
  const { target, kind, via, ambiguous, page } = destination;
  const structural = source.index || page?.index === true || structuralRelations.has(relation);
  return { source: source.path, target, kind, relation, via, ambiguous, structural, mentions: [mention] };
}

function toMention(link: ParsedLink, deadFragment: boolean): Mention {
  const { offset, length, line, syntax, heading, excerpt, start, end, label, fragment, at } = link;
  return { offset, length, line, syntax, heading, excerpt, start, end, label, fragment, deadFragment, at };
}

function inFileOrder(links: readonly ParsedLink[]): readonly ParsedLink[] {
  const inOrder = links.every(({ offset }, i) => i === 0 || offset >= (links[i - 1]?.offset ?? 0));
  return inOrder ? links : [...links].sort((a, b) => a.offset - b.offset);
}

function toResolvedPage(source: SourcePage, isNamedIndex: (page: Located) => boolean): ResolvedPage {
  const { id: path, parsed } = source;
  const { aliases, index: flaggedIndex } = parsed;
  const folder = folderOf(path);
  const namedIndex = isNamedIndex({ path, folder });
  const index = namedIndex || flaggedIndex;
  return { path, folder, title: titleOf(source), aliases, namedIndex, flaggedIndex, index, source };
}

/** Front matter's title, else the first H1, else the file name. */
function titleOf({ id, parsed: { title, headings } }: SourcePage): string {
  if (title !== null && title.trim() !== '') return title;
  const heading = headings.find((one) => one.level === 1)?.text ?? '';
  return heading.trim() === '' ? fileNameOf(id) : heading;
}

function toPage({ path, title, index, source }: ResolvedPage, isFacet: (key: string) => boolean): Page {
  const { file, markdown, parsed } = source;
  const { aliases, tags, videoId, headings, text } = parsed;
  const facets = parsed.facets.filter(({ key }) => isFacet(key));
  const folder = path.includes('/') ? path.slice(0, path.indexOf('/')) : '';
  return { id: path, file, title, folder, aliases, tags, index, videoId, facets, headings, markdown, text };
}
