/**
 * Cursors: where a list goes on, as the sort key of the last item that was given.
 * Invariant: a cursor names a place in the order, not a count, so it stays right when the graph changes;
 * one that this store did not make for that list is refused.
 */
import { AtlasError } from '../graph/errors.ts';

export type SortKey = (string | number)[];

/** An opaque text for `list` going on after the item with this sort key. */
export function encodeCursor(list: string, key: SortKey): string {
  return Buffer.from(JSON.stringify([list, ...key])).toString('base64url');
}

/**
 * The sort key in a cursor; null without one.
 * @param example a sort key of the list: what is decoded has its length and types
 * @throws AtlasError invalid-request where the cursor is none of this list
 */
export function decodeCursor<K extends SortKey>(
  list: string,
  cursor: string | undefined,
  example: K,
): K | null {
  if (cursor === undefined) return null;
  const [name, ...key] = parse(cursor);
  const fits = key.length === example.length && key.every((part, i) => typeof part === typeof example[i]);
  if (name !== list || !fits) {
    throw new AtlasError(
      'invalid-request',
      'the cursor does not belong to this list; start again without one',
      {
        field: 'cursor',
      },
    );
  }
  return key as K;
}

function parse(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
