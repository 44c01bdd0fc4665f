import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { cutText } from '../../client/screen/cut-text.ts';
import { countOf, folderName } from '../../client/text/format.ts';
import { splitMarks } from '../../client/text/marks.ts';

describe('marked text', () => {
  it('is the text, whatever the places are', () => {
    const place = fc.tuple(fc.integer({ min: -5, max: 60 }), fc.integer({ min: -5, max: 60 }));
    fc.assert(
      fc.property(fc.string({ maxLength: 50 }), fc.array(place), (text, places) => {
        const pieces = splitMarks(text, places);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        expect(pieces.every((piece) => piece.text !== '')).toBe(true);
      }),
    );
  });

  it('marks the places, in order', () => {
    const pieces = splitMarks('venture capital models', [
      [16, 22],
      [0, 7],
    ]);
    expect(pieces.filter(({ marked }) => marked).map(({ text }) => text)).toEqual(['venture', 'models']);
  });
});

describe('counts', () => {
  it('are put in words', () => {
    expect(countOf(1, 'page')).toBe('1 page');
    expect(countOf(16646, 'link')).toBe('16,646 links');
  });
  it('give pages beside the folders a name', () => {
    expect(folderName('')).toBe('Top level');
  });
});

describe('the foot line', () => {
  const extent = {
    total: { nodes: 900, edges: 5000 },
    returned: { nodes: 500, edges: 1200 },
    truncated: null,
  };
  it('is silent where nothing was cut', () => {
    expect(cutText(extent)).toBeNull();
  });
  it('says what was cut', () => {
    expect(cutText({ ...extent, truncated: 'the 500 most important of 900 pages are shown' })).toBe(
      'The 500 most important of 900 pages are shown · 1,200 of 5,000 links',
    );
  });
});
