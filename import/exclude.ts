/**
 * Which files of the folder the wiki's configuration leaves out, by globs over their paths.
 * Invariant: a glob that is taken costs milliseconds on any path: a folder may come from a
 * stranger, and the regular expressions that globs become grow with a power of their wildcards.
 */
import picomatch from 'picomatch';

const MOST_STARS = 3;
const MOST_GLOBSTARS = 2;

/** The glob as it is matched: NFC, from the folder, without a `/` at its ends. */
export function cleanGlob(glob: string): string {
  return glob
    .normalize('NFC')
    .trim()
    .replace(/^(?:\.?\/)+/, '')
    .replace(/\/+$/, '');
}

/** What is wrong with a clean glob, null where nothing is. */
export function globFault(glob: string): string | null {
  if (glob === '') return 'leaves out nothing: name a file or folder';
  if (glob.includes('\\')) return 'holds a backslash: write / between folders';
  if (glob.startsWith('!')) return 'begins with "!", which means nothing here: name what to leave out';
  if (glob.split('{').length > 2) return 'has more than one {…}: write a glob for each case';
  const segments = glob.split('/');
  if (segments.filter((segment) => segment.includes('**')).length > MOST_GLOBSTARS) {
    return `has more than ${MOST_GLOBSTARS} times **: write a shorter one`;
  }
  const hasTooMany = segments.some((segment) => segment.split(/\*+/).length - 1 > MOST_STARS);
  return hasTooMany ? `has more than ${MOST_STARS} times * between two slashes: write a shorter one` : null;
}

/** Only `*`, `**`, `?`, `[…]` and `{…}` are special: files are called `C++ (a).md`. */
const ORDINARY = /[()+@!|^$]/g;

/** Asks of a path in the folder (`/` between segments) whether a glob names it. */
export function excludeRule(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false;
  const patterns = globs.map((glob) => glob.replace(ORDINARY, String.raw`\$&`));
  const isMatch = picomatch(patterns, { dot: true, noextglob: true, nonegate: true });
  return (path) => isMatch(path.normalize('NFC'));
}
