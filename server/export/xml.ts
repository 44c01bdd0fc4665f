/**
 * Text in XML 1.0.
 * Invariant: what is given is well-formed whatever the text holds, and ids that differ stay different.
 */
import { escapeUTF8 } from 'entities';

/** No document may hold these, in whatever spelling. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
/** In an attribute a parser would read them as blanks. */
const BREAKS = /[\t\n\r]/g;

export function xmlText(text: string): string {
  return escapeUTF8(text.replace(FORBIDDEN, '\ufffd')).replace(BREAKS, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A page id; what XML cannot hold is spelt `\u{1}`, and then a backslash twice. */
export function xmlId(id: string): string {
  if (id.search(FORBIDDEN) < 0) return xmlText(id);
  const spelt = id
    .replaceAll('\\', '\\\\')
    .replace(FORBIDDEN, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);
  return xmlText(spelt);
}
