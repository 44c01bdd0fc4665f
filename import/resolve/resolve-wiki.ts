/**
 * Makes a graph of parsed pages: says of every link where it lands (docs/links.md), and after
 * edits again, looking only at the links that may mean something else.
 * Invariant: the result is a pure function of the set of files; neither the order they come in nor
 * what was resolved before changes anything, and every link of kind page or wanted ends on a node
 * of the result.
 */
import type { GraphChange } from '../../graph/graph-change.ts';
import { byCodePoint } from '../../graph/names.ts';
import type { Page, PageId } from '../../graph/page.ts';
import type { WikiGraph } from '../../graph/wiki-graph.ts';
import { Destinations } from './destinations.ts';
import { Fragments } from './fragments.ts';
import { Ladder } from './ladder.ts';
import { byPreference, type Located } from './name-index.ts';
import { AskedRoots, rootOf, rootsOfPage } from './name-roots.ts';
import { answersOf, areSameLinks, haveSameEnds, linksOf, wantsOf, type Answered } from './page-links.ts';
import { folderOf } from './paths.ts';
import {
  hasSameNames,
  hasSamePlaces,
  pageResolver,
  type ResolvedPage,
  type SourcePage,
} from './resolved-page.ts';
import { DEFAULT_RESOLVE_OPTIONS, type ResolveOptions } from './resolve-options.ts';
import { WantedPages } from './wanted-pages.ts';

export interface WikiSources {
  pages: readonly SourcePage[];
  /** paths of the files that are no pages: NFC, `/` between segments */
  attachments: readonly string[];
}

/** Pages and wanted pages in code-point order of their ids, links in order of source, then place. */
type ResolvedGraph = Pick<WikiGraph, 'pages' | 'wanted' | 'links' | 'home'>;

export interface Resolution {
  /** the whole graph, until the next resolution */
  graph: () => ResolvedGraph;
  home: PageId | null;
  /** what is different from the resolution before; everything, in the first one */
  change: Pick<GraphChange, 'pages' | 'removedPages' | 'wanted' | 'removedWanted' | 'links'>;
}

/** The graph of these files, resolved once. */
export function resolveWiki(
  sources: WikiSources,
  options: ResolveOptions = DEFAULT_RESOLVE_OPTIONS,
): ResolvedGraph {
  return new WikiResolver(options).resolve(sources).graph();
}

/** Resolves one wiki again and again. Of no use any more once it has thrown. */
export class WikiResolver {
  readonly #options: ResolveOptions;
  readonly #structural: ReadonlySet<string>;
  readonly #toPage: (source: SourcePage) => ResolvedPage;
  readonly #ladder: Ladder<ResolvedPage>;
  readonly #pages = new Map<PageId, ResolvedPage>();
  readonly #attachments = new Map<string, Located>();
  readonly #wanted = new WantedPages();
  #sources: WikiSources = { pages: [], attachments: [] };
  #inOrder: ResolvedPage[] = [];
  #wantedIds: PageId[] = [];
  /** made when the first edit asks for it */
  #asked: AskedRoots | null = null;

  constructor(options: ResolveOptions = DEFAULT_RESOLVE_OPTIONS) {
    this.#options = options;
    this.#structural = new Set(options.structuralRelations);
    this.#toPage = pageResolver(options);
    this.#ladder = new Ladder(options.rules);
  }

  /**
   * The graph of these files. A page counts as unchanged while its `parsed` is the very same object
   * and its `file` too.
   */
  resolve(sources: WikiSources): Resolution {
    const isFirst = this.#pages.size === 0 && this.#attachments.size === 0;
    if (!isFirst) this.prepare();
    const edits = this.#takeIn(sources);
    for (const root of edits.roots) {
      for (const id of this.#asked?.pagesAsking(root) ?? []) edits.toResolve.add(id);
    }
    const links = this.#resolveLinks(edits.toResolve);
    const before = new Set(this.#wantedIds);
    if (edits.toResolve.size + edits.removed.length > 0) this.#wantedIds = this.#wanted.ids();
    const now = new Set(this.#wantedIds);
    const toWantedPage = (id: PageId): { id: PageId } => ({ id });
    const home = this.#options.home === null ? null : homeOf(this.#ladder, this.#options.home);
    return {
      graph: () => ({
        pages: this.#inOrder.map((page) => page.page),
        wanted: this.#wantedIds.map(toWantedPage),
        links: this.#inOrder.flatMap((page) => page.links),
        home,
      }),
      home,
      change: {
        pages: edits.pages.sort((a, b) => byCodePoint(a.id, b.id)),
        removedPages: edits.removed.sort(byCodePoint),
        wanted: this.#wantedIds.filter((id) => !before.has(id)).map(toWantedPage),
        removedWanted: [...before].filter((id) => !now.has(id)),
        links,
      },
    };
  }

  /** Does what the next edit would have to do first; takes a while once, and nothing after that. */
  prepare(): void {
    if (this.#asked !== null) return;
    this.#asked = new AskedRoots();
    for (const { path, folder, source } of this.#pages.values()) {
      this.#asked.add(path, folder, source.parsed.links);
    }
  }

  /** Brings the names up to date, and says which pages and which roots of names are concerned. */
  #takeIn(sources: WikiSources): Edits {
    const edits: Edits = {
      pages: [],
      removed: [],
      toResolve: new Set(),
      roots: new Set(),
      isReordered: false,
    };
    const arrived: ResolvedPage[] = [];
    const [before, now] = [new Set(this.#sources.pages), new Set(sources.pages)];
    const gone = new Set<PageId>();
    for (const source of before) if (!now.has(source)) gone.add(source.id);
    for (const source of now) {
      if (before.has(source)) continue;
      const known = gone.delete(source.id) ? this.#pages.get(source.id) : undefined;
      if (known) this.#takeEdit(known, source, arrived, edits);
      else this.#takeNew(source, arrived, edits);
    }
    for (const id of gone) this.#takeOut(id, edits);
    for (const page of arrived.sort(byPreference)) {
      this.#pages.set(page.path, page);
      this.#ladder.addPage(page);
      if (this.#asked) addAll(edits.roots, rootsOfPage(page));
    }
    if (sources.attachments !== this.#sources.attachments) this.#takeAttachments(sources.attachments, edits);
    this.#sources = sources;
    this.#inOrder = this.#reordered(arrived, edits);
    return edits;
  }

  /** All pages in code-point order; sorting what is nearly in order is quick. */
  #reordered(arrived: readonly ResolvedPage[], { isReordered }: Edits): ResolvedPage[] {
    if (!isReordered) return this.#inOrder;
    const staying = this.#inOrder.filter((page) => this.#pages.get(page.path) === page);
    return [...staying, ...arrived].sort((a, b) => byCodePoint(a.path, b.path));
  }

  #takeNew(source: SourcePage, arrived: ResolvedPage[], edits: Edits): void {
    const page = this.#toPage(source);
    arrived.push(page);
    edits.pages.push(page.page);
    edits.toResolve.add(page.path);
    edits.isReordered = true;
    this.#asked?.add(page.path, page.folder, source.parsed.links);
  }

  #takeOut(id: PageId, edits: Edits): void {
    const page = this.#pages.get(id);
    if (!page) return;
    this.#asked?.remove(id, page.folder, page.source.parsed.links);
    this.#forget(page, edits);
    this.#wanted.set(id, new Map());
    edits.removed.push(id);
    edits.isReordered = true;
  }

  #takeEdit(known: ResolvedPage, source: SourcePage, arrived: ResolvedPage[], edits: Edits): void {
    const before = known.source;
    if (before.parsed === source.parsed && before.file === source.file) return;
    const page = this.#toPage(source);
    edits.pages.push(page.page);
    if (before.parsed !== source.parsed) {
      edits.toResolve.add(known.path);
      this.#asked?.remove(known.path, known.folder, before.parsed.links);
      this.#asked?.add(known.path, known.folder, source.parsed.links);
      if (!hasSameNames(known, page)) {
        this.#forget(known, edits);
        arrived.push({ ...page, links: known.links });
        edits.isReordered = true;
        return;
      }
      if (!hasSamePlaces(before.parsed, source.parsed)) addAll(edits.roots, rootsOfPage(known));
    }
    known.source = source;
    known.page = page.page;
  }

  #forget(page: ResolvedPage, edits: Edits): void {
    this.#pages.delete(page.path);
    this.#ladder.removePage(page);
    addAll(edits.roots, rootsOfPage(page));
  }

  #takeAttachments(paths: readonly string[], edits: Edits): void {
    const there = new Set(paths);
    for (const [path, file] of this.#attachments) {
      if (there.has(path)) continue;
      this.#attachments.delete(path);
      this.#ladder.removeAttachment(file);
      edits.roots.add(rootOf(path));
    }
    const arrived = [...there].filter((path) => !this.#attachments.has(path));
    for (const file of arrived.map((path) => ({ path, folder: folderOf(path) })).sort(byPreference)) {
      this.#attachments.set(file.path, file);
      this.#ladder.addAttachment(file);
      edits.roots.add(rootOf(file.path));
    }
  }

  /** @returns those whose links came out different, in no order */
  #resolveLinks(ids: ReadonlySet<PageId>): GraphChange['links'] {
    const destinations = new Destinations(this.#ladder, this.#options);
    const fragments = new Fragments();
    const answered = new Map<ResolvedPage, Answered[]>();
    for (const id of ids) {
      const page = this.#pages.get(id);
      if (!page) continue;
      const answers = answersOf(page, destinations);
      answered.set(page, answers);
      this.#wanted.set(id, wantsOf(answers));
    }
    for (const id of this.#wanted.settle()) {
      const page = this.#pages.get(id);
      if (page && !answered.has(page)) answered.set(page, answersOf(page, destinations));
    }
    const changed: GraphChange['links'] = [];
    for (const [page, answers] of answered) {
      const links = linksOf(page, answers, this.#wanted, fragments, this.#structural);
      if (areSameLinks(page.links, links)) continue;
      changed.push({ source: page.path, links, relinked: !haveSameEnds(page.links, links) });
      page.links = links;
    }
    return changed;
  }
}

interface Edits {
  pages: Page[];
  removed: PageId[];
  toResolve: Set<PageId>;
  /** of names that came, went, or whose page has other places for fragments */
  roots: Set<string>;
  /** a page came, went or was replaced */
  isReordered: boolean;
}

function addAll(set: Set<string>, more: readonly string[]): void {
  for (const one of more) set.add(one);
}

/** What a wiki-link at the root would find. */
function homeOf(ladder: Ladder<ResolvedPage>, name: string): PageId | null {
  const found = ladder.anywhere(name);
  return found?.kind === 'page' ? found.candidates.nearest('').path : null;
}
