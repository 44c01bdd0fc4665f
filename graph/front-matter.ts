/**
 * Where a page's front matter stands: the one place that says so, for those who read it and those
 * who leave it out. Invariant: without a closing line there is none, and all of the page is Markdown.
 */

/** The YAML is text.slice(start, end), the page goes on at `bodyStart`; UTF-16 units. */
export interface FrontMatterRegion {
  start: number;
  end: number;
  bodyStart: number;
  /** what the opening line names, lower-cased; `yaml` where it names nothing */
  language: string;
}

const OPENING = /\ufeff?---[ \t]*([A-Za-z][\w+-]*)?[ \t]*\r?\n/y;
const CLOSING = /\n---[ \t]*(?:\r?\n|$)/g;

/** The front matter of a page, null where it has none: `---` lines before and after it. */
export function findFrontMatter(text: string): FrontMatterRegion | null {
  if (!text.startsWith('---') && !text.startsWith('\ufeff---')) return null;
  OPENING.lastIndex = 0;
  const opening = OPENING.exec(text);
  if (!opening) return null;
  const start = opening[0].length;
  CLOSING.lastIndex = start - 1;
  const closing = CLOSING.exec(text);
  if (!closing) return null;
  return {
    start,
    end: Math.max(start, closing.index),
    bodyStart: CLOSING.lastIndex,
    language: (opening[1] ?? 'yaml').toLowerCase(),
  };
}
