/** Rows on their way into Neo4j: parted by what they hold, never many held at once, none lost or doubled. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batches, inBatches } from '../../store/neo4j/batches.ts';

const MILLION = 1_000_000;
const turn = (): Promise<void> => new Promise((resume) => setImmediate(resume));
const lengths = (rows: Iterable<unknown>): number[] => [...batches(rows)].map((batch) => batch.length);

function* rowsOf(number: number, letters: number, made: { count: number }): Generator<[number, string]> {
  const text = 'x'.repeat(letters);
  for (; made.count < number; made.count += 1) yield [made.count, text];
}

describe('batches', () => {
  it('hold every row once and in order, and are no more than that takes', async () => {
    const anySizes = fc.array(fc.integer({ min: 0, max: 9 * MILLION }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(anySizes, async (sizes) => {
        const rows = sizes.map((size, i) => [i, { text: 'x'.repeat(size) }]);
        const sent: unknown[][] = [];
        await inBatches(rows, async (batch) => void sent.push(batch));
        expect(sent.flat()).toEqual(rows);
      }),
      { numRuns: 20 },
    );
    expect(lengths(Array.from({ length: 10_001 }, () => 1))).toEqual([5000, 5000, 1]);
  });

  it('part rows that are heavy, however deep the characters are', () => {
    const heavy = { page: { title: 'x' }, text: { mentions: ['y'.repeat(4.1 * MILLION)] } };
    const light = { page: { title: 'x' }, text: { mentions: ['y'] } };
    expect(lengths([heavy, light, heavy, light, light])).toEqual([2, 3]);
  });

  it('leave a row alone that is too large for any', () => {
    expect(lengths(['a', 'b'.repeat(9 * MILLION), 'c'])).toEqual([1, 1, 1]);
  });

  it('are made no sooner than they are sent, however many rows there are', async () => {
    const made = { count: 0 };
    let [written, most] = [0, 0];
    await inBatches(rowsOf(100_000, 1000, made), async (batch) => {
      await turn();
      most = Math.max(most, made.count - written);
      written += batch.length;
    });
    expect(written).toBe(100_000);
    expect(most).toBeLessThan(25_000);
  });

  it('end at the first failure, once those under way are done', async () => {
    const made = { count: 0 };
    let under = 0;
    const failing = inBatches(rowsOf(100, 9 * MILLION, made), async ([row]) => {
      under += 1;
      await turn();
      under -= 1;
      if (row?.[0] === 2) throw new Error('full disk');
    });
    await expect(failing).rejects.toThrow('full disk');
    expect(under).toBe(0);
    expect(made.count).toBeLessThan(10);
  });
});
