/**
 * How names compare and in which order they stand: the one place that says when two spellings are
 * the same name. Invariant: the three spellings are idempotent, and nothing here depends on the
 * machine's locale.
 */

/** Clean as it stands: visible ASCII, single blanks between. */
const CLEAN_ASCII = /^(?:[\x21-\x7e]+(?: [\x21-\x7e]+)*)?$/;
/** Zero-width blanks and joiners, soft hyphens, marks of writing direction: nobody sees or types them. */
const INVISIBLE = /\p{Cf}+/gu;
const BLANK_RUN = /\s+/gu;

/** NFC, trimmed, blank runs made one blank, invisible formatting characters dropped; case kept. */
export function cleanName(name: string): string {
  if (CLEAN_ASCII.test(name)) return name;
  return name.replace(INVISIBLE, '').normalize('NFC').replace(BLANK_RUN, ' ').trim();
}

/** Cleaned and case-folded: `Café` in any normal form and case. */
export function foldName(name: string): string {
  if (CLEAN_ASCII.test(name)) return name.toLowerCase();
  const clean = cleanName(name);
  if (CLEAN_ASCII.test(clean)) return clean.toLowerCase();
  // By way of upper case `ß` meets `ss`; σ has a second small form, chosen by its neighbours.
  return clean.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFC');
}

const SEPARATORS = /[\s_-]+/gu;
/**
 * Punctuation as Unicode has it (and stray control characters). Symbols are none: `C++` is not
 * `C`, and a page named by an emoji alone still has a name.
 */
const PUNCTUATION = /[\p{P}\p{Cc}]+/gu;
/** The same two for the many names that are ASCII, in a tenth of the time. */
const ASCII_SEPARATORS = /[ _-]+/g;
const ASCII_PUNCTUATION = /[!"#%&'()*,./:;?@[\\\]{}]+/g;

/**
 * Folded, punctuation dropped, blanks, `_` and `-` made one blank: `Prime Numbers` and
 * `prime_numbers` are `prime numbers`. '' where nothing is left: such a name has no slug.
 */
export function slugName(name: string): string {
  if (CLEAN_ASCII.test(name)) return asciiSlug(name.toLowerCase());
  return foldName(slugSpelling(foldName(name)));
}

/** The slug with its case kept, to tell `Case_Study` from `case-study` where both are there. */
export function slugSpelling(name: string): string {
  if (CLEAN_ASCII.test(name)) return asciiSlug(name);
  return cleanName(cleanName(name).replace(SEPARATORS, ' ').replace(PUNCTUATION, ''));
}

function asciiSlug(name: string): string {
  const words = name.replace(ASCII_SEPARATORS, ' ').replace(ASCII_PUNCTUATION, '');
  return words.includes('  ') ? words.replace(/ {2,}/g, ' ').trim() : words.trim();
}

/** Compares by Unicode code points, which is also the order of the UTF-8 bytes; `<` compares UTF-16 units. */
export function byCodePoint(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i += 1) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return codePointRank(x) - codePointRank(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above all other units. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
