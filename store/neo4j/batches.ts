/**
 * Rows in batches, two of which are under way at once: while the server works on one, the next is
 * made ready and sent.
 * Invariant: what is held at once is bounded in rows and in characters, whatever the rows hold;
 * and a batch that fails ends all of it, after those under way.
 */

const MAX_ROWS = 5000;
/** What a server holds of a transaction; smaller ones cost more commits, and more parts of the full-text index to merge. */
const MAX_SIZE = 8_000_000;
const AT_ONCE = 2;
/** What a number, a truth value and the like take, in characters. */
const SMALL = 8;

export async function inBatches<T>(rows: Iterable<T>, write: (batch: T[]) => Promise<void>): Promise<void> {
  const under = new Set<Promise<void>>();
  const failures: unknown[] = [];
  for (const batch of batches(rows)) {
    while (under.size >= AT_ONCE && failures.length === 0) await Promise.race(under);
    if (failures.length > 0) break;
    const one: Promise<void> = write(batch)
      .catch((error: unknown) => {
        failures.push(error);
      })
      .finally(() => under.delete(one));
    under.add(one);
  }
  await Promise.all(under);
  if (failures.length > 0) throw failures[0];
}

/** Rows in order, as many together as one message should hold; one that is too large alone is alone. */
export function* batches<T>(rows: Iterable<T>): Generator<T[]> {
  let batch: T[] = [];
  let size = 0;
  for (const row of rows) {
    const more = sizeOf(row);
    if (batch.length > 0 && (batch.length >= MAX_ROWS || size + more > MAX_SIZE)) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(row);
    size += more;
  }
  if (batch.length > 0) yield batch;
}

/** Of a parameter's value, roughly, in characters. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return SMALL;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  let size = SMALL;
  for (const part of Array.isArray(value) ? value : Object.values(value)) size += sizeOf(part);
  return size;
}
