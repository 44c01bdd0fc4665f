import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { MAP_COLORS } from '../../client/map/map-colors.ts';

describe("the map's colours", () => {
  it('begin with the sea that is there before the map is', () => {
    const tokens = readFileSync(new URL('../../client/theme/tokens.css', import.meta.url), 'utf8');
    const seas = [...tokens.matchAll(/--sea: (#\w+);/g)].map(([, color]) => color);
    expect(seas).toEqual([MAP_COLORS.light.sea, MAP_COLORS.dark.sea]);
  });
});
