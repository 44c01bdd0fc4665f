import { expect, flyTo, mapNumber, mapOf, open, selectedSpot, test, titleOf } from './atlas.ts';

test('opens on the whole wiki', async ({ page }) => {
  await open(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Wiki Atlas');
  await expect(page.getByText('92 pages')).toBeVisible();
  expect(await mapNumber(page, 'nodes')).toBe(99);
  expect(await mapNumber(page, 'edges')).toBeGreaterThan(100);
});

test('search flies to a topic and opens its page', async ({ page }) => {
  await open(page);
  await flyTo(page, 'sintel');
  await expect(titleOf(page)).toHaveText('Sintel');
  await expect(page).toHaveURL(/page=blender_studio\/sintel/);
  const { x, y } = await selectedSpot(page);
  const panel = await titleOf(page).boundingBox();
  expect(x).toBeGreaterThan(0);
  expect(x).toBeLessThan(panel?.x ?? 0);
  expect(y).toBeGreaterThan(0);
  expect(y).toBeLessThan(800);
});

test('search finds words in the text and marks them', async ({ page }) => {
  await open(page);
  await page.getByRole('combobox', { name: 'Search topics and text' }).fill('recognises the dragon');
  const result = page.getByRole('option', { name: /Facial expression/ });
  await expect(result.locator('mark').first()).toBeVisible();
  await result.click();
  await expect(titleOf(page)).toHaveText(/Facial expression/);
});

test('search says so when nothing is found', async ({ page }) => {
  await open(page);
  await page.getByRole('combobox', { name: 'Search topics and text' }).fill('zzzqqqxxx');
  await expect(page.getByText('Nothing found for')).toBeVisible();
});

test('a click on a page on the map opens it', async ({ page }) => {
  await open(page, '/?page=blender_studio/spring');
  await expect(titleOf(page)).toHaveText('Spring');
  const spot = await selectedSpot(page);
  await page.keyboard.press('Escape');
  await expect(titleOf(page)).toHaveCount(0);
  await page.mouse.click(spot.x, spot.y);
  await expect(titleOf(page)).toHaveText('Spring');
});

test('hover shows a page and how it is linked', async ({ page }) => {
  await open(page, '/?page=blender_studio/spring');
  const spot = await selectedSpot(page);
  await page.keyboard.press('Escape');
  await page.mouse.move(spot.x, spot.y, { steps: 4 });
  const tooltip = mapOf(page).getByRole('status');
  await expect(tooltip).toContainText('Spring');
  await expect(tooltip).toContainText('12 pages link here');
});

test('a backlink shows its sentence, its heading and the moment in the video', async ({ page }) => {
  await open(page, '/?page=blender_studio/sintel');
  const card = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: /^Facial expression/ }) });
  await expect(card).toContainText('When Sintel recognises the dragon, nothing moves at first but her eyes.');
  await expect(card.locator('mark').first()).toHaveText('Sintel recognises the dragon');
  await expect(card.getByRole('link', { name: 'Watch at 11:05' })).toHaveAttribute(
    'href',
    /^https:\/\/www\.youtube\.com\/watch\?v=[\w-]{11}&t=665s$/,
  );
});

test('a link in the text leads to its page, and back leads back', async ({ page }) => {
  await open(page, '/?page=character_animation/facial_expression&tab=text');
  await page.getByRole('tabpanel').locator('a[data-page="blender_studio/sintel"]').first().click();
  await expect(titleOf(page)).toHaveText('Sintel');
  await page.goBack();
  await expect(titleOf(page)).toHaveText(/Facial expression/);
  await page.goForward();
  await expect(titleOf(page)).toHaveText('Sintel');
});

test('time marks in the text open the video at their moment', async ({ page }) => {
  await open(page, '/?page=character_animation/facial_expression&tab=text');
  const mark = page.getByRole('tabpanel').locator('a.time-mark').first();
  await expect(mark).toHaveAttribute('href', /youtube\.com\/watch\?v=[\w-]{11}&t=\d+s/);
  await expect(mark).toHaveAttribute('target', '_blank');
});

test('a wanted page says that no file answers and who wants it', async ({ page }) => {
  await open(page);
  await flyTo(page, 'Krita');
  await expect(titleOf(page)).toHaveText('Krita');
  await expect(page.getByText('No file answers to this name')).toBeVisible();
  await expect(
    page.getByRole('listitem').locator('mark').filter({ hasText: /krita/i }).first(),
  ).toBeVisible();
});

test('the neighbourhood grows by steps and follows links one way', async ({ page }) => {
  await open(page, '/?page=blender_studio/tears_of_steel');
  await page.getByRole('button', { name: 'Explore neighbourhood' }).click();
  await expect(mapOf(page)).toHaveAttribute('data-kind', 'neighbourhood');
  await expect(page).toHaveURL(/mode=neighbourhood/);
  const near = await mapNumber(page, 'nodes');
  expect(near).toBeGreaterThan(3);
  expect(near).toBeLessThan(99);
  await page.getByRole('button', { name: 'One step more' }).click();
  await expect.poll(() => mapNumber(page, 'nodes')).toBeGreaterThan(near);
  await page.getByRole('button', { name: 'One step less' }).click();
  await expect.poll(() => mapNumber(page, 'nodes')).toBe(near);
  await page.getByRole('radio', { name: 'In', exact: true }).click();
  await expect.poll(() => mapNumber(page, 'nodes')).toBeLessThan(near);
  await page.goBack();
  await expect.poll(() => mapNumber(page, 'nodes')).toBe(near);
});

test('a region in the legend is flown to, by mouse and by key', async ({ page }) => {
  await open(page);
  const cameraOf = (): string | null => new URL(page.url()).searchParams.get('camera');
  const regions = page.getByRole('list', { name: /^Regions/ }).getByRole('button');
  await regions.first().click();
  await expect.poll(cameraOf).not.toBeNull();
  const largest = cameraOf();
  await regions.nth(1).press('Enter');
  await expect.poll(cameraOf).not.toBe(largest);
});

test('structural links are off until they are asked for', async ({ page }) => {
  await open(page);
  const edges = await mapNumber(page, 'edges');
  await page.getByText('Structural links').click();
  await expect.poll(() => mapNumber(page, 'edges')).toBeGreaterThan(edges);
  await expect(page).toHaveURL(/structural=1/);
  // with them, only the page that nothing links to at all is an orphan
  await expect(page.getByRole('button', { name: /^Orphans/ })).toContainText('1');
  await expect(page.getByRole('button', { name: /^Orphans/ })).not.toContainText('13');
});

test('folders can be hidden, and wanted pages', async ({ page }) => {
  await open(page, '/?color=folder');
  await page.getByRole('button', { name: /open_licensing/ }).click();
  await expect.poll(() => mapNumber(page, 'nodes')).toBeLessThan(99);
  await page.getByRole('button', { name: 'Show all folders' }).click();
  await expect.poll(() => mapNumber(page, 'nodes')).toBe(99);
  await page.getByText('Show wanted pages').click();
  await expect.poll(() => mapNumber(page, 'nodes')).toBe(92);
});
