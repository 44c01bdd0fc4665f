import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  balanceLines,
  overlap,
  placeInside,
  placeLabel,
  shorten,
  TakenSpace,
  type Box,
  type LabelWish,
} from '../../client/map/label-layout.ts';

const frame: Box = { left: 4, top: 4, right: 1436, bottom: 896 };

const wishes = fc.array(
  fc.record<LabelWish>({
    x: fc.double({ min: -100, max: 1540, noNaN: true }),
    y: fc.double({ min: -100, max: 1000, noNaN: true }),
    radius: fc.double({ min: 1, max: 20, noNaN: true }),
    width: fc.integer({ min: 5, max: 320 }),
    height: fc.integer({ min: 10, max: 70 }),
    side: fc.constantFrom('right', 'left', 'under', 'over'),
  }),
  { maxLength: 150 },
);

describe('labels', () => {
  it('never overlap and are never cut by the frame', () => {
    fc.assert(
      fc.property(wishes, (list) => {
        const space = new TakenSpace(frame);
        const boxes = list.flatMap((wish) => placeLabel(wish, space)?.box ?? []);
        for (const [place, box] of boxes.entries()) {
          expect(box.left >= frame.left && box.right <= frame.right).toBe(true);
          expect(box.top >= frame.top && box.bottom <= frame.bottom).toBe(true);
          expect(boxes.slice(place + 1).some((other) => overlap(box, other))).toBe(false);
        }
      }),
    );
  });

  it('go to the first wish where two want one place', () => {
    const space = new TakenSpace(frame);
    const wish: LabelWish = { x: 700, y: 400, radius: 4, width: 1000, height: 1000, side: 'right' };
    const first = placeLabel({ ...wish, width: 300, height: 60 }, space);
    expect(first).toMatchObject({ side: 'right', box: { left: 707 } });
    expect(placeLabel(wish, space)).toBeNull();
  });

  it('stand beside their node, on the side that is free', () => {
    const space = new TakenSpace(frame);
    const wish: LabelWish = { x: 1400, y: 400, radius: 4, width: 200, height: 15, side: 'right' };
    expect(placeLabel(wish, space)).toMatchObject({ side: 'left', box: { right: 1393 } });
  });

  it('that must be seen are pushed into the frame', () => {
    fc.assert(
      fc.property(wishes, (list) => {
        const space = new TakenSpace(frame);
        for (const wish of list) {
          const box = placeInside(wish, space, frame);
          expect(box.left >= frame.left && box.right <= frame.right).toBe(true);
          expect(box.top >= frame.top && box.bottom <= frame.bottom).toBe(true);
        }
      }),
    );
  });

  it('keep clear of space that was blocked beyond the frame too', () => {
    const space = new TakenSpace(frame);
    space.block({ left: -500, top: -500, right: 5000, bottom: 5000 });
    expect(space.isFree({ left: 100, top: 100, right: 120, bottom: 110 })).toBe(false);
  });
});

describe('names', () => {
  it('are cut at a blank, never in the middle of a character', () => {
    expect(shorten('short', 20)).toBe('short');
    expect(shorten('The importance of a talented team', 26)).toBe('The importance of a…');
    expect(shorten('𝒜'.repeat(30), 5)).toBe('𝒜𝒜𝒜𝒜…');
  });

  it('part between signs where writing has no blanks', () => {
    expect(balanceLines('机器学习的数学基础与应用', 12, 2)).toEqual(['机器学习的数', '学基础与应用']);
    const [first = '', second = ''] = balanceLines('字'.repeat(200), 12, 2);
    expect([...first].length + [...second].length).toBeLessThanOrEqual(16);
    expect(second.endsWith('…')).toBe(true);
  });

  it('part into lines without losing a word', () => {
    expect(balanceLines('Deep Learning', 13, 3)).toEqual(['Deep Learning']);
    expect(balanceLines('Deep Learning and Neural Networks', 13, 3)).toEqual([
      'Deep Learning',
      'and Neural',
      'Networks',
    ]);
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 3 }), (words) => {
        const lines = balanceLines(words.join(' '), 13, 3);
        expect(lines.length).toBeLessThanOrEqual(3);
        expect(lines.join(' ')).toBe(words.join(' '));
      }),
    );
  });
});
