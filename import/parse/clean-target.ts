/**
 * What the inside of a wiki-link means: target, fragment, label.
 * Invariant: the target is clean as graph/names.ts has it, and no fragment is left in it.
 */
import { cleanName } from '../../graph/names.ts';

export interface Target {
  target: string;
  /** what stands after the first `#`, null where there is nothing */
  fragment: string | null;
}

export interface WikiTarget extends Target {
  label: string | null;
}

/** An address in a wiki-link needs more than a colon: `[[Dune: Part Two]]` is a page. */
const WIKI_ADDRESS = /^(?:[a-z][a-z0-9+.-]+:\/\/|(?:mailto|tel|data|javascript):)\S/i;
const SCHEME = /^[a-z][a-z0-9+.-]+:/i;

/** Parts `target#fragment|label`; null where no target is left, which makes it no link. */
export function parseWikiTarget(inside: string): WikiTarget | null {
  const bar = inside.indexOf('|');
  let target = inside;
  let label: string | null = null;
  if (bar >= 0) {
    target = inside.slice(0, bar > 0 && inside.charCodeAt(bar - 1) === 92 ? bar - 1 : bar);
    label = inside
      .slice(bar + 1)
      .replaceAll('\\|', '|')
      .trim();
    if (label === '') label = null;
  }
  const parted = splitFragment(cleanName(target), WIKI_ADDRESS);
  return parted.target === '' && parted.fragment === null ? null : { ...parted, label };
}

/** A Markdown link's destination as written, addresses kept whole. */
export function parseDestination(destination: string): Target {
  return splitFragment(destination, SCHEME);
}

function splitFragment(target: string, address: RegExp): Target {
  const hash = target.indexOf('#');
  if (hash < 0 || address.test(target)) return { target, fragment: null };
  const fragment = target.slice(hash + 1).trim();
  return { target: target.slice(0, hash).trim(), fragment: fragment === '' ? null : fragment };
}
