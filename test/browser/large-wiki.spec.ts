/** A wiki of more pages than the overview shows: the others come as one looks closer. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { createApp } from '../../server/app.ts';
import { listen } from '../../server/listen.ts';
import { openSqliteStore } from '../../store/sqlite/open.ts';
import { expect, flyTo, mapNumber, open, selectedSpot, test as base, titleOf } from './atlas.ts';

/** Of pages, each of which wants so many that are not there: more than the overview's 8,000 in all. */
const PAGES = 90;
const WANTED = 110;
const OVERVIEW = 8000;
/** Pages that nothing links to, the least important of all. */
const LONELY = 5;

const test = base.extend<object, { large: string }>({
  large: [
    async ({}, use) => {
      const scratch = await mkdtemp(join(tmpdir(), 'wiki-atlas-large-'));
      const [wiki, file] = [join(scratch, 'wiki'), join(scratch, 'wiki.sqlite')];
      await mkdir(wiki);
      for (let page = 0; page < PAGES; page++) {
        const links = Array.from({ length: WANTED }, (_, i) => `[[Wish ${page} of ${i}]]`);
        await writeFile(
          join(wiki, `page_${page}.md`),
          `[[page_${(page + 1) % PAGES}]]\n\n${links.join('\n\n')}\n`,
        );
      }
      for (let page = 0; page < LONELY; page++) {
        await writeFile(join(wiki, `lonely_${page}.md`), `[[page_${page}]]\n`);
      }
      await promisify(execFile)(process.execPath, [
        'dist/cli/main.js',
        'import',
        wiki,
        '--store',
        `sqlite:${file}`,
      ]);
      const store = await openSqliteStore(file);
      const app = createApp({ store, clientFolder: resolve('dist/client'), host: '127.0.0.1' });
      const server = await listen(app, { host: '127.0.0.1', port: 0 });
      await use(server.url);
      await server.close();
      await store.close();
      await rm(scratch, { recursive: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ large }, use) => use(large),
});

test('the overview says what it leaves out, has the orphans, and pages arrive as one looks closer', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const parts: string[] = [];
  page.on('request', (request) => {
    const limit = new URL(request.url()).searchParams.get('limit');
    if (request.url().includes('bbox=')) parts.push(limit ?? '');
  });
  await open(page);
  expect(await mapNumber(page, 'nodes')).toBe(OVERVIEW + LONELY);
  await expect(page.getByText(/most important of 9,995 pages.*; all 5 orphans are shown/)).toBeVisible();
  expect(parts).toEqual([]);
  // the same wiki, nearer: beside a page that is not among the most important ones
  const answer = await page.request.get(`/api/pages/${encodeURIComponent('Wish 89 of 109')}`);
  const { x, y } = (await answer.json()) as { x: number; y: number };
  await open(page, `/?camera=${x},${y},0.2`);
  await expect.poll(() => mapNumber(page, 'nodes')).toBeGreaterThan(OVERVIEW + LONELY);
  expect([...new Set(parts)]).toEqual(['2500']);
});

test('a page that the overview leaves out is flown to, and is there again after a reload', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page);
  await flyTo(page, 'Wish 89 of 109');
  await expect(titleOf(page)).toHaveText('Wish 89 of 109');
  const { x, y } = await selectedSpot(page);
  expect(x).toBeGreaterThan(0);
  expect(y).toBeGreaterThan(0);
  await page.reload();
  await expect(titleOf(page)).toHaveText('Wish 89 of 109');
  const again = await selectedSpot(page);
  expect(Math.abs(again.x - x)).toBeLessThan(3);
  expect(Math.abs(again.y - y)).toBeLessThan(3);
});
