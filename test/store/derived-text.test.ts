/** What is derived from a page's Markdown, as the bytes that Neo4j keeps of it. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deflateDerived, inflateDerived } from '../../store/neo4j/derived-text.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 200 });

describe('derived text', () => {
  it('comes back as it was, whatever it and the Markdown hold', () => {
    fc.assert(
      fc.property(text, text, text, (plain, parsed, markdown) => {
        const derived = { text: plain, parsed };
        expect(inflateDerived(bytes(deflateDerived(derived, markdown)), markdown)).toEqual(derived);
      }),
    );
  });

  it('takes little room where it repeats the Markdown, also beyond the reach of the dictionary', () => {
    const line = (i: number): string => `Line ${i} of [[page ${(i * 7919) % 1000}]].`;
    const lines = Array.from({ length: 4000 }, (_, i) => line(i));
    const markdown = lines.join('\n\n');
    const derived = { text: lines.join('\n').replaceAll(/\[\[|\]\]/g, ''), parsed: JSON.stringify(lines) };
    const deflated = deflateDerived(derived, markdown);
    expect(deflated.length).toBeLessThan((derived.text.length + derived.parsed.length) / 4);
    expect(inflateDerived(bytes(deflated), markdown)).toEqual(derived);
  });

  it('is empty where the bytes are others', () => {
    const derived = { text: 'A page of some words.', parsed: '{}' };
    const deflated = deflateDerived(derived, '# A\n\nA *page* of some words.\n');
    for (const other of [new Int8Array(), new Int8Array([1, 2, 3]), bytes(deflated.subarray(0, 3)), null]) {
      expect(inflateDerived(other, '# A\n')).toEqual({ text: '', parsed: '' });
    }
  });
});

/** As the driver gives them. */
function bytes(buffer: Buffer): Int8Array {
  return new Int8Array(buffer);
}
