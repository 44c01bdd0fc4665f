/**
 * HTML written in a page: which of its tags are shown as such. Everything else leaves its text, and
 * what is no text for readers (scripts, styles, frames, drawings) leaves nothing.
 * Invariant: no attribute of a page's own HTML comes through but those named here.
 */
import type { ElementContent, Properties } from 'hast';
import { type Token, Tokenizer } from 'parse5';
import { parseTimeMark } from '../../graph/time-mark.ts';
import type { PageTree } from './page-tree.ts';
import { element, externalLink, timeMark } from './links.ts';

const SHOWN = new Set(
  `abbr b blockquote caption cite code dd del details dfn dl dt em figcaption figure i ins kbd li mark
  ol p pre q rp rt ruby s samp small strong sub summary sup table tbody td tfoot th thead tr u ul var`.split(
    /\s+/,
  ),
);
const HEADING = /^h([1-6])$/;
const WITHOUT_TEXT = new Set(
  'applet audio canvas head iframe math noembed noframes noscript object script select style svg template textarea title video'.split(
    ' ',
  ),
);

/** Longer pieces are shown as they are written: reading a tag's attributes takes time by their square. */
const MAX_PIECE = 20_000;
const MAX_ALL = 300_000;

/** Adds the HTML pieces of one page to its tree. `text` adds a piece of text in which links are still to be placed. */
export class HtmlTags {
  readonly #tree: PageTree;
  readonly #videoId: string | null;
  readonly #text: (value: string) => void;
  #read = 0;

  constructor(tree: PageTree, videoId: string | null, text: (value: string) => void) {
    this.#tree = tree;
    this.#videoId = videoId;
    this.#text = text;
  }

  /** A piece as Markdown hands it over: one tag within a line, or a whole block. */
  add(html: string): void {
    this.#read += html.length;
    if (html.length > MAX_PIECE || this.#read > MAX_ALL) {
      this.#text(html);
      return;
    }
    const characters = (token: Token.CharacterToken): void => this.#text(token.chars);
    const nothing = (): void => undefined;
    new Tokenizer(
      {},
      {
        onStartTag: (token) => this.#start(token),
        onEndTag: (token) => this.#tree.closeTag(token.tagName),
        onCharacter: characters,
        onWhitespaceCharacter: characters,
        onNullCharacter: nothing,
        onComment: nothing,
        onDoctype: nothing,
        onEof: nothing,
      },
    ).write(html, true);
  }

  #start(token: Token.TagToken): void {
    const tag = token.tagName;
    const attributes = new Map(token.attrs.map(({ name, value }) => [name, value]));
    if (tag === 'br' || tag === 'hr') this.#tree.add([element(tag, {}, [])]);
    else if (tag === 'img') this.#picture(attributes);
    else if (tag === 'a') this.#tree.openTag(tag, (content) => this.#link(attributes, content), true);
    else if (WITHOUT_TEXT.has(tag)) this.#tree.openTag(tag, (content, closed) => (closed ? [] : content));
    else if (HEADING.test(tag)) {
      const level = Math.min(Number(tag.slice(1)) + 1, 6);
      this.#tree.openTag(tag, (content) => [element(`h${level}`, {}, content)]);
    } else if (SHOWN.has(tag)) {
      const properties = properAttributes(tag, attributes);
      this.#tree.openTag(tag, (content) => [element(tag, properties, content)]);
    }
  }

  #link(attributes: ReadonlyMap<string, string>, content: ElementContent[]): ElementContent[] {
    const classes = (attributes.get('class') ?? '').split(/\s+/);
    if (!classes.includes('yt-timestamp')) return externalLink(attributes.get('href') ?? '', content);
    const mark = timeMark(
      this.#videoId,
      attributes.get('data-t') ?? '',
      isClockTime(content) ? null : content,
    );
    return mark ? [mark] : content;
  }

  /** Pictures are not fetched: the reader gets their description, leading to them. */
  #picture(attributes: ReadonlyMap<string, string>): void {
    const address = attributes.get('src') ?? '';
    const description: ElementContent[] = [
      { type: 'text', value: attributes.get('alt')?.trim() || 'picture' },
    ];
    this.#tree.add(this.#tree.inLink ? description : externalLink(address, description));
  }
}

/** Whether a time mark's text is the time alone: `[00:01:02]`. It is then written as all others are. */
function isClockTime(content: readonly ElementContent[]): boolean {
  const text = content.map((node) => (node.type === 'text' ? node.value : '?')).join('');
  return parseTimeMark(text.trim().replace(/^\[(.*)\]$/, '$1')) !== null;
}

function properAttributes(tag: string, attributes: ReadonlyMap<string, string>): Properties {
  const properties: Properties = {};
  if (tag === 'td' || tag === 'th') {
    for (const [name, property] of [
      ['colspan', 'colSpan'],
      ['rowspan', 'rowSpan'],
    ] as const) {
      const value = attributes.get(name) ?? '';
      if (/^\d{1,2}$/.test(value)) properties[property] = Number(value);
    }
  }
  if (tag === 'details' && attributes.has('open')) properties.open = true;
  return properties;
}
