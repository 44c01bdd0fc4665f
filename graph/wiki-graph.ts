/**
 * A whole wiki as plain data: what an import makes and a store keeps.
 * Invariant: pages and wanted pages are in code-point order of their ids, links in order of
 * source, then place; every link of kind page or wanted ends on a node that is here.
 */
import type { ImportReport } from './import-report.ts';
import type { Link } from './link.ts';
import type { Page, PageId, WantedPage } from './page.ts';

export interface WikiGraph {
  /** name of the folder, for people */
  name: string;
  pages: Page[];
  wanted: WantedPage[];
  links: Link[];
  /** the page the wiki's configuration says to start at, null where it says none or names none */
  home: PageId | null;
  /** paths of the files that are no pages, in code-point order */
  attachments: string[];
  report: ImportReport;
  /**
   * Digest of all the graph is made of: the importer's version, the wiki's configuration, every page
   * file's path and bytes, every attachment's path. Equal fingerprints mean equal pages, wanted pages and links.
   */
  fingerprint: string;
}

/** What the analysis says of one node; x and y are integers in map units. */
export interface Placement {
  id: PageId;
  x: number;
  y: number;
  /** importance, 0 to 1, the most important node has 1 */
  rank: number;
  /** index into Analysis.communities, of the smallest it is in; -1 for a node of none (orphans without links, say) */
  community: number;
}

/** Pages that belong together: a region of the map, or a part of one. */
export interface Community {
  name: string;
  /** how many nodes it has, those of its parts among them */
  size: number;
  /** centre and radius of its land, map units */
  x: number;
  y: number;
  radius: number;
  /** index of the region it is a part of, which comes before it; null for a region of the overview */
  parent: number | null;
  /** the communities beside it, of the same parent, that it is linked with most, most first */
  bundles: Bundle[];
}

/** The links between two communities, taken together when the map was drawn. */
export interface Bundle {
  /** index of the other one */
  community: number;
  links: number;
}

/** Importance, communities and layout; one placement a node, in node order (pages, then wanted). */
export interface Analysis {
  placements: Placement[];
  communities: Community[];
  /** pages that came, went or were linked otherwise since all of this was computed at once; 0 where absent */
  drift?: number;
}
