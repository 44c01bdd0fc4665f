/**
 * The moment in which readers pass from one graph to the next.
 * Invariant: `changingUntil` is set on the Wiki node before a transaction that changes what readers
 * see is committed, and taken away after it is: Neo4j applies a transaction record by record, and a
 * reader that meets it half-way knows by this that it must look again. Where the writer dies between
 * the two, the mark ends by itself. The full-text index follows the transactions at a small distance,
 * and the mark stays until it has caught up.
 */
import type { Connection, Run } from './connection.ts';
import { isOutcomeUnknown } from './neo4j-error.ts';
import { HELD, HELD_LOCKED, type Lease, leaseLost } from './lease.ts';
import { textIndexCaughtUp } from './text-index.ts';

/** Milliseconds, by the server's clock; far longer than applying a transaction takes. */
const MARK = 10_000;

/**
 * One transaction that ends with other properties of the Wiki node and the next revision.
 * @param work all else that it writes; it must not touch the Wiki node, which the mark has to reach
 *   @returns the properties that the Wiki node gets
 * @param isIndexed whether the full-text index knows all of it before: then readers need not wait for it
 */
export async function commitChange(
  connection: Connection,
  lease: Lease,
  work: (run: Run) => Promise<Record<string, unknown>>,
  isIndexed = false,
): Promise<void> {
  try {
    await connection.write(async (run) => {
      const properties = await work(run);
      await setMark(connection, lease);
      const [row] = await run(
        `${HELD_LOCKED} SET w += $properties, w.revision = w.revision + 1 RETURN true`,
        {
          ...lease.params,
          properties,
        },
      );
      if (!row) throw leaseLost(connection.location);
    });
  } catch (error) {
    // Where nobody knows whether it was committed the mark stays its time.
    if (!isOutcomeUnknown(error)) await removeMark(connection, lease).catch(() => undefined);
    throw error;
  }
  if (!isIndexed) await textIndexCaughtUp(connection);
  await removeMark(connection, lease);
}

async function removeMark(connection: Connection, lease: Lease): Promise<void> {
  await connection.write((run) => run(`${HELD} REMOVE w.changingUntil`, lease.params));
}

async function setMark(connection: Connection, lease: Lease): Promise<void> {
  const [row] = await connection.write((run) =>
    run(`${HELD} SET w.changingUntil = timestamp() + toInteger($mark) RETURN true`, {
      ...lease.params,
      mark: MARK,
    }),
  );
  if (!row) throw leaseLost(connection.location);
}
