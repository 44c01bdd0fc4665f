/**
 * Pages and wanted pages: the nodes of the graph, as plain data.
 * Invariant: everything here survives JSON and structured clone unchanged.
 */

/** Path of the file in the folder without `.md`: NFC, `/` between segments, case kept. */
export type PageId = string;

export type Scalar = string | number | boolean;

/** A front-matter key to colour and filter by. A list, so that no key can clash with a prototype's. */
export interface Facet {
  key: string;
  values: Scalar[];
}

export interface Heading {
  /** 1 to 6 */
  level: number;
  /** plain text, markup removed */
  text: string;
  /** 1-based */
  line: number;
}

/** What tells whether a file changed since it was read. */
export interface PageFile {
  /** path in the folder with its ending, `/` between segments */
  path: string;
  /** bytes */
  size: number;
  /** milliseconds since 1970 */
  mtimeMs: number;
  /** hex digest of the bytes */
  hash: string;
}

export interface Page {
  id: PageId;
  file: PageFile;
  /** front matter `title`, else first H1, else the file name */
  title: string;
  /** first path segment, '' for a page at the root */
  folder: string;
  aliases: string[];
  tags: string[];
  /** an index page: links to and from it are structural */
  index: boolean;
  videoId: string | null;
  facets: Facet[];
  headings: Heading[];
  /** the whole file, front matter included */
  markdown: string;
  /** what a reader reads: markup and front matter removed; for full-text search */
  text: string;
  /** what the importer read from the file, in words of its own, to go on from; of no use to anybody else */
  parsed: string;
}

/** A target that no file answers; its id is the first spelling in page-id order. */
export interface WantedPage {
  id: PageId;
}
