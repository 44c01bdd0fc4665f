/** The adapter's edge: the one place where what SQLite and the file system say becomes an AtlasError. */
import Database from 'better-sqlite3';
import { AtlasError } from '../../graph/errors.ts';

export function incompatible(file: string, cause?: unknown): AtlasError {
  return new AtlasError(
    'store-incompatible',
    `${file} is not a store of Wiki Atlas; name another file, or move this one away`,
    {},
    { cause },
  );
}

/** An error of SQLite as an AtlasError with what to do about it; any other is given back as it is. */
export function storeError(error: unknown, file: string): unknown {
  if (error instanceof Database.SqliteError) {
    if (error.code.startsWith('SQLITE_NOTADB')) return incompatible(file, error);
    const message = `the store ${file} ${reason(error.code)} (${error.message})`;
    return new AtlasError('store-unavailable', message, {}, { cause: error });
  }
  if (error instanceof TypeError && error.message === 'The database connection is not open') {
    return new AtlasError('store-unavailable', `the store ${file} is closed`, {}, { cause: error });
  }
  return error;
}

/** Whatever is thrown while a file is opened as an AtlasError: it cannot be used, for one reason or another. */
export function openError(error: unknown, file: string): AtlasError {
  const known = storeError(error, file);
  if (known instanceof AtlasError) return known;
  const message = `the store ${file} cannot be opened; check that the folder is there and may be written to`;
  const why = error instanceof Error ? ` (${error.message})` : '';
  return new AtlasError('store-unavailable', message + why, {}, { cause: error });
}

function reason(code: string): string {
  const is = (family: string): boolean => code === family || code.startsWith(`${family}_`);
  if (is('SQLITE_BUSY') || is('SQLITE_LOCKED')) return 'is being written by another process; try again';
  if (is('SQLITE_CORRUPT')) return 'is damaged; delete it and import again';
  if (is('SQLITE_FULL')) return 'does not fit on the disk; make room and import again';
  if (is('SQLITE_READONLY') || is('SQLITE_PERM') || is('SQLITE_AUTH')) {
    return 'may not be written; check its permissions or name another file';
  }
  if (is('SQLITE_CANTOPEN')) return 'cannot be opened; check that it is a file and may be written';
  return 'failed; if it does so again, delete it and import again';
}
