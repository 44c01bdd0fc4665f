/**
 * The port: all that the server and the command line see of a database. Adapters live in the
 * folders beside this file and are held to one contract suite (test/store/contract.ts).
 * Invariant: every query is bounded and says what it left out; readers see the graph before a
 * write or after it, never a mixture.
 */
import type {
  LinkList,
  LinksQuery,
  MapColumns,
  MapQuery,
  PageDetail,
  PageSummary,
  PathList,
  PathsQuery,
  RelatedList,
  RelatedQuery,
  ReportKind,
  ReportList,
  ReportQuery,
  SearchList,
  SearchQuery,
  Stats,
  Subgraph,
  SubgraphQuery,
  UnlinkedList,
  UnlinkedQuery,
} from '../graph/api.ts';
import type { AnalysisChange, GraphChange } from '../graph/graph-change.ts';
import type { Mention, TargetKind } from '../graph/link.ts';
import type { PageFile, PageId } from '../graph/page.ts';
import type { Analysis, WikiGraph } from '../graph/wiki-graph.ts';

/** One link as it stands in a page's text, and where it lands. */
export interface ResolvedMention extends Pick<
  Mention,
  'offset' | 'length' | 'syntax' | 'label' | 'fragment'
> {
  kind: TargetKind;
  target: string;
  relation: string;
}

/** UTF-16 units of Markdown (the longest page of the wikis this was tried on has 275,000); a longer page is shown as plain text, and what its links mean is not read. */
export const LONGEST_FORMATTED = 320_000;

/**
 * What it takes to show a page: its file's text and what each link in it means, in file order; no
 * mentions where the text is longer than LONGEST_FORMATTED.
 */
export interface PageSource {
  id: PageId;
  title: string;
  markdown: string;
  videoId: string | null;
  mentions: ResolvedMention[];
}

/** As long as both are the same, so are all answers. */
export interface StoredVersion {
  /** of the graph, as the import gave it */
  fingerprint: string;
  /** ISO 8601; another one where the same graph was laid out anew */
  importedAt: string;
}

/** What the stored graph was made of, to go on from when a few files have changed. */
export interface StoredFiles {
  fingerprint: string;
  /** ISO 8601 */
  importedAt: string;
  /** `parsed` as the import gave it */
  pages: { id: PageId; file: PageFile; markdown: string; parsed: string }[];
  attachments: string[];
}

/** A part of an export; the size comes first and once. */
export type ExportPart =
  { size: { nodes: number; edges: number } } | { nodes: Subgraph['nodes'] } | { edges: Subgraph['edges'] };

/** What is asked of the graph that is stored; answers are plain values, as JSON has them. */
export interface StoreQueries {
  stats(): Promise<Stats>;
  map(query: MapQuery): Promise<MapColumns>;

  /**
   * What lies within `depth` steps of the seeds; cut at `limit` nearest first, then most linked.
   * @throws AtlasError page-not-found where a seed is no node
   */
  subgraph(query: SubgraphQuery): Promise<Subgraph>;

  /**
   * The shortest ways from one node to another that meet no node twice, shortest first; of equally
   * long ones, where they part, the one over the most linked node first, then by id.
   * @throws AtlasError page-not-found where an end is no node
   */
  paths(query: PathsQuery): Promise<PathList>;

  /** A page or a wanted page, null where there is none. */
  page(id: PageId): Promise<PageDetail | null>;
  source(id: PageId): Promise<PageSource | null>;

  /** Links of a page or wanted page, the other end's importance first, then its id. */
  links(id: PageId, query: LinksQuery): Promise<LinkList>;

  /**
   * Pages whose text names a page or wanted page and that do not link to it, the most important first.
   * @throws AtlasError page-not-found
   */
  mentions(id: PageId, query: UnlinkedQuery): Promise<UnlinkedList>;

  /**
   * Pages like a page by shared neighbours and words, the most alike first; none that is linked with it.
   * @throws AtlasError page-not-found
   */
  related(id: PageId, query: RelatedQuery): Promise<RelatedList>;

  search(query: SearchQuery): Promise<SearchList>;

  /** Nodes whose id, title or alias is this name, however it is spelt; else the most alike. Best first. */
  named(name: string, limit: number): Promise<{ exact: boolean; nodes: PageSummary[] }>;

  report(kind: ReportKind, query: ReportQuery): Promise<ReportList>;
}

export type QueryName = keyof StoreQueries;

export interface JsonQuestion<Name extends QueryName = QueryName> {
  name: Name;
  args: Parameters<StoreQueries[Name]>;
  /** whether the answer may be compressed with Brotli */
  brotli: boolean;
  /** whether anyone waits for the answer still; where nobody does, the query need not be made */
  isWanted(): boolean;
}

/** JSON in UTF-8. */
export interface JsonAnswer {
  bytes: Uint8Array;
  encoding: 'br' | 'identity';
}

export interface GraphStore extends StoreQueries {
  /** Replaces the whole graph in one step; the analysis may still be under way when the write begins. */
  write(
    graph: WikiGraph,
    analysis: Analysis | Promise<Analysis>,
    onProgress?: (done: number, total: number) => void,
  ): Promise<void>;

  /**
   * Brings the graph that is stored to the next one in one step; what it answers then is what it
   * would answer had the next one been written whole.
   * @returns false, and nothing has changed, where another graph than `change.base` is stored
   */
  apply(change: GraphChange, analysis: AnalysisChange): Promise<boolean>;

  /** The analysis that is stored, null before the first write. */
  analysis(): Promise<Analysis | null>;

  /** The files of the graph that is stored, to tell what has changed; empty before the first write. */
  files(): Promise<PageFile[]>;

  /** The files with their text, null before the first write; not bounded, for imports only. */
  contents(): Promise<StoredFiles | null>;

  /** Which graph is stored, null before the first write. */
  version(): Promise<StoredVersion | null>;

  /**
   * What a query answers, as it goes over the network; only where the store has it written at less
   * cost than its caller would.
   * @throws AtlasError as the query does
   */
  json?<Name extends QueryName>(asked: JsonQuestion<Name>): Promise<JsonAnswer>;

  /**
   * Every page, wanted page and link, of one moment, some at a time: their number, then pages and
   * wanted pages, then links, in order of ids; not bounded, for exports only.
   * @param mentions how many of each link's come with it
   */
  exportParts(mentions: number): AsyncIterable<ExportPart>;

  close(): Promise<void>;
}
