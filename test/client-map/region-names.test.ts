import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { overlap, TakenSpace, type Box } from '../../client/map/label-layout.ts';
import { placeRegionNames, type RegionName } from '../../client/map/region-names.ts';
import type { Region } from '../../client/map/regions.ts';

const VIEW = { width: 1000, height: 800, scale: 1, offsetX: 500, offsetY: 400, ratio: 1 };
const FRAME: Box = { left: 0, top: 0, right: 1000, bottom: 800 };

const regionOf = (
  name: string,
  community: number,
  parent: number | null,
  place: Partial<Region> = {},
): Region => ({ name, community, parent, size: 9, x: 0, y: 0, radius: 150, bundles: [], ...place });

/** One region of radius 150 in the middle of the view, with 10 px pages at these places, and `others` of one without a name. */
function namesAround(
  pages: readonly (readonly [number, number])[],
  covered: readonly Box[] = [],
  others: readonly (readonly [number, number])[] = [],
): RegionName[] {
  const space = new TakenSpace(FRAME);
  for (const box of covered) space.block(box);
  const picture = {
    x: [...pages, ...others].map(([x]) => x),
    y: [...pages, ...others].map(([, y]) => y),
    onLand: new Map([
      [0, pages.map((_, place) => place)],
      [1, others.map((_, place) => pages.length + place)],
    ]),
    regions: [regionOf('Sintel', 0, null, { size: Math.max(2, pages.length) }), regionOf('', 1, null)],
  };
  return placeRegionNames({
    picture,
    radiusOf: () => 10,
    hidden: [],
    view: VIEW,
    space,
    widthOf: (text) => text.length * 9,
    before: [],
  });
}

const boxOf = (names: readonly RegionName[]): Box => {
  const [name] = names;
  if (!name) throw new Error('the region got no name');
  return name.box;
};
const pageBox = ([x, y]: readonly [number, number]): Box => ({
  left: 490 + x,
  right: 510 + x,
  top: 390 - y,
  bottom: 410 - y,
});

describe('the name of a region', () => {
  it('stands in its middle where no page does', () => {
    const { left, right, top, bottom } = boxOf(namesAround([[100, 100]]));
    expect([(left + right) / 2, (top + bottom) / 2]).toEqual([500, 400]);
  });

  it('makes way for the pages in the middle', () => {
    const pages = [
      [0, 0],
      [20, 5],
    ] as const;
    const box = boxOf(namesAround(pages));
    expect(pages.some((page) => overlap(box, pageBox(page)))).toBe(false);
  });

  it('keeps clear of cards', () => {
    const card: Box = { left: 0, top: 0, right: 1000, bottom: 420 };
    expect(overlap(boxOf(namesAround([[100, 100]], [card])), card)).toBe(false);
    expect(namesAround([[100, 100]], [FRAME])).toEqual([]);
  });

  it('covers no pages of its neighbours where it could stand elsewhere', () => {
    const own = [[100, 100]] as const;
    const others = [
      [-30, 0],
      [0, 0],
      [30, 0],
    ] as const;
    const box = boxOf(namesAround(own, [], others));
    expect(others.some((page) => overlap(box, pageBox(page)))).toBe(false);
  });

  it('is left out where none of its pages is shown', () => {
    expect(namesAround([])).toEqual([]);
  });
});

describe('names of two levels', () => {
  const parts = [
    regionOf('Left half', 1, 0, { x: -200, radius: 90 }),
    regionOf('Right half', 2, 0, { x: 200, radius: 90 }),
  ];
  const whole = regionOf('The whole', 0, null, { radius: 260 });
  const pages = [-260, -200, -140, 140, 200, 260];

  function namesAt(scale: number, before: readonly RegionName[] = [], shift = 0): RegionName[] {
    return placeRegionNames({
      picture: {
        x: pages,
        y: pages.map(() => 60),
        onLand: new Map([
          [1, [0, 1, 2]],
          [2, [3, 4, 5]],
        ]),
        regions: [whole, ...parts],
      },
      radiusOf: () => 5,
      hidden: [],
      view: { ...VIEW, scale, offsetX: VIEW.offsetX + shift },
      space: new TakenSpace(FRAME),
      widthOf: (text, { spacing }) => text.length * (8 + spacing),
      before,
    });
  }
  const told = (names: readonly RegionName[]): string[] => names.map(({ lines }) => lines.join(' '));

  it('are the regions’ from afar, both closer by, the parts’ once the region outgrows the view', () => {
    expect(told(namesAt(0.2))).toEqual(['THE WHOLE']);
    expect(told(namesAt(1))).toEqual(['THE WHOLE', 'Left half', 'Right half']);
    expect(told(namesAt(2.2))).toEqual(['Left half', 'Right half']);
  });

  it('are told apart by their type', () => {
    const [region, part] = namesAt(1);
    expect(region?.face.font).not.toContain('italic');
    expect(part?.face.font).toContain('italic');
    expect(region?.face.spacing).toBeGreaterThan(0);
    expect(part?.face.spacing).toBe(0);
    expect(region?.size).toBeGreaterThan(part?.size ?? Infinity);
  });

  it('never overlap', () => {
    const regions = fc.array(
      fc.record({
        x: fc.integer({ min: -500, max: 500 }),
        y: fc.integer({ min: -400, max: 400 }),
        radius: fc.integer({ min: 20, max: 260 }),
        part: fc.boolean(),
      }),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(regions, (list) => {
        const names = placeRegionNames({
          picture: {
            x: list.map(({ x }) => x),
            y: list.map(({ y }) => y),
            onLand: new Map(list.map((_, place) => [place, [place]])),
            regions: list.map(({ part, ...place }, community) =>
              regionOf(`Region number ${community}`, community, part && community > 0 ? 0 : null, place),
            ),
          },
          radiusOf: () => 4,
          hidden: [],
          view: VIEW,
          space: new TakenSpace(FRAME),
          widthOf: (text) => text.length * 8,
          before: [],
        });
        for (const [place, { box }] of names.entries()) {
          expect(box.left >= FRAME.left && box.right <= FRAME.right).toBe(true);
          for (const other of names.slice(place + 1)) expect(overlap(box, other.box)).toBe(false);
        }
      }),
    );
  });

  it('stay in their places while the map is moved', () => {
    const before = namesAt(1);
    const after = namesAt(1, before, 37);
    expect(after.map(({ place }) => place)).toEqual(before.map(({ place }) => place));
    for (const [place, { box }] of after.entries())
      expect(box.left).toBeCloseTo((before[place]?.box.left ?? 0) + 37);
  });
});
