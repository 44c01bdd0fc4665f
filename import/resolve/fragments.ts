/**
 * Which places of a page a fragment can name: its headings and its blocks.
 * Invariant: a page's places are listed once, when the first fragment asks, and are Sets and Maps
 * (a heading may be called `__proto__`).
 */
import { foldName, slugName } from '../../graph/names.ts';
import type { ParsedPage } from '../parse/parsed-page.ts';
import { percentDecoded } from './paths.ts';

const NOT_LETTERS = /[^\p{L}\p{M}\p{N}]+/gu;

/** Letters and digits alone: GitHub's anchors drop symbols too (`c-basics`), Obsidian blanks them (`7 6 x`). */
const anchorName = (text: string): string => slugName(text).replace(NOT_LETTERS, '');

interface Places {
  names: Set<string>;
  anchors: Set<string>;
  blocks: Set<string>;
}

export class Fragments {
  readonly #places = new Map<ParsedPage, Places>();

  /** Whether the page has the heading (by text or anchor), the nested headings `A#B`, or the block `^id`. */
  has(page: ParsedPage, fragment: string): boolean {
    const places = this.#placesOf(page);
    return hasPlace(places, fragment) || hasPlace(places, percentDecoded(fragment));
  }

  #placesOf(page: ParsedPage): Places {
    const known = this.#places.get(page);
    if (known) return known;
    const places: Places = {
      names: new Set(page.headings.map((heading) => foldName(heading.text))),
      anchors: anchorsOf(page),
      blocks: new Set(page.blocks.map(foldName)),
    };
    this.#places.set(page, places);
    return places;
  }
}

function hasPlace(places: Places, fragment: string): boolean {
  if (fragment.startsWith('^')) return places.blocks.has(foldName(fragment.slice(1)));
  if (hasHeading(places, fragment)) return true;
  // Obsidian's way down through the levels; `C# basics` was tried whole before.
  const parts = fragment.split('#').filter((part) => part.trim() !== '');
  const isNested = fragment.includes('#') && parts.length > 0;
  return isNested && parts.every((part) => hasPlace(places, part));
}

function hasHeading(places: Places, text: string): boolean {
  if (places.names.has(foldName(text))) return true;
  const anchor = anchorName(text);
  return anchor !== '' && places.anchors.has(anchor);
}

/** Anchors of all headings; the second `Dup` is also `dup-1`. */
function anchorsOf(page: ParsedPage): Set<string> {
  const anchors = new Set<string>();
  const seen = new Map<string, number>();
  for (const { text } of page.headings) {
    const anchor = anchorName(text);
    if (anchor === '') continue;
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    anchors.add(anchor);
    if (before > 0) anchors.add(`${anchor}${before}`);
  }
  return anchors;
}
