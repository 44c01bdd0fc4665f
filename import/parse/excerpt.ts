/**
 * The sentence around a link, from a block's plain text.
 * Invariant: at most MAX_EXCERPT UTF-16 units, no surrogate pair is cut, and the link's place in it
 * is right; finding the sentences of a block costs one pass over it.
 */

export const MAX_EXCERPT = 400;
const ELLIPSIS = '…';

export interface Excerpt {
  excerpt: string;
  /** the link's shown text is excerpt.slice(start, end) */
  start: number;
  end: number;
}

/** Marks that end a sentence, and closing quotes or brackets behind them. */
const SENTENCE_END = /[.!?…]+["'”’»)\]]*(?=\s|$)|[。！？]+["'”’」』）]*/g;
const WORD = /[\p{L}\p{N}.]/u;
const LOWER_CASE = /\p{Ll}/u;
const LONGEST_ABBREVIATION = 8;
const ABBREVIATIONS = new Set(
  'e.g i.e cf vs mr mrs ms dr prof st no nos fig figs vol ch pp ed eds al ca approx sen gov gen rev jr sr inc ltd co dept est viz resp'.split(
    ' ',
  ),
);
const INITIAL = /^(?:\p{Lu}|(?:\p{L}\.)+\p{L})$/u;

/** Where sentences end in `text`, ascending; `breaks` end one too. The last is the text's end. */
export function sentenceEnds(text: string, breaks: readonly number[]): number[] {
  const ends: number[] = [];
  let next = 0;
  const takeBreaks = (until: number): void => {
    for (; next < breaks.length && (breaks[next] ?? 0) <= until; next += 1) {
      const place = breaks[next] ?? 0;
      if (place > (ends.at(-1) ?? 0)) ends.push(place);
    }
  };
  for (const match of text.matchAll(SENTENCE_END)) {
    const end = match.index + match[0].length;
    takeBreaks(match.index);
    if (match[0] === '.' && isAbbreviation(text, match.index)) continue;
    ends.push(end);
  }
  takeBreaks(text.length);
  if (ends.at(-1) !== text.length) ends.push(text.length);
  return ends;
}

function isAbbreviation(text: string, dot: number): boolean {
  let next = dot + 1;
  while (next < text.length && text.charCodeAt(next) === 32) next += 1;
  const code = next < text.length ? text.charCodeAt(next) : 0;
  if (code < 128 ? code >= 97 && code <= 122 : LOWER_CASE.test(text.charAt(next))) return true;
  let start = dot;
  while (start > 0 && dot - start <= LONGEST_ABBREVIATION && WORD.test(text.charAt(start - 1))) start -= 1;
  if (dot - start > LONGEST_ABBREVIATION) return false;
  const word = text.slice(start, dot);
  return ABBREVIATIONS.has(word.toLowerCase()) || INITIAL.test(word);
}

/** The sentence that holds the link whose shown text is [start, end); cut around the link where it is long. */
export function makeExcerpt(
  text: string,
  sentenceStart: number,
  sentenceEnd: number,
  start: number,
  end: number,
): Excerpt {
  let from = Math.min(sentenceStart, start);
  let to = Math.max(sentenceEnd, end);
  while (from < start && text.charCodeAt(from) === 32) from += 1;
  while (to > end && text.charCodeAt(to - 1) === 32) to -= 1;
  if (to - from <= MAX_EXCERPT) {
    return { excerpt: text.slice(from, to), start: start - from, end: end - from };
  }
  // Room for the link, then for two ellipses, the rest on both sides of it.
  const shown = Math.min(end - start, MAX_EXCERPT - 2);
  const room = MAX_EXCERPT - 2 - shown;
  let left = Math.min(start - from, room >> 1);
  const right = Math.min(to - (start + shown), room - left);
  left = Math.min(start - from, room - right);
  const cutStart = wordStart(text, start - left, start, from);
  const cutEnd = wordEnd(text, start + shown + right, start + shown, to);
  const before = cutStart > from ? ELLIPSIS : '';
  const after = cutEnd < to ? ELLIPSIS : '';
  const placed = start - cutStart + before.length;
  return {
    excerpt: before + text.slice(cutStart, cutEnd) + after,
    start: placed,
    end: placed + Math.min(end, cutEnd) - start,
  };
}

/** The first start of a word in [at, most], so that no word is cut; `at` itself at the text's edge. */
function wordStart(text: string, at: number, most: number, edge: number): number {
  if (at <= edge) return edge;
  const blank = text.slice(at - 1, most).indexOf(' ');
  if (blank >= 0) return at + blank;
  return isLowSurrogate(text, at) ? at + 1 : at;
}

/** The last end of a word in [least, at]. */
function wordEnd(text: string, at: number, least: number, edge: number): number {
  if (at >= edge) return edge;
  const blank = text.slice(least, at + 1).lastIndexOf(' ');
  if (blank >= 0) return least + blank;
  return isLowSurrogate(text, at) ? at - 1 : at;
}

function isLowSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}
