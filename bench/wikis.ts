/** The wikis that are measured. Invariant: each is made once and then stays as it is. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { generateWiki } from './generate-wiki.ts';
import { ROOT, SCRATCH, say } from './places.ts';

export interface Wiki {
  name: string;
  folder: string;
}

const nameOfGenerated = (pages: number): string => `generated-${pages}`;
export const GENERATED = nameOfGenerated(10_000);
export const LARGEST = nameOfGenerated(100_000);
export const REAL = 'real-5477';
const SMALL_REAL = 'limitless-ft';

const VAULTS = join(ROOT, '..', 'shared', 'vaults');
const REAL_WIKI = join(VAULTS, 'tubegraph-5477.tar.gz');

export function generatedWiki(pages: number): Wiki {
  say(`generated wiki of ${pages} pages in ${SCRATCH}`);
  return { name: nameOfGenerated(pages), folder: generateWiki(SCRATCH, pages) };
}

/** 5,477 real pages; null, and said, where their archive is not there. */
export function realWiki(): Wiki | null {
  const wiki = { name: REAL, folder: join(SCRATCH, REAL) };
  if (existsSync(wiki.folder)) return wiki;
  if (!existsSync(REAL_WIKI)) {
    say(
      'SKIPPED the 5,477 real pages: there is no ../shared/vaults/tubegraph-5477.tar.gz beside the project',
    );
    return null;
  }
  const unpacking = `${wiki.folder}.unpacking`;
  rmSync(unpacking, { recursive: true, force: true });
  mkdirSync(unpacking, { recursive: true });
  execFileSync('tar', ['-xzf', REAL_WIKI, '-C', unpacking]);
  renameSync(unpacking, wiki.folder);
  return wiki;
}

/** 121 real pages; null, and said, where they are not there. */
export function smallRealWiki(): Wiki | null {
  const folder = join(VAULTS, SMALL_REAL, SMALL_REAL);
  if (existsSync(folder)) return { name: SMALL_REAL, folder };
  say(`SKIPPED the 121 real pages: there is no ../shared/vaults/${SMALL_REAL} beside the project`);
  return null;
}
