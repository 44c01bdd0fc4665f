/**
 * A running server over the sample wiki for each worker, and the words the tests share.
 * Invariant: a test fails on any error the page logs, uncaught exceptions and CSP violations included.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Locator, type Page } from '@playwright/test';

interface WorkerFixtures {
  /** address of a server over the sample wiki */
  atlas: string;
}

interface TestFixtures {
  /** patterns of logged errors that a test brings about itself */
  expectedErrors: RegExp[];
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  atlas: [
    async ({}, use) => {
      const scratch = await mkdtemp(join(tmpdir(), 'wiki-atlas-browser-'));
      const server = spawn(
        process.execPath,
        [
          'dist/cli/main.js',
          'serve',
          'examples',
          '--port',
          '0',
          '--no-watch',
          '--store',
          `sqlite:${scratch}/wiki.sqlite`,
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      await use(await addressOf(server));
      const closed = once(server, 'close');
      server.kill('SIGTERM');
      await closed;
      await rm(scratch, { recursive: true });
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ atlas }, use) => use(atlas),
  expectedErrors: async ({}, use) => use([]),
  page: async ({ page, expectedErrors }, use) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await use(page);
    expect(errors.filter((text) => !expectedErrors.some((pattern) => pattern.test(text)))).toEqual([]);
  },
});

export { expect };

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    server.stdout?.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const match = /http:\/\/[^\s]+/.exec(text);
      if (match) resolve(match[0]);
    });
    server.on('close', (code) => reject(new Error(`the server ended with ${code}`)));
  });
}

export const mapOf = (page: Page): Locator => page.getByTestId('map');
export const titleOf = (page: Page): Locator => page.locator('#panel-title');

/** Goes to an address and waits for the picture to stand still. */
export async function open(page: Page, address = '/'): Promise<void> {
  await page.goto(address);
  await expect(mapOf(page)).toHaveAttribute('data-camera-ready', 'true');
}

/** A number that the map writes on itself: `nodes`, `edges`, `selected-x`, `selected-y`. */
export async function mapNumber(page: Page, name: string): Promise<number> {
  await expect(mapOf(page)).toHaveAttribute(`data-${name}`, /^-?\d+$/);
  return Number(await mapOf(page).getAttribute(`data-${name}`));
}

/** Where the selected page is drawn, once the camera has flown there, come to rest and said so in the address. */
export async function selectedSpot(page: Page): Promise<{ x: number; y: number }> {
  await expect(page).toHaveURL(/camera=/);
  let [last, rests] = ['', 0];
  await expect(async () => {
    const now = `${await mapNumber(page, 'selected-x')},${await mapNumber(page, 'selected-y')}`;
    rests = now === last ? rests + 1 : 0;
    last = now;
    expect(rests).toBeGreaterThan(2);
  }).toPass({ intervals: [200] });
  const [x = Number.NaN, y = Number.NaN] = last.split(',').map(Number);
  return { x, y };
}

/** The search field flies to the best result. */
export async function flyTo(page: Page, words: string): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
}
