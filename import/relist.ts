/**
 * A folder's listing brought up to date by looking at a few paths, without a walk through all of it.
 * Invariant: gives what a walk would give, or null where only a walk can tell.
 */
import { lstatSync, statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { byCodePoint, foldName } from '../graph/names.ts';
import type { PageId } from '../graph/page.ts';
import {
  isMissing,
  isPagePath,
  isPassedOver,
  pageIdOf,
  withoutPages,
  type FolderListing,
} from './read-folder.ts';

/** From so many paths on a walk is as quick. */
const MOST_PATHS = 500;

/**
 * The listing after changes at these paths and nowhere else. Null where folders came or went, where
 * a symbolic link or a file that cannot be looked at is about, and where two names may be one file.
 * @throws AtlasError folder-without-pages
 */
export function relist(listing: FolderListing, paths: readonly string[]): FolderListing | null {
  const { root, isExcluded } = listing;
  if (paths.length > MOST_PATHS || listing.hasLinks || listing.warnings.length > 0) return null;
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) return null;
  const pages = new Map(listing.pages.map((page) => [page.path, page]));
  const attachments = new Set(listing.attachments);
  const names = new Names(listing);
  let isSameSet = true;
  for (const path of new Set(paths)) {
    if (path.split('/').some(isPassedOver) || foldersAnd(path).some(isExcluded)) continue;
    // Its composed form may be another file's name.
    if (path !== path.normalize('NFC')) return null;
    const diskPath = join(root, path);
    const found = look(diskPath);
    if (found === 'unknown' || found?.isDirectory() || found?.isSymbolicLink()) return null;
    const known = pages.get(path);
    if (known && found?.isFile()) {
      pages.set(path, { ...known, size: found.size, mtimeMs: Math.trunc(found.mtimeMs) });
    } else if (found?.isFile()) {
      if (attachments.has(path)) continue;
      const id = pageIdOf(path);
      if (names.has(path, id)) return null;
      if (!isPagePath(path)) attachments.add(path);
      else pages.set(path, { id, path, diskPath, size: found.size, mtimeMs: Math.trunc(found.mtimeMs) });
      isSameSet = false;
    } else if (pages.delete(path) || attachments.delete(path)) isSameSet = false;
    else if (isFolder(path, pages.keys()) || isFolder(path, attachments)) return null;
  }
  if (pages.size === 0) throw withoutPages(root);
  const listed = [...pages.values()];
  if (isSameSet) return { ...listing, pages: listed };
  return {
    ...listing,
    pages: listed.sort((a, b) => byCodePoint(a.path, b.path)),
    attachments: [...attachments].sort(byCodePoint),
  };
}

/** `a`, `a/b` and `a/b/c` of `a/b/c`. */
function foldersAnd(path: string): string[] {
  const segments = path.split('/');
  return segments.map((_, i) => segments.slice(0, i + 1).join('/'));
}

function look(diskPath: string): Stats | null | 'unknown' {
  try {
    return lstatSync(diskPath);
  } catch (error) {
    return isMissing(error) ? null : 'unknown';
  }
}

function isFolder(path: string, files: Iterable<string>): boolean {
  for (const file of files) if (file.startsWith(`${path}/`)) return true;
  return false;
}

/** The names that are taken. */
class Names {
  readonly #listing: FolderListing;
  #folded: Set<string> | null = null;
  #ids: Set<PageId> | null = null;

  constructor(listing: FolderListing) {
    this.#listing = listing;
  }

  /**
   * Whether a file that seems new may be a known one: on some disks `A.md` and `a.md` are one name.
   * Remembers it.
   */
  has(path: string, id: PageId): boolean {
    const { pages, attachments } = this.#listing;
    this.#folded ??= new Set([...pages.map((page) => page.path), ...attachments].map(foldName));
    this.#ids ??= new Set(pages.map((page) => page.id));
    const isTaken = this.#folded.has(foldName(path)) || this.#ids.has(id);
    this.#folded.add(foldName(path));
    this.#ids.add(id);
    return isTaken;
  }
}
