import type { Locator, Page } from '@playwright/test';
import { expect, mapNumber, mapOf, open, test, titleOf } from './atlas.ts';

const PATH = '/?mode=path&from=blender_studio/sintel&to=sound_and_music/foley&list=shown';

const pathsOf = (page: Page): Locator => page.locator('.path');
const field = (page: Page, name: 'From topic' | 'To topic'): Locator =>
  page.getByRole('combobox', { name, exact: true });

test('two topics are joined from the panel and the search, by keys alone', async ({ page }) => {
  await open(page, '/?page=blender_studio/sintel');
  await page.getByRole('button', { name: 'Path from here' }).press('Enter');
  await expect(field(page, 'From topic')).toHaveValue('Sintel');
  // the whole map is there to choose the other end on, and the field for it has the focus
  await expect(mapOf(page)).toHaveAttribute('data-kind', 'map');
  await expect(field(page, 'To topic')).toBeFocused();
  await page.keyboard.type('foley');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The 3 shortest paths: 2 to 3 steps')).toBeVisible();
  await expect(field(page, 'To topic')).toHaveValue('Foley');
  await expect(page).toHaveURL(/mode=path&from=blender_studio\/sintel&to=sound_and_music\/foley/);

  const shortest = pathsOf(page).first();
  await expect(shortest.getByRole('heading')).toHaveText(/2 steps.*by Ambience/);
  await expect(shortest.getByRole('heading')).toBeFocused();
  await expect(shortest.getByRole('link')).toHaveText(['Sintel', 'Ambience', 'Foley']);
  await expect(shortest.locator('mark')).toHaveText(['Ambience', 'foley steps']);
  await page.keyboard.press('Tab');
  await expect(shortest.getByRole('link', { name: 'Sintel' })).toBeFocused();
});

test('the pages of the paths are drawn, and a step of the list opens its page', async ({ page }) => {
  await open(page, PATH);
  await expect(mapOf(page)).toHaveAttribute('data-kind', 'neighbourhood');
  await expect(mapOf(page).getByRole('img')).toHaveAccessibleName(/^Paths: 7 pages/);
  expect(await mapNumber(page, 'nodes')).toBe(7);
  await pathsOf(page).first().getByRole('link', { name: 'Ambience' }).click();
  await expect(titleOf(page)).toHaveText('Ambience');
  await mapNumber(page, 'selected-x');
  await expect(pathsOf(page).first().locator('[aria-current=page]')).toHaveText('Ambience');
});

test('a path is in the address: reload, back and forward show it', async ({ page }) => {
  await open(page, '/?mode=path&from=blender_studio/sintel');
  await field(page, 'To topic').fill('foley');
  await page
    .getByRole('option', { name: /^Foley/ })
    .first()
    .click();
  await expect(pathsOf(page)).toHaveCount(3);
  const address = page.url();
  await page.reload();
  await expect(pathsOf(page)).toHaveCount(3);
  await expect(field(page, 'From topic')).toHaveValue('Sintel');
  expect(page.url()).toBe(address);
  await page.goBack();
  await expect(mapOf(page)).toHaveAttribute('data-kind', 'map');
  await expect(field(page, 'To topic')).toHaveValue('');
  await page.goForward();
  await expect(pathsOf(page)).toHaveCount(3);
});

test('the ends are swapped, and the steps turned round', async ({ page }) => {
  await open(page, PATH);
  await page.getByRole('button', { name: 'Swap the ends' }).click();
  await expect(page).toHaveURL(/from=sound_and_music\/foley&to=blender_studio\/sintel/);
  await expect(field(page, 'From topic')).toHaveValue('Foley');
  const shortest = pathsOf(page).first();
  await expect(shortest.getByRole('link')).toHaveText(['Foley', 'Ambience', 'Sintel']);
});

test('along the links there are other paths, and the address says which were asked for', async ({ page }) => {
  await open(page, PATH);
  await page.getByRole('radio', { name: 'Along links' }).click();
  await expect(page).toHaveURL(/way=out/);
  await expect(pathsOf(page).first()).toContainText('links to the next');
  await expect(page.getByText('is linked from the next')).toHaveCount(0);
});

test('where no path is found, what may find one is offered', async ({ page }) => {
  // no page links to an orphan: only structural links lead there
  await open(page, '/?mode=path&from=blender_studio/sintel&to=blender_studio/yo_frankie&way=out&list=shown');
  const list = page.getByRole('region', { name: 'Lists' });
  await expect(list).toContainText('No path of up to 6 steps joins the two along the links');
  // both are shown, and not joined
  expect(await mapNumber(page, 'nodes')).toBe(2);
  expect(await mapNumber(page, 'edges')).toBe(0);
  await page.getByRole('button', { name: 'Go against links too' }).click();
  await expect(page).not.toHaveURL(/way=out/);
  await expect(pathsOf(page).first()).toContainText('Yo Frankie!');
  await page.goBack();
  await page.getByRole('button', { name: 'Count structural links' }).click();
  await expect(page).toHaveURL(/structural=1/);
  await expect(pathsOf(page).first()).toContainText('Yo Frankie!');
});

test('the other end is chosen on the map', async ({ page }) => {
  await open(page, '/?mode=path&from=blender_studio/sintel&page=sound_and_music/foley');
  await page.getByRole('button', { name: 'Path to here' }).click();
  await expect(pathsOf(page)).toHaveCount(3);
  await expect(titleOf(page)).toHaveCount(0);
});

test('an end is taken back, and the map is there again', async ({ page }) => {
  await open(page, PATH);
  await expect(field(page, 'To topic')).toHaveValue('Foley');
  await page.locator('.path-ends').getByRole('button', { name: 'Clear' }).last().click();
  await expect(page).not.toHaveURL(/[?&]to=/);
  await expect(mapOf(page)).toHaveAttribute('data-kind', 'map');
  await expect(pathsOf(page)).toHaveCount(0);
});

test('what is typed and not chosen leaves the end as it was', async ({ page }) => {
  await open(page, PATH);
  await expect(field(page, 'To topic')).toHaveValue('Foley');
  await field(page, 'To topic').fill('something else');
  await page.getByRole('heading', { level: 1 }).click();
  await expect(field(page, 'To topic')).toHaveValue('Foley');
});

test.describe('an end that is no page', () => {
  test.use({ expectedErrors: [/404/] });
  test('is said to be none, and pages of a similar name are offered', async ({ page }) => {
    await page.goto('/?mode=path&from=blender_studio/sintl&to=sound_and_music/foley&list=shown');
    await expect(page.getByRole('region', { name: 'Lists' })).toContainText('There is no such page');
    await expect(
      page.getByRole('region', { name: 'Lists' }).getByRole('link', { name: 'Sintel' }),
    ).toBeVisible();
  });
});

test('paths fit a screen 360 px wide: the picture above, the steps below', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, PATH);
  await expect(pathsOf(page).first().getByRole('link', { name: 'Ambience' })).toBeInViewport();
  const header = await page.getByRole('banner').boundingBox();
  const sheet = await page.getByRole('complementary', { name: 'Lists' }).boundingBox();
  expect((sheet?.y ?? 0) - (header?.y ?? 0) - (header?.height ?? 0)).toBeGreaterThan(120);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});
