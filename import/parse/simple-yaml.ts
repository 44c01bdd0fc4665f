/**
 * Front matter that is nothing but `key: plain text` lines, read without a YAML parser, for most
 * pages have no other. Invariant: what it reads is what gray-matter reads; anything less than
 * certain (quotes, numbers, dates, truth values, lists, comments) is left to that.
 */

const KEY = /^[A-Za-z][A-Za-z0-9_-]*$/;
/** Starts with a letter or digit and holds no character that means something to YAML or is not printable. */
const PLAIN = /^[\p{L}0-9][^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00a0\ufeff\ufffe\uffff]*$/u;
/** A letter that stands in no number, date or sexagesimal of YAML's. */
const NO_NUMBER = /[g-su-wyG-SU-WY\u00c0-\uffff]/;
const WORDS = new Set(['true', 'false', 'null', 'yes', 'no', 'on', 'off', 'y', 'n']);

/** Keys and values in order, null where a real parser is needed. */
export function readSimpleYaml(yaml: string): Map<string, unknown> | null {
  const data = new Map<string, unknown>();
  for (const line of yaml.split('\n')) {
    const colon = line.indexOf(': ');
    if (colon <= 0) return null;
    const key = line.slice(0, colon);
    const value = trimSpaces(line, colon + 2);
    if (!KEY.test(key) || data.has(key) || WORDS.has(key.toLowerCase())) return null;
    if (!PLAIN.test(value) || !NO_NUMBER.test(value) || WORDS.has(value.toLowerCase())) return null;
    if (value.includes(': ') || value.includes(' #') || value.endsWith(':') || /[\t:]\s/.test(value))
      return null;
    data.set(key, value);
  }
  return data;
}

/** YAML's blanks only: other ones belong to the value. */
function trimSpaces(line: string, from: number): string {
  let start = from;
  let end = line.length;
  while (start < end && line.charCodeAt(start) === 32) start += 1;
  while (end > start && line.charCodeAt(end - 1) === 32) end -= 1;
  return line.slice(start, end);
}
