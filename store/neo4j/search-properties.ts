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
import { foldedText } from '../folded-words.ts';
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
  wordCount: number;
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
  const [titled, aliased, headed, written] = [
    foldedText(title),
    foldedText(aliases.join('\n')),
    foldedText(headings.join('\n')),
    foldedText(text),
  ];
  return {
    titleWords: titled.words,
    aliasWords: aliased.words,
    headingWords: headed.words,
    textWords: written.words,
    wordCount: titled.count + aliased.count + headed.count + written.count,
  };
}

/** Longer names are sought by their beginnings, in code points; the index would part them. */
const MAX_NAME = 120;

function nameWords(
  id: string,
  page: { title: string; aliases: readonly string[] } | null,
): { names: string; grams: string } {
  const spellings = namesOf(id, page).map(({ spelling }) => spelling);
  const slugs = new Set(spellings.map(slugOf));
  const names = new Set([...spellings.map(foldedName), ...[...slugs].map(slugWord)]);
  const grams = new Set([...slugs].flatMap((slug) => gramWords([...slug].slice(0, MAX_NAME))));
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
  return slugWord(slugOf(name));
}

function slugWord(slug: string): string {
  return `s${oneWord(slug)}`;
}

/** Each three letters of a name as words of `grams`; a blank at both ends counts, so the shortest name has one. */
export function gramWords(letters: readonly string[]): string[] {
  const padded = ['_', ...letters.map((letter) => letter.replace(BLANKS, '_')), '_'];
  const grams = new Set<string>();
  for (let i = 2; i < padded.length; i += 1) grams.add(`${padded[i - 2]}${padded[i - 1]}${padded[i]}`);
  return [...grams];
}

/** What Java takes for a blank, too. */
const BLANKS = /[\s\p{Z}\p{Cc}]/gu;

function oneWord(text: string): string {
  const short = text.length <= MAX_NAME ? text : [...text].slice(0, MAX_NAME).join('');
  return short.replace(BLANKS, '_');
}
