import { AxeBuilder } from '@axe-core/playwright';
import { expect, mapOf, open, selectedSpot, test, titleOf } from './atlas.ts';

test.describe('while the server is away', () => {
  test.use({ expectedErrors: [/Failed to load resource/] });
  test('the app says so once, and recovers by itself', async ({ page }) => {
    await page.route('**/api/**', (route) => route.abort());
    await page.goto('/?page=blender_studio/sintel&list=orphans');
    await expect(page.getByRole('alert')).toHaveCount(1);
    await expect(page.getByRole('alert')).toContainText('The server does not answer');
    await page.unroute('**/api/**');
    await expect(mapOf(page)).toHaveAttribute('data-camera-ready', 'true');
    await expect(titleOf(page)).toHaveText('Sintel');
    await expect(page.getByText('13 pages.')).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

  test('what is on the screen stays, and one notice is put on it', async ({ page }) => {
    await open(page);
    await page.route('**/api/**', (route) => route.abort());
    await page.getByRole('button', { name: 'List of orphans' }).click();
    await expect(page.getByRole('alert')).toHaveCount(1);
    await expect(mapOf(page)).toBeVisible();
    await page.unroute('**/api/**');
    await page.getByRole('button', { name: 'Try now' }).click();
    await expect(page.getByText('13 pages.')).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
});

test('light and dark follow the system while the app is open', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await open(page);
  const sea = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await sea();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(mapOf(page)).toHaveAttribute('data-theme', 'dark');
  expect(await sea()).not.toBe(light);
});

test('everything fits a screen 360 px wide', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, '/?page=blender_studio/sintel');
  await expect(titleOf(page)).toBeInViewport();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

for (const [width, height] of [
  [1024, 768],
  [740, 360],
] as const) {
  test(`no card lies on another or on the selected page at ${width} × ${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page, '/?page=blender_studio/sintel');
    await expect(titleOf(page)).toBeVisible();
    const spot = await selectedSpot(page);
    const cards = page.locator('.top-card, .panel, .zoom');
    const boxes = await Promise.all((await cards.all()).map((card) => card.boundingBox()));
    expect(boxes).toHaveLength(3);
    const lies = boxes.flatMap((box) => box ?? []);
    for (const [place, a] of lies.entries()) {
      for (const b of [...lies.slice(place + 1), { ...spot, width: 0, height: 0 }]) {
        const apart = a.x + a.width <= b.x || b.x + b.width <= a.x;
        expect(apart || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true);
      }
    }
  });
}

for (const [what, address, width] of [
  ['the map', '/', 1280],
  ['an open page', '/?page=blender_studio/sintel', 1280],
  ["a page's text", '/?page=blender_studio/sintel&tab=text', 1280],
  ['a list', '/?list=orphans', 1280],
  ['the folders', '/?color=folder', 1280],
  ['who names a page', '/?page=blender_studio/yo_frankie&tab=mentions', 1280],
  ['who names a page, on a phone', '/?page=blender_studio/yo_frankie&tab=mentions', 360],
  ['related pages', '/?page=blender_studio/sintel&tab=related', 1280],
  ['related pages on a phone', '/?page=blender_studio/sintel&tab=related', 360],
  ['a path without its end', '/?mode=path&from=blender_studio/sintel', 1280],
  ['paths', '/?mode=path&from=blender_studio/sintel&to=sound_and_music/foley&list=shown', 1280],
  ['paths on a phone', '/?mode=path&from=blender_studio/sintel&to=sound_and_music/foley&list=shown', 360],
  ['no path', '/?mode=path&from=blender_studio/sintel&to=index&list=shown', 1280],
  ['a neighbourhood on a phone', '/?mode=neighbourhood&seed=blender_studio/sintel', 360],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${what} has no accessibility fault that axe finds, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 800 });
      await open(page, address);
      if (address.includes('page=')) await expect(titleOf(page)).toBeVisible();
      await page.waitForLoadState('networkidle');
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
        .analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    });
  }
}
