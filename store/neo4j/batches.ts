/**
 * Rows in batches, two of which are under way at once: while the server works on one, the next is
 * made ready and sent.
 * Invariant: what is held at once is bounded in rows and in characters, whatever the rows hold;
 * and a batch that fails ends all of it, after those under way.
 */

export interface Row<T> {
  row: T;
  /** roughly, in characters */
  size: number;
  position: number;
}

/** Rows in a row, the first of which is of position `start`. */
export interface Batch<T> {
  rows: T[];
  start: number;
}

const MAX_ROWS = 5000;
/** Each commit adds a segment to the full-text index, and small ones are merged again and again. */
const MAX_SIZE = 8_000_000;
const AT_ONCE = 2;

export async function inBatches<T>(
  rows: Iterable<Row<T>>,
  write: (batch: Batch<T>) => Promise<void>,
): Promise<void> {
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

function* batches<T>(rows: Iterable<Row<T>>): Generator<Batch<T>> {
  let batch: Batch<T> = { rows: [], start: 0 };
  let size = 0;
  for (const { row, size: more, position } of rows) {
    if (batch.rows.length > 0 && (batch.rows.length >= MAX_ROWS || size + more > MAX_SIZE)) {
      yield batch;
      batch = { rows: [], start: 0 };
      size = 0;
    }
    if (batch.rows.length === 0) batch.start = position;
    batch.rows.push(row);
    size += more;
  }
  if (batch.rows.length > 0) yield batch;
}
