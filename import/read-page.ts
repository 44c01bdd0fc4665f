/**
 * Reads one page's file: its text, its digest, and what was wrong with it.
 * Invariant: opens regular files only, never waits for a FIFO, never follows a link put in the
 * file's place, never takes in more than the bound.
 */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { ImportWarning, WarningCode } from '../graph/import-report.ts';
import type { PageFile } from '../graph/page.ts';
import { isMissing, reason, type ListedPage } from './read-folder.ts';

/** Bytes; a page above it is kept by its name, and none of its text is read. */
const MAX_PAGE_BYTES = 20 * 2 ** 20;

export interface PageText {
  /** its hash is '' where the file was not read */
  file: PageFile;
  markdown: string;
  warning: ImportWarning | null;
}

/** O_NONBLOCK and O_NOFOLLOW are undefined on Windows, which has no FIFOs in its folders. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/**
 * The page's text as the disk has it now; null where the file is gone since it was listed. A file
 * that cannot be read is a page without text, and a warning. Reads in one go and blocks meanwhile:
 * with many small files that takes a quarter of the time.
 */
export function readPage(page: ListedPage, maxBytes = MAX_PAGE_BYTES): PageText | null {
  const { path, size, mtimeMs } = page;
  const unread: PageFile = { path, size, mtimeMs, hash: '' };
  const withoutText = (code: WarningCode, message: string): PageText => ({
    file: unread,
    markdown: '',
    warning: { code, path, line: null, message },
  });
  try {
    const read = readBytes(page.diskPath, maxBytes);
    if (read === 'no file') return withoutText('file-unreadable', 'is no regular file');
    if (read === 'too large') {
      return withoutText(
        'file-too-large',
        `is larger than ${maxBytes} bytes: the page is kept, its text is left out; split it`,
      );
    }
    const hash = createHash('sha256').update(read.bytes).digest('hex');
    const file: PageFile = { path, size: read.bytes.length, mtimeMs: read.mtimeMs, hash };
    const encoding: ImportWarning = {
      code: 'file-encoding',
      path,
      line: null,
      message: 'is not valid UTF-8: what cannot be read shows as \u{fffd}; save it as UTF-8',
    };
    return { file, markdown: read.bytes.toString('utf8'), warning: isUtf8(read.bytes) ? null : encoding };
  } catch (error) {
    return isMissing(error) ? null : withoutText('file-unreadable', `cannot be read: ${reason(error)}`);
  }
}

/** A regular file's bytes as the disk has them now. @throws the system's error where it cannot be read */
export function readBytes(
  diskPath: string,
  maxBytes: number,
): { bytes: Buffer; mtimeMs: number } | 'no file' | 'too large' {
  const descriptor = openSync(diskPath, OPEN_FLAGS);
  try {
    const found = fstatSync(descriptor);
    if (!found.isFile()) return 'no file';
    if (found.size > maxBytes) return 'too large';
    const bytes = Buffer.allocUnsafeSlow(found.size);
    let length = 0;
    while (length < bytes.length) {
      const count = readSync(descriptor, bytes, length, bytes.length - length, null);
      if (count === 0) break;
      length += count;
    }
    return { bytes: bytes.subarray(0, length), mtimeMs: Math.trunc(found.mtimeMs) };
  } finally {
    closeSync(descriptor);
  }
}
