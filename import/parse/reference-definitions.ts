/**
 * Link reference definitions (`[label]: destination "title"`) at the start of a paragraph.
 * Invariant: the first definition of a label wins, and what is no definition stays in the paragraph.
 */
import { MAX_LABEL, isBlank, normaliseLabel, readDestination, readTitle, skipBlanks } from './link-syntax.ts';

/** Destinations by normalised label. */
export type References = Map<string, string>;

/** Takes the definitions off the start of a paragraph; returns where the rest begins. */
export function takeDefinitions(paragraph: string, references: References): number {
  let at = 0;
  while (paragraph.charCodeAt(at) === 91 /* [ */) {
    const end = takeDefinition(paragraph, at, references);
    if (end < 0) break;
    at = end;
  }
  return at;
}

function takeDefinition(source: string, start: number, references: References): number {
  const labelEnd = findLabelEnd(source, start + 1);
  if (labelEnd < 0 || source.charCodeAt(labelEnd + 1) !== 58 /* : */) return -1;
  const destination = readDestination(source, skipBlanks(source, labelEnd + 2));
  if (!destination) return -1;

  let end = lineRest(source, destination.end);
  const titleStart = skipBlanks(source, destination.end);
  const title = titleStart > destination.end ? readTitle(source, titleStart) : null;
  if (title) {
    const afterTitle = lineRest(source, title.end);
    if (afterTitle >= 0) end = afterTitle;
    // The reference parser takes an empty title for final, even with text behind it.
    else if (title.text === '') return -1;
  }
  const label = normaliseLabel(source.slice(start + 1, labelEnd));
  if (end < 0 || label === '') return -1;
  if (!references.has(label)) references.set(label, destination.text);
  return end;
}

function findLabelEnd(source: string, start: number): number {
  const most = Math.min(source.length, start + 2 * MAX_LABEL + 1);
  for (let at = start; at < most; at += 1) {
    const code = source.charCodeAt(at);
    if (code === 91) return -1;
    if (code === 93) {
      const label = source.slice(start, at);
      return label.length > MAX_LABEL && [...label].length > MAX_LABEL ? -1 : at;
    }
    if (code === 92) at += 1;
  }
  return -1;
}

/** Where the next line begins if nothing but blanks stands between `start` and the line's end, else -1. */
function lineRest(source: string, start: number): number {
  let at = start;
  while (at < source.length && isBlank(source.charCodeAt(at))) at += 1;
  if (at >= source.length) return at;
  return source.charCodeAt(at) === 10 ? at + 1 : -1;
}
