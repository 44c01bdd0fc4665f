/**
 * What the full-text index holds of a node, as properties: its words, already parted and folded
 * here and put between blanks, so that the index's analyzer has only to split at blanks and finds
 * what the SQLite store finds.
 * Invariant: what is indexed and what is sought pass through the same functions; a word of a text
 * holds letters, marks, digits and symbols and nothing else, so none is syntax of Lucene.
 */
import { createHash } from 'node:crypto';
import { foldName, slugName } from '../../graph/names.ts';
import type { Page } from '../../graph/page.ts';
import { foldedWords } from '../folded-words.ts';
import { namesOf } from '../node-names.ts';

/** The properties that are indexed; `names` and `grams` serve the search by name. */
export const SEARCH_FIELDS = [
  'scope',
  'titleWords',
  'aliasWords',
  'headingWords',
  'textWords',
  'names',
  'grams',
] as const;

/** Splits at blanks and nothing else: no folding, no stemming, no stop words. */
export const SEARCH_ANALYZER = 'whitespace';

/** `folded`, the title as names compare, is not indexed. */
export type SearchProperties = Record<(typeof SEARCH_FIELDS)[number] | 'folded', string>;

/** The word that parts one wiki's generation from all others in the index. */
export function searchScope(wiki: string, generation: number): string {
  return createHash('sha256')
    .update(JSON.stringify([wiki, generation]))
    .digest('hex')
    .slice(0, 32);
}

/** @param scope `searchScope` of where the page is written */
export function pageSearchProperties(
  page: Pick<Page, 'id' | 'title' | 'aliases' | 'headings' | 'text'>,
  scope: string,
): SearchProperties {
  return {
    scope,
    folded: foldName(page.title),
    titleWords: wordsBetweenBlanks(page.title),
    aliasWords: wordsBetweenBlanks(page.aliases.join('\n')),
    headingWords: wordsBetweenBlanks(page.headings.map((heading) => heading.text).join('\n')),
    textWords: wordsBetweenBlanks(page.text),
    ...nameWords(page.id, page),
  };
}

/** A wanted page is found by its id, which is its title. */
export function wantedSearchProperties(id: string, scope: string): SearchProperties {
  return {
    scope,
    folded: foldName(id),
    titleWords: wordsBetweenBlanks(id),
    aliasWords: '',
    headingWords: '',
    textWords: '',
    ...nameWords(id, null),
  };
}

function wordsBetweenBlanks(text: string): string {
  const words = foldedWords(text);
  return words.length > 0 ? ` ${words.join(' ')} ` : '';
}

/** Longer names are sought by their beginnings, in code points; the index would part them. */
const MAX_NAME = 120;

function nameWords(
  id: string,
  page: { title: string; aliases: readonly string[] } | null,
): { names: string; grams: string } {
  const names = new Set<string>();
  const grams = new Set<string>();
  for (const { spelling } of namesOf(id, page)) {
    names.add(foldedName(spelling)).add(sluggedName(spelling));
    for (const gram of gramWords([...slugOf(spelling)].slice(0, MAX_NAME))) grams.add(gram);
  }
  return { names: [...names].join(' '), grams: [...grams].join(' ') };
}

export function slugOf(name: string): string {
  return slugName(name) || foldName(name);
}

/** A name as one word of `names`. Names that share it may differ still: in blanks, and beyond its length. */
export function foldedName(name: string): string {
  return `f${oneWord(foldName(name))}`;
}

export function sluggedName(name: string): string {
  return `s${oneWord(slugOf(name))}`;
}

/** Each three letters of a name as words of `grams`; a blank at both ends counts, so the shortest name has one. */
export function gramWords(letters: readonly string[]): string[] {
  const padded = [' ', ...letters, ' '];
  const grams = new Set<string>();
  for (let i = 0; i + 3 <= padded.length; i += 1) grams.add(oneWord(padded.slice(i, i + 3).join('')));
  return [...grams];
}

/** What Java takes for a blank, too. */
const BLANKS = /[\s\p{Z}\p{Cc}]/gu;

function oneWord(text: string): string {
  return [...text].slice(0, MAX_NAME).join('').replace(BLANKS, '_');
}
