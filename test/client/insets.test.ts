import { describe, expect, it } from 'vitest';

import { insetsOf } from '../../client/screen/insets.ts';

const header = { left: 16, top: 16, right: 360, bottom: 180 };

describe('the covered part of the screen', () => {
  it('is beside the cards on a wide screen', () => {
    const panel = { left: 1028, top: 16, right: 1424, bottom: 884 };
    expect(insetsOf({ width: 1440, height: 900 }, header, panel)).toEqual({
      left: 360,
      right: 412,
      top: 0,
      bottom: 0,
    });
  });
  it('is above and below on a narrow one', () => {
    const sheet = { left: 0, top: 370, right: 360, bottom: 740 };
    expect(insetsOf({ width: 360, height: 740 }, { ...header, right: 352, bottom: 110 }, sheet)).toEqual({
      left: 0,
      right: 0,
      top: 110,
      bottom: 370,
    });
  });
  it('is beside the header on a phone held across, where little is left under it', () => {
    expect(insetsOf({ width: 740, height: 360 }, { ...header, right: 276, bottom: 224 }, null)).toEqual({
      left: 276,
      right: 0,
      top: 0,
      bottom: 0,
    });
  });
});
