import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NameMatcher } from '../../store/name-matcher.ts';
import { type SoughtName, soughtName } from '../../store/sought-names.ts';

const sought = (...spellings: string[]): SoughtName[] =>
  spellings.map(soughtName).filter((name) => name !== null);

function found(text: string, own: string[], longer: string[] = []): string[] {
  const places = new NameMatcher(sought(...own), sought(...longer)).find({ text, closed: [] });
  return places.map(([start, end]) => text.slice(start, end));
}

describe('a name in a text', () => {
  it('is the longest of those that begin at one place', () => {
    const names = ['red', 'red apple'];
    expect(found('A red apple tree, a red apple, a red pear.', names, ['Red apple tree'])).toEqual([
      'red apple',
      'red',
    ]);
  });

  it('is a shorter one where the longer breaks off', () => {
    expect(found('red apple juice', ['red apple'], ['red apple juice press'])).toEqual(['red apple']);
  });

  it('stands with its own signs, and with plain ones between its words', () => {
    expect(found('C++ and C, .NET and net', ['C++', '.NET'])).toEqual(['C', 'NET']);
    expect(found('either-or, either or, either/or, either, or', ['either/or'])).toEqual([
      'either-or',
      'either or',
      'either/or',
    ]);
  });

  it('is not sought by each of thousands of names that begin alike', () => {
    const longer = Array.from({ length: 5000 }, (_, i) => `Film about ${i}`);
    expect(found('film about '.repeat(100_000), ['film'], longer)).toHaveLength(100_000);
  });

  it('is not sought by each of thousands of names of the same words', () => {
    const longer = Array.from({ length: 5000 }, (_, i) => `film${'+#'.repeat(i % 70)}${'%'.repeat(i)}`);
    expect(found('film '.repeat(100_000), ['film'], longer)).toHaveLength(100_000);
  });

  it('is what trying every name at every word finds', () => {
    const words = fc.array(fc.constantFrom('a1', 'b2', 'c3'), { minLength: 1, maxLength: 4 });
    const names = fc.array(words, { maxLength: 8 });
    const text = fc.array(fc.constantFrom('a1', 'b2', 'c3', '.', 'd4'), { maxLength: 30 });
    fc.assert(
      fc.property(names, names, text, (own, longer, parts) => {
        const spelt = (of: string[][]): string[] => of.map((name) => name.join(' '));
        const mine = new Set(spelt(own));
        const all = [...mine, ...spelt(longer).filter((name) => spelt(own).some((one) => holds(name, one)))];
        const expected: string[] = [];
        for (let i = 0; i < parts.length; i += 1) {
          const here = `${parts.slice(i).join(' ')} `;
          const [best] = all
            .filter((name) => here.startsWith(`${name} `))
            .toSorted((a, b) => b.length - a.length);
          if (best === undefined) continue;
          if (mine.has(best)) expected.push(best);
          i += best.split(' ').length - 1;
        }
        expect(found(parts.join(' '), spelt(own), spelt(longer))).toEqual(expected);
      }),
    );
  });
});

function holds(name: string, part: string): boolean {
  return ` ${name} `.includes(` ${part} `);
}
