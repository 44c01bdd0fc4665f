/**
 * Where a wiki's store lives: `--store`, or a file of its own in `.wiki-atlas/` beside the folder.
 * Invariant: the same folder always has the same file, whatever link or spelling led to it.
 */
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { AtlasError } from '../graph/errors.ts';

export type StoreLocation = { kind: 'sqlite'; file: string };

/**
 * Parses `--store`: `sqlite:FILE`.
 * @throws AtlasError usage
 */
export function parseStore(text: string): StoreLocation {
  const match = /^sqlite:(.+)$/s.exec(text);
  if (match?.[1] === undefined) {
    throw new AtlasError('usage', `--store ${text}: not a store; write sqlite:FILE`, { field: 'store' });
  }
  return { kind: 'sqlite', file: match[1] === ':memory:' ? match[1] : resolve(match[1]) };
}

/** The file of a folder's own store; in the user's cache where nothing can be written beside the folder. */
export function defaultStore(folder: string): StoreLocation {
  const real = existsSync(folder) ? realpathSync(folder) : resolve(folder);
  const name = `${basename(real) || 'root'}.sqlite`;
  const beside = join(dirname(real), '.wiki-atlas');
  if (isWritable(beside)) return { kind: 'sqlite', file: join(beside, name) };
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const key = createHash('sha256').update(real).digest('hex').slice(0, 12);
  return { kind: 'sqlite', file: join(cache, '.wiki-atlas', `${key}-${name}`) };
}

function isWritable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
