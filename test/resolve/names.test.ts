/** How names compare (graph/names.ts). */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byCodePoint, cleanName, foldName, slugName, slugSpelling } from '../../graph/names.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom(...'Σσς-&. _aAßſẞİıǰᾳ\u0301\u0308\u200d\u00ad\u{1f468}') }),
);

describe('foldName', () => {
  it('makes one name of every case, normal form and invisible character', () => {
    const spellings = ['Café', 'CAFE\u0301', 'café', 'ca\u00adfé', '\ufeff Café '];
    expect(new Set(spellings.map(foldName)).size).toBe(1);
  });
  it('makes one blank of a run of blanks', () => {
    expect(foldName('My \t\u00a0 Note')).toBe('my note');
  });
  it('folds what one letter alone cannot: ß and ss, both small sigmas', () => {
    expect(foldName('STRASSE')).toBe(foldName('Straße'));
    expect(foldName('ΟΔΟΣ')).toBe(foldName('οδοσ'));
  });
  it('keeps punctuation', () => {
    expect(foldName('R&D')).not.toBe(foldName('RD'));
  });
});

describe('slugName', () => {
  it('makes one of blanks, underscores and hyphens', () => {
    for (const spelling of ['Prime Numbers', 'prime_numbers', 'PRIME-numbers', '_prime__numbers_']) {
      expect(slugName(spelling)).toBe('prime numbers');
    }
  });
  it('drops punctuation, also between blanks', () => {
    expect(slugName("AI's impact & future")).toBe(slugName('ais_impact_future'));
  });
  it('keeps symbols and emojis: C++ is not C', () => {
    expect(slugName('C++')).not.toBe(slugName('C'));
    expect(slugName('🔥')).not.toBe('');
  });
  it('is empty where only punctuation is', () => {
    expect(slugName('?!')).toBe('');
  });
  it('takes for punctuation what Unicode does, in ASCII names and in others', () => {
    for (let code = 0x21; code < 0x7f; code += 1) {
      const character = String.fromCharCode(code);
      const kept = /[-_]/.test(character) ? ' ' : character.replace(/\p{P}/u, '');
      expect(slugSpelling(`x${character}y`)).toBe(`x${kept}y`);
      expect(slugSpelling(`é${character}y`)).toBe(`é${kept}y`);
    }
  });
  it('keeps the case in the spelling', () => {
    expect(slugSpelling('Case_Study!')).toBe('Case Study');
  });
});

describe('properties', () => {
  it('all spellings are idempotent', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const spelling of [cleanName, foldName, slugName, slugSpelling]) {
          const once = spelling(text);
          expect(spelling(once)).toBe(once);
        }
      }),
      { numRuns: 2000 },
    );
  });
  it('names that fold alike have slugs that are alike', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(slugName(foldName(text))).toBe(slugName(text));
        expect(foldName(cleanName(text))).toBe(foldName(text));
      }),
      { numRuns: 2000 },
    );
  });
  it('byCodePoint is the order of the UTF-8 bytes', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '\uffee', '\u{10000}', '\u{1f468}') });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(byCodePoint(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });
});
