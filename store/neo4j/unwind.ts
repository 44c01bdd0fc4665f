/** Statements that work on many rows, in one transaction: some rows at a time, so that no message is huge. */
import type { Run, WikiKey } from './connection.ts';

const ROWS_AT_ONCE = 500;

/** Runs a statement for each row of `row`, with `$wiki` and `$generation`; gives the records of all. */
export async function unwind(
  run: Run,
  key: WikiKey,
  rows: readonly unknown[],
  statement: string,
): Promise<Record<string, unknown>[]> {
  const records: Record<string, unknown>[] = [];
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const chunk = rows.slice(start, start + ROWS_AT_ONCE);
    for (const record of await run(`UNWIND $rows AS row ${statement}`, { ...key, rows: chunk })) {
      records.push(record);
    }
  }
  return records;
}
