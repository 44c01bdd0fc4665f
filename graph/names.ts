/**
 * How names compare: the one place that says when two spellings are the same name.
 * Invariant: both functions are idempotent and do not depend on the machine's locale.
 */

/** NFC and case-folded: `Café` in any normal form and case. */
export function foldName(name: string): string {
  return name.normalize('NFC').toLowerCase().toUpperCase().toLowerCase().normalize('NFC');
}

const BLANKS = /[\s_-]+/gu;
const PUNCTUATION = /[^\p{L}\p{M}\p{N}\p{So} ]/gu;

/** Folded, punctuation dropped, blanks, `_` and `-` made one: `Prime Numbers` → `prime numbers`. */
export function slugName(name: string): string {
  return foldName(name).replace(BLANKS, ' ').replace(PUNCTUATION, '').replace(/ +/g, ' ').trim();
}
