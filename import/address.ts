/**
 * Tells addresses (`https://…`, `mailto:…`) from the names of pages, which may hold a colon too, and
 * the destinations of Markdown links that are wiki-links.
 */
import type { LinkSyntax } from '../graph/link.ts';

const ADDRESS =
  /^(?:[a-z][a-z0-9+.-]*:)?\/\/|^(?:mailto|tel|sms|data|javascript|magnet|xmpp|doi|urn):(?=\S)/i;
/** Two letters at least: one letter is a drive. */
const SCHEME = /^[a-z][a-z0-9+.-]+:/i;

/**
 * In a wiki-link only what has `//` or a well-known scheme is an address (`[[Dune: Part Two]]` is a
 * page); in a Markdown link every scheme makes one, as CommonMark's readers have it.
 */
export function isAddress(target: string, syntax: LinkSyntax): boolean {
  if (!target.includes(':') && !target.startsWith('//')) return false;
  return ADDRESS.test(target) || (syntax === 'markdown' && SCHEME.test(target) && !target.endsWith('.md'));
}

const WIKI_DESTINATION = /^\[\[([^[\]]+)\]\]$/;

/** What Logseq's `[label]([[page]])` names, null where the destination is of another form. */
export function wikiDestination(destination: string): string | null {
  return WIKI_DESTINATION.exec(destination)?.[1] ?? null;
}
