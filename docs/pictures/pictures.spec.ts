/** Makes README's pictures again: `npm run pictures`. */
import { expect, mapOf, open, selectedSpot, test, titleOf } from '../../test/browser/atlas.ts';

test.use({ viewport: { width: 1440, height: 900 } });

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the app, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await open(page, '/?page=blender_studio/sintel');
    await expect(titleOf(page)).toHaveText('Sintel');
    await selectedSpot(page);
    await expect(mapOf(page)).toHaveAttribute('data-theme', colorScheme);
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: `docs/pictures/app-${colorScheme}.png` });
  });
}
