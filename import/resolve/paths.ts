/**
 * Paths inside a wiki's folder as links write them: pure text, `/` between segments, no disk.
 * Invariant: joinPath leaves no `.`, no empty segment, and `..` only at the front, where the path
 * leads out of the folder.
 */
import { cleanName, foldName, slugName, slugSpelling } from '../../graph/names.ts';

const MARKDOWN_ENDING = /\.md$/i;

/** Path of the folder a path lies in, '' at the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Last segment of a path. */
export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function hasMarkdownEnding(path: string): boolean {
  return MARKDOWN_ENDING.test(path);
}

/** Without `.md`, in any case; other endings are part of the name. */
export function withoutMarkdownEnding(path: string): string {
  return path.replace(MARKDOWN_ENDING, '');
}

/** Starts with `./` or `../`: meant from the source's folder and from nowhere else. */
export function isRelative(path: string): boolean {
  return path === '.' || path === '..' || path.startsWith('./') || path.startsWith('../');
}

/** A joined path that leads out of the wiki's folder. */
export function isOutside(path: string): boolean {
  return path === '..' || path.startsWith('../');
}

/** The path seen from the wiki's folder; a leading `/` means that folder whatever `folder` is. */
export function joinPath(folder: string, path: string): string {
  if (folder === '' && !path.includes('/') && path !== '.') return path;
  const joined: string[] = path.startsWith('/') || folder === '' ? [] : folder.split('/');
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..' && joined.length > 0 && joined.at(-1) !== '..') joined.pop();
    else joined.push(segment);
  }
  return joined.join('/');
}

/** Visible ASCII without blanks: what is done to all of it is done to each segment. */
const PLAIN = /^[\x21-\x7e]*$/;
const bySegment = (path: string, spell: (segment: string) => string): string =>
  path.includes('/') ? path.split('/').map(spell).join('/') : spell(path);

/**
 * cleanName, foldName, slugName and slugSpelling of every segment; as many segments as before. A
 * folder named by nothing but blanks or invisible characters is called by these.
 */
export const cleanPath = (path: string): string =>
  PLAIN.test(path) ? path : bySegment(path, (segment) => cleanName(segment) || segment);
export const foldPath = (path: string): string =>
  PLAIN.test(path) ? path.toLowerCase() : bySegment(path, (segment) => foldName(segment) || segment);
export const slugPath = (path: string): string => bySegment(path, slugName);
export const slugSpellingPath = (path: string): string => bySegment(path, slugSpelling);

/** Clean, with `%20` and the like read; what is no valid UTF-8 stays as it is (`100%`). */
export function percentDecoded(text: string): string {
  if (!text.includes('%')) return cleanName(text);
  const decoded = text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
  return cleanName(decoded);
}
