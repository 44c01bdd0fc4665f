/**
 * A folder's listing brought up to date by looking at a few paths, without a walk through all of it.
 * Invariant: gives what a walk would give, or null where only a walk can tell.
 */
import { lstatSync, statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { foldName } from '../graph/names.ts';
import {
  isMissing,
  isPagePath,
  isPassedOver,
  listingOf,
  type FolderListing,
  type FoundPage,
  type ListedPage,
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
  const pages = new Map<string, FoundPage | ListedPage>(listing.pages.map((page) => [page.path, page]));
  const attachments = new Set(listing.attachments);
  const isKnownOtherwise = foldedNames(listing);
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
      if (isKnownOtherwise(path)) return null;
      if (!isPagePath(path)) attachments.add(path);
      else pages.set(path, { path, diskPath, size: found.size, mtimeMs: Math.trunc(found.mtimeMs) });
      isSameSet = false;
    } else if (pages.delete(path) || attachments.delete(path)) isSameSet = false;
    else if (isFolder(path, pages.keys()) || isFolder(path, attachments)) return null;
  }
  if (isSameSet) return { ...listing, pages: [...pages.values()].filter((page) => 'id' in page) };
  const files = { root, pages: [...pages.values()], attachments: [...attachments] };
  return listingOf({ ...files, warnings: [], hasLinks: false, isExcluded }, root);
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

/** On a disk that takes `A.md` and `a.md` for one name, a file that seems new may be a known one renamed. */
function foldedNames({ pages, attachments }: FolderListing): (path: string) => boolean {
  let folded: Set<string> | null = null;
  return (path) => {
    folded ??= new Set([...pages.map((page) => page.path), ...attachments].map(foldName));
    return folded.has(foldName(path));
  };
}
