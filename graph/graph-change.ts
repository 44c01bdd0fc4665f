/**
 * What an import found changed since the one before it: enough to bring a store from one graph to
 * the next without the rest of the wiki.
 * Invariant: applied to the graph of fingerprint `base` it gives the graph of `fingerprint`, whole.
 */
import type { ImportReport } from './import-report.ts';
import type { Link } from './link.ts';
import type { Page, PageId, WantedPage } from './page.ts';
import type { Community, Placement } from './wiki-graph.ts';

/** All links of one page, in their order; they replace those it had. */
export interface LinksOfPage {
  source: PageId;
  links: Link[];
  /** they lead elsewhere than before; not only their sentences or places are different */
  relinked: boolean;
}

export interface GraphChange {
  base: string;
  fingerprint: string;
  /** name of the folder, for people */
  name: string;
  /** as in WikiGraph */
  home: PageId | null;
  /** new ones, and those of which anything but links is different; in code-point order of their ids */
  pages: Page[];
  removedPages: PageId[];
  wanted: WantedPage[];
  removedWanted: PageId[];
  /** of every page whose links are not what they were, removed pages excepted */
  links: LinksOfPage[];
  /** all of them, null where they are what they were */
  attachments: string[] | null;
  /** of the graph that it leads to, warnings of unchanged pages included */
  report: ImportReport;
}

/** What a change does to the analysis: everything it does not name stays where it is. */
export interface AnalysisChange {
  placements: Placement[];
  /** all of them, their members counted anew */
  communities: Community[];
  /** Analysis.drift of the analysis that it leads to */
  drift: number;
}

/** A change as those are told of it who show the graph: `ids` are the nodes that are not what they were. */
export interface KnownChange {
  base: string;
  fingerprint: string;
  ids: PageId[];
}

/** More nodes than these are told of as “anything may be another”. */
export const MOST_CHANGED_IDS = 200;

/** Null where too much changed to be told one by one. */
export function knownChange(change: GraphChange): KnownChange | null {
  const ids = new Set([
    ...change.pages.map((page) => page.id),
    ...change.removedPages,
    ...change.wanted.map((page) => page.id),
    ...change.removedWanted,
    ...change.links.map(({ source }) => source),
  ]);
  if (ids.size > MOST_CHANGED_IDS) return null;
  return { base: change.base, fingerprint: change.fingerprint, ids: [...ids] };
}
