import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { pageHref, readAddress, writeAddress } from '../../client/state/address.ts';
import { roundCamera } from '../../client/state/camera.ts';
import { INITIAL_VIEW, type ColorBy, type ViewState } from '../../client/state/view-state.ts';

const name = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' });
const camera = fc
  .record({
    x: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    y: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    ratio: fc.double({ min: 1e-4, max: 100, noNaN: true }),
  })
  .map(roundCamera);

const views: fc.Arbitrary<ViewState> = fc
  .record({
    mode: fc.constantFrom('map' as const, 'neighbourhood' as const, 'path' as const),
    page: fc.option(name),
    seed: fc.option(name),
    depth: fc.integer({ min: 1, max: 4 }),
    direction: fc.constantFrom('in' as const, 'out' as const, 'both' as const),
    from: fc.option(name),
    to: fc.option(name),
    pathDirection: fc.constantFrom('any' as const, 'out' as const),
    structural: fc.boolean(),
    wanted: fc.boolean(),
    highlight: fc.constantFrom('none' as const, 'orphans' as const, 'wanted' as const),
    colorBy: fc.oneof(
      fc.constantFrom('folder' as const, 'community' as const),
      fc.string({ minLength: 1, maxLength: 60 }).map((key): ColorBy => `facet:${key}`),
    ),
    hidden: fc.uniqueArray(fc.string({ maxLength: 30, unit: 'grapheme' }), { maxLength: 8 }),
    list: fc.option(
      fc.constantFrom(
        'orphans' as const,
        'isolated' as const,
        'dead-ends' as const,
        'wanted' as const,
        'most-linked' as const,
        'ambiguous' as const,
        'broken-fragments' as const,
        'shown' as const,
      ),
    ),
    section: fc.option(name),
    tab: fc.constantFrom(
      'in' as const,
      'out' as const,
      'mentions' as const,
      'related' as const,
      'text' as const,
    ),
    allLinks: fc.boolean(),
    camera: fc.option(camera),
  })
  // A section is a place in the open page's text, so there is none without both.
  .map((view) => (view.page === null || view.tab !== 'text' ? { ...view, section: null } : view));

/** The state after its address went through a browser's address bar. */
function throughTheBar(view: ViewState): ViewState {
  const url = new URL(writeAddress(view), 'http://127.0.0.1/');
  return readAddress(url.search, url.hash);
}

describe('the address', () => {
  it('gives back every view it was written from', () => {
    fc.assert(
      fc.property(views, (view) => {
        expect(throughTheBar(view)).toEqual(view);
      }),
    );
  });

  it('is empty for the first view', () => {
    expect(writeAddress(INITIAL_VIEW)).toBe('');
    expect(readAddress('')).toEqual(INITIAL_VIEW);
  });

  it('keeps ids that are hard on addresses', () => {
    for (const page of ['a&b=c', '50% #1?', 'über/Ñandú', '__proto__', 'a+b c', '<script>', '数学/素数']) {
      expect(throughTheBar({ ...INITIAL_VIEW, page }).page).toBe(page);
    }
  });

  it('names both ends of a path', () => {
    expect(writeAddress({ ...INITIAL_VIEW, mode: 'path', from: 'a/b', to: 'c', pathDirection: 'out' })).toBe(
      '?mode=path&from=a/b&to=c&way=out',
    );
  });

  it('names a page in a way people can read', () => {
    expect(pageHref('channel/venture_capital')).toBe('/?page=channel/venture_capital');
  });

  it('is read whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (query, hash) => {
        const view = readAddress(query, hash);
        expect(view.depth).toBeGreaterThanOrEqual(1);
        expect(view.depth).toBeLessThanOrEqual(4);
        expect(throughTheBar(view)).toEqual(view);
      }),
    );
  });

  it('takes the default for what it cannot understand', () => {
    const view = readAddress(
      '?mode=paths&depth=9&direction=up&list=__proto__&tab=constructor&camera=1,2,NaN',
    );
    expect(view).toEqual({ ...INITIAL_VIEW, depth: 4 });
    expect(readAddress('?camera=1,2,0').camera).toBeNull();
    expect(readAddress('?page=a', '#%E0%A4').section).toBeNull();
  });

  it('opens the text of a page whose section it names', () => {
    expect(readAddress('?page=a', '#h-founding')).toMatchObject({ tab: 'text', section: 'h-founding' });
  });
});
