import { expect, mapOf, open, selectedSpot, test, titleOf } from './atlas.ts';

test('an orphan is found in the list and shown on the map', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'List of orphans' }).click();
  await expect(page.getByText('Structural links do not count')).toBeVisible();
  await page.getByRole('link', { name: 'Yo Frankie!' }).click();
  await expect(titleOf(page)).toHaveText('Yo Frankie!');
  await expect(page.getByText('orphan', { exact: true })).toBeVisible();
  await expect(page.getByText(/no page links here in its text|this is an orphan/)).toBeVisible();
  const { x, y } = await selectedSpot(page);
  await page.mouse.move(x, y);
  await expect(mapOf(page).getByRole('status')).toContainText('Orphan: no page links here');
});

test('orphans are brought out on the map, and the address says so', async ({ page }) => {
  await open(page);
  const toggle = page.getByRole('button', { name: /^Orphans/ });
  await toggle.click();
  await expect(toggle).toHaveAttribute('aria-pressed', 'true');
  await expect(page).toHaveURL(/highlight=orphans/);
});

test('wanted pages are listed, most wanted first, with who wants them', async ({ page }) => {
  await open(page, '/?list=wanted');
  const rows = page
    .getByRole('list')
    .filter({ has: page.getByText('wanted', { exact: true }) })
    .getByRole('listitem');
  await expect(rows.first()).toContainText('Krita');
  await expect(rows.first()).toContainText('5 pages link here');
});

test('the list of what a neighbourhood shows is its equal in words', async ({ page }) => {
  await open(page, '/?mode=neighbourhood&seed=blender_studio/tears_of_steel&list=shown');
  const nodes = Number(await mapOf(page).getAttribute('data-nodes'));
  await expect(page.locator('.list-rows').getByRole('listitem')).toHaveCount(nodes);
});
