/**
 * Writes Markdown tokens into a page tree: what each token is in HTML, with the page's links and
 * time marks in its texts.
 * Invariant: headings stand one level below their own, under the title of the panel that shows them.
 */
import type { Element, ElementContent, Properties, Root } from 'hast';
import type { Token } from 'markdown-it';
import { foldName } from '../../graph/names.ts';
import type { PageSource } from '../../store/graph-store.ts';
import { HtmlTags } from './html-tags.ts';
import { asWritten, cutAtRuns, type PlacedLink, withoutRuns } from './link-places.ts';
import { element, externalLink, headingAnchor, placedLink, shownText, timeMark } from './links.ts';
import { PageTree } from './page-tree.ts';

/** `[[0:26:34]]`, `[[0:26:34|where it starts]]` */
const TEXT_TIME = /\[\[[ \t]{0,9}(\d[\d:]{2,11})[ \t]{0,9}(?:\|([^[\]|]{0,200}))?\]\]/;
const TASK = /^\[([ xX])\](?=\s)/;

export class PageWriter {
  readonly #title: string;
  readonly #videoId: string | null;
  readonly #links: readonly PlacedLink[];
  readonly #tree = new PageTree();
  readonly #html: HtmlTags;
  readonly #anchors = new Map<string, number>();
  /** a Markdown link whose run has just been read: the next token opens it */
  #next: PlacedLink | null = null;

  constructor(source: Pick<PageSource, 'title' | 'videoId'>, links: readonly PlacedLink[]) {
    this.#title = source.title;
    this.#videoId = source.videoId;
    this.#links = links;
    this.#html = new HtmlTags(this.#tree, source.videoId, (value) => this.#text(value));
  }

  write(tokens: readonly Token[]): Root {
    const skipped = this.#titleHeading(tokens);
    for (const [place, token] of tokens.entries()) {
      if (skipped >= 0 && place >= skipped && place < skipped + 3) continue;
      if (token.type !== 'inline') {
        this.#block(token);
        continue;
      }
      const task = TASK.exec(token.content);
      const isTask = task !== null && tokens[place - 2]?.type === 'list_item_open';
      if (isTask) this.#task(task[1] !== ' ');
      this.#inline(token.children ?? [], isTask ? task[0].length : 0);
    }
    return this.#tree.root();
  }

  /** Where the first heading of level 1 begins, if it says the page's title and nothing else; else -1. */
  #titleHeading(tokens: readonly Token[]): number {
    const place = tokens.findIndex((token) => token.type === 'heading_open' && token.tag === 'h1');
    const text = tokens[place + 1];
    if (place < 0 || tokens[place]?.level !== 0 || !text) return -1;
    const plain = text.children?.every((child) => child.type === 'text') ?? false;
    return plain && foldName(text.content.trim()) === foldName(this.#title.trim()) ? place : -1;
  }

  #block(token: Token): void {
    if (token.hidden) return;
    if (token.type === 'html_block') this.#html.add(token.content);
    else if (token.type === 'fence' || token.type === 'code_block') this.#codeBlock(token);
    else if (token.type === 'heading_open') this.#heading(Number(token.tag.slice(1)));
    else this.#simple(token);
  }

  #inline(tokens: readonly Token[], skip: number): void {
    for (const [place, token] of tokens.entries()) {
      if (token.type === 'text') {
        this.#text(place === 0 ? token.content.slice(skip) : token.content);
        continue;
      }
      const link = this.#next;
      this.#next = null;
      if (token.type === 'softbreak') this.#tree.text('\n');
      else if (token.type === 'code_inline') this.#code(token.content);
      else if (token.type === 'html_inline') this.#html.add(token.content);
      else if (token.type === 'link_open') this.#link(token, link);
      else if (token.type === 'image') this.#picture(token, link);
      else this.#simple(token);
    }
    this.#next = null;
  }

  /** A token whose tag is the element's. */
  #simple(token: Token): void {
    if (token.nesting === 0) this.#tree.add([element(token.tag, {}, [])]);
    else if (token.nesting < 0) this.#tree.close();
    else {
      const properties = propertiesOf(token);
      this.#tree.open((content) => [element(token.tag, properties, content)]);
    }
  }

  #heading(level: number): void {
    this.#tree.open((content) => {
      const anchor = this.#unusedAnchor(headingAnchor(textOf(content)));
      return [element(`h${Math.min(level + 1, 6)}`, { id: anchor }, content)];
    });
  }

  #unusedAnchor(anchor: string): string {
    const used = this.#anchors.get(anchor) ?? 0;
    this.#anchors.set(anchor, used + 1);
    return used === 0 ? anchor : this.#unusedAnchor(`${anchor}-${used}`);
  }

  #codeBlock(token: Token): void {
    const language = token.info.trim().split(/\s/, 1)[0] ?? '';
    const properties: Properties = language === '' ? {} : { className: [`language-${language}`] };
    this.#tree.open((content) => [element('pre', {}, [element('code', properties, content)])]);
    this.#tree.text(asWritten(token.content, this.#links));
    this.#tree.close();
  }

  #code(content: string): void {
    this.#tree.open((inner) => [element('code', {}, inner)]);
    this.#tree.text(asWritten(content, this.#links));
    this.#tree.close();
  }

  #task(done: boolean): void {
    const properties = { type: 'checkbox', disabled: true, ...(done ? { checked: true } : {}) };
    this.#tree.add([element('input', properties, [])]);
  }

  /** What the import found is what it says; another address may lead out of the wiki, never into it. */
  #link(token: Token, link: PlacedLink | null): void {
    const address = String(token.attrGet('href') ?? '');
    this.#tree.open((content) => (link ? placedLink(link, content) : externalLink(address, content)), true);
  }

  /** Pictures are not fetched: the reader gets their description, leading to them. */
  #picture(token: Token, link: PlacedLink | null): void {
    const address = String(token.attrGet('src') ?? '');
    const description = asWritten(token.content, this.#links).trim();
    const fallback = link?.kind === 'external' || link === null ? 'picture' : link.target;
    const content: ElementContent[] = [{ type: 'text', value: description || fallback }];
    if (this.#tree.inLink) this.#tree.add(content);
    else this.#tree.add(link ? placedLink(link, content) : externalLink(address, content));
  }

  /** Text with its links and time marks. */
  #text(text: string): void {
    for (const piece of cutAtRuns(text, this.#links)) {
      this.#next = null;
      if (typeof piece === 'string') this.#textWithTimes(piece);
      else if (piece.syntax === 'markdown') this.#next = piece;
      else {
        const content: ElementContent[] = [{ type: 'text', value: withoutRuns(shownText(piece)) }];
        this.#tree.add(placedLink(piece, content));
      }
    }
  }

  #textWithTimes(text: string): void {
    let rest = text;
    for (let match = TEXT_TIME.exec(rest); match; match = TEXT_TIME.exec(rest)) {
      const [written, time = '', label = ''] = match;
      const content: ElementContent[] | null =
        label.trim() === '' ? null : [{ type: 'text', value: label.trim() }];
      const mark = this.#tree.inLink ? null : timeMark(this.#videoId, time, content);
      this.#tree.text(rest.slice(0, match.index));
      if (mark) this.#tree.add([mark]);
      else this.#tree.text(written);
      rest = rest.slice(match.index + written.length);
    }
    this.#tree.text(rest);
  }
}

function propertiesOf(token: Token): Properties {
  const align = /^text-align:(left|right|center)$/.exec(String(token.attrGet('style') ?? ''))?.[1];
  const start = token.attrGet('start');
  return { ...(align === undefined ? {} : { align }), ...(start === null ? {} : { start: Number(start) }) };
}

/** The text of a small tree: a heading's. */
function textOf(content: readonly (ElementContent | Element)[]): string {
  return content
    .map((node) => (node.type === 'text' ? node.value : node.type === 'element' ? textOf(node.children) : ''))
    .join('');
}
