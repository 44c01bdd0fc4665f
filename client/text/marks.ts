/**
 * Splits a text at the places that are to be marked.
 * Invariant: the pieces, joined, are the text, whatever the places are.
 */
export interface Piece {
  text: string;
  marked: boolean;
  /** where it starts in the text */
  start: number;
}

/** Places are [start, end) in UTF-16 units, in any order; what overlaps or lies outside is cut. */
export function splitMarks(text: string, places: readonly (readonly [number, number])[]): Piece[] {
  const pieces: Piece[] = [];
  const push = (start: number, end: number, marked: boolean): void => {
    if (end > start) pieces.push({ text: text.slice(start, end), marked, start });
  };
  let done = 0;
  for (const [from, to] of places.toSorted((a, b) => a[0] - b[0])) {
    const start = Math.min(Math.max(from, done), text.length);
    const end = Math.min(Math.max(to, start), text.length);
    push(done, start, false);
    push(start, end, true);
    done = Math.max(done, end);
  }
  push(done, text.length, false);
  return pieces;
}
