/**
 * The hovered node's title and counts, as an element beside it: seen, read aloud, and found by tests.
 */
import { boxAt, type Box } from './label-layout.ts';
import { isOrphan, type Picture } from './picture.ts';
import type { Stage } from './stage.ts';
import { screenX, screenY, type View } from './view.ts';

const numbers = new Intl.NumberFormat('en');

/** One sentence on how a node is linked. */
export function describeLinks(picture: Picture, node: number): string {
  const here = picture.inDegrees[node] ?? 0;
  const away = picture.outDegrees[node] ?? 0;
  const linkHere = `${numbers.format(here)} ${here === 1 ? 'page links' : 'pages link'} here`;
  if (picture.wanted[node]) return `Wanted page, not written yet · ${linkHere}`;
  const linksTo = `links to ${numbers.format(away)}`;
  return isOrphan(picture, node) ? `Orphan: no page links here · ${linksTo}` : `${linkHere} · ${linksTo}`;
}

export class Tooltip {
  readonly #element: HTMLElement;
  readonly #stage: Stage;
  #node: number | null = null;

  constructor(stage: Stage, element: HTMLElement) {
    this.#stage = stage;
    this.#element = element;
  }

  /** Shows a node's words, or none. */
  show(node: number | null): void {
    if (node === this.#node) return;
    this.#node = node;
    this.#element.replaceChildren();
    this.#element.classList.toggle('map-tooltip--shown', node !== null);
    if (node === null) return;
    const { picture } = this.#stage;
    const title = document.createElement('strong');
    title.textContent = picture.labels[node] ?? '';
    const counts = document.createElement('span');
    counts.textContent = describeLinks(picture, node);
    this.#element.append(title, counts);
  }

  /** Puts it over its node, or under it where there is no room; returns the place it takes. */
  place(view: View): Box | null {
    if (this.#node === null) return null;
    const { picture } = this.#stage;
    const x = screenX(view, picture.x[this.#node] ?? 0);
    const y = screenY(view, picture.y[this.#node] ?? 0);
    const off = this.#stage.radius(this.#node, view) + 9;
    const { offsetWidth: width, offsetHeight: height } = this.#element;
    const left = Math.max(6, Math.min(view.width - width - 6, x - width / 2));
    const top = y - off - height < 6 ? y + off : y - off - height;
    this.#element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
    return boxAt(left, top, width, height);
  }
}
