import { expect, mapNumber, mapOf, open, selectedSpot, test, titleOf } from './atlas.ts';
import type { Page } from '@playwright/test';

interface Drawn {
  /** WebGL draw calls */
  nodes: number;
  /** and 2D canvases wiped for painting */
  all: number;
}

/** Counts what is drawn from now on, on any canvas. */
async function countDrawing(page: Page): Promise<() => Promise<Drawn>> {
  await page.addInitScript(() => {
    const counted = { nodes: 0, all: 0 };
    Object.assign(window, { drawn: counted });
    for (const kind of [WebGLRenderingContext, WebGL2RenderingContext]) {
      const { drawArrays } = kind.prototype;
      kind.prototype.drawArrays = function (...all: Parameters<typeof drawArrays>) {
        counted.nodes++;
        counted.all++;
        return drawArrays.apply(this, all);
      };
    }
    const { clearRect } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.clearRect = function (...all: Parameters<typeof clearRect>) {
      counted.all++;
      return clearRect.apply(this, all);
    };
  });
  return () => page.evaluate(() => (window as unknown as { drawn: Drawn }).drawn);
}

/** Counts until nothing has been drawn for a while. */
async function atRest(drawn: () => Promise<Drawn>): Promise<Drawn> {
  let [last, rests] = [{ nodes: 0, all: -1 }, 0];
  await expect(async () => {
    const now = await drawn();
    rests = now.all === last.all ? rests + 1 : 0;
    last = now;
    expect(rests).toBeGreaterThan(2);
  }).toPass({ intervals: [600] });
  return last;
}

test('nothing is drawn while nothing changes, and something is once it does', async ({ page }) => {
  const drawn = await countDrawing(page);
  await open(page);
  await page.waitForLoadState('networkidle');
  const rested = await atRest(drawn);
  expect(rested.nodes).toBeGreaterThan(0);
  await page.waitForTimeout(1500);
  expect(await drawn()).toEqual(rested);
  await mapOf(page).locator('.map-canvas').press('ArrowRight');
  await expect.poll(async () => (await drawn()).all).toBeGreaterThan(rested.all);
});

test('panning draws no nodes anew, zooming does: their canvas reaches beyond the view', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const drawn = await countDrawing(page);
  await open(page);
  const rested = await atRest(drawn);
  const nodes = mapOf(page).locator('canvas.sigma-nodes');
  const lay = await nodes.evaluate((canvas) => canvas.style.transform);
  await mapOf(page).locator('.map-canvas').press('ArrowRight');
  await expect.poll(() => nodes.evaluate((canvas) => canvas.style.transform)).not.toBe(lay);
  expect((await atRest(drawn)).nodes).toBe(rested.nodes);
  await mapOf(page).locator('.map-canvas').press('+');
  await expect.poll(async () => (await drawn()).nodes).toBeGreaterThan(rested.nodes);
});

test('moving the map paints no ground anew: what lies there is moved', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page);
  const ground = mapOf(page).locator('canvas.sigma-ground');
  const before = await ground.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const lay = await ground.evaluate((canvas) => canvas.style.transform);
  await mapOf(page).locator('.map-canvas').press('ArrowRight');
  await expect.poll(() => ground.evaluate((canvas) => canvas.style.transform)).not.toBe(lay);
  expect(await ground.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())).toBe(before);
});

test('a hovered page has all that it is linked with brought out, the rest is dimmed', async ({
  page,
  baseURL,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page, '/?page=blender_studio/sintel');
  const { x, y } = await selectedSpot(page);
  await page.keyboard.press('Escape');
  await expect(titleOf(page)).toHaveCount(0);
  const map = mapOf(page);
  const painted = (): Promise<number> =>
    map.locator('canvas.sigma-focus').evaluate((canvas: HTMLCanvasElement) => {
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      return pixels.filter((value, place) => place % 4 === 3 && value > 0).length;
    });
  await expect.poll(painted).toBe(0);
  await page.mouse.move(x, y);
  await expect(map).toHaveAttribute('data-dim', 'true');
  const around = await page.request.get(`${baseURL}/api/subgraph?seed=blender_studio/sintel&depth=1`);
  const { nodes } = (await around.json()) as { nodes: unknown[] };
  expect(await mapNumber(page, 'lit')).toBe(nodes.length - 1);
  await expect.poll(painted).toBeGreaterThan(500);
  const opacity = (layer: string): Promise<number> =>
    map.locator(`canvas.sigma-${layer}`).evaluate((canvas) => Number(getComputedStyle(canvas).opacity));
  await expect.poll(() => opacity('nodes')).toBeLessThan(0.5);
  await expect.poll(() => opacity('ground')).toBeLessThan(0.6);
  expect(await opacity('focus')).toBe(1);
  await page.mouse.move(640, 796);
  await expect.poll(() => opacity('nodes')).toBe(1);
  await expect.poll(painted).toBe(0);
});

test('the map is coloured by what is chosen, and an address says so', async ({ page }) => {
  await open(page);
  const menu = page.getByLabel('Coloured by');
  await expect(menu).toHaveValue('community');
  const nodes = mapOf(page).locator('canvas.sigma-ground');
  const byRegion = await nodes.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  await menu.selectOption({ label: 'Folder' });
  await expect(page).toHaveURL(/color=folder/);
  await expect(page.getByRole('list', { name: /^Folders/ })).toContainText('blender_studio');
  await expect
    .poll(() => nodes.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL()))
    .not.toBe(byRegion);
  await menu.selectOption({ label: 'Tag' });
  await expect(page).toHaveURL(/color=facet(:|%3A)tags/);
  const values = page.getByRole('list', { name: 'Values of tags' });
  await expect(values.getByRole('listitem').first()).toContainText(/\d/);
  await page.reload();
  await expect(page.getByLabel('Coloured by')).toHaveValue('facet:tags');
  await expect(values).toBeVisible();
});

test('an address that names a key no page has is no error', async ({ page }) => {
  await open(page, '/?color=facet:no+such+key');
  await expect(page.getByLabel('Coloured by')).toHaveValue('facet:no such key');
  expect(await mapNumber(page, 'nodes')).toBe(99);
});
