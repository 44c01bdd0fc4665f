/**
 * Typed relations in a block's text: `Name: [[x]]` lines at the head of the page, inline fields
 * `name:: [[x]]` and Dataview's `[name:: [[x]]]`, `(name:: [[x]])`.
 * Invariant: linear; a relation is lower-case, trimmed, and holds for the stretch it is given for.
 */
import { cleanName } from '../../graph/names.ts';

interface Stretch {
  start: number;
  end: number;
  relation: string;
}

/** Each list ascending and without overlaps; a bracketed field is inside its line. */
export interface Relations {
  lines: Stretch[];
  fields: Stretch[];
}

export interface Property {
  name: string;
  value: string;
}

const NAME = "[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} _'’/&-]{0,63}";
const HEAD_LINE = new RegExp(`[ \\t]*[*_]{0,3}(${NAME})[*_]{0,3}[ \\t]*:[*_]{0,3}[ \\t]*!?\\[\\[`, 'uy');
const FIELD_LINE = new RegExp(`[ \\t]*[*_]{0,3}(${NAME})[*_]{0,3}::[*_]{0,3}(?=\\s|!?\\[|#|$)`, 'uy');
const BRACKET_FIELD = new RegExp(`[[(][ \\t]*(${NAME})[ \\t]*$`, 'u');
const LONGEST_NAME = 80;
/** How far the end of a bracketed field is looked for. */
const LONGEST_FIELD = 2000;
/** After so many fields in a line that never end, no other is looked for. */
const MOST_UNCLOSED = 100;

/** Where in `text` links have a relation of their own; null where nowhere. */
export function findRelations(text: string, atHead: boolean): Relations | null {
  const hasFields = text.includes('::');
  if (!hasFields && !atHead) return null;
  const relations: Relations = { lines: [], fields: [] };
  let head = atHead;
  forEachLine(text, (start, end) => {
    const field = hasFields ? lineName(FIELD_LINE, text, start) : null;
    const name = field ?? (head ? lineName(HEAD_LINE, text, start) : null);
    head &&= name !== null;
    if (name !== null) relations.lines.push({ start, end, relation: relationName(name) });
    if (hasFields) addBracketed(text, start, end, relations.fields);
  });
  return relations;
}

/** The `name:: value` lines of a text. */
export function propertyLines(text: string): Property[] {
  const properties: Property[] = [];
  if (!text.includes('::')) return properties;
  forEachLine(text, (start, end) => {
    const name = lineName(FIELD_LINE, text, start);
    if (name !== null) {
      properties.push({ name: relationName(name), value: text.slice(FIELD_LINE.lastIndex, end).trim() });
    }
  });
  return properties;
}

/** A relation's name as stored. */
export function relationName(written: string): string {
  return cleanName(written).toLowerCase();
}

/** The relation of a link at `place`, null where it has none of its own. */
export function relationAt(relations: Relations, place: number): string | null {
  return stretchAt(relations.fields, place) ?? stretchAt(relations.lines, place);
}

function stretchAt(stretches: readonly Stretch[], place: number): string | null {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.start ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  const stretch = stretches[low - 1];
  return stretch && place < stretch.end ? stretch.relation : null;
}

function lineName(pattern: RegExp, text: string, start: number): string | null {
  pattern.lastIndex = start;
  return pattern.exec(text)?.[1] ?? null;
}

function addBracketed(text: string, start: number, end: number, fields: Stretch[]): void {
  let from = start;
  let unclosed = 0;
  for (
    let colons = text.indexOf('::', from);
    colons >= 0 && colons < end;
    colons = text.indexOf('::', from)
  ) {
    const before = BRACKET_FIELD.exec(text.slice(Math.max(from, colons - LONGEST_NAME), colons));
    from = colons + 2;
    if (!before || unclosed > MOST_UNCLOSED) continue;
    const opening = colons - before[0].length;
    const closing = closingBracket(text, opening, Math.min(end, colons + LONGEST_FIELD));
    if (closing < 0) unclosed += 1;
    else {
      fields.push({ start: opening, end: closing, relation: relationName(before[1] ?? '') });
      from = closing;
    }
  }
}

function closingBracket(text: string, opening: number, most: number): number {
  const open = text.charCodeAt(opening);
  const close = open === 91 ? 93 : 41;
  let depth = 0;
  for (let at = opening; at < most; at += 1) {
    const code = text.charCodeAt(at);
    if (code === open) depth += 1;
    else if (code === close) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}

function forEachLine(text: string, visit: (start: number, end: number) => void): void {
  for (let start = 0; start <= text.length;) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    visit(start, end);
    start = end + 1;
  }
}
