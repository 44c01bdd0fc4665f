/**
 * What a line can open: fence, heading, thematic break, list item. Each function looks at one line
 * from its first character that is no blank. Invariant: nothing here knows what is open already.
 */
import { isBlank } from './link-syntax.ts';

export interface Fence {
  /** code of ` or ~ */
  marker: number;
  length: number;
}

function runEnd(text: string, start: number, end: number, code: number): number {
  let at = start;
  while (at < end && text.charCodeAt(at) === code) at += 1;
  return at;
}

export function blankRunEnd(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

export function openingFence(text: string, start: number, end: number): Fence | null {
  const marker = text.charCodeAt(start);
  if (marker !== 96 && marker !== 126) return null;
  const after = runEnd(text, start, end, marker);
  if (after - start < 3) return null;
  if (marker === 96 && text.slice(after, end).includes('`')) return null;
  return { marker, length: after - start };
}

export function closesFence(text: string, start: number, end: number, fence: Fence): boolean {
  const after = runEnd(text, start, end, fence.marker);
  return after - start >= fence.length && blankRunEnd(text, after, end) === end;
}

/** Level of the ATX heading here, 0 for none. */
export function headingLevel(text: string, start: number, end: number): number {
  const after = runEnd(text, start, Math.min(end, start + 7), 35 /* # */);
  const level = after - start;
  if (level < 1 || level > 6) return 0;
  return after === end || isBlank(text.charCodeAt(after)) ? level : 0;
}

/** Start and end of an ATX heading's text, without the marks around it. */
export function headingText(text: string, start: number, level: number, end: number): [number, number] {
  const from = start + level;
  let last = end;
  while (last > from && isBlank(text.charCodeAt(last - 1))) last -= 1;
  let closing = last;
  while (closing > from && text.charCodeAt(closing - 1) === 35) closing -= 1;
  if (closing < last && closing > from && isBlank(text.charCodeAt(closing - 1))) last = closing;
  const first = blankRunEnd(text, from, last);
  while (last > first && (isBlank(text.charCodeAt(last - 1)) || text.charCodeAt(last - 1) === 10)) last -= 1;
  return [first, last];
}

/** 1 or 2 where the line underlines a setext heading, else 0. */
export function underlineLevel(text: string, start: number, end: number): number {
  const marker = text.charCodeAt(start);
  if (marker !== 61 && marker !== 45) return 0;
  if (blankRunEnd(text, runEnd(text, start, end, marker), end) !== end) return 0;
  return marker === 61 ? 1 : 2;
}

export function isThematicBreak(text: string, start: number, end: number): boolean {
  const marker = text.charCodeAt(start);
  if (marker !== 42 && marker !== 45 && marker !== 95) return false;
  let count = 0;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === marker) count += 1;
    else if (!isBlank(code)) return false;
  }
  return count >= 3;
}

/** Where the list marker here ends, -1 for none; one that interrupts a paragraph must be `1.` or a bullet, with text. */
export function listMarkerEnd(
  text: string,
  start: number,
  end: number,
  interruptsParagraph: boolean,
): number {
  const code = text.charCodeAt(start);
  let after: number;
  if (code === 42 || code === 43 || code === 45) after = start + 1;
  else if (code >= 48 && code <= 57) {
    let at = start + 1;
    while (at < end && text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at += 1;
    const delimiter = text.charCodeAt(at);
    if (at >= end || at - start > 9 || (delimiter !== 46 && delimiter !== 41)) return -1;
    if (interruptsParagraph && Number(text.slice(start, at)) !== 1) return -1;
    after = at + 1;
  } else return -1;
  if (after < end && !isBlank(text.charCodeAt(after))) return -1;
  if (interruptsParagraph && blankRunEnd(text, after, end) === end) return -1;
  return after;
}
