/**
 * HTML in Markdown: where HTML blocks begin and end, and where an inline tag ends.
 * Invariant: the expressions are CommonMark's and each is linear in what it reads.
 */

const OPEN_TAG =
  '<[A-Za-z][A-Za-z0-9-]*(?:\\s+[a-zA-Z_:][a-zA-Z0-9:._-]*' +
  '(?:\\s*=\\s*(?:[^"\'=<>`\\x00-\\x20]+|\'[^\']*\'|"[^"]*"))?)*\\s*\\/?>';
const CLOSE_TAG = '<\\/[A-Za-z][A-Za-z0-9-]*\\s*>';
const TAG = new RegExp(`${OPEN_TAG}|${CLOSE_TAG}`, 'y');

const BLOCK_NAMES =
  'address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|' +
  'div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|' +
  'li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|' +
  'tfoot|th|thead|title|tr|track|ul';

/** What ends a block; null: a blank line does. The last kind cannot interrupt a paragraph. */
const BLOCK_KINDS: { start: RegExp; end: RegExp | null; interrupts: boolean }[] = [
  {
    start: /^<(?:script|pre|style|textarea)(?=\s|>|$)/i,
    end: /<\/(?:script|pre|style|textarea)>/i,
    interrupts: true,
  },
  { start: /^<!--/, end: /-->/, interrupts: true },
  { start: /^<\?/, end: /\?>/, interrupts: true },
  { start: /^<![A-Za-z]/, end: />/, interrupts: true },
  { start: /^<!\[CDATA\[/, end: /\]\]>/, interrupts: true },
  { start: new RegExp(`^</?(?:${BLOCK_NAMES})(?=\\s|/?>|$)`, 'i'), end: null, interrupts: true },
  { start: new RegExp(`^(?:${OPEN_TAG}|${CLOSE_TAG})\\s*$`), end: null, interrupts: false },
];

/** The kind of HTML block that `line` (which starts with `<`) opens, -1 for none. */
export function htmlBlockKind(line: string, interruptsParagraph: boolean): number {
  const kind = BLOCK_KINDS.findIndex(({ start }) => start.test(line));
  return kind >= 0 && interruptsParagraph && BLOCK_KINDS[kind]?.interrupts !== true ? -1 : kind;
}

export function endsAtBlankLine(kind: number): boolean {
  return BLOCK_KINDS[kind]?.end === null;
}

/** Whether this line, its first one included, ends an HTML block that no blank line ends. */
export function endsHtmlBlock(kind: number, line: string): boolean {
  return BLOCK_KINDS[kind]?.end?.test(line) ?? false;
}

/** Where the open or closing tag at `start` ends, -1 where there is none. */
export function tagEnd(source: string, start: number): number {
  TAG.lastIndex = start;
  return TAG.test(source) ? TAG.lastIndex : -1;
}

/**
 * Where the comment, instruction, declaration or CDATA section at `start` ends: -1 where there is
 * none, -2 where one begins and does not end.
 */
export function specialEnd(source: string, start: number): number {
  let from: number;
  let terminator: string;
  if (source.startsWith('<!--', start)) {
    if (source.startsWith('>', start + 4)) return start + 5;
    if (source.startsWith('->', start + 4)) return start + 6;
    from = start + 4;
    terminator = '-->';
  } else if (source.startsWith('<![CDATA[', start)) {
    from = start + 9;
    terminator = ']]>';
  } else if (source.charCodeAt(start + 1) === 63 /* ? */) {
    from = start + 2;
    terminator = '?>';
  } else if (isLetter(source.charCodeAt(start + 2))) {
    from = start + 3;
    terminator = '>';
  } else return -1;
  const end = source.indexOf(terminator, from);
  return end < 0 ? -2 : end + terminator.length;
}

export function isLetter(code: number): boolean {
  const lower = code | 32;
  return lower >= 97 && lower <= 122;
}

/** What a reader sees of an HTML block: tags dropped. */
export function htmlText(html: string): string {
  return html.replace(/<[^<>]*>/g, ' ');
}
