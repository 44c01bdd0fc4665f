/**
 * The ladder of rules by which a target's spelling finds a page or an attachment (docs/links.md).
 * Invariant: the first rule that answers wins, and the answer depends on the set of files alone.
 */
import type { Via } from '../../graph/link.ts';
import { cleanName, foldName } from '../../graph/names.ts';
import { NameIndex, type Candidates, type Located } from './name-index.ts';
import { namespacedName } from './namespaced-name.ts';
import {
  cleanPath,
  fileNameOf,
  foldPath,
  hasMarkdownEnding,
  isOutside,
  joinPath,
  slugPath,
  slugSpellingPath,
  withoutMarkdownEnding,
} from './paths.ts';
import type { ResolveOptions } from './resolve-options.ts';

/** What the ladder knows of a page; `path` is its id. */
export interface LadderPage extends Located {
  title: string;
  aliases: readonly string[];
  /** its name makes it its folder's index page (see namedIndexRule) */
  namedIndex: boolean;
  /** its front matter makes it one */
  flaggedIndex: boolean;
}

/** What a rule found; the one of the candidates nearest to the source is meant. */
export type Found<P extends LadderPage> =
  | { kind: 'page'; via: Via; candidates: Candidates<P> }
  | { kind: 'attachment'; candidates: Candidates<Located> };

/** Says which pages are named as their folder's index page: `index`, `README` …, or like the folder itself. */
export function namedIndexRule({
  names,
  likeFolder,
}: ResolveOptions['indexPages']): (page: Located) => boolean {
  const indexNames = new Set(names.map(foldName));
  return ({ path, folder }) => {
    const name = foldName(fileNameOf(path));
    return indexNames.has(name) || (likeFolder && folder !== '' && name === foldName(fileNameOf(folder)));
  };
}

/** The pages of one folder that may be its index page: while one is named so, no other is it. */
interface IndexPages<P> {
  named: Set<P>;
  flagged: Set<P>;
}

export class Ladder<P extends LadderPage> {
  readonly #path = new NameIndex<P>(foldPath, cleanPath);
  readonly #name = new NameIndex<P>(foldPath, cleanPath);
  readonly #namespaced = new NameIndex<P>(foldPath, cleanPath);
  readonly #folder = new NameIndex<P>(foldPath, cleanPath);
  readonly #folderName = new NameIndex<P>(foldPath, cleanPath);
  readonly #slug = new NameIndex<P>(slugPath, slugSpellingPath);
  readonly #title = new NameIndex<P>(foldName, cleanName);
  readonly #alias = new NameIndex<P>(foldName, cleanName);
  readonly #attachmentPath = new NameIndex<Located>(foldPath, cleanPath);
  readonly #attachmentName = new NameIndex<Located>(foldPath, cleanPath);

  readonly #indexPages = new Map<string, IndexPages<P>>();
  readonly #rules: ResolveOptions['rules'];

  constructor(rules: ResolveOptions['rules']) {
    this.#rules = rules;
  }

  /** Adds a page under the names of the rules that hold: an index that is left empty never answers. */
  addPage(page: P): void {
    const rules = this.#rules;
    const [fold, clean] = [foldPath(page.path), cleanPath(page.path)];
    this.#path.add(fold, clean, page);
    if (rules.name) addByEnds(this.#name, fold, clean, page);
    if (rules.namespace) {
      for (const path of namespacedPaths(page)) this.#namespaced.add(foldPath(path), cleanPath(path), page);
    }
    if (rules.slug) {
      const [slug, slugSpelling] = [slugPath(page.path), slugSpellingPath(page.path)];
      this.#slug.add(slug, slugSpelling, page);
      addByEnds(this.#slug, slug, slugSpelling, page);
    }
    if (rules.title) this.#title.add(foldName(page.title), cleanName(page.title), page);
    if (rules.alias) {
      for (const alias of page.aliases) this.#alias.add(foldName(alias), cleanName(alias), page);
    }
    if (rules.index && (page.namedIndex || page.flaggedIndex)) this.#addIndexPage(page);
  }

  /** Takes out a page that was added: the same object, its names unchanged since. */
  removePage(page: P): void {
    const fold = foldPath(page.path);
    this.#path.remove(fold, page);
    removeByEnds(this.#name, fold, page);
    for (const path of namespacedPaths(page)) this.#namespaced.remove(foldPath(path), page);
    const slug = slugPath(page.path);
    this.#slug.remove(slug, page);
    removeByEnds(this.#slug, slug, page);
    this.#title.remove(foldName(page.title), page);
    for (const alias of page.aliases) this.#alias.remove(foldName(alias), page);
    if (this.#rules.index && (page.namedIndex || page.flaggedIndex)) this.#removeIndexPage(page);
  }

  addAttachment(file: Located): void {
    const [fold, clean] = [foldPath(file.path), cleanPath(file.path)];
    this.#attachmentPath.add(fold, clean, file);
    if (this.#rules.name) addByEnds(this.#attachmentName, fold, clean, file);
  }

  /** Takes out an attachment that was added: the same object. */
  removeAttachment(file: Located): void {
    const fold = foldPath(file.path);
    this.#attachmentPath.remove(fold, file);
    removeByEnds(this.#attachmentName, fold, file);
  }

  /** What a path that holds from one folder only (`./x`, `../x`) finds there, and nowhere else. */
  atPath(path: string): Found<P> | null {
    return this.#pageAt(path) ?? this.#attachmentAt(path);
  }

  /** What a wiki-link's target finds, wherever it stands. */
  anywhere(spelling: string): Found<P> | null {
    const path = joinPath('', spelling);
    return (
      this.#pageAt(path) ??
      this.#pageNamed(path) ??
      this.#attachmentAt(path) ??
      this.#attachmentNamed(path) ??
      this.#pageCalled(spelling)
    );
  }

  /** What a Markdown link finds: as `anywhere`, but every path is tried from `folder` first. */
  from(folder: string, spelling: string): Found<P> | null {
    const [own, root] = [joinPath(folder, spelling), joinPath('', spelling)];
    const page = this.#pageAt(own) ?? this.#pageAt(root);
    const isPlain = !hasMarkdownEnding(spelling);
    return (
      page ??
      (isPlain ? null : this.#pageNamed(root)) ??
      this.#attachmentAt(own) ??
      this.#attachmentAt(root) ??
      this.#attachmentNamed(root) ??
      (isPlain ? null : this.#pageCalled(spelling))
    );
  }

  /** Rule 1. */
  #pageAt(path: string): Found<P> | null {
    return isOutside(path) ? null : foundPage('path', this.#path, path);
  }

  /** Rules 2 and 3; a file's real name is preferred to its namespaced one, a folder named by its whole path is preferred to one named by its end. */
  #pageNamed(path: string): Found<P> | null {
    if (isOutside(path)) return null;
    return (
      foundPage('name', this.#name, path) ??
      foundPage('name', this.#namespaced, path) ??
      foundPage('index', this.#folder, path) ??
      foundPage('index', this.#folderName, path)
    );
  }

  /** Rules 4 to 6. */
  #pageCalled(spelling: string): Found<P> | null {
    return (
      foundPage('slug', this.#slug, joinPath('', spelling)) ??
      foundPage('title', this.#title, spelling) ??
      foundPage('alias', this.#alias, spelling)
    );
  }

  #attachmentAt(path: string): Found<P> | null {
    return foundAttachment(this.#attachmentPath, path);
  }

  #attachmentNamed(path: string): Found<P> | null {
    return foundAttachment(this.#attachmentName, path);
  }

  #addIndexPage(page: P): void {
    const { named, flagged } = this.#indexPagesOf(page.folder);
    if (!page.namedIndex) {
      flagged.add(page);
      if (named.size === 0) this.#listIndexPage(page);
      return;
    }
    if (named.size === 0) for (const other of flagged) this.#unlistIndexPage(other);
    named.add(page);
    this.#listIndexPage(page);
  }

  #removeIndexPage(page: P): void {
    const { named, flagged } = this.#indexPagesOf(page.folder);
    this.#unlistIndexPage(page);
    flagged.delete(page);
    if (named.delete(page) && named.size === 0) for (const other of flagged) this.#listIndexPage(other);
    if (named.size + flagged.size === 0) this.#indexPages.delete(page.folder);
  }

  #indexPagesOf(folder: string): IndexPages<P> {
    const known = this.#indexPages.get(folder) ?? { named: new Set<P>(), flagged: new Set<P>() };
    this.#indexPages.set(folder, known);
    return known;
  }

  #listIndexPage(page: P): void {
    const [fold, clean] = [foldPath(page.folder), cleanPath(page.folder)];
    this.#folder.add(fold, clean, page);
    addByEnds(this.#folderName, fold, clean, page);
  }

  #unlistIndexPage(page: P): void {
    const fold = foldPath(page.folder);
    this.#folder.remove(fold, page);
    removeByEnds(this.#folderName, fold, page);
  }
}

/** Under the name as a whole: `pages/A___B` is `A/B` and `pages/A/B`, and no page `B`. */
function namespacedPaths(page: Located): string[] {
  const name = namespacedName(fileNameOf(page.path));
  if (name === null) return [];
  const folders = page.folder === '' ? [] : page.folder.split('/');
  return [...folders, name].map((_, from) => [...folders.slice(from), name].join('/'));
}

/**
 * Under every end of its path but the whole: `b/c` and `c` of `a/b/c`. Who asks by an end has asked
 * by whole paths before. `key` and `spelling` have as many segments.
 */
function addByEnds<T extends Located>(index: NameIndex<T>, key: string, spelling: string, item: T): void {
  let keyAt = key.indexOf('/') + 1;
  let spellingAt = spelling.indexOf('/') + 1;
  while (keyAt > 0) {
    index.add(key.slice(keyAt), spelling.slice(spellingAt), item);
    keyAt = key.indexOf('/', keyAt) + 1;
    spellingAt = spelling.indexOf('/', spellingAt) + 1;
  }
}

function removeByEnds<T extends Located>(index: NameIndex<T>, key: string, item: T): void {
  for (let at = key.indexOf('/') + 1; at > 0; at = key.indexOf('/', at) + 1)
    index.remove(key.slice(at), item);
}

/** With `.md` left off or, where that finds none, as it stands. */
function foundPage<P extends LadderPage>(via: Via, index: NameIndex<P>, name: string): Found<P> | null {
  const bare = withoutMarkdownEnding(name);
  const candidates = index.find(bare) ?? (bare === name ? null : index.find(name));
  return candidates && { kind: 'page', via, candidates };
}

function foundAttachment<P extends LadderPage>(index: NameIndex<Located>, path: string): Found<P> | null {
  const candidates = index.find(path);
  return candidates && { kind: 'attachment', candidates };
}
