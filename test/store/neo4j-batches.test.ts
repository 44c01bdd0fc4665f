/** Rows are parted for the wire by what they hold, not by their number alone. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batches } from '../../store/neo4j/batches.ts';

const MILLION = 1_000_000;

describe('batches', () => {
  it('hold all rows in order, in no more messages than that takes', () => {
    const row = fc.record({ text: fc.string(), list: fc.array(fc.string()), number: fc.integer() });
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        expect([...batches(rows)]).toEqual(rows.length > 0 ? [rows] : []);
      }),
    );
    expect([...batches(Array.from({ length: 4001 }, () => 1))].map((batch) => batch.length)).toEqual([
      2000, 2000, 1,
    ]);
  });

  it('part rows that are heavy, however deep the characters are', () => {
    const heavy = { page: { title: 'x' }, text: { mentions: ['y'.repeat(1.1 * MILLION)] } };
    const light = { page: { title: 'x' }, text: { mentions: ['y'] } };
    expect([...batches([heavy, light, heavy, light, light])].map((batch) => batch.length)).toEqual([2, 3]);
  });

  it('leave a row alone that is too large for any', () => {
    const rows = ['a', 'b'.repeat(5 * MILLION), 'c'];
    expect([...batches(rows)]).toEqual(rows.map((row) => [row]));
  });
});
