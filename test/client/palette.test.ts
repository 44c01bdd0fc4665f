import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { makePalette } from '../../client/legend/palette.ts';

const SEA = { light: '#dfe8ed', dark: '#10181d' } as const;

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(['light', 'dark'] as const)('the %s palette', (theme) => {
  const communities = Array.from({ length: 60 }, (_, community) => makePalette([], theme)(community));

  it('stands out from the sea by 3:1', () => {
    for (const color of communities) {
      expect(color).toMatch(/^#[0-9a-f]{6}$/);
      expect(contrast(color, SEA[theme])).toBeGreaterThanOrEqual(3);
    }
  });

  it('gives no colour twice', () => {
    expect(new Set(communities).size).toBe(communities.length);
  });

  it('depends on the names, not on their order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1 }), (folders) => {
        const [one, other] = [makePalette(folders, theme), makePalette(folders.toReversed(), theme)];
        for (const folder of folders) expect(one(folder)).toBe(other(folder));
      }),
    );
  });

  it('has a colour for what it does not know', () => {
    const colorOf = makePalette(['a'], theme);
    expect(colorOf('__proto__')).toBe(colorOf(-1));
    expect(contrast(colorOf(-1), SEA[theme])).toBeGreaterThanOrEqual(3);
  });
});
