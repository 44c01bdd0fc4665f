/**
 * `wiki-atlas import` as a contender, into whatever store. Invariant: every Node contender says its
 * peak memory by the same few lines, loaded before its own.
 */
import { join } from 'node:path';
import type { Command } from './measure.ts';
import { PEERS, PROGRAM } from './places.ts';
import type { Wiki } from './wikis.ts';

export const node = (...args: string[]): Command => [
  process.execPath,
  '--require',
  join(PEERS, 'report-peak.cjs'),
  ...args,
];

/** @param store what `--store` takes */
export const atlasImport = (wiki: Wiki, store: string): Command =>
  node(PROGRAM, 'import', wiki.folder, '--store', store);

/** It speaks to people: its first line begins with the counts. */
export const importedByAtlas = (stdout: string): string =>
  foundByAtlas(stdout, /^[1-9][\d,]* pages?, [\d,]+ links?/);

export const unchangedByAtlas = (stdout: string): string =>
  foundByAtlas(stdout, /^[1-9][\d,]* pages?, nothing has changed/);

function foundByAtlas(stdout: string, wanted: RegExp): string {
  const found = wanted.exec(stdout);
  if (!found) throw new Error(`said something else: ${stdout.slice(0, 100)}`);
  return found[0];
}
