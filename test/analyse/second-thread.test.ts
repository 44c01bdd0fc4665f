/** A large wiki is analysed by two threads, as in the compiled program: the answer is the same. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { plantedWiki } from '../../bench/planted-wiki.ts';
import { analyseOutline } from '../../import/analyse/analyse.ts';

const COMPILED = '../../dist/import/analyse/analyse.js';

test('a second thread changes nothing in a map', async () => {
  const { analyseOutline: byTwo } = (await import(COMPILED)) as { analyseOutline: typeof analyseOutline };
  const { outline } = plantedWiki(21_000, 3);
  const digest = (analysis: object): string =>
    createHash('sha256').update(JSON.stringify(analysis)).digest('hex');
  expect(digest(byTwo(outline))).toBe(digest(analyseOutline(outline)));
}, 120_000);
