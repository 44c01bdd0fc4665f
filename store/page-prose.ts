/**
 * A page's prose, block by block: what a reader reads as running text, without markup, code blocks
 * and HTML blocks, and which parts of it are links or code.
 * Invariant: the import alone decides what is a link of the wiki; a page that is too long or too
 * deeply nested to be read in time that grows with its length has no prose.
 */
import MarkdownIt, { type Token } from 'markdown-it';
import { findFrontMatter } from '../graph/front-matter.ts';
import type { ResolvedMention } from './graph-store.ts';

/** Bytes. */
export const MAX_PROSE_PAGE = 320_000;

export type ProseLink = Pick<ResolvedMention, 'offset' | 'length' | 'label'>;

export interface ProseBlock {
  text: string;
  /** links, code and addresses, [start, end) in `text`, in order and apart */
  closed: [number, number][];
  /** 1-based, of its first line */
  line: number;
  /** places in `text` where its second and later lines begin */
  lineStarts: number[];
  /** texts of the headings above it, outermost first; a heading's own included, as in mentions */
  heading: string[];
}

const MAX_NESTING = 40;
const DEEP_QUOTES = /^(?:[ \t]{0,3}>){20}/m;
/** No characters in Unicode: around the number of a link in the text that Markdown is read from. */
const RUN = /\ufdd0(\d+)\ufdd1/;
const NONCHARACTERS = /[\ufdd0\ufdd1]/g;
const BARE_ADDRESS = /\b(?:https?:\/\/|www\.)\S+/g;

const parser = new MarkdownIt({ html: true, maxNesting: MAX_NESTING });

/** @param links all that the import found in the page, in any order */
export function pageProse(markdown: string, links: readonly ProseLink[]): ProseBlock[] {
  const bodyStart = findFrontMatter(markdown)?.bodyStart ?? 0;
  const { text, shown } = withoutLinks(markdown, bodyStart, links);
  if (DEEP_QUOTES.test(text)) return [];
  const linesBefore = markdown.slice(0, bodyStart).split('\n').length - 1;
  const blocks: ProseBlock[] = [];
  let path: { level: number; text: string }[] = [];
  let headingLevel = 0;
  for (const token of parser.parse(text, {})) {
    if (token.type === 'heading_open') headingLevel = Number(token.tag.slice(1));
    if (token.type !== 'inline') continue;
    const writer = new BlockWriter(shown);
    for (const child of token.children ?? []) writer.add(child);
    const block = writer.finish();
    if (headingLevel > 0) {
      path = [...path.filter(({ level }) => level < headingLevel), { level: headingLevel, text: block.text }];
      headingLevel = 0;
    }
    const line = linesBefore + (token.map?.[0] ?? 0) + 1;
    blocks.push({ ...block, line, heading: path.map((above) => above.text) });
  }
  return blocks;
}

/** The body with a numbered run in place of each link, and what each shows. */
function withoutLinks(
  markdown: string,
  bodyStart: number,
  links: readonly ProseLink[],
): { text: string; shown: string[] } {
  const bytes = Buffer.from(markdown);
  let done = Buffer.byteLength(markdown.slice(0, bodyStart));
  const shown: string[] = [];
  const parts: string[] = [];
  const plain = (from: number, to: number): string =>
    bytes.toString('utf8', from, to).replace(NONCHARACTERS, '\ufffd');
  for (const { offset, length, label } of links.toSorted((a, b) => a.offset - b.offset)) {
    if (offset < done || offset + length > bytes.length) continue;
    const written = plain(offset, offset + length);
    parts.push(plain(done, offset), `\ufdd0${shown.length}\ufdd1`);
    // the lines below keep their numbers
    parts.push('\n'.repeat(written.split('\n').length - 1));
    shown.push((label ?? written.replace(/^!?\[\[|\]\]$/g, '')).replace(/\s+/g, ' '));
    done = offset + length;
  }
  parts.push(plain(done, bytes.length));
  return { text: parts.join('').replace(/^\ufeff/, ''), shown };
}

/** Puts a block's text together from Markdown's inline tokens. */
class BlockWriter {
  readonly #shown: readonly string[];
  readonly #closed: [number, number][] = [];
  readonly #lineStarts: number[] = [];
  #text = '';
  #linkStart: number | null = null;

  constructor(shown: readonly string[]) {
    this.#shown = shown;
  }

  add(token: Token): void {
    switch (token.type) {
      case 'text':
        return this.#addText(token.content);
      case 'softbreak':
      case 'hardbreak':
        this.#text += ' ';
        this.#lineStarts.push(this.#text.length);
        return;
      case 'code_inline':
      case 'image':
        return this.#addClosed(token.content);
      case 'link_open':
        this.#linkStart ??= this.#text.length;
        return;
      case 'link_close':
        return this.#closeLink();
      case 'html_inline':
        if (/^<a\s/i.test(token.content)) this.#linkStart ??= this.#text.length;
        else if (/^<\/a/i.test(token.content)) this.#closeLink();
        return;
    }
  }

  finish(): Pick<ProseBlock, 'text' | 'closed' | 'lineStarts'> {
    this.#closeLink();
    for (const { 0: address, index } of this.#text.matchAll(BARE_ADDRESS)) {
      this.#closed.push([index, index + address.length]);
    }
    return { text: this.#text, closed: merged(this.#closed), lineStarts: this.#lineStarts };
  }

  #addText(content: string): void {
    for (const [i, piece] of content.split(RUN).entries()) {
      if (i % 2 === 0) this.#text += piece;
      else this.#addClosed(this.#shown[Number(piece)] ?? '');
    }
  }

  #addClosed(content: string): void {
    const start = this.#text.length;
    this.#text += content;
    this.#closed.push([start, this.#text.length]);
  }

  #closeLink(): void {
    if (this.#linkStart !== null) this.#closed.push([this.#linkStart, this.#text.length]);
    this.#linkStart = null;
  }
}

function merged(places: [number, number][]): [number, number][] {
  const result: [number, number][] = [];
  for (const [start, end] of places.toSorted((a, b) => a[0] - b[0])) {
    const before = result.at(-1);
    if (before && start <= before[1]) before[1] = Math.max(before[1], end);
    else result.push([start, end]);
  }
  return result;
}
