/**
 * What the inside of a wiki-link means: target, fragment, label.
 * Invariant: the target is clean as graph/names.ts has it, and no fragment is left in it.
 */
import type { LinkSyntax } from '../../graph/link.ts';
import { cleanName } from '../../graph/names.ts';
import { isAddress, wikiDestination } from '../address.ts';

export interface Target {
  target: string;
  /** what stands after the first `#`, null where there is nothing */
  fragment: string | null;
}

export interface WikiTarget extends Target {
  label: string | null;
}

/** Parts `target#fragment|label`; null where no target is left, which makes it no link. */
export function parseWikiTarget(inside: string): WikiTarget | null {
  const bar = inside.indexOf('|');
  let target = inside;
  let label: string | null = null;
  if (bar >= 0) {
    target = inside.slice(0, bar > 0 && inside.charCodeAt(bar - 1) === 92 ? bar - 1 : bar);
    label = inside.slice(bar + 1).trim();
    if (label.includes('\\|')) label = label.replaceAll('\\|', '|').trim();
    if (label === '') label = null;
  }
  const parted = splitFragment(cleanName(target), 'wiki');
  if (parted.target === '' && parted.fragment === null) return null;
  return { target: parted.target, fragment: parted.fragment, label };
}

/** `label|target` as `target|label`, parted at the last bar; as long as before, so that places stay right. */
export function targetFirst(inside: string): string {
  const bar = inside.lastIndexOf('|');
  if (bar < 0) return inside;
  const labelEnd = bar > 0 && inside.charCodeAt(bar - 1) === 92 ? bar - 1 : bar;
  return inside.slice(bar + 1) + inside.slice(labelEnd, bar + 1) + inside.slice(0, labelEnd);
}

const LINK = /(?<!!)\[\[([^[\]\n]+)\]\]/g;

/** Text whose wiki-links have their targets first; embeds have them there already. */
export function withTargetsFirst(text: string): string {
  if (!text.includes('[[')) return text;
  return text.replace(LINK, (_, inside: string) => `[[${targetFirst(inside)}]]`);
}

/** A Markdown link's destination as written, addresses kept whole; one that is a wiki-link keeps its brackets. */
export function parseDestination(destination: string): Target {
  const inside = wikiDestination(destination);
  if (inside !== null) {
    const { target, fragment } = splitFragment(cleanName(inside), 'wiki');
    return { target: target === '' ? '' : `[[${target}]]`, fragment };
  }
  return splitFragment(destination, 'markdown');
}

function splitFragment(target: string, syntax: LinkSyntax): Target {
  const hash = target.indexOf('#');
  if (hash < 0 || isAddress(target, syntax)) return { target, fragment: null };
  const fragment = target.slice(hash + 1).trim();
  return { target: target.slice(0, hash).trim(), fragment: fragment === '' ? null : fragment };
}
