/**
 * One contender in a page of Chromium: its first picture, then a drag. Invariant: all are driven by
 * the same mouse, in windows of one size, with an empty cache and a new process for each run; what
 * takes longer than it may is ended, with the browser.
 */
import { chromium, type Browser, type Page } from 'playwright-core';
import { z } from 'zod';
import { findChromium } from '../test/browser/find-chromium.ts';
import { WINDOW } from './draw-graph.ts';

/** Longest first picture and longest frame, ms; what takes longer is of no use. */
export const BEYOND_USE = 30_000;
export const DRAG = { steps: 40, x: 8, y: 5, from: { x: 480, y: 300 } };

/** A machine without a graphics card; frames as fast as they can be made. */
const FLAGS = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-gpu',
  '--enable-unsafe-swiftshader',
  '--disable-gpu-vsync',
  '--disable-frame-rate-limit',
];

const firstSchema = z.object({ ms: z.number().positive(), sinceNavigation: z.number().optional() });
export type FirstPicture = z.infer<typeof firstSchema>;

export class DrawBrowser {
  #browser: Browser | null = null;
  readonly #probe: string;

  /** @param probe script that every page runs first */
  constructor(probe: string) {
    this.#probe = probe;
  }

  /** A page of its own, closed afterwards. Where `use` throws, the browser goes too. */
  async withPage<T>(use: (page: Page) => Promise<T>): Promise<T> {
    this.#browser ??= await chromium.launch({ executablePath: findChromium(), args: FLAGS });
    try {
      const context = await this.#browser.newContext({ viewport: WINDOW });
      const page = await context.newPage();
      await page.addInitScript({ content: this.#probe });
      const result = await use(page);
      await context.close();
      return result;
    } catch (error) {
      // a page that is busy for minutes cannot be closed in any other way
      await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    this.#browser = null;
  }
}

/** @throws where it takes longer than BEYOND_USE */
async function inTime<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${what} takes longer than ${BEYOND_USE / 1000} s`)),
      BEYOND_USE,
    );
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

const PEER_PAGE =
  '<!doctype html><style>body{margin:0}#graph{position:fixed;inset:0}</style><div id="graph"></div>';

/** A page that waits for JSON text, then draws it with the library in `script`. */
export async function firstOfPeer(
  page: Page,
  script: string,
  text: string,
  settings: object,
): Promise<FirstPicture> {
  await page.goto(`data:text/html,${encodeURIComponent(PEER_PAGE)}`);
  await page.addScriptTag({ content: script });
  await page.evaluate(`globalThis.graphText = ${JSON.stringify(text)}; undefined`);
  const drawn = page.evaluate(`drawBench.first(${JSON.stringify(settings)})`);
  return firstSchema.parse(await inTime(drawn, 'the first picture'));
}

/** Our client at `url`: the program comes from the browser's cache, all that the API answers does not. */
export async function firstOfAtlas(page: Page, url: string): Promise<FirstPicture> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setBlockedURLs', { urls: ['*/api/*'] });
  await page.goto(url, { waitUntil: 'load' });
  // the page asks again what it got no answer to: it has to be gone before it would get one
  await page.goto('about:blank');
  await session.send('Network.setBlockedURLs', { urls: [] });
  await session.detach();
  await page.goto(url, { waitUntil: 'commit' });
  return firstSchema.parse(await inTime(page.evaluate('drawBench.firstMap()'), 'the first picture'));
}

const countsSchema = z.object({ nodes: z.int().positive(), edges: z.int().nonnegative() });

/** What our map says it draws. */
export async function drawnByAtlas(page: Page): Promise<{ nodes: number; edges: number }> {
  return countsSchema.parse(await page.evaluate('drawBench.drawn()'));
}

/**
 * Drags the picture by steps, each once the frame of the one before is finished; begins none after
 * `enough` ms.
 * @returns ms a frame; the first, in which a library tells a drag from a click, is left out
 * @throws where the picture stays as it was
 */
export async function drag(page: Page, enough: number): Promise<number[]> {
  const { steps, x, y, from } = DRAG;
  const before = await page.screenshot();
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  const frames: number[] = [];
  const start = performance.now();
  for (let step = 0; step <= steps && (frames.length < 3 || performance.now() - start < enough); step++) {
    const moved = page.mouse.move(from.x + (step + 1) * x, from.y + (step + 1) * y);
    const [frame] = await inTime(
      Promise.all([page.evaluate(`drawBench.frame(${step})`), moved]),
      'a frame of the drag',
    );
    if (step > 0) frames.push(z.number().positive().parse(frame));
  }
  const after = await page.screenshot();
  await page.mouse.up();
  if (before.equals(after)) throw new Error('the picture did not move when it was dragged');
  return frames;
}
