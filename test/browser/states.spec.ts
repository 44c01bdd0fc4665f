import { AxeBuilder } from '@axe-core/playwright';
import { expect, mapOf, open, test, titleOf } from './atlas.ts';

test.describe('while the server is away', () => {
  test.use({ expectedErrors: [/Failed to load resource/] });
  test('the app says so, and recovers by itself', async ({ page }) => {
    await page.route('**/api/**', (route) => route.abort());
    await page.goto('/');
    await expect(page.getByRole('alert')).toContainText('The server does not answer');
    await page.unroute('**/api/**');
    await expect(mapOf(page)).toHaveAttribute('data-camera-ready', 'true');
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

for (const [what, address, width] of [
  ['the map', '/', 1280],
  ['an open page', '/?page=blender_studio/sintel', 1280],
  ["a page's text", '/?page=blender_studio/sintel&tab=text', 1280],
  ['a list', '/?list=orphans', 1280],
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
