/**
 * The small grammars inside CommonMark's links: destination, title and label, shared by inline links
 * and reference definitions. Invariant: each reads forward only and returns null where it does not match.
 */
import { decodeHTMLStrict } from 'entities';

/** Most code points of a label, as CommonMark says. */
export const MAX_LABEL = 999;
const MAX_PARENTHESES = 32;

const ESCAPE_OR_ENTITY = /\\([!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~])|&([a-z#][a-z0-9]{1,31});/gi;
const NUMERIC_ENTITY = /^#(?:x([a-f0-9]{1,8})|([0-9]{1,8}))$/i;

export interface Span {
  /** place after the last character */
  end: number;
  text: string;
}

/** Backslash escapes and character references replaced by what they stand for. */
export function unescapeMarkdown(text: string): string {
  if (!text.includes('\\') && !text.includes('&')) return text;
  return text.replace(
    ESCAPE_OR_ENTITY,
    (match, escaped: string | undefined, entity: string | undefined) =>
      escaped ?? decodeEntity(match, entity ?? ''),
  );
}

/** `name` is what stands between `&` and `;`; an unknown one is left as written. */
export function decodeEntity(written: string, name: string): string {
  const numeric = NUMERIC_ENTITY.exec(name);
  if (!numeric) return decodeHTMLStrict(written);
  const [, hex, decimal] = numeric;
  const code = hex === undefined ? Number.parseInt(decimal ?? '', 10) : Number.parseInt(hex, 16);
  return isCharacter(code) ? String.fromCodePoint(code) : written;
}

function isCharacter(code: number): boolean {
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return false;
  if ((code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) === 0xfffe) return false;
  return !(code <= 8 || code === 11 || (code >= 14 && code <= 31) || (code >= 127 && code <= 159));
}

/** A destination, bare or in angle brackets, starting at `start`. */
export function readDestination(source: string, start: number): Span | null {
  const max = source.length;
  let at = start;
  if (source.charCodeAt(at) === 60 /* < */) {
    for (at += 1; at < max; at += 1) {
      const code = source.charCodeAt(at);
      if (code === 10 || code === 60) return null;
      if (code === 62 /* > */) return { end: at + 1, text: unescapeMarkdown(source.slice(start + 1, at)) };
      if (code === 92 && at + 1 < max) at += 1;
    }
    return null;
  }
  let depth = 0;
  while (at < max) {
    const code = source.charCodeAt(at);
    if (code <= 32 || code === 127) break;
    if (code === 92 && at + 1 < max) {
      at += source.charCodeAt(at + 1) <= 32 ? 1 : 2;
      continue;
    }
    if (code === 40 /* ( */) {
      depth += 1;
      if (depth > MAX_PARENTHESES) return null;
    } else if (code === 41 /* ) */) {
      if (depth === 0) break;
      depth -= 1;
    }
    at += 1;
  }
  if (at === start || depth !== 0) return null;
  return { end: at, text: unescapeMarkdown(source.slice(start, at)) };
}

/** A title in `"…"`, `'…'` or `(…)`; `text` is as written. */
export function readTitle(source: string, start: number): Span | null {
  const opener = source.charCodeAt(start);
  if (opener !== 34 && opener !== 39 && opener !== 40) return null;
  const closer = opener === 40 ? 41 : opener;
  for (let at = start + 1; at < source.length; at += 1) {
    const code = source.charCodeAt(at);
    if (code === closer) return { end: at + 1, text: source.slice(start + 1, at) };
    if (code === 40 && closer === 41) return null;
    if (code === 92) at += 1;
  }
  return null;
}

/** Labels compare trimmed, with blanks collapsed and without case. */
export function normaliseLabel(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase();
}

export function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** The first place from `at` on that is no space, tab or line end. */
export function skipBlanks(source: string, start: number): number {
  let at = start;
  while (at < source.length) {
    const code = source.charCodeAt(at);
    if (code !== 32 && code !== 9 && code !== 10) break;
    at += 1;
  }
  return at;
}
