import { expect, open, test, titleOf } from './atlas.ts';

test('unlinked mentions show who names a page without linking to it, with the name marked', async ({
  page,
}) => {
  await open(page, '/?page=blender_studio/yo_frankie');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.getByRole('tab', { name: 'Mentions' }).click();
  await expect(page).toHaveURL(/tab=mentions/);
  const card = page.getByRole('tabpanel').getByRole('listitem').first();
  await expect(card.getByRole('link', { name: 'Big Buck Bunny' })).toBeVisible();
  await expect(card.locator('mark').first()).toHaveText(/yo frankie/i);
  await expect(page.getByRole('tab', { name: 'Mentions' })).toContainText('1');
  // it was not asked for before
  expect(asked.filter((path) => path.endsWith('/mentions'))).toHaveLength(1);
  await page.reload();
  await expect(card.locator('mark').first()).toBeVisible();
});

test('a page that nobody names without a link says so', async ({ page }) => {
  await open(page, '/?page=blender_studio/sintel&tab=mentions');
  await expect(page.getByText('No page names this one without linking to it.')).toBeVisible();
});

test('related pages come with what speaks for them, and lead there', async ({ page }) => {
  await open(page, '/?page=blender_studio/sintel');
  await page.getByRole('tab', { name: 'Related' }).click();
  const card = page.getByRole('tabpanel').getByRole('listitem').first();
  await expect(card).toContainText('Elephants Dream');
  await expect(card).toContainText(/Both are linked with .*Crowdfunding.* and \d+ more/);
  await card.getByRole('link', { name: 'Crowdfunding' }).click();
  await expect(titleOf(page)).toHaveText('Crowdfunding');
  await expect(page.getByRole('tab', { name: 'Related' })).toHaveAttribute('aria-selected', 'true');
});

test('long lists of mentions go on where they were cut', async ({ page }) => {
  const mention = { excerpt: 'Here is Sintel.', start: 8, end: 14, heading: [], line: 1 };
  const item = (n: number) => ({
    id: `page ${n}`,
    kind: 'page',
    title: `Page ${n}`,
    folder: '',
    inDegree: 0,
    outDegree: 0,
    count: 1,
    mentions: [mention],
  });
  await page.route('**/api/pages/*/mentions?**', async (route) => {
    const next = new URL(route.request().url()).searchParams.get('cursor');
    const items = next === null ? [item(1), item(2)] : [item(3)];
    await route.fulfill({
      json: {
        items,
        total: 3,
        next: next === null ? 'on' : null,
        truncated: 'only 100 pages were looked at',
      },
    });
  });
  await open(page, '/?page=blender_studio/sintel&tab=mentions');
  const rows = page.getByRole('tabpanel').getByRole('listitem');
  await expect(rows).toHaveCount(2);
  await expect(page.getByText('only 100 pages were looked at')).toBeVisible();
  await page.getByRole('button', { name: 'Show more' }).click();
  await expect(rows).toHaveCount(3);
  await expect(page.getByRole('button', { name: 'Show more' })).toHaveCount(0);
});

test.describe('a tab that cannot be loaded', () => {
  test.use({ expectedErrors: [/Failed to load resource/] });
  test('says so in its place and can be tried again', async ({ page }) => {
    const problem = { type: 'x', title: 'x', status: 400, detail: 'It did not work.', code: 'internal' };
    await page.route('**/api/pages/*/related?**', (route) => route.fulfill({ status: 500, json: problem }));
    await open(page, '/?page=blender_studio/sintel&tab=related');
    await expect(page.getByRole('alert')).toContainText('It did not work.');
    await page.unroute('**/api/pages/*/related?**');
    await page.getByRole('button', { name: 'Try now' }).click();
    await expect(page.getByRole('tabpanel')).toContainText('Elephants Dream');
  });
});

test('an orphan in the list says who names it, and leads to the sentences', async ({ page }) => {
  await open(page, '/?list=orphans');
  const row = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: 'Yo Frankie!' }) })
    .first();
  await expect(row.getByRole('link', { name: 'Big Buck Bunny' })).toBeHidden();
  await row.getByText('1 page names it').click();
  await expect(row.getByRole('link', { name: 'Big Buck Bunny' })).toBeVisible();
  await row.getByRole('button', { name: 'Show the sentences that name Yo Frankie!' }).click();
  await expect(titleOf(page)).toHaveText('Yo Frankie!');
  await expect(page.getByRole('tabpanel').locator('mark').first()).toHaveText(/yo frankie/i);
});

test('the tabs fit a screen 360 px wide, on one line', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, '/?page=blender_studio/sintel&tab=mentions');
  const boxes = await Promise.all((await page.getByRole('tab').all()).map((tab) => tab.boundingBox()));
  expect(boxes).toHaveLength(5);
  for (const box of boxes) {
    expect(box?.y).toBe(boxes[0]?.y);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
  }
});

test('tabs that do not fit are scrolled to when they are opened', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 740 });
  await open(page, '/?page=blender_studio/sintel&tab=text');
  await expect(page.getByRole('tab', { name: 'Text' })).toBeInViewport({ ratio: 0.95 });
  await page.getByRole('tab', { name: 'Text' }).press('Home');
  await expect(page.getByRole('tab', { name: 'Links here' })).toBeInViewport({ ratio: 0.95 });
});
