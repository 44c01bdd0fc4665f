/**
 * A query as a match expression of FTS5.
 * Invariant: whatever a query holds, its expression is quoted words.
 */
import { parted, queryWords } from '../words.ts';

/**
 * An FTS5 expression for pages that hold every word, the last one perhaps unfinished; null where
 * the query has no word.
 */
export function matchExpression(query: string): string | null {
  const asked = queryWords(query);
  if (asked === null) return null;
  const phrases = asked.words.map((word) => `"${parted(word).replaceAll('"', '""')}"`);
  if (!asked.shortEnd) return `${phrases.join(' AND ')} *`;
  const open = phrases.pop() ?? '';
  phrases.push(`(${open} OR {title aliases} : ${open} *)`);
  return phrases.join(' AND ');
}

/** An FTS5 expression for pages that hold one of these texts as a phrase in one of these columns. */
export function anyPhrase(columns: readonly string[], texts: readonly string[]): string {
  const phrases = texts.map((text) => `"${parted(text).replaceAll('"', '""')}"`);
  return `{${columns.join(' ')}} : (${phrases.join(' OR ')})`;
}
