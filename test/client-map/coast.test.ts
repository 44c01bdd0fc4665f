import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { coastlines, type CoastRequest, type Ring } from '../../client/map/coast.ts';

type Point = readonly [number, number];

/** Even-odd: an outline in another is a lake. */
function isLand(rings: readonly Ring[] = [], [x, y]: Point): boolean {
  let inside = false;
  for (const ring of rings) {
    for (const [place, [x1, y1]] of ring.entries()) {
      const [x2, y2] = ring[(place + 1) % ring.length] ?? [x1, y1];
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
    }
  }
  return inside;
}

function request(groups: readonly (readonly Point[])[], radius = 20): CoastRequest {
  const points = groups.flat();
  let first = 0;
  const places = groups.map((group, key): [number, number[]] => {
    const nodes = group.map((_, place) => first + place);
    first += group.length;
    return [key, nodes];
  });
  return { x: points.map(([x]) => x), y: points.map(([, y]) => y), groups: new Map(places), radius };
}

const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 })), {
  minLength: 1,
  maxLength: 25,
});

describe('a coast', () => {
  it('is none where pages have no ground around them, as in a picture of paths', () => {
    expect(
      coastlines(
        request(
          [
            [
              [0, 5],
              [60, 5],
            ],
          ],
          0,
        ),
      ).size,
    ).toBe(0);
  });

  it('has every page of a group that stands alone on its land', () => {
    fc.assert(
      fc.property(points, (group) => {
        const land = coastlines(request([group])).get(0);
        for (const page of group) expect(isLand(land, page)).toBe(true);
      }),
    );
  });

  it('joins pages that lie near each other, and parts those that do not', () => {
    const ringsOf = (distance: number): number =>
      coastlines(
        request([
          [
            [0, 0],
            [distance, 0],
          ],
        ]),
      ).get(0)?.length ?? 0;
    expect([ringsOf(30), ringsOf(120)]).toEqual([1, 2]);
  });

  it('reaches about as far around a page as was asked', () => {
    const land = coastlines(request([[[0, 0]]])).get(0);
    for (const turn of [0, 1, 2, 3, 4, 5, 6]) {
      const at = (reach: number): Point => [Math.cos(turn) * reach, Math.sin(turn) * reach];
      expect([isLand(land, at(14)), isLand(land, at(27))]).toEqual([true, false]);
    }
  });

  it('is never crossed by another region’s', () => {
    fc.assert(
      fc.property(points, points, (one, other) => {
        const lands = coastlines(request([one, other]));
        let shared = 0;
        for (let x = -10; x <= 410; x += 13) {
          for (let y = -10; y <= 410; y += 13) {
            if (isLand(lands.get(0), [x, y]) && isLand(lands.get(1), [x, y])) shared++;
          }
        }
        // borders are drawn from a grid: a point may fall between two lines a fraction of a cell apart
        expect(shared).toBeLessThanOrEqual(3);
      }),
      { numRuns: 30 },
    );
  });

  it('is the same each time', () => {
    fc.assert(
      fc.property(points, (group) => {
        expect(coastlines(request([group]))).toEqual(coastlines(request([group])));
      }),
      { numRuns: 20 },
    );
  });

  it('of no pages is none', () => {
    expect([...coastlines(request([[]])).values()].flat()).toEqual([]);
  });
});
