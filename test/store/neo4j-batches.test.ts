/** Rows on their way into Neo4j: never many of them held at once, and none lost or doubled. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Batch, inBatches } from '../../store/neo4j/batches.ts';

const turn = (): Promise<void> => new Promise((resume) => setImmediate(resume));

function* rowsOf(sizes: readonly number[], made: { count: number }) {
  for (const [position, size] of sizes.entries()) {
    made.count += 1;
    yield { row: position, size, position };
  }
}

describe('batches', () => {
  it('hold every row once, in order, each batch knowing where it begins', async () => {
    const anySizes = fc.array(fc.integer({ min: 0, max: 9_000_000 }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(anySizes, async (sizes) => {
        const batches: Batch<number>[] = [];
        await inBatches(rowsOf(sizes, { count: 0 }), async (batch) => void batches.push(batch));
        expect(batches.flatMap((batch) => batch.rows)).toEqual(sizes.map((_, i) => i));
        expect(batches.map((batch) => batch.start)).toEqual(batches.map((batch) => batch.rows[0]));
      }),
    );
  });

  it('are made no sooner than they are sent, however many rows there are', async () => {
    const made = { count: 0 };
    let [written, most] = [0, 0];
    const sizes = Array.from({ length: 100_000 }, () => 1000);
    await inBatches(rowsOf(sizes, made), async (batch) => {
      await turn();
      most = Math.max(most, made.count - written);
      written += batch.rows.length;
    });
    expect(written).toBe(100_000);
    expect(most).toBeLessThan(10_000);
  });

  it('end at the first failure, once those under way are done', async () => {
    const made = { count: 0 };
    let under = 0;
    const sizes = Array.from({ length: 100 }, () => 7_000_000);
    const failing = inBatches(rowsOf(sizes, made), async (batch) => {
      under += 1;
      await turn();
      under -= 1;
      if (batch.start === 2) throw new Error('full disk');
    });
    await expect(failing).rejects.toThrow('full disk');
    expect(under).toBe(0);
    expect(made.count).toBeLessThan(10);
  });
});
