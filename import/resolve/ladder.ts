/**
 * The ladder of rules by which a target's spelling finds a page or an attachment (docs/links.md).
 * Invariant: the first rule that answers wins, and the answer depends on the set of files alone.
 */
import type { LinkSyntax, Via } from '../../graph/link.ts';
import { byCodePoint, cleanName, foldName } from '../../graph/names.ts';
import { NameIndex, type Candidates, type Located } from './name-index.ts';
import {
  cleanPath,
  fileNameOf,
  folderOf,
  foldPath,
  hasMarkdownEnding,
  isOutside,
  isRelative,
  joinPath,
  slugPath,
  slugSpellingPath,
  withoutMarkdownEnding,
} from './paths.ts';

/** What the ladder knows of a page; `path` is its id. */
export interface LadderPage extends Located {
  title: string;
  aliases: readonly string[];
  /** front matter says that it is its folder's index page */
  flaggedIndex: boolean;
}

export type Landing<P extends LadderPage> =
  { kind: 'page'; page: P; via: Via; ambiguous: number } | { kind: 'attachment'; path: string };

const INDEX_NAMES = new Set(['index', '_index', 'readme']);

/** Named as its folder's index page: `index`, `_index`, `README`, or like the folder itself. */
export function isNamedIndex(page: Located): boolean {
  const name = foldName(fileNameOf(page.path));
  return INDEX_NAMES.has(name) || (page.folder !== '' && name === foldName(fileNameOf(page.folder)));
}

/** Shortest path first, then by code points: the order in which candidates are preferred. */
const byPreference = (a: Located, b: Located): number =>
  a.path.length - b.path.length || byCodePoint(a.path, b.path);

export class Ladder<P extends LadderPage> {
  readonly #path = new NameIndex<P>(foldPath, cleanPath);
  readonly #name = new NameIndex<P>(foldPath, cleanPath);
  readonly #folder = new NameIndex<P>(foldPath, cleanPath);
  readonly #folderName = new NameIndex<P>(foldPath, cleanPath);
  readonly #slug = new NameIndex<P>(slugPath, slugSpellingPath);
  readonly #title = new NameIndex<P>(foldName, cleanName);
  readonly #alias = new NameIndex<P>(foldName, cleanName);
  readonly #attachmentPath = new NameIndex<Located>(foldPath, cleanPath);
  readonly #attachmentName = new NameIndex<Located>(foldPath, cleanPath);

  constructor(pages: readonly P[], attachments: readonly string[]) {
    const preferred = [...pages].sort(byPreference);
    for (const page of preferred) this.#addPage(page);
    this.#addIndexPages(preferred);
    const files = attachments.map((path) => ({ path, folder: folderOf(path) }));
    for (const file of files.sort(byPreference)) {
      addBySuffix(this.#attachmentName, foldPath(file.path), cleanPath(file.path), file);
      this.#attachmentPath.add(foldPath(file.path), cleanPath(file.path), file);
    }
  }

  /**
   * Where a spelling lands for a link in a page of `folder`, null where no file answers.
   * The spelling is cleaned and has no fragment; it is taken literally, `%20` too.
   */
  climb(spelling: string, folder: string, syntax: LinkSyntax): Landing<P> | null {
    if (isRelative(spelling)) {
      const path = joinPath(folder, spelling);
      return this.#pageAt(path, folder) ?? this.#attachmentAt(path, folder);
    }
    const rootPath = joinPath('', spelling);
    if (syntax === 'wiki') {
      return (
        this.#pageAt(rootPath, folder) ??
        this.#pageNamed(rootPath, folder) ??
        this.#attachmentNamed(rootPath, folder) ??
        this.#pageCalled(spelling, folder)
      );
    }
    const ownPath = joinPath(folder, spelling);
    const page = this.#pageAt(ownPath, folder) ?? this.#pageAt(rootPath, folder);
    const attachment = (): Landing<P> | null =>
      this.#attachmentAt(ownPath, folder) ?? this.#attachmentNamed(rootPath, folder);
    if (!hasMarkdownEnding(spelling)) return page ?? attachment();
    return page ?? this.#pageNamed(rootPath, folder) ?? attachment() ?? this.#pageCalled(spelling, folder);
  }

  /** Rule 1. */
  #pageAt(path: string, folder: string): Landing<P> | null {
    return isOutside(path) ? null : landing('path', this.#path, path, folder);
  }

  /** Rules 2 and 3; a folder named by its whole path is preferred to one named by its end. */
  #pageNamed(path: string, folder: string): Landing<P> | null {
    if (isOutside(path)) return null;
    return (
      landing('name', this.#name, path, folder) ??
      landing('index', this.#folder, path, folder) ??
      landing('index', this.#folderName, path, folder)
    );
  }

  /** Rules 4 to 6. */
  #pageCalled(spelling: string, folder: string): Landing<P> | null {
    return (
      landing('slug', this.#slug, joinPath('', spelling), folder) ??
      landing('title', this.#title, spelling, folder) ??
      landing('alias', this.#alias, spelling, folder)
    );
  }

  #attachmentAt(path: string, folder: string): Landing<P> | null {
    return attached(this.#attachmentPath.find(path), folder);
  }

  #attachmentNamed(path: string, folder: string): Landing<P> | null {
    return this.#attachmentAt(path, folder) ?? attached(this.#attachmentName.find(path), folder);
  }

  #addPage(page: P): void {
    const [fold, clean] = [foldPath(page.path), cleanPath(page.path)];
    this.#path.add(fold, clean, page);
    addBySuffix(this.#name, fold, clean, page);
    addBySuffix(this.#slug, slugPath(page.path), slugSpellingPath(page.path), page);
    this.#title.add(foldName(page.title), cleanName(page.title), page);
    for (const alias of page.aliases) this.#alias.add(foldName(alias), cleanName(alias), page);
  }

  /** A page named as index page is one before any that only its front matter makes one. */
  #addIndexPages(pages: readonly P[]): void {
    const named = new Set(pages.filter(isNamedIndex));
    const foldersWithOne = new Set([...named].map((page) => page.folder));
    for (const page of pages) {
      if (!named.has(page) && (!page.flaggedIndex || foldersWithOne.has(page.folder))) continue;
      const [fold, clean] = [foldPath(page.folder), cleanPath(page.folder)];
      this.#folder.add(fold, clean, page);
      addBySuffix(this.#folderName, fold, clean, page);
    }
  }
}

/** Under every end of its path: `a/b/c`, `b/c`, `c`. `key` and `spelling` have as many segments. */
function addBySuffix<T extends Located>(index: NameIndex<T>, key: string, spelling: string, item: T): void {
  let [keyAt, spellingAt] = [0, 0];
  do {
    index.add(key.slice(keyAt), spelling.slice(spellingAt), item);
    keyAt = key.indexOf('/', keyAt) + 1;
    spellingAt = spelling.indexOf('/', spellingAt) + 1;
  } while (keyAt > 0);
}

/** The nearest of those that an index finds, with `.md` left off or, where that finds none, as it stands. */
function landing<P extends LadderPage>(
  via: Via,
  index: NameIndex<P>,
  name: string,
  folder: string,
): Landing<P> | null {
  const bare = withoutMarkdownEnding(name);
  const found = index.find(bare) ?? (bare === name ? null : index.find(name));
  return found && { kind: 'page', page: found.nearest(folder), via, ambiguous: found.count };
}

function attached<P extends LadderPage>(
  found: Candidates<Located> | null,
  folder: string,
): Landing<P> | null {
  return found && { kind: 'attachment', path: found.nearest(folder).path };
}
