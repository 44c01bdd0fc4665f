import { expect, flyTo, mapNumber, mapOf, open, selectedSpot, test, titleOf } from './atlas.ts';

test('a reload shows the same view', async ({ page }) => {
  await open(page);
  await page.getByLabel('Coloured by').selectOption({ label: 'Folder' });
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

test('a page opened by a click on the overview is in its place again after a reload', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page, '/?page=blender_studio/spring');
  await page.getByRole('button', { name: 'Show everything' }).click();
  const spot = await selectedSpot(page);
  await page.reload();
  await expect(titleOf(page)).toHaveText('Spring');
  expect(await selectedSpot(page)).toEqual(spot);
});

test('to show everything takes the place on the map out of the address', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect(page).toHaveURL(/camera=/);
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect(page).not.toHaveURL(/camera=/);
});

test('Back in the middle of a flight leads back to where it began, and stays there', async ({ page }) => {
  await open(page);
  await flyTo(page, 'sintel');
  // where a flight ends is in the address as soon as it begins: nearer than the overview
  await expect(page).toHaveURL(/page=.*camera=[^&]*,0\.\d/);
  const address = page.url();
  await page.goBack();
  await expect(titleOf(page)).toHaveCount(0);
  await expect(page).not.toHaveURL(/[?&]/);
  // longer than a flight and the rest after it
  await page.waitForTimeout(1200);
  await expect(page).not.toHaveURL(/[?&]/);
  await page.goForward();
  await expect(titleOf(page)).toHaveText('Sintel');
  await selectedSpot(page);
  expect(page.url()).toBe(address);
});

test('Back right after the map was moved leaves the place it leads to alone', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'List of orphans' }).click();
  await expect(page).toHaveURL(/list=orphans/);
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await page.goBack();
  await page.waitForTimeout(1200);
  await expect(page).not.toHaveURL(/[?&]/);
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
