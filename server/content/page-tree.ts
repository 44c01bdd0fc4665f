/**
 * Builds a page's HTML tree from a flat run of opens, closes and texts, of Markdown and of the HTML
 * written in it. Invariants: an HTML tag never reaches out of the Markdown block it stands in; no
 * link holds a link; the tree's depth and size are bounded.
 */
import type { Element, ElementContent, Root } from 'hast';

const MAX_DEPTH = 200;
/** Characters of HTML a page may come to. */
const MAX_SIZE = 4_000_000;

/** The page is larger or deeper than what is rendered. */
export class PageTooLarge extends Error {}

/** Makes what an open element comes to, once its content is known; `closed` is false if its end was missing. */
type Finish = (content: ElementContent[], closed: boolean) => ElementContent[];

interface Frame {
  /** the HTML tag that opened it, null for Markdown's own */
  tag: string | null;
  link: boolean;
  holdsLink: boolean;
  content: ElementContent[];
  finish: Finish;
}

export class PageTree {
  readonly #root = frame(null, false, (content) => content);
  readonly #open: Frame[] = [];
  #size = 0;

  /** Whether what comes next stands in a link. */
  get inLink(): boolean {
    return this.#open.some((open) => open.link);
  }

  /** An element of Markdown; `close` ends it. A link whose content has a link comes to its content. */
  open(finish: Finish, link = false): void {
    this.#push(frame(null, link, finish));
  }

  /** Ends the innermost element of Markdown, and the HTML left open in it. */
  close(): void {
    while (this.#open.at(-1)?.tag !== null && this.#open.length > 0) this.#pop(false);
    this.#pop(true);
  }

  /** An element written as HTML. Deeper ones than are built leave only their content. */
  openTag(tag: string, finish: Finish, link = false): void {
    if (this.#open.length < MAX_DEPTH / 2) this.#push(frame(tag, link, finish));
  }

  /** Ends the innermost element of that tag and all in it; nothing where this block has none open. */
  closeTag(tag: string): void {
    for (let place = this.#open.length - 1; place >= 0; place -= 1) {
      const open = this.#open[place];
      if (!open || open.tag === null) return;
      if (open.tag !== tag) continue;
      while (this.#open.length > place + 1) this.#pop(false);
      this.#pop(true);
      return;
    }
  }

  text(value: string): void {
    if (value === '') return;
    this.#spend(value.length);
    this.#top().content.push({ type: 'text', value });
  }

  /** Whole elements. */
  add(nodes: readonly ElementContent[]): void {
    const top = this.#top();
    for (const node of nodes) {
      if (node.type === 'element') {
        if (node.tagName === 'a') top.holdsLink = true;
        this.#spend(sizeOf(node));
      }
      top.content.push(node);
    }
  }

  root(): Root {
    while (this.#open.length > 0) this.#pop(false);
    return { type: 'root', children: this.#root.content };
  }

  #top(): Frame {
    return this.#open.at(-1) ?? this.#root;
  }

  #push(next: Frame): void {
    if (this.#open.length >= MAX_DEPTH) throw new PageTooLarge('too deep');
    this.#open.push(next);
  }

  #pop(closed: boolean): void {
    const done = this.#open.pop();
    if (!done) return;
    const nodes = done.link && done.holdsLink ? done.content : done.finish(done.content, closed);
    if (done.holdsLink) this.#top().holdsLink = true;
    this.add(nodes);
  }

  #spend(size: number): void {
    this.#size += size;
    if (this.#size > MAX_SIZE) throw new PageTooLarge('too large');
  }
}

function frame(tag: string | null, link: boolean, finish: Finish): Frame {
  return { tag, link, holdsLink: false, content: [], finish };
}

/** Characters of an element's own tags, about. */
function sizeOf({ tagName, properties }: Element): number {
  let size = 2 * tagName.length + 5;
  for (const [name, value] of Object.entries(properties)) size += name.length + String(value).length + 4;
  return size;
}
