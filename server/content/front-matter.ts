/** Where a page's body starts: front matter describes the page and is not shown. */

const OPENING = /^\ufeff?---(?:yaml|[a-z]+)?[ \t]*\r?\n/;
const CLOSING = /^---[ \t]*(?:\r?\n|$)/gm;

/** UTF-16 position of the body's first unit; 0 without front matter, 1 after a byte order mark. */
export function bodyStart(markdown: string): number {
  const opening = OPENING.exec(markdown);
  if (opening) {
    CLOSING.lastIndex = opening[0].length;
    const closing = CLOSING.exec(markdown);
    if (closing) return closing.index + closing[0].length;
  }
  return markdown.startsWith('\ufeff') ? 1 : 0;
}
