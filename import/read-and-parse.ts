/**
 * One page from disk to all that its own text says: what an import keeps of a file until it changes.
 * Invariant: depends on the file and the options alone, so it can be done in any thread.
 */
import type { PageFile } from '../graph/page.ts';
import type { ParseOptions } from './parse/parse-options.ts';
import { parsePage } from './parse/parse-page.ts';
import type { ParsedPage } from './parse/parsed-page.ts';
import type { ListedPage } from './read-folder.ts';
import { readPage, type PageText } from './read-page.ts';

/** How long after its last change a file's time is not trusted: some disks count in two seconds. */
export const SETTLING_MS = 2000;

export interface KnownPage extends PageText {
  parsed: ParsedPage;
  /** changed long enough before it was read: same size and time mean same bytes */
  settled: boolean;
}

/** The page as it is now, null where its file is gone. */
export function readAndParse(page: ListedPage, options: ParseOptions): KnownPage | null {
  const read = readNow(page);
  return read && { ...read, parsed: parsePage(page.path, read.markdown, options) };
}

/** As readAndParse, from what was known of the page where that still holds. */
export function readAgain(page: ListedPage, before: KnownPage, options: ParseOptions): KnownPage | null {
  if (before.settled && isSameFile(page, before.file)) return before;
  const read = readNow(page);
  if (!read) return null;
  if (before.file.hash !== read.file.hash) {
    return { ...read, parsed: parsePage(page.path, read.markdown, options) };
  }
  const file = isSameFile(page, before.file) ? before.file : read.file;
  return { ...read, file, parsed: before.parsed };
}

function readNow(page: ListedPage): Omit<KnownPage, 'parsed'> | null {
  const readAt = Date.now();
  const text = readPage(page);
  return text && { ...text, settled: text.file.hash !== '' && readAt - text.file.mtimeMs > SETTLING_MS };
}

/** A file that could not be read has no digest and never counts as the same. */
export function isSameFile(page: ListedPage, file: PageFile): boolean {
  return file.hash !== '' && page.size === file.size && page.mtimeMs === file.mtimeMs;
}
