/**
 * What the full-text index holds of a node, as properties: its words, already parted and folded
 * here and put between blanks, so that the index's analyzer has only to split at blanks and finds
 * what the SQLite store finds.
 * Invariant: what is indexed and what is sought pass through the same functions; a word of a text
 * holds letters, marks, digits and symbols and nothing else, so none is syntax of Lucene.
 */
import { createHash } from 'node:crypto';
import neo4j, { type Integer } from 'neo4j-driver';
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

interface SearchProperties extends Record<(typeof SEARCH_FIELDS)[number], string> {
  /** the title as names compare; not indexed, nor is what follows */
  folded: string;
  /** in all fields together */
  wordCount: Integer;
}

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
  const headings = page.headings.map((heading) => heading.text);
  return {
    scope,
    folded: foldName(page.title),
    ...wordsOf({ title: page.title, aliases: page.aliases, headings, text: page.text }),
    ...nameWords(page.id, page),
  };
}

/** A wanted page is found by its id, which is its title. */
export function wantedSearchProperties(id: string, scope: string): SearchProperties {
  return {
    scope,
    folded: foldName(id),
    ...wordsOf({ title: id, aliases: [], headings: [], text: '' }),
    ...nameWords(id, null),
  };
}

interface SearchedText {
  title: string;
  aliases: readonly string[];
  headings: readonly string[];
  text: string;
}

function wordsOf({
  title,
  aliases,
  headings,
  text,
}: SearchedText): Pick<
  SearchProperties,
  'titleWords' | 'aliasWords' | 'headingWords' | 'textWords' | 'wordCount'
> {
  const [titleWords, aliasWords, headingWords, textWords] = [
    foldedWords(title),
    foldedWords(aliases.join('\n')),
    foldedWords(headings.join('\n')),
    foldedWords(text),
  ];
  return {
    titleWords: betweenBlanks(titleWords),
    aliasWords: betweenBlanks(aliasWords),
    headingWords: betweenBlanks(headingWords),
    textWords: betweenBlanks(textWords),
    wordCount: neo4j.int(titleWords.length + aliasWords.length + headingWords.length + textWords.length),
  };
}

function betweenBlanks(words: readonly string[]): string {
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
  const padded = [...` ${letters.join('')} `.replace(BLANKS, '_')];
  const grams = new Set<string>();
  for (let i = 0; i + 3 <= padded.length; i += 1) grams.add(padded.slice(i, i + 3).join(''));
  return [...grams];
}

/** What Java takes for a blank, too. */
const BLANKS = /[\s\p{Z}\p{Cc}]/gu;

function oneWord(text: string): string {
  const short = text.length <= MAX_NAME ? text : [...text].slice(0, MAX_NAME).join('');
  return short.replace(BLANKS, '_');
}
