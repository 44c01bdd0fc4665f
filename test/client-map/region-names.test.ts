import { describe, expect, it } from 'vitest';

import { overlap, TakenSpace, type Box } from '../../client/map/label-layout.ts';
import { placeRegionNames, type RegionName } from '../../client/map/region-names.ts';

const VIEW = { width: 1000, height: 800, scale: 1, offsetX: 500, offsetY: 400, ratio: 1 };
const FRAME: Box = { left: 0, top: 0, right: 1000, bottom: 800 };

/** One region of radius 150 in the middle of the view, with 10 px pages at these places. */
function namesAround(
  pages: readonly (readonly [number, number])[],
  covered: readonly Box[] = [],
): RegionName[] {
  const space = new TakenSpace(FRAME);
  for (const box of covered) space.block(box);
  const picture = {
    x: pages.map(([x]) => x),
    y: pages.map(([, y]) => y),
    onLand: new Map([[0, pages.map((_, place) => place)]]),
    regions: [{ name: 'Sintel', community: 0, size: Math.max(2, pages.length), x: 0, y: 0, radius: 150 }],
  };
  return placeRegionNames({
    picture,
    radiusOf: () => 10,
    hidden: [],
    view: VIEW,
    space,
    widthOf: (text) => text.length * 9,
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

  it('is left out where none of its pages is shown', () => {
    expect(namesAround([])).toEqual([]);
  });
});
