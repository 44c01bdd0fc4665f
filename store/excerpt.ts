/**
 * Excerpts of what a search found, and the places in them that matched.
 * Invariant: places are in the excerpt as it is given, in order, and never overlap.
 */
import type { SearchItem } from '../graph/api.ts';
import { MARK_END, MARK_START, SEAM } from './words.ts';

const MAX_EXCERPT = 400;
/** UTF-16 units before the first mark of an excerpt that had to be cut. */
const LEAD = 50;

interface MarkedText {
  text: string;
  /** [start, end) in UTF-16 units */
  marks: [number, number][];
}

/** What is indexed of a page, with marks around what matched: of its text a part, of the others all. */
export interface MarkedFields {
  title: string;
  /** one a line */
  aliases: string;
  headings: string;
  text: string;
}

type Excerpt = Pick<SearchItem, 'match' | 'excerpt' | 'marks'>;

/**
 * The best field that matched, and where: the text's excerpt beside a title, which is shown anyway,
 * else the alias or heading itself.
 */
export function whatMatched(fields: MarkedFields | undefined): Excerpt {
  if (!fields) return { match: 'text', excerpt: '', marks: [] };
  const text = readMarks(fromSentence(fields.text));
  if (fields.title.includes(MARK_START)) {
    return { match: 'title', ...shortened(text.marks.length > 0 ? text : readMarks(fields.title)) };
  }
  for (const [match, lines] of [
    ['alias', fields.aliases],
    ['heading', fields.headings],
  ] as const) {
    if (lines.includes(MARK_START)) return { match, ...shortened(firstMarked(lines)) };
  }
  return { match: 'text', ...shortened(text) };
}

const SENTENCE_END = /[.!?।؟…]["'”’)\]]*\s+|[。！？]["'”’」』）]*|\n/gu;
/**
 * The excerpt from the beginning of the sentence with its first mark, where that is in it: so it
 * begins with neither half a sentence nor the `From:` line above one.
 */
function fromSentence(marked: string): string {
  const before = marked.slice(0, Math.max(marked.indexOf(MARK_START), 0));
  let start = 0;
  for (const { 0: end, index } of before.matchAll(SENTENCE_END)) start = index + end.length;
  return marked.slice(start);
}

/** Text with marks around what matched as plain text and places; blank runs become one blank. */
function readMarks(marked: string): MarkedText {
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

/** The first line that holds a mark. */
function firstMarked(lines: string): MarkedText {
  return readMarks(lines.split('\n').find((line) => line.includes(MARK_START)) ?? '');
}

/** A single word can be a megabyte: the excerpt is cut around its first mark. */
function shortened({ text, marks }: MarkedText): Omit<Excerpt, 'match'> {
  if (text.length <= MAX_EXCERPT) return { excerpt: text, marks };
  const start = Math.max(0, Math.min((marks[0]?.[0] ?? 0) - LEAD, text.length - MAX_EXCERPT));
  const end = start + MAX_EXCERPT;
  return {
    excerpt: text.slice(start, end),
    marks: marks
      .filter((mark) => mark[0] < end && mark[1] > start)
      .map(([from, to]): [number, number] => [Math.max(from, start) - start, Math.min(to, end) - start]),
  };
}
