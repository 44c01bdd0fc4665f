/**
 * Links and their mentions: the edges of the graph, as plain data.
 * Invariant: there is one Link for each source, target and relation; `mentions` is never empty
 * and in file order, and the link's count is its length.
 */
import type { PageId } from './page.ts';

/** The rule of the resolution ladder that answered (docs/links.md). */
export type Via = 'path' | 'name' | 'index' | 'slug' | 'title' | 'alias';

/**
 * Where a link lands: `page` and `wanted` are edges of the graph; `self` (the source itself),
 * `attachment` (a file that is no page) and `external` (an address) are kept, and never count.
 */
export type TargetKind = 'page' | 'wanted' | 'self' | 'attachment' | 'external';

export type LinkSyntax = 'wiki' | 'markdown';

/** One occurrence of a link in its source page. */
export interface Mention {
  /** UTF-8 bytes from the start of the file to the first byte of the link's syntax */
  offset: number;
  /** UTF-8 bytes from there to its end (`![[a]]`: 6) */
  length: number;
  /** 1-based */
  line: number;
  syntax: LinkSyntax;
  /** texts of the headings above it, outermost first */
  heading: string[];
  /** the sentence around the link as plain text, at most 400 UTF-16 units */
  excerpt: string;
  /** the link's shown text is excerpt.slice(start, end) */
  start: number;
  end: number;
  label: string | null;
  /** what stands after the first `#`, null where there is nothing */
  fragment: string | null;
  /** the target page has no such heading or block */
  deadFragment: boolean;
  /** seconds into the source page's video */
  at: number | null;
}

export interface Link {
  source: PageId;
  /** page id, wanted page's id, attachment's path, or address */
  target: string;
  kind: TargetKind;
  /** `link`, `embed` or a typed relation, lower-cased */
  relation: string;
  /** how the first mention was resolved; null unless `kind` is page or self */
  via: Via | null;
  /** how many pages answered equally well, 1 where it was clear */
  ambiguous: number;
  structural: boolean;
  mentions: Mention[];
}

/** The same link has the same key in every import: a JSON array, so that no id can forge another's. */
export function linkKey(link: Pick<Link, 'source' | 'relation' | 'target'>): string {
  return JSON.stringify([link.source, link.relation, link.target]);
}
