/** Statements that work on many rows, in one transaction: some rows at a time, so that no message is huge. */
import { batches } from './batches.ts';
import type { Run, WikiKey } from './connection.ts';
import { keyParameters } from './node-records.ts';

/** Runs a statement for each row of `row`, with `$wiki` and `$generation`; gives the records of all. */
export async function unwind(
  run: Run,
  key: WikiKey,
  rows: readonly unknown[],
  statement: string,
): Promise<Record<string, unknown>[]> {
  const records: Record<string, unknown>[] = [];
  for (const batch of batches(rows)) {
    const given = { ...keyParameters(key), rows: batch };
    for (const record of await run(`UNWIND $rows AS row ${statement}`, given)) records.push(record);
  }
  return records;
}
