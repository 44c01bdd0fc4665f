/**
 * Imports from end to end: folder, links, analysis, store. The only place that joins them.
 * Invariant: a store that already holds these very files is left as it is; a store that holds the
 * graph of the import before gets only what changed.
 */
import { analyseBeside } from '../import/analyse/analyse-beside.ts';
import { LivingMap } from '../import/analyse/living-map.ts';
import type { FolderImport } from '../import/import-folder.ts';
import { knownChange, type GraphChange, type KnownChange } from '../graph/graph-change.ts';
import type { ImportReport, ImportWarning, OnProgress } from '../graph/import-report.ts';
import type { PageFile } from '../graph/page.ts';
import type { Analysis, WikiGraph } from '../graph/wiki-graph.ts';
import type { GraphStore } from '../store/graph-store.ts';

/** An import goes on from the one before it while no more than this part of the files is another. */
const MOST_CHANGED = 0.05;
/** Fewer files than this are always few. */
const LEAST_CHANGED = 25;
/** A map is kept while at least this part of the nodes has a place on it; with fewer it is another wiki's. */
const LEAST_PLACED = 0.5;

export interface ImportOutcome {
  /** false where the store was up to date and nothing was written */
  changed: boolean;
  /** that were read; unchanged ones were not */
  pages: number;
  warnings: ImportWarning[];
  seconds: number;
  /** pages that came, went or were linked otherwise since the map was laid out as a whole; 0 where nothing was written */
  drift: number;
  /** from which graph to which, and the nodes that are not what they were; null where not known */
  change: KnownChange | null;
}

/** Imports one folder into one store, again and again. */
export class StoreImport {
  readonly #folderImport: FolderImport;
  /** of the graph that was stored last, by its fingerprint; null before the first */
  #stored: { fingerprint: string; map: () => LivingMap; drift: number } | null = null;

  #change: KnownChange | null = null;

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
    if (this.#stored === null) {
      const fingerprint = (await store.version())?.fingerprint ?? null;
      const stored = { fingerprint, files: await store.files() };
      if (!(await this.#folderImport.hasChanged(stored))) return this.#outcome(null, start);
      await this.#resume(store, stored.files);
    }
    const report = await this.#update(store, onProgress, paths);
    return this.#outcome(report, start);
  }

  /** As `run`, and does what the next edit would have to do first, so that it is quick. */
  async prepare(store: GraphStore, onProgress: OnProgress): Promise<ImportOutcome> {
    const start = performance.now();
    const report = await this.#update(store, onProgress, null);
    this.#folderImport.prepare();
    return this.#outcome(report, start);
  }

  /** As `run`, and lays the whole map out anew, also where nothing changed. */
  async rearrange(store: GraphStore, onProgress: OnProgress): Promise<ImportOutcome> {
    const start = performance.now();
    const { graph, report } = await this.#folderImport.update(onProgress, null);
    await this.#write(store, graph(), onProgress, analyseBeside);
    return this.#outcome(report, start);
  }

  /** Goes on from the import of an earlier process, where few files have changed since. */
  async #resume(store: GraphStore, files: readonly PageFile[]): Promise<void> {
    if (!isFew(await this.#folderImport.countChanged(files), files.length)) return;
    const [contents, analysis] = [await store.contents(), await store.analysis()];
    const graph = contents && this.#folderImport.resume(contents);
    if (graph && analysis) this.#keep(graph, analysis);
  }

  /** @returns the import's report, null where nothing was written */
  async #update(
    store: GraphStore,
    onProgress: OnProgress,
    paths: readonly string[] | null,
  ): Promise<ImportReport | null> {
    this.#change = null;
    // The map is made of the graph that was stored, which is there until the update.
    this.#stored?.map();
    const { fingerprint, graph, change, report } = await this.#folderImport.update(onProgress, paths);
    const held = (await store.version())?.fingerprint ?? null;
    if (change && this.#stored?.fingerprint === change.base && held === change.base) {
      if (change.base === fingerprint && change.pages.length === 0) return null;
      if (await this.#apply(store, change)) return change.base === fingerprint ? null : report;
    }
    const analysis = held === fingerprint ? await store.analysis() : null;
    if (analysis) {
      this.#keep(graph(), analysis);
      return null;
    }
    await this.#write(store, graph(), onProgress, async (whole) => {
      return (await fittedFromStore(store, whole)) ?? analyseBeside(whole);
    });
    return report;
  }

  /** @returns false where so much is new that it is another map, or the store holds something else */
  async #apply(store: GraphStore, change: GraphChange): Promise<boolean> {
    const stored = this.#stored;
    // Whatever comes of it, the map is not that of the graph before any more.
    this.#stored = null;
    if (!stored) return false;
    const relinked = change.links.filter((page) => page.relinked).length + change.removedPages.length;
    const drift = stored.drift + relinked;
    const map = stored.map();
    if (map.partPlaced(change) < LEAST_PLACED) return false;
    const placements = map.change(change);
    const analysis = { placements, communities: map.communities, drift };
    if (!(await store.apply(change, analysis))) return false;
    this.#stored = { fingerprint: change.fingerprint, map: () => map, drift };
    this.#change = knownChange(change);
    return true;
  }

  async #write(
    store: GraphStore,
    graph: WikiGraph,
    onProgress: OnProgress,
    analyse: (graph: WikiGraph) => Promise<Analysis>,
  ): Promise<void> {
    this.#change = null;
    onProgress('analyse', 0, 0);
    const analysing = analyse(graph);
    // A store that fails first does not wait for it.
    analysing.catch(() => undefined);
    await store.write(graph, analysing, (done, total) => onProgress('store', done, total));
    this.#keep(graph, await analysing);
  }

  /** @param report null where nothing was written */
  #outcome(report: ImportReport | null, start: number): ImportOutcome {
    const { parsed: pages = 0, warnings = [] } = report ?? {};
    const drift = report === null ? 0 : (this.#stored?.drift ?? 0);
    const seconds = (performance.now() - start) / 1000;
    return { changed: report !== null, pages, warnings, seconds, drift, change: this.#change };
  }

  /** Whoever imports but once needs no map to go on from. */
  #keep(graph: WikiGraph, analysis: Analysis): void {
    let made: LivingMap | null = null;
    const map = (): LivingMap => (made ??= new LivingMap(graph, analysis));
    this.#stored = { fingerprint: graph.fingerprint, map, drift: analysis.drift ?? 0 };
  }
}

/** Whether so many of a whole are few. */
export function isFew(different: number, whole: number): boolean {
  return different <= Math.max(LEAST_CHANGED, MOST_CHANGED * whole);
}

/** The stored analysis with another graph fitted in; null where there is none, or it is another wiki's. */
async function fittedFromStore(store: GraphStore, graph: WikiGraph): Promise<Analysis | null> {
  const before = await store.analysis();
  if (!before) return null;
  const map = new LivingMap(graph, before);
  const nodes = [...graph.pages, ...graph.wanted];
  if (map.placedCount < LEAST_PLACED * nodes.length) return null;
  // What changed is not known link by link: every page that was edited may be linked otherwise.
  const hashes = new Map((await store.files()).map((file) => [file.path, file.hash]));
  const paths = new Set(graph.pages.map((page) => page.file.path));
  const edited = graph.pages.filter(({ file }) => hashes.get(file.path) !== file.hash).length;
  const removed = [...hashes.keys()].filter((path) => !paths.has(path)).length;
  map.settle(graph);
  const drift = (before.drift ?? 0) + edited + removed;
  return { placements: map.placementsOf(nodes), communities: map.communities, drift };
}
