/**
 * One page as its own text has it, before any other page is known.
 * Invariant: depends on the file's path and bytes and the wiki's ParseOptions alone, so it can be
 * kept until one of them changes.
 */
import type { ImportWarning } from '../../graph/import-report.ts';
import type { LinkSyntax, Mention } from '../../graph/link.ts';
import type { Facet, Heading } from '../../graph/page.ts';

/** A link not yet resolved; `fragment` is parted from the target already. */
export interface ParsedLink extends Omit<Mention, 'deadFragment'> {
  /**
   * The target as written, cleaned as docs/links.md says, without its fragment; '' is the page itself.
   * An address (`https:`, `mailto:`) is kept whole; the target of Logseq's `[label]([[page]])`
   * keeps its brackets.
   */
  target: string;
  syntax: LinkSyntax;
  relation: string;
}

export interface ParsedPage {
  /** front matter's `title`, null where there is none */
  title: string | null;
  aliases: string[];
  tags: string[];
  /** front matter says `index: true` */
  index: boolean;
  videoId: string | null;
  facets: Facet[];
  headings: Heading[];
  /** `^id` marks at the ends of blocks, without the `^` */
  blocks: string[];
  links: ParsedLink[];
  text: string;
  timeMarks: number;
  warnings: ImportWarning[];
}
