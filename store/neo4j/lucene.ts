/**
 * Queries of the full-text index, put together in Lucene's syntax.
 * Invariant: words are quoted, or escaped character by character; whatever they hold is no syntax;
 * and every query is bound to one wiki's generation.
 */
import type { WikiKey } from './connection.ts';
import { type SEARCH_FIELDS, searchScope } from './search-properties.ts';

type Field = (typeof SEARCH_FIELDS)[number];

/** Longer words are parted by the index. */
const MAX_WORD = 255;

/** Words, one blank between them, that stand so in a field. */
export function phrase(field: Field, words: string): string {
  return `${field}:"${words.replace(/["\\]/g, '\\$&')}"`;
}

/** A word that begins so in a field. */
export function beginning(field: Field, word: string): string {
  return `${field}:${word.slice(0, MAX_WORD).replace(/[^\p{L}\p{N}\p{M}\p{So}\p{Co}]/gu, '\\$&')}*`;
}

export function either(queries: readonly string[]): string {
  return `(${queries.join(' ')})`;
}

export function all(queries: readonly string[]): string {
  return `(${queries.map((query) => `+${query}`).join(' ')})`;
}

export function inScope({ wiki, generation }: WikiKey, query: string): string {
  return all([phrase('scope', searchScope(wiki, generation)), query]);
}
