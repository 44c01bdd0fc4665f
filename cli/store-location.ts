/**
 * Where a wiki's store lives: `--store`, or a file of its own in `.wiki-atlas/` beside the folder.
 * Invariant: the same folder always has the same file, whatever link or spelling led to it; a
 * location holds no password, so it may be shown and handed to a thread.
 */
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { AtlasError } from '../graph/errors.ts';
import { type Neo4jPlace, shownPlace } from '../store/neo4j/location.ts';

export interface SqliteLocation {
  kind: 'sqlite';
  file: string;
}

export interface Neo4jLocation extends Neo4jPlace {
  kind: 'neo4j';
  /** null where none is named */
  user: string | null;
  /** most connections at once, LEAST_CONNECTIONS or more */
  connections?: number;
  /** seconds to wait for a server that does not answer */
  timeout?: number;
}

export type StoreLocation = SqliteLocation | Neo4jLocation;

export const STORE_FORMS =
  'sqlite:FILE, neo4j://USER@HOST/DATABASE?wiki=NAME or bolt://USER@HOST/DATABASE?wiki=NAME';

const NEO4J_SCHEME = /^(?:neo4j|bolt)(?:\+s|\+ssc)?:\/\//i;
const DEFAULT_WIKI = 'wiki';
const MAX_WIKI = 200;
/** An import sends two batches at once, keeps its lease and marks a commit, each on its own. */
const LEAST_CONNECTIONS = 4;

/**
 * Parses `--store`: `sqlite:FILE`, or a Neo4j database as `neo4j://`, `neo4j+s://`, `neo4j+ssc://`,
 * `bolt://`, `bolt+s://`, `bolt+ssc://` with `?wiki=`, `?connections=` and `?timeout=`.
 * @throws AtlasError usage
 */
export function parseStore(text: string): StoreLocation {
  if (NEO4J_SCHEME.test(text)) return parseNeo4j(text);
  const match = /^sqlite:(.+)$/s.exec(text);
  if (match?.[1] === undefined) throw wrongStore(beginning(text), `not a store; write ${STORE_FORMS}`);
  return { kind: 'sqlite', file: match[1] === ':memory:' ? match[1] : resolve(match[1]) };
}

function parseNeo4j(text: string): Neo4jLocation {
  const shown = withoutUser(text);
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    // not even where the host begins is sure
    const [scheme = ''] = text.split('//');
    throw wrongStore(`${scheme}//…`, 'not an address; write neo4j://USER@HOST:PORT/DATABASE?wiki=NAME');
  }
  // It would be seen in the list of processes and in the shell's history.
  if (url.password !== '') {
    throw wrongStore(
      shown,
      'a password does not belong in an address; set NEO4J_PASSWORD, or NEO4J_PASSWORD_FILE to a file that holds it',
    );
  }
  if (url.hostname === '') throw wrongStore(shown, 'the address names no host');
  const [database = '', ...more] = decoded(shown, url.pathname).replace(/^\//, '').split('/');
  if (more.length > 0) throw wrongStore(shown, 'only the name of a database may follow the host');
  const query = new Map<string, string>();
  for (const [name, value] of url.searchParams) {
    if (!['wiki', 'connections', 'timeout'].includes(name) || query.has(name)) {
      throw wrongStore(shown, 'after the ? stand wiki=, connections= and timeout=, each once');
    }
    query.set(name, value);
  }
  const wiki = query.get('wiki') ?? DEFAULT_WIKI;
  if (wiki === '' || wiki.length > MAX_WIKI) {
    throw wrongStore(shown, `wiki= is a name of 1 to ${MAX_WIKI} letters`);
  }
  const connections = wholeNumber(shown, 'connections', query.get('connections'), LEAST_CONNECTIONS);
  const timeout = wholeNumber(shown, 'timeout', query.get('timeout'), 1);
  return {
    kind: 'neo4j',
    uri: `${url.protocol}//${url.host}`,
    user: url.username === '' ? null : decoded(shown, url.username),
    database: database === '' ? null : database,
    wiki,
    ...(connections === undefined ? {} : { connections }),
    ...(timeout === undefined ? {} : { timeout }),
  };
}

function decoded(shown: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrongStore(shown, 'a % in it is no code of a character');
  }
}

function wholeNumber(
  shown: string,
  name: string,
  text: string | undefined,
  least: number,
): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,4}$/.test(text) || Number(text) < least) {
    throw wrongStore(shown, `${name}= is a whole number from ${least} to 9999`);
  }
  return Number(text);
}

function wrongStore(shown: string, why: string): AtlasError {
  return new AtlasError('usage', `--store ${shown}: ${why}`, { field: 'store' });
}

/** Of what is no address: it may be one that was mistyped, and so hold a password anywhere after a colon. */
function beginning(text: string): string {
  const [first = ''] = text.split(':', 1);
  if (first.includes('@')) return '…';
  return first === text ? text : `${first}:…`;
}

/** An address as it may be shown: what stands before the host or after a `?` may hold a password. */
function withoutUser(text: string): string {
  return text.replace(/^([a-z][a-z\d+]*:\/\/).*@/is, '$1').replace(/\?.*$/s, '');
}

/** A store as it is said to people. */
export function shownLocation(location: StoreLocation): string {
  return location.kind === 'sqlite' ? location.file : shownPlace(location);
}

/** The file of a folder's own store; in the user's cache where nothing can be written beside the folder. */
export function defaultStore(folder: string): SqliteLocation {
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
