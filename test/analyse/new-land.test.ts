/** Land for groups of pages that come together. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Arrivals, layOutNewLand } from '../../import/analyse/new-land.ts';
import { lostMarks } from '../../import/analyse/lost-marks.ts';

const PAGES = 9;
const ids = Array.from({ length: PAGES }, (_, page) => `p${page}`);

/** Pages that nothing stands beside yet. */
function arrivals(ties: Arrivals['ties']): Arrivals {
  return {
    ids,
    ties,
    rankOf: () => 0.5,
    isOnLand: () => true,
    titleOf: (id) => `Page ${id}`,
    marks: () => lostMarks([]),
    communityOf: () => -1,
    wishOf: () => ({ x: 0, y: 0 }),
    standing: () => [],
    names: [],
  };
}

const weights = fc.array(fc.constantFrom(0, 0, 0, 1, 2, 7), { minLength: PAGES, maxLength: PAGES });

describe('land for pages that come together', () => {
  it('is found whatever one end knows of a link that the other does not', () => {
    fc.assert(
      fc.property(fc.array(weights, { minLength: PAGES, maxLength: PAGES }), (table) => {
        const tiesOf = (row: readonly number[], page: number): [string, number][] =>
          row.flatMap((weight, other) => (weight > 0 && other !== page ? [[ids[other] ?? '', weight]] : []));
        const ties = new Map(table.map((row, page) => [ids[page] ?? '', new Map(tiesOf(row, page))]));
        const members = layOutNewLand(arrivals(ties)).flatMap((land) => land.members.map(({ id }) => id));
        expect(new Set(members).size).toBe(members.length);
      }),
      { numRuns: 500 },
    );
  });
});
