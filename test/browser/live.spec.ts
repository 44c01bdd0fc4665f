/** What is on the screen follows the store: another process imports, the store goes away and comes back. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { AtlasError } from '../../graph/errors.ts';
import { createApp } from '../../server/app.ts';
import { EventFeed } from '../../server/live/event-feed.ts';
import { listen } from '../../server/listen.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { openSqliteStore } from '../../store/sqlite/open.ts';
import { expect, mapNumber, mapOf, open, selectedSpot, test as base, titleOf } from './atlas.ts';

interface Live {
  url: string;
  /** the folder, to be changed before it is imported again */
  wiki: string;
  importAgain(): Promise<void>;
  /** tells how far an import of the server's own is */
  feed: EventFeed;
  /** whether the store can be reached */
  setAway(away: boolean): void;
}

/** A server over a store of its own that another process imports into. */
const test = base.extend<{ live: Live }>({
  live: async ({}, use) => {
    const scratch = await mkdtemp(join(tmpdir(), 'wiki-atlas-live-'));
    const [wiki, file] = [join(scratch, 'wiki'), join(scratch, 'wiki.sqlite')];
    await cp('examples', wiki, { recursive: true });
    const importAgain = async (): Promise<void> => {
      const argv = ['dist/cli/main.js', 'import', wiki, '--store', `sqlite:${file}`];
      await promisify(execFile)(process.execPath, argv);
    };
    await importAgain();
    let away = false;
    const opened = await openSqliteStore(file);
    const store = new Proxy(opened, {
      get: (target, name: keyof GraphStore) =>
        away && name !== 'close'
          ? () => Promise.reject(new AtlasError('store-unavailable', 'bolt://db cannot be reached'))
          : target[name],
    });
    const feed = new EventFeed(store);
    const app = createApp({ store, clientFolder: resolve('dist/client'), host: '127.0.0.1', feed });
    const server = await listen(app, { host: '127.0.0.1', port: 0 });
    await use({ url: server.url, wiki, importAgain, feed, setAway: (value) => (away = value) });
    feed.close();
    await server.close();
    await opened.close();
    await rm(scratch, { recursive: true });
  },
  baseURL: async ({ live }, use) => use(live.url),
});

test('pages of an import appear by themselves, and place and selection stay', async ({ page, live }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page, '/?page=blender_studio/sintel');
  await expect(titleOf(page)).toHaveText('Sintel');
  const before = await selectedSpot(page);
  const address = page.url();
  const nodes = await mapNumber(page, 'nodes');
  await expect(page.getByText('A brand new page')).toHaveCount(0);

  await writeFile(join(live.wiki, 'brand_new.md'), '# A brand new page\n\nIt knows [[sintel]].\n');
  await live.importAgain();

  await expect(mapOf(page)).toHaveAttribute('data-nodes', String(nodes + 1));
  await expect(page.getByText('A brand new page').first()).toBeVisible();
  await expect(titleOf(page)).toHaveText('Sintel');
  expect(page.url()).toBe(address);
  const after = await selectedSpot(page);
  expect(Math.hypot(after.x - before.x, after.y - before.y)).toBeLessThan(2);
});

test('an import between the first answers and the first event is not missed', async ({ page, live }) => {
  let letThrough = (): void => undefined;
  const held = new Promise<void>((letGo) => (letThrough = letGo));
  await page.route('**/api/events', async (route) => {
    await held;
    await route.continue();
  });
  await open(page);
  const nodes = await mapNumber(page, 'nodes');
  await writeFile(join(live.wiki, 'brand_new.md'), '# A brand new page\n\nIt knows [[sintel]].\n');
  await live.importAgain();
  expect(await mapNumber(page, 'nodes')).toBe(nodes);
  letThrough();
  await expect(mapOf(page)).toHaveAttribute('data-nodes', String(nodes + 1));
});

test('nothing is asked for twice where no import came between', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const events = page.waitForResponse('**/api/events');
  await open(page);
  await events;
  await page.waitForTimeout(500);
  expect(asked.filter((path) => path === '/api/map')).toHaveLength(1);
});

test('how far an import is stands in one quiet line, and is gone when it is over', async ({ page, live }) => {
  await open(page);
  live.feed.onProgress('parse', 1200, 5477);
  const line = page.getByText('Importing 1,200 of 5,477 pages');
  await expect(line).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'Importing pages' })).toHaveCount(1);
  await expect(page.getByRole('alert')).toHaveCount(0);
  live.feed.onProgress('analyse', 0, 0);
  await expect(page.getByText('Laying out the map')).toBeVisible();
  live.feed.importEnded();
  await expect(page.getByText('Laying out the map')).toHaveCount(0);
  await expect(page.getByRole('status').filter({ hasText: 'The import is over' })).toHaveCount(1);
});

test('the page that the wiki starts at is one click away', async ({ page, live }) => {
  await open(page);
  await expect(page.getByRole('link', { name: 'Start page' })).toHaveCount(0);
  await writeFile(join(live.wiki, 'wiki-atlas.config.json'), '{"home": "sintel"}');
  await live.importAgain();
  await page.getByRole('link', { name: 'Start page' }).click();
  await expect(titleOf(page)).toHaveText('Sintel');
});

test.describe('a page that is taken out', () => {
  test.use({ expectedErrors: [/Failed to load resource.*404/] });

  test('is said to be gone', async ({ page, live }) => {
    await writeFile(join(live.wiki, 'passing.md'), '# Passing\n\nIt knows [[sintel]].\n');
    await live.importAgain();
    await open(page, '/?page=passing');
    await expect(titleOf(page)).toHaveText('Passing');
    await rm(join(live.wiki, 'passing.md'));
    await live.importAgain();
    await expect(page.getByText('There is no such page')).toBeVisible();
  });
});

test.describe('while the database is away', () => {
  test.use({ expectedErrors: [/Failed to load resource/] });

  test('a quiet notice says so, what is shown stays, and all recovers by itself', async ({ page, live }) => {
    await open(page, '/?page=blender_studio/sintel');
    await expect(titleOf(page)).toHaveText('Sintel');
    live.setAway(true);
    const notice = page
      .getByRole('status')
      .filter({ hasText: 'The database cannot be reached; trying again' });
    await expect(notice).toHaveCount(1);
    await page.getByRole('button', { name: 'List of orphans' }).click();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(mapOf(page)).toBeVisible();
    await expect(titleOf(page)).toHaveText('Sintel');
    live.setAway(false);
    await expect(notice).toHaveCount(0);
    await expect(page.getByText('13 pages.')).toBeVisible();
  });

  test('an app that is opened meanwhile waits, and shows everything in the end', async ({ page, live }) => {
    live.setAway(true);
    await page.goto('/');
    await expect(page.getByText('The database cannot be reached; trying again')).toHaveCount(1);
    await expect(page.getByRole('alert')).toHaveCount(0);
    live.setAway(false);
    await expect(mapOf(page)).toHaveAttribute('data-camera-ready', 'true');
    await expect(page.getByText('The database cannot be reached')).toHaveCount(0);
  });
});
