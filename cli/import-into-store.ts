/**
 * Imports from end to end: folder, links, analysis, store. The only place that joins them.
 * Invariant: a store that already holds these very files is left as it is; a store that holds the
 * graph of the import before gets only what changed.
 */
import { analyse } from '../import/analyse/analyse.ts';
import { extendAnalysis, orphansOf, type GraphMap } from '../import/analyse/extend.ts';
import type { FolderImport } from '../import/import-folder.ts';
import { MAX_LIST_ITEMS, reportQuerySchema } from '../graph/api.ts';
import type { AnalysisChange, GraphChange } from '../graph/graph-change.ts';
import type { ImportWarning, OnProgress } from '../graph/import-report.ts';
import type { PageFile } from '../graph/page.ts';
import type { WikiGraph } from '../graph/wiki-graph.ts';
import type { GraphStore } from '../store/graph-store.ts';
import { allItems } from './all-items.ts';

/** The map is laid out anew when more than this part of the pages is linked otherwise than it was then. */
const MOST_DRIFT = 0.05;
/** Fewer pages than this never make it so: a small wiki's map would jump at every edit. */
const LEAST_DRIFT = 25;

export interface ImportOutcome {
  /** false where the store was up to date and nothing was written */
  changed: boolean;
  warnings: ImportWarning[];
  seconds: number;
}

/** What a graph's analysis came to, and for which graph. */
interface Analysed {
  fingerprint: string;
  map: GraphMap;
}

/** Imports one folder into one store, again and again. */
export class StoreImport {
  readonly #folderImport: FolderImport;
  /** of the graph stored last; null before */
  #analysed: Analysed | null = null;

  constructor(folderImport: FolderImport) {
    this.#folderImport = folderImport;
  }

  /**
   * Brings the store up to date with the folder.
   * @param paths where files changed since the last run; null to look everywhere
   * @throws AtlasError as the folder's import and the store do
   */
  async run(
    store: GraphStore,
    onProgress: OnProgress,
    paths: readonly string[] | null = null,
  ): Promise<ImportOutcome> {
    const start = performance.now();
    const changed =
      this.#analysed !== null || (await this.#folderImport.hasChanged(await storedImport(store)));
    const warnings = changed ? await this.#update(store, onProgress, paths) : null;
    return outcome(warnings, start);
  }

  /** As `run`, and does what the next edit would have to do first, so that it is quick. */
  async prepare(store: GraphStore, onProgress: OnProgress): Promise<ImportOutcome> {
    const start = performance.now();
    const warnings = await this.#update(store, onProgress, null);
    this.#folderImport.prepare();
    return outcome(warnings, start);
  }

  /** @returns the import's warnings, null where nothing was written */
  async #update(
    store: GraphStore,
    onProgress: OnProgress,
    paths: readonly string[] | null,
  ): Promise<ImportWarning[] | null> {
    const { graph, change } = await this.#folderImport.update(onProgress, paths);
    const fingerprint = await store.importFingerprint();
    const before = this.#analysed;
    if (change && before?.fingerprint === change.base && fingerprint === change.base) {
      if (isEmpty(change)) return null;
      const next = extended(before.map, graph, change);
      if (next && (await store.apply(change, next.change))) {
        this.#analysed = { fingerprint: graph.fingerprint, map: next.map };
        return graph.fingerprint === change.base ? null : graph.report.warnings;
      }
    }
    if (fingerprint === graph.fingerprint) {
      const analysis = await store.analysis();
      if (analysis) {
        this.#analysed = { fingerprint, map: { analysis, orphans: orphansOf(graph) } };
        return null;
      }
    }
    await this.#write(store, graph, onProgress);
    return graph.report.warnings;
  }

  async #write(store: GraphStore, graph: WikiGraph, onProgress: OnProgress): Promise<void> {
    onProgress('analyse', 0, 0);
    const map = (await extendedFromStore(store, graph)) ?? {
      analysis: analyse(graph),
      orphans: orphansOf(graph),
    };
    await store.write(graph, map.analysis, (done, total) => onProgress('store', done, total));
    this.#analysed = { fingerprint: graph.fingerprint, map };
  }
}

async function storedImport(store: GraphStore): Promise<{ fingerprint: string | null; files: PageFile[] }> {
  return { fingerprint: await store.importFingerprint(), files: await store.files() };
}

function outcome(warnings: ImportWarning[] | null, start: number): ImportOutcome {
  const seconds = (performance.now() - start) / 1000;
  return { changed: warnings !== null, warnings: warnings ?? [], seconds };
}

function isEmpty({ base, fingerprint, pages }: GraphChange): boolean {
  return base === fingerprint && pages.length === 0;
}

/** Whether so many of a whole may be different before the map is laid out anew. */
function isFew(different: number, whole: number): boolean {
  return different <= Math.max(LEAST_DRIFT, MOST_DRIFT * whole);
}

/** The map with the change fitted in, null where too much has changed since it was laid out. */
function extended(
  before: GraphMap,
  graph: WikiGraph,
  change: GraphChange,
): { map: GraphMap; change: AnalysisChange } | null {
  const relinked = change.links.filter((page) => page.relinked).length + change.removedPages.length;
  const drift = (before.analysis.drift ?? 0) + relinked;
  if (!isFew(drift, graph.pages.length)) return null;
  const { analysis, orphans, placed } = extendAnalysis(before, graph);
  // A page may come where a wanted page was: the node is new, its place is not.
  const arrived = new Set([...change.pages, ...change.wanted, ...placed].map((node) => node.id));
  const placements = analysis.placements.filter((place) => arrived.has(place.id));
  return {
    map: { analysis: { ...analysis, drift }, orphans },
    change: { placements, communities: analysis.communities, drift },
  };
}

/** The stored map with another graph fitted in, null where there is none or too much has changed. */
async function extendedFromStore(store: GraphStore, graph: WikiGraph): Promise<GraphMap | null> {
  const before = await store.analysis();
  if (!before) return null;
  // What changed is not known link by link: every page that was edited may be linked otherwise.
  const hashes = new Map((await store.files()).map((file) => [file.path, file.hash]));
  const paths = new Set(graph.pages.map((page) => page.file.path));
  const edited = graph.pages.filter(({ file }) => hashes.get(file.path) !== file.hash).length;
  const removed = [...hashes.keys()].filter((path) => !paths.has(path)).length;
  const drift = (before.drift ?? 0) + edited + removed;
  const edges = graph.links.filter(({ kind }) => kind === 'page' || kind === 'wanted').length;
  const { links } = await store.stats();
  if (!isFew(drift, graph.pages.length) || !isFew(Math.abs(edges - links), edges)) return null;
  const report = reportQuerySchema.parse({ limit: String(MAX_LIST_ITEMS) });
  const { items } = await allItems((cursor) => store.report('orphans', { ...report, ...cursor }));
  const map = extendAnalysis({ analysis: before, orphans: new Set(items.map((page) => page.id)) }, graph);
  return { analysis: { ...map.analysis, drift }, orphans: map.orphans };
}
