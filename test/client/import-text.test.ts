import { expect, it } from 'vitest';

import { importText } from '../../client/notice/import-text.ts';

it('an import says what it is at, with numbers where there are some', () => {
  expect(importText({ phase: 'parse', done: 1200, total: 5477 })).toBe('Importing 1,200 of 5,477 pages');
  expect(importText({ phase: 'scan', done: 0, total: 0 })).toBe('Looking for pages');
  expect(importText({ phase: 'analyse', done: 0, total: 0 })).toBe('Laying out the map');
});
