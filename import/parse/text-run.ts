/**
 * What the block pass hands to the inline pass: stretches of text with their places in the page.
 * Invariant: runs are in page order, and a part's text maps back to the page piece by piece.
 */

export type RunKind = 'paragraph' | 'heading' | 'row' | 'code' | 'html';

export interface TextPart {
  text: string;
  /** pairs of place in `text`, place in the page; ascending, the first pair's is 0 */
  places: number[];
}

export interface TextRun {
  kind: RunKind;
  /** 1 to 6 for a heading, else 0 */
  level: number;
  /** 1-based line of the first part's first character, counted from the start of the scanned text */
  line: number;
  /** one part; of a table's row one for each cell */
  parts: TextPart[];
}

/** The place in the page of a place in a part's text. */
export function pagePlace(part: TextPart, place: number): number {
  const { places } = part;
  let low = 0;
  let high = places.length / 2 - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((places[2 * middle] ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return (places[2 * low + 1] ?? 0) + place - (places[2 * low] ?? 0);
}

/** The part without its first `count` characters. */
export function dropStart(part: TextPart, count: number): TextPart {
  const places = [0, pagePlace(part, count)];
  for (let i = 0; i < part.places.length; i += 2) {
    const place = part.places[i] ?? 0;
    if (place > count) places.push(place - count, part.places[i + 1] ?? 0);
  }
  return { text: part.text.slice(count), places };
}
