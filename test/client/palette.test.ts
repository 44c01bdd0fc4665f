import {
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  parse,
  wcagContrast,
  type Color,
} from 'culori';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { colorRegions, COLORED_VALUES, COLORS, makePalette, OTHER } from '../../client/legend/palette.ts';
import { MAP_COLORS } from '../../client/map/map-colors.ts';

const colorOf = (css: string): Color => {
  const color = parse(css);
  if (!color) throw new Error(`${css} is no colour`);
  return color;
};
const distance = differenceCiede2000();
/** How eyes see that lack long, middle or short cones wholly. */
const BLINDNESSES = {
  protanopia: filterDeficiencyProt(1),
  deuteranopia: filterDeficiencyDeuter(1),
  tritanopia: filterDeficiencyTrit(1),
};
/** CIEDE2000: about twice what two patches side by side need to be told apart at a glance. */
const TOLD_APART = 9;

describe.each(['light', 'dark'] as const)('the %s palette', (theme) => {
  const all = [...COLORS[theme], OTHER[theme]];

  it('stands out from the sea by 3:1', () => {
    for (const color of all) expect(wcagContrast(color, MAP_COLORS[theme].sea)).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.entries(BLINDNESSES))('can be told apart with %s, from the orphans too', (_, seenBy) => {
    const seen = [...all, MAP_COLORS[theme].orphan].map((css) => seenBy(colorOf(css)));
    const least = Math.min(
      ...seen.flatMap((one, place) => seen.slice(place + 1).map((other) => distance(one, other))),
    );
    expect(least).toBeGreaterThanOrEqual(TOLD_APART);
  });

  it('can be told apart at full sight by far', () => {
    const seen = [...all, MAP_COLORS[theme].orphan].map(colorOf);
    for (const [place, one] of seen.entries()) {
      for (const other of seen.slice(place + 1)) expect(distance(one, other)).toBeGreaterThanOrEqual(14);
    }
  });

  it('colours folders by size, whatever order they come in, and the many small ones alike', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ name: fc.string(), count: fc.nat(99) }), { selector: ({ name }) => name }),
        (folders) => {
          const palette = makePalette(folders, [], theme);
          const turned = makePalette(folders.toReversed(), [], theme);
          for (const { name } of folders) expect(palette.folder(name)).toBe(turned.folder(name));
          const own = folders.filter(({ name }) => palette.folder(name) !== OTHER[theme]);
          expect(own).toHaveLength(Math.min(folders.length, COLORED_VALUES));
          const rest = folders.filter((folder) => !own.includes(folder));
          for (const { count } of rest)
            for (const one of own) expect(one.count).toBeGreaterThanOrEqual(count);
        },
      ),
    );
  });

  it('has a quiet colour for what it does not know', () => {
    const palette = makePalette([{ name: 'a', count: 1 }], [], theme);
    expect([palette.folder('__proto__'), palette.region(-1), palette.value(-1)]).toEqual([
      OTHER[theme],
      OTHER[theme],
      OTHER[theme],
    ]);
  });
});

describe('the colours of regions', () => {
  const region = (x: number, y: number, parent: number | null = null) => ({
    x,
    y,
    radius: 40,
    count: 9,
    parent,
  });

  it('differ between a region and its nearest others', () => {
    const side = 9;
    const places = Array.from({ length: side * side }, (_, i) =>
      region((i % side) * 100, Math.floor(i / side) * 100),
    );
    const colors = colorRegions(places);
    const alike = places.flatMap((one, i) =>
      places.filter(
        (other, j) => i < j && colors[i] === colors[j] && Math.hypot(one.x - other.x, one.y - other.y) <= 100,
      ),
    );
    expect(alike).toEqual([]);
  });

  it('are those of the whole region in its parts', () => {
    const colors = colorRegions([region(0, 0), region(500, 0), region(1, 1, 1), region(2, 2, 2)]);
    expect(colors[2]).toBe(colors[1]);
    expect(colors[3]).toBe(colors[1]);
    expect(colors[0]).not.toBe(colors[1]);
  });
});
