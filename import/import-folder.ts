/**
 * Imports a wiki's folder: reads, parses and resolves it, and can do so again after edits.
 * Invariant: a run gives what a first run over the same files would give (but for `report.parsed`);
 * what is kept from run to run only saves work.
 */
import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { ImportReport, OnProgress } from '../graph/import-report.ts';
import { byCodePoint } from '../graph/names.ts';
import type { GraphChange } from '../graph/graph-change.ts';
import type { PageFile, PageId } from '../graph/page.ts';
import type { WikiGraph } from '../graph/wiki-graph.ts';
import { CONFIG_FILE, readConfig, type WikiConfig } from './config.ts';
import { excludeRule } from './exclude.ts';
import { DEFAULT_PARSE_OPTIONS, type ParseOptions } from './parse/parse-options.ts';
import { readStored } from './parse/stored-page.ts';
import { readPages } from './parse-pool.ts';
import { readFolder, type FolderListing, type ListedPage } from './read-folder.ts';
import { isSameFile, readAgain, readAndParse, SETTLING_MS, type KnownPage } from './read-and-parse.ts';
import { readPage } from './read-page.ts';
import { relist } from './relist.ts';
import { WikiResolver, type Resolution, type WikiSources } from './resolve/resolve-wiki.ts';
import type { SourcePage } from './resolve/resolved-page.ts';

/** Raise it when the same files come to give another graph, so that stores made before are renewed. */
const IMPORTER_VERSION = 2;

/** What a store tells of the import that it holds. */
export interface StoredImport {
  fingerprint: string | null;
  files: readonly PageFile[];
}

/** What the stored graph was made of. */
export interface StoredContents {
  fingerprint: string;
  /** ISO 8601 */
  importedAt: string;
  pages: readonly { id: PageId; file: PageFile; markdown: string; parsed: string }[];
  attachments: string[];
}

export interface GraphUpdate {
  /** the whole graph, until the next update */
  graph: () => WikiGraph;
  fingerprint: string;
  report: ImportReport;
  /** what is different from the update before; null where there was none, or by another configuration */
  change: GraphChange | null;
}

export class FolderImport {
  readonly #folder: string;
  #known = new Map<string, KnownPage>();
  /** what the known pages were parsed with */
  #parseOptions = DEFAULT_PARSE_OPTIONS;
  /** what the resolver was made for, and the files it was told of; null before the first update */
  #config: WikiConfig | null = null;
  #listing: FolderListing | null = null;
  /** by a scan, until it is used or asked for anew */
  #scanned: { config: WikiConfig; listing: FolderListing } | null = null;
  /** of the listing's pages, but for those that were gone when they were to be read */
  #sources: readonly SourcePage[] = [];
  #attachments: readonly string[] = [];
  /** paths of known pages that must be read again, whatever their size and time */
  #unsettled = new Set<string>();
  #resolver = new WikiResolver();
  /** of the graph that the resolver holds, null where it holds none */
  #fingerprint: string | null = null;
  #lastRun: Promise<unknown> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = resolve(folder);
  }

  /**
   * Looks whether there is something to import.
   * @throws AtlasError folder-not-found, folder-without-pages, config-invalid
   */
  async scan(): Promise<void> {
    this.#scanned = await this.#list();
  }

  /**
   * Whether an import of the folder as it is now would differ from the stored one; as it was when
   * it was scanned, where nothing was asked since. Files of the same size and time are taken as unchanged, others are read and
   * compared by their digest.
   * @throws AtlasError folder-not-found, folder-without-pages, config-invalid
   */
  async hasChanged(stored: StoredImport): Promise<boolean> {
    const scanned = this.#scanned;
    this.#scanned = null;
    if (stored.fingerprint === null) return true;
    const { config, listing } = scanned ?? (await this.#list());
    if (listing.pages.length !== stored.files.length) return true;
    const known = new Map(stored.files.map((file) => [file.path, file]));
    const files: PageFile[] = [];
    for (const page of listing.pages) {
      const before = known.get(page.path);
      if (before === undefined) return true;
      const file = isSameFile(page, before) ? before : readPage(page)?.file;
      if (file?.hash !== before.hash) return true;
      files.push(file);
    }
    return fingerprintOf(config, files, listing.attachments) !== stored.fingerprint;
  }

  /** The folder's graph. @throws AtlasError as `update` does */
  async run(onProgress: OnProgress = () => undefined): Promise<WikiGraph> {
    return (await this.update(onProgress)).graph();
  }

  /**
   * The folder's graph and what changed in it. Runs one after the other where several are asked for.
   * @param paths where to look, in the folder with `/` between segments; null to look everywhere
   * @throws AtlasError folder-not-found, folder-without-pages, config-invalid
   */
  update(
    onProgress: OnProgress = () => undefined,
    paths: readonly string[] | null = null,
  ): Promise<GraphUpdate> {
    this.#scanned = null;
    const update = this.#lastRun.then(async () => {
      try {
        return await this.#update(onProgress, paths);
      } catch (error) {
        // What the paths told is not taken in: the next update must look everywhere.
        this.#listing = null;
        throw error;
      }
    });
    this.#lastRun = update.catch(() => undefined);
    return update;
  }

  /**
   * How many of the stored files are not there any more with the same size and time, or are new.
   * @throws AtlasError folder-not-found, folder-without-pages, config-invalid
   */
  async countChanged(files: readonly PageFile[]): Promise<number> {
    const { listing } = await this.#list();
    const known = new Map(files.map((file) => [file.path, file]));
    const same = listing.pages.filter((page) => {
      const file = known.get(page.path);
      return file !== undefined && isSameFile(page, file);
    }).length;
    return Math.max(files.length, listing.pages.length) - same;
  }

  /**
   * Goes on from an import of an earlier process: the next update reads only the files that changed
   * since, and tells how its graph differs from that one.
   * @returns that graph; null, and all is as before, where the files as stored do not give it
   *   (another version of the importer made it, or another configuration)
   */
  resume({ fingerprint, importedAt, pages, attachments }: StoredContents): WikiGraph | null {
    const config = readConfig(this.#folder);
    const { labelFirst } = config;
    const files = pages.map((page) => page.file).sort((a, b) => byCodePoint(a.path, b.path));
    if (fingerprintOf(config, files, attachments) !== fingerprint) return null;
    const importedMs = Date.parse(importedAt);
    this.#parseOptions = { labelFirst };
    this.#known = new Map();
    const sources = pages.map(({ id, file, markdown, parsed: stored }): SourcePage => {
      const parsed = readStored(stored, file.path, markdown, { labelFirst });
      // What was wrong with the file's encoding is seen in its bytes alone.
      const isWhole = file.hash !== '' && !markdown.includes('\ufffd');
      const settled = isWhole && importedMs - file.mtimeMs > SETTLING_MS;
      this.#known.set(file.path, { file, markdown, warning: null, settled, parsed });
      return { id, file, markdown, parsed };
    });
    const { graph } = this.#resolve({ pages: sources, attachments }, config);
    this.#fingerprint = fingerprint;
    this.#attachments = attachments;
    this.#listing = null;
    const report: ImportReport = { parsed: 0, timeMarks: 0, warnings: [] };
    return { name: basename(this.#folder), ...graph(), attachments, report, fingerprint };
  }

  /** Does what the update after an edit would have to do first; takes a while once. */
  prepare(): void {
    this.#resolver.prepare();
  }

  async #update(onProgress: OnProgress, paths: readonly string[] | null): Promise<GraphUpdate> {
    onProgress('scan', 0, 0);
    const before = this.#listing;
    const { config, listing } = await this.#list(paths);
    onProgress('scan', listing.pages.length, listing.pages.length);
    const { sources, parsed } =
      this.#readChanged(before, listing, config) ?? (await this.#readPages(listing, config, onProgress));
    this.#sources = sources;
    this.#listing = listing;
    onProgress('resolve', 0, sources.length);
    await setImmediate();
    const { graph, home, change } = this.#resolve(
      { pages: sources, attachments: listing.attachments },
      config,
    );
    onProgress('resolve', sources.length, sources.length);
    const name = basename(this.#folder);
    const missingHome = home === null ? config.home : null;
    const report = reportOf(parsed, listing, this.#known.values(), missingHome);
    const files = sources.map((page) => page.file);
    const fingerprint = fingerprintOf(config, files, listing.attachments);
    const base = this.#fingerprint;
    this.#fingerprint = fingerprint;
    const attachments = isDeepStrictEqual(this.#attachments, listing.attachments)
      ? null
      : listing.attachments;
    this.#attachments = listing.attachments;
    return {
      graph: () => ({ name, ...graph(), attachments: listing.attachments, report, fingerprint }),
      fingerprint,
      report,
      change: base === null ? null : { base, fingerprint, name, home, ...change, attachments, report },
    };
  }

  #resolve(sources: WikiSources, config: WikiConfig): Resolution {
    if (!isDeepStrictEqual(config, this.#config)) this.#fingerprint = null;
    if (this.#fingerprint === null) this.#resolver = new WikiResolver(config);
    this.#config = config;
    try {
      return this.#resolver.resolve(sources);
    } catch (error) {
      this.#fingerprint = null;
      throw error;
    }
  }

  /** The folder as it is now: what its configuration says, and its files as far as that takes them in. */
  async #list(
    paths: readonly string[] | null = null,
  ): Promise<{ config: WikiConfig; listing: FolderListing }> {
    const config = readConfig(this.#folder);
    const isSameRule = isDeepStrictEqual(config.exclude, this.#config?.exclude);
    const relisted = this.#listing && paths && isSameRule ? relist(this.#listing, paths) : null;
    return { config, listing: relisted ?? (await readFolder(this.#folder, excludeRule(config.exclude))) };
  }

  /**
   * As `#readPages`, looking only at the pages that the two listings have differently; null where
   * it is not known which those are. Both are in the order of paths.
   */
  #readChanged(
    before: FolderListing | null,
    { pages }: FolderListing,
    options: ParseOptions,
  ): { sources: SourcePage[]; parsed: number } | null {
    const isKnown = before !== null && this.#sources.length === before.pages.length;
    if (!isKnown || options.labelFirst !== this.#parseOptions.labelFirst) return null;
    const sources: SourcePage[] = [];
    let [at, parsed] = [0, 0];
    for (const page of pages) {
      let old = before.pages[at];
      for (; old && byCodePoint(old.path, page.path) < 0; old = before.pages[at]) {
        this.#forget(old.path);
        at += 1;
      }
      const source = old?.path === page.path ? this.#sources[at++] : undefined;
      if (source && page === old && !this.#unsettled.has(page.path)) {
        sources.push(source);
        continue;
      }
      const known = this.#known.get(page.path);
      const now = known ? readAgain(page, known, options) : readAndParse(page, options);
      if (!now) {
        this.#forget(page.path);
        continue;
      }
      this.#known.set(page.path, now);
      if (now.settled) this.#unsettled.delete(page.path);
      else this.#unsettled.add(page.path);
      if (now.parsed !== known?.parsed) parsed += 1;
      const isSame = source?.id === page.id && source.file === now.file && source.parsed === now.parsed;
      sources.push(isSame ? source : sourceOf(page, now));
    }
    for (const gone of before.pages.slice(at)) this.#forget(gone.path);
    return { sources, parsed };
  }

  #forget(path: string): void {
    this.#known.delete(path);
    this.#unsettled.delete(path);
  }

  /** Parses what is new or changed and forgets what is gone. */
  async #readPages(
    { pages }: FolderListing,
    { labelFirst }: ParseOptions,
    onProgress: OnProgress,
  ): Promise<{ sources: SourcePage[]; parsed: number }> {
    const options: ParseOptions = { labelFirst };
    if (labelFirst !== this.#parseOptions.labelFirst) this.#known.clear();
    this.#parseOptions = options;
    const before = pages.map((page) => this.#known.get(page.path) ?? null);
    const onDone = (done: number): void => onProgress('parse', done, pages.length);
    const read = await readPages(pages, { before, options, onDone });
    const known = new Map<string, KnownPage>();
    const sources: SourcePage[] = [];
    let parsed = 0;
    for (const [i, page] of pages.entries()) {
      const now = read[i];
      if (!now) continue;
      if (now.parsed !== before[i]?.parsed) parsed += 1;
      known.set(page.path, now);
      sources.push(sourceOf(page, now));
    }
    this.#known = known;
    this.#unsettled = new Set([...known].flatMap(([path, page]) => (page.settled ? [] : [path])));
    return { sources, parsed };
  }
}

const sourceOf = ({ id }: ListedPage, { file, markdown, parsed }: KnownPage): SourcePage => ({
  id,
  file,
  markdown,
  parsed,
});

/** @param missingHome the home page's name where no page answers to it */
function reportOf(
  parsed: number,
  listing: FolderListing,
  known: Iterable<KnownPage>,
  missingHome: string | null,
): ImportReport {
  const warnings = [...listing.warnings];
  let timeMarks = 0;
  for (const { warning, parsed: page } of known) {
    timeMarks += page.timeMarks;
    if (warning) warnings.push(warning);
    if (page.warnings.length > 0) warnings.push(...page.warnings);
  }
  if (missingHome !== null) {
    const message = `home: there is no page "${missingHome}"; write a page's name, title, alias or path`;
    warnings.push({ code: 'home-not-found', path: CONFIG_FILE, line: null, message });
  }
  warnings.sort((a, b) => byCodePoint(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0));
  return { parsed, timeMarks, warnings };
}

/** What WikiGraph.fingerprint says it is; `files` in code-point order of their paths. */
function fingerprintOf(
  config: WikiConfig,
  files: readonly PageFile[],
  attachments: readonly string[],
): string {
  let text = JSON.stringify([IMPORTER_VERSION, config, attachments]);
  // No path holds a NUL.
  for (const { path, hash } of files) text += `\0${path}\0${hash}`;
  return createHash('sha256').update(text).digest('hex');
}
