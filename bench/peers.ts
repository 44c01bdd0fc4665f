/** Makes the peers ready: the npm ones in bench/peers/node_modules, the Python one where it is installed. */
import { execFileSync, type StdioOptions } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PEERS, say } from './places.ts';

const INSTALLED = join(PEERS, 'node_modules', '.installed');

/**
 * Installs the npm peers, unless these very versions are there. Of their install scripts only the
 * one of sqlite3 runs, which fetches or compiles it; where that fails, only MarkdownDB is missing.
 */
export function installPeers(): void {
  const wanted = createHash('sha256')
    .update(readFileSync(join(PEERS, 'package-lock.json')))
    .update(`${process.platform} ${process.arch} ${process.versions.modules}`)
    .digest('hex');
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === wanted) return;
  say('installing the peers into bench/peers/node_modules (sqlite3 may be compiled: a minute or two)');
  npm('ci', '--ignore-scripts', '--no-audit', '--no-fund');
  try {
    npm('rebuild', 'sqlite3');
  } catch (error) {
    say(`sqlite3 could not be built, MarkdownDB will fail: ${String(error)}`);
    return;
  }
  writeFileSync(INSTALLED, wanted);
}

/** A Python that has obsidiantools; null, and said, where there is none. */
export function pythonWithObsidiantools(): string | null {
  const python = process.env.WIKI_ATLAS_BENCH_PYTHON ?? 'python3';
  try {
    execFileSync(python, ['-c', 'import obsidiantools.api'], { stdio: 'ignore' });
    return python;
  } catch {
    say(
      `SKIPPED obsidiantools: ${python} does not have it (pip install obsidiantools==0.11.0 in a venv, ` +
        'and name its python in WIKI_ATLAS_BENCH_PYTHON)',
    );
    return null;
  }
}

function npm(...args: string[]): void {
  const stdio: StdioOptions = ['ignore', process.stderr, process.stderr];
  execFileSync('npm', args, { cwd: PEERS, stdio, shell: process.platform === 'win32' });
}
