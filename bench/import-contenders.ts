/**
 * Who is measured on reading a wiki: the floor, ourselves, the peers. Invariant: each prints what
 * it found, and one that found no page has failed.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { atlasImport, importedByAtlas, node, unchangedByAtlas } from './atlas-command.ts';
import type { Command } from './measure.ts';
import { PEERS, ROOT, SCRATCH } from './places.ts';
import type { Wiki } from './wikis.ts';

/** A contender before it is given a wiki. */
export interface ImportContender {
  /** what --only takes */
  name: string;
  /** what the table says */
  label: string;
  /** measured on the largest wiki too, to see how its time grows */
  grows: boolean;
  command: (wiki: Wiki) => Command;
  prepare: (wiki: Wiki) => void;
  found: (stdout: string) => string;
}

const peer = (file: string, ...args: string[]): Command => node(join(PEERS, file), ...args);

const STORES = join(SCRATCH, 'stores');

/** Takes away what the contenders stored: large, and of no use to the next measurement. */
export function removeStores(): void {
  rmSync(STORES, { recursive: true, force: true });
}

const importIntoSqlite = (wiki: Wiki): Command => atlasImport(wiki, `sqlite:${atlasStore(wiki)}`);
const atlasStore = (wiki: Wiki): string => join(STORES, `atlas-${wiki.name}`, 'wiki.sqlite');
const markdowndbStore = (wiki: Wiki): string => join(STORES, `mddb-${wiki.name}`, 'wiki.sqlite');

const nothing = (): void => undefined;

function withoutStore(file: string): void {
  rmSync(join(file, '..'), { recursive: true, force: true });
  mkdirSync(join(file, '..'), { recursive: true });
}

/** All there are; obsidiantools only with a Python that has it. */
export function importContenders(python: string | null): ImportContender[] {
  const inMemory = (name: string, label: string, grows = false): ImportContender => ({
    name,
    label,
    grows,
    command: (wiki) => peer(`${name}.mjs`, wiki.folder),
    prepare: nothing,
    found: foundByJson,
  });
  return [
    inMemory('read-files', 'floor: read every file', true),
    inMemory('regular-expression', 'one regular expression'),
    inMemory('gray-matter', 'reference: gray-matter and that expression', true),
    {
      name: 'atlas-graph',
      label: 'Wiki Atlas: graph in memory',
      grows: true,
      command: (wiki) => node(join(ROOT, 'dist', 'bench', 'run-import.js'), wiki.folder),
      prepare: nothing,
      found: foundByJson,
    },
    {
      name: 'atlas-sqlite',
      label: 'Wiki Atlas: import into new SQLite',
      grows: true,
      command: importIntoSqlite,
      prepare: (wiki) => withoutStore(atlasStore(wiki)),
      found: importedByAtlas,
    },
    {
      name: 'atlas-unchanged',
      label: 'Wiki Atlas: again, nothing changed',
      grows: true,
      command: importIntoSqlite,
      prepare: (wiki) => {
        if (existsSync(atlasStore(wiki))) return;
        withoutStore(atlasStore(wiki));
        const [program, ...args] = importIntoSqlite(wiki);
        execFileSync(program, args, { stdio: ['ignore', 'ignore', 'ignore', 'ignore'] });
      },
      found: unchangedByAtlas,
    },
    inMemory('markdown-it', 'markdown-it with a wiki-link rule'),
    inMemory('remark', 'remark-parse with remark-wiki-link'),
    inMemory('foam', "Foam's core"),
    {
      name: 'markdowndb',
      label: '@flowershow/markdowndb into SQLite',
      grows: false,
      command: (wiki) => peer('markdowndb.mjs', wiki.folder, markdowndbStore(wiki)),
      prepare: (wiki) => withoutStore(markdowndbStore(wiki)),
      found: foundByJson,
    },
    ...(python === null
      ? []
      : [
          {
            ...inMemory('obsidiantools', 'obsidiantools (Python)'),
            command: (wiki: Wiki): Command => [python, join(PEERS, 'obsidian-vault.py'), wiki.folder],
          },
        ]),
  ];
}

const jsonLine = z.object({
  pages: z.int().positive(),
  links: z.int().positive().optional(),
  mentions: z.int().positive().optional(),
});
const numbers = new Intl.NumberFormat('en');

function foundByJson(stdout: string): string {
  const { pages, links, mentions } = jsonLine.parse(JSON.parse(stdout));
  return [
    `${numbers.format(pages)} pages`,
    ...(links === undefined ? [] : [`${numbers.format(links)} links`]),
    ...(mentions === undefined ? [] : [`${numbers.format(mentions)} mentions`]),
  ].join(', ');
}
