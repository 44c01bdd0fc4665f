import { expect, mapNumber, mapOf, open, selectedSpot, test, titleOf } from './atlas.ts';

test('a reload shows the same view', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: /making_of/ }).click();
  await page.getByRole('button', { name: 'List of orphans' }).click();
  await page.getByRole('link', { name: 'Yo Frankie!' }).click();
  await page.getByRole('tab', { name: 'Text' }).click();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  const spot = await selectedSpot(page);
  const nodes = await mapNumber(page, 'nodes');
  await expect(page).toHaveURL(/camera=/);
  const address = page.url();

  await page.reload();
  await expect(mapOf(page)).toHaveAttribute('data-camera-ready', 'true');
  await expect(titleOf(page)).toHaveText('Yo Frankie!');
  await expect(page.getByRole('tab', { name: 'Text' })).toHaveAttribute('aria-selected', 'true');
  expect(await mapNumber(page, 'nodes')).toBe(nodes);
  const again = await selectedSpot(page);
  expect(Math.abs(again.x - spot.x)).toBeLessThanOrEqual(1);
  expect(Math.abs(again.y - spot.y)).toBeLessThanOrEqual(1);
  expect(page.url()).toBe(address);
});

test('a neighbourhood can be shared by its address', async ({ page }) => {
  await open(page, '/?mode=neighbourhood&seed=blender_studio/sintel&depth=2&direction=out');
  await expect(page.getByText('2 steps')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Out', exact: true })).toBeChecked();
});

test.describe('an address of no page', () => {
  test.use({ expectedErrors: [/404/] });
  test('offers pages of a similar name', async ({ page }) => {
    await open(page, '/?page=blender_studio/sintl');
    await expect(page.getByRole('alert')).toContainText('There is no such page');
    await page.getByRole('alert').getByRole('link', { name: 'Sintel' }).click();
    await expect(titleOf(page)).toHaveText('Sintel');
  });
});
