/**
 * Finds the files of a wiki's folder: which are pages, under which ids, and which are attachments.
 * Invariant: no listed file lies outside the folder, none is anything but a regular file, and the
 * listing does not depend on the order in which the disk names its files.
 */
import { lstatSync, type Dirent } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { AtlasError } from '../graph/errors.ts';
import type { ImportWarning, WarningCode } from '../graph/import-report.ts';
import { byCodePoint } from '../graph/names.ts';
import type { PageId } from '../graph/page.ts';

export interface ListedPage {
  id: PageId;
  /** path in the folder as the disk spells it, with its ending, `/` between segments */
  path: string;
  /** where to open it; not `path` where that is a symbolic link */
  diskPath: string;
  /** bytes */
  size: number;
  /** whole milliseconds since 1970 */
  mtimeMs: number;
}

export interface FolderListing {
  /** real path of the folder */
  root: string;
  /** in code-point order of their paths */
  pages: ListedPage[];
  /** NFC paths of the files that are no pages, in code-point order */
  attachments: string[];
  warnings: ImportWarning[];
  /** some are symbolic links: files that are known under other names than their own */
  hasLinks: boolean;
  /** whether a path is left out, as the listing was asked for */
  isExcluded: (path: string) => boolean;
}

type FoundPage = Omit<ListedPage, 'id'>;

/** The files of a folder, in any order, before pages have ids. */
interface Walk {
  root: string;
  isExcluded: (path: string) => boolean;
  pages: FoundPage[];
  attachments: string[];
  warnings: ImportWarning[];
  hasLinks: boolean;
}

/**
 * Lists a folder. Names that begin with a dot, `node_modules` and the temporary files of editors are
 * passed over. A symbolic link
 * to a file in the folder counts as that file under its own name; one to a folder is not followed
 * (what is inside is listed where it is); one that leads out is warned of.
 * @param isExcluded asked of the path of every file and folder: what is excluded is as if it were not there
 * @throws AtlasError folder-not-found, folder-without-pages
 */
export async function readFolder(
  folder: string,
  isExcluded: (path: string) => boolean = () => false,
): Promise<FolderListing> {
  const walk: Walk = {
    root: await rootOf(folder),
    isExcluded,
    pages: [],
    attachments: [],
    warnings: [],
    hasLinks: false,
  };
  await listBelow(walk, '');
  if (walk.pages.length === 0) throw withoutPages(folder);
  const pages = withIds(walk.pages, walk.warnings);
  walk.warnings.sort((a, b) => byCodePoint(a.path, b.path));
  return { ...walk, pages, attachments: [...new Set(walk.attachments)].sort(byCodePoint) };
}

export function withoutPages(folder: string): AtlasError {
  return new AtlasError('folder-without-pages', `no Markdown file (.md) in ${folder}`);
}

/** Left beside a file while it is edited or saved: by Vim, Emacs, Kate, JetBrains and many others. */
const TEMPORARY = /~$|^#.*#$|\.(?:sw[a-p]|swx|tmp|crswap)$|^4913$|___jb_(?:tmp|old)___$/i;

/** Names that are no part of a wiki, whatever they hold. */
export function isPassedOver(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules' || TEMPORARY.test(name);
}

/** The id of a page, unless another file has it already. */
export const pageIdOf = (path: string): PageId => path.normalize('NFC').replace(/\.md$/i, '');

export const isPagePath = (path: string): boolean => /\.md$/i.test(path);

async function rootOf(folder: string): Promise<string> {
  const found = await stat(folder).catch((error: unknown) => {
    throw new AtlasError('folder-not-found', `no folder ${folder}`, {}, { cause: error });
  });
  if (!found.isDirectory()) throw new AtlasError('folder-not-found', `${folder} is no folder`);
  return realpath(folder);
}

async function listBelow(walk: Walk, folder: string): Promise<void> {
  let entries: Dirent[];
  try {
    entries = await readdir(join(walk.root, folder), { withFileTypes: true });
  } catch (error) {
    // A folder removed while the walk was on its way is as good as one removed before.
    if (!isMissing(error)) warn(walk, 'file-unreadable', folder, `cannot list the folder: ${reason(error)}`);
    return;
  }
  const below: Promise<void>[] = [];
  for (const entry of entries) {
    if (isPassedOver(entry.name)) continue;
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (walk.isExcluded(path)) continue;
    if (entry.isDirectory()) below.push(listBelow(walk, path));
    else if (entry.isSymbolicLink()) below.push(listLink(walk, path));
    else if (entry.isFile()) listFile(walk, path, join(walk.root, path));
  }
  await Promise.all(below);
}

async function listLink(walk: Walk, path: string): Promise<void> {
  walk.hasLinks = true;
  let target: string;
  try {
    target = await realpath(join(walk.root, path));
  } catch (error) {
    warn(walk, 'file-unreadable', path, `the symbolic link leads nowhere: ${reason(error)}`);
    return;
  }
  const inside = relative(walk.root, target);
  if (isAbsolute(inside) || inside === '..' || inside.startsWith(`..${sep}`)) {
    warn(walk, 'link-outside', path, 'the symbolic link leads out of the folder and is not followed');
    return;
  }
  const found = await lstat(target).catch(() => null);
  if (found?.isFile()) listFile(walk, path, target);
}

/** Looks at the file without waiting in turn: with thousands of files that takes a third of the time. */
function listFile(walk: Walk, path: string, diskPath: string): void {
  if (!isPagePath(path)) {
    walk.attachments.push(path.normalize('NFC'));
    return;
  }
  try {
    const { size, mtimeMs } = lstatSync(diskPath);
    walk.pages.push({ path, diskPath, size, mtimeMs: Math.trunc(mtimeMs) });
  } catch (error) {
    if (!isMissing(error)) warn(walk, 'file-unreadable', path, `cannot look at the file: ${reason(error)}`);
  }
}

/** Two files may come to one id (`a.md` and `a.MD`): the second keeps its ending, so that none is lost. */
function withIds(found: FoundPage[], warnings: ImportWarning[]): ListedPage[] {
  const files = found.sort((a, b) => byCodePoint(a.path, b.path));
  const taken = new Map<PageId, FoundPage>();
  for (const file of files) {
    const id = pageIdOf(file.path);
    if (!taken.has(id)) taken.set(id, file);
  }
  return files.map((file) => {
    const wanted = pageIdOf(file.path);
    const owner = taken.get(wanted);
    if (owner === file || owner === undefined) return { ...file, id: wanted };
    let id = file.path.normalize('NFC');
    for (let copy = 2; taken.has(id); copy += 1) id = `${file.path.normalize('NFC')} (${copy})`;
    taken.set(id, file);
    const message = `${owner.path} has the id ${wanted} already: this page is ${id}; rename one of them`;
    warnings.push({ code: 'id-taken', path: file.path, line: null, message });
    return { ...file, id };
  });
}

function warn(walk: Walk, code: WarningCode, path: string, message: string): void {
  walk.warnings.push({ code, path, line: null, message });
}

/** What the system says went wrong (`EACCES: permission denied …`). */
export const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
