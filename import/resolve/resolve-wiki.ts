/**
 * Makes a graph of parsed pages: says of every link where it lands (docs/links.md).
 * Invariant: a pure function of the set of files; the order they come in changes nothing, and
 * every link of kind page or wanted ends on a node of the result.
 */
import type { Link, Mention, TargetKind, Via } from '../../graph/link.ts';
import { byCodePoint, foldName, slugName } from '../../graph/names.ts';
import type { Page, PageFile, PageId } from '../../graph/page.ts';
import type { WikiGraph } from '../../graph/wiki-graph.ts';
import type { ParsedLink, ParsedPage } from '../parse/parsed-page.ts';
import { isAddress } from '../address.ts';
import { Fragments } from './fragments.ts';
import { isNamedIndex, Ladder, type LadderPage } from './ladder.ts';
import {
  fileNameOf,
  folderOf,
  hasMarkdownEnding,
  isRelative,
  joinPath,
  percentDecoded,
  withoutMarkdownEnding,
} from './paths.ts';

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

/** Images, sound, video and PDF: a target of this ending is a missing attachment, not a wanted page. */
const MEDIA_ENDING =
  /\.(?:avif|bmp|gif|heic|ico|jpe?g|png|svg|tiff?|webp|aac|flac|m4a|mp3|ogg|opus|wav|3gp|avi|m4v|mkv|mov|mp4|ogv|webm|pdf)$/i;

interface ResolvedPage extends LadderPage {
  source: SourcePage;
  index: boolean;
}

interface Destination {
  target: string;
  kind: TargetKind;
  via: Via | null;
  ambiguous: number;
  /** the page it leads to, where it is one */
  page: ResolvedPage | null;
}

/** Pages and wanted pages in code-point order of their ids, links in order of source, then place. */
export function resolveWiki(sources: WikiSources): Pick<WikiGraph, 'pages' | 'wanted' | 'links'> {
  const pages = sources.pages.map(toResolvedPage).sort((a, b) => byCodePoint(a.path, b.path));
  const ladder = new Ladder(pages, sources.attachments);
  const wanted = new Map<string, PageId>();
  const fragments = new Fragments();
  const links: Link[] = [];
  for (const page of pages) {
    const byRelation = new Map<string, Map<string, Link>>();
    for (const parsed of inFileOrder(page.source.parsed.links)) {
      const destination = destinationOf(parsed, page, ladder, wanted);
      if (!destination) continue;
      const { fragment } = parsed;
      const deadFragment =
        destination.page !== null &&
        fragment !== null &&
        !fragments.has(destination.page.source.parsed, fragment);
      const mention = toMention(parsed, deadFragment);
      const byTarget = byRelation.get(parsed.relation) ?? new Map<string, Link>();
      byRelation.set(parsed.relation, byTarget);
      const link = byTarget.get(destination.target);
      if (link) {
        link.mentions.push(mention);
        continue;
      }
      const made = toLink(page, parsed.relation, destination, mention);
      byTarget.set(made.target, made);
      links.push(made);
    }
  }
  const ids = [...wanted.values()].sort(byCodePoint);
  return { pages: pages.map(toPage), wanted: ids.map((id) => ({ id })), links };
}

function destinationOf(
  link: ParsedLink,
  source: ResolvedPage,
  ladder: Ladder<ResolvedPage>,
  wanted: Map<string, PageId>,
): Destination | null {
  const { target, syntax } = link;
  if (target === '') return toPageOf(source, source, null, 1);
  if (isAddress(target, syntax)) return elsewhere('external', target);
  const decoded = percentDecoded(target);
  const landing =
    ladder.climb(target, source.folder, syntax) ??
    (decoded === target ? null : ladder.climb(decoded, source.folder, syntax));
  if (landing?.kind === 'page') return toPageOf(source, landing.page, landing.via, landing.ambiguous);
  if (landing) return elsewhere('attachment', landing.path);
  const path = isRelative(decoded) ? joinPath(source.folder, decoded) : joinPath('', decoded);
  if (MEDIA_ENDING.test(path)) return elsewhere('attachment', path);
  // A Markdown link to anything but a page is an ordinary link of a web site, and none of a wiki.
  if (syntax === 'markdown' && !hasMarkdownEnding(decoded)) return null;
  return elsewhere('wanted', wantedId(withoutMarkdownEnding(path) || decoded, wanted));
}

/** One node for all spellings that fold alike; sources come in id order, so the first one names it. */
function wantedId(spelling: string, wanted: Map<string, PageId>): PageId {
  const key = spelling
    .split('/')
    .map((segment) => slugName(segment) || foldName(segment))
    .join('/');
  const known = wanted.get(key);
  if (known !== undefined) return known;
  wanted.set(key, spelling);
  return spelling;
}

function toPageOf(source: ResolvedPage, page: ResolvedPage, via: Via | null, ambiguous: number): Destination {
  return { target: page.path, kind: page === source ? 'self' : 'page', via, ambiguous, page };
}

function elsewhere(kind: TargetKind, target: string): Destination {
  return { target, kind, via: null, ambiguous: 1, page: null };
}

function toLink(source: ResolvedPage, relation: string, destination: Destination, mention: Mention): Link {
  const { target, kind, via, ambiguous, page } = destination;
  const structural = source.index || page?.index === true || relation === 'from';
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

function toResolvedPage(source: SourcePage): ResolvedPage {
  const { id, parsed } = source;
  const place = { path: id, folder: folderOf(id) };
  const heading = parsed.headings.find((one) => one.level === 1)?.text;
  const title = [parsed.title, heading].find((text) => (text ?? '').trim() !== '') ?? fileNameOf(id);
  const index = parsed.index || isNamedIndex(place);
  return { ...place, title, aliases: parsed.aliases, flaggedIndex: parsed.index, index, source };
}

function toPage({ path, title, index, source }: ResolvedPage): Page {
  const { file, markdown, parsed } = source;
  const { aliases, tags, videoId, facets, headings, text } = parsed;
  const folder = path.includes('/') ? path.slice(0, path.indexOf('/')) : '';
  return { id: path, file, title, folder, aliases, tags, index, videoId, facets, headings, markdown, text };
}
