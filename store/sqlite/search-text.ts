/**
 * How text becomes words for the full-text index, and a query a match expression.
 * Scripts written without spaces, and symbols such as emoji, are parted into single characters on
 * both sides, so that a run of them is found anywhere as a phrase of any length.
 * Invariant: whatever a query holds, its expression is quoted words; what is indexed holds no NUL
 * and none of the three noncharacters used here as marks.
 */

/** Set around a match by FTS5, and taken out before anything is shown. */
export const MARK_START = '\ufdd0';
export const MARK_END = '\ufdd1';
/** Between characters that are words of their own; the index is told to take it for a blank. */
export const SEAM = '\ufdd2';

/** The quick look: anything that may need parting or cleaning. */
const UNUSUAL = /[\0\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2100-\uffff]/;
const UNSAFE = /[\0\ufdd0-\ufdd2]/g;
const OWN_WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{So}]\p{M}*/gu;
/** What the index takes for no part of a word. */
const NO_WORD = /[^\p{L}\p{N}\p{M}\p{So}\p{Co}]|[©®°¦]/gu;

const MAX_WORDS = 32;

/** Text as the index keeps it. */
export function indexed(text: string): string {
  const composed = text.normalize('NFC');
  if (!UNUSUAL.test(composed)) return composed;
  return composed.replace(UNSAFE, ' ').replace(OWN_WORD, `${SEAM}$&${SEAM}`);
}

/**
 * An FTS5 expression for pages that hold every word, the last one perhaps unfinished; null where
 * the query has no word. A last word of one or two letters is sought in names alone: in the text it
 * would be found on nearly every page.
 */
export function matchExpression(query: string): string | null {
  const words = query
    .normalize('NFC')
    .replace(UNSAFE, ' ')
    .split(/\s+/u)
    .filter((word) => word.replace(NO_WORD, '') !== '')
    .slice(0, MAX_WORDS);
  const last = words.at(-1);
  if (last === undefined) return null;
  const phrases = words.map((word) => `"${indexed(word).replaceAll('"', '""')}"`);
  if (last.replace(NO_WORD, '').length < 3 && !UNUSUAL.test(last)) {
    const open = phrases.pop() ?? '';
    phrases.push(`(${open} OR {title aliases} : ${open} *)`);
    return phrases.join(' AND ');
  }
  return `${phrases.join(' AND ')} *`;
}

export interface MarkedText {
  text: string;
  /** [start, end) in UTF-16 units */
  marks: [number, number][];
}

/** Text with FTS5's marks as plain text and places; blank runs become one blank. */
export function readMarks(marked: string): MarkedText {
  const marks: [number, number][] = [];
  let text = '';
  let start: number | null = null;
  for (const piece of marked
    .replaceAll(SEAM, '')
    .replace(/\s+/gu, ' ')
    .split(/([\ufdd0\ufdd1])/)) {
    if (piece === MARK_START) start = text.length;
    else if (piece !== MARK_END) text += piece;
    else if (start !== null) {
      const before = marks.at(-1);
      if (before && before[1] === start) before[1] = text.length;
      else if (text.length > start) marks.push([start, text.length]);
      start = null;
    }
  }
  if (start !== null && text.length > start) marks.push([start, text.length]);
  return { text, marks };
}
