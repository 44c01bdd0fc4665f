import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WikiGraph } from '../../graph/wiki-graph.ts';
import { analyse } from '../../import/analyse/analyse.ts';
import { FolderImport } from '../../import/import-folder.ts';
import { packPages, unpackPages } from '../../import/packed-pages.ts';
import { DEFAULT_PARSE_OPTIONS } from '../../import/parse/parse-options.ts';
import { readPages } from '../../import/parse-pool.ts';
import type { KnownPage } from '../../import/read-and-parse.ts';
import { readFolder } from '../../import/read-folder.ts';
import { temporaryWiki } from './temporary-wiki.ts';

/** Threads need the compiled program, which vitest's set-up makes. */
const compiled = (path: string): string => new URL(`../../dist/${path}`, import.meta.url).href;
const pool = (await import(compiled('import/parse-pool.js'))) as typeof import('../../import/parse-pool.ts');
const beside = (await import(
  compiled('import/analyse/analyse-beside.js')
)) as typeof import('../../import/analyse/analyse-beside.ts');

const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url));

/** Links may be read by a getter, which a comparison passes over. */
const plain = (pages: (KnownPage | null)[]): unknown[] =>
  pages.map((page) => page && { ...page, parsed: { ...page.parsed, links: page.parsed.links } });

const fragment = fc.constantFrom(
  '---\ntitle: Über [[x]]\naliases: [a, "b: c"]\nrating: -0\nup: [[Home|label]]\n---\n',
  '---\nbroken: [\n---\n',
  '# Heading [[a]]\n\n## Deeper\n\n',
  'From: [[channel]] <br/>\n\n',
  'A sentence with [[b#part|a label]] and ![[image.png|200]]. Another, [md](c.md#x), follows.\n\n',
  'see:: [[d]] <a class="yt-timestamp" data-t="00:01:02">[00:01:02]</a> then [[e]]\n\n',
  '| a | b |\n|---|---|\n| [[f\\|g]] | ’ 光 \ud83d\ude00 \ud800 |\n\n',
  '`[[code]]` #tag ^block\n\n',
  '\u0000\r\n',
);
const wiki = fc.dictionary(
  fc.stringMatching(/^[a-zé]{1,6}\.md$/),
  fc.array(fragment, { maxLength: 8 }).map((parts) => parts.join('')),
  { minKeys: 1, maxKeys: 200, noNullPrototype: true },
);

describe('reading pages in several threads', () => {
  test('gives the same pages in the same order, whatever the number of workers', async () => {
    await fc.assert(
      fc.asyncProperty(wiki, fc.integer({ min: 1, max: 3 }), async (files, workers) => {
        const folder = temporaryWiki(files);
        const { pages } = await readFolder(folder);
        const alone = await readPages(pages, { options: DEFAULT_PARSE_OPTIONS, workers: 0 });
        expect(alone.map((page) => page?.file.path)).toEqual(pages.map(({ path }) => path));
        expect(plain(await pool.readPages(pages, { options: DEFAULT_PARSE_OPTIONS, workers }))).toEqual(
          plain(alone),
        );
      }),
      { numRuns: 8 },
    );
  });

  test('reports every page as done, and ends at their number', async () => {
    const { pages } = await readFolder(EXAMPLES);
    const reports: number[] = [];
    await pool.readPages(pages, {
      options: DEFAULT_PARSE_OPTIONS,
      onDone: (done) => reports.push(done),
      workers: 1,
    });
    expect(reports).toEqual([...reports].sort((a, b) => a - b));
    expect(reports.at(-1)).toBe(pages.length);
  });

  test('leaves out a file that is gone', async () => {
    const gone = { id: 'gone', path: 'gone.md', diskPath: '/nowhere/gone.md', size: 1, mtimeMs: 1 };
    expect(await pool.readPages([gone], { options: DEFAULT_PARSE_OPTIONS, workers: 1 })).toEqual([null]);
  });
});

describe('packed pages', () => {
  test('unpack to what they were, gone files and shared heading paths included', async () => {
    const { pages } = await readFolder(EXAMPLES);
    const read: (KnownPage | null)[] = [
      null,
      ...(await readPages(pages, { options: DEFAULT_PARSE_OPTIONS, workers: 0 })),
      null,
    ];
    expect(plain(unpackPages(packPages(read)))).toEqual(plain(read));
  });
});

describe('the analysis in a thread of its own', () => {
  test('is that of this thread, to the byte', async () => {
    const graph: WikiGraph = await new FolderImport(EXAMPLES).run();
    const many = { ...graph, pages: [...graph.pages] };
    for (let i = many.pages.length; i < 600; i += 1) {
      const [page] = graph.pages;
      if (page) many.pages.push({ ...page, id: `zz/${i}` });
    }
    expect(JSON.stringify(await beside.analyseBeside(many))).toBe(JSON.stringify(analyse(many)));
  });
});
