/** Where a bench finds the project's parts, and where it may write. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Compiled, this file lies in dist/bench/. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** `wiki-atlas`, as it was built. */
export const PROGRAM = join(ROOT, 'dist', 'cli', 'main.js');

export const PEERS = join(ROOT, 'bench', 'peers');

/** Wikis and stores are made here, outside the project, and wikis are kept for the next time. */
export const SCRATCH = process.env.WIKI_ATLAS_BENCH_SCRATCH ?? join(tmpdir(), 'wiki-atlas-bench');

/** Progress and warnings; results alone go to standard output. */
export function say(message: string): void {
  process.stderr.write(`${message}\n`);
}
