/**
 * Nodes by name: those that are called so, however it is spelt, else the most alike.
 * Bounded: alike names are sought by shared three-letter grams and beginnings, and only the best of
 * these are compared.
 */
import type Database from 'better-sqlite3';
import type { AtlasError } from '../../graph/errors.ts';
import { foldName, slugName } from '../../graph/names.ts';
import {
  type Candidate,
  MAX_CANDIDATES,
  MAX_NEAR,
  type Named,
  comparedLetters,
  mostAlike,
  notFoundError,
} from '../alike-names.ts';
import { type SummaryRow, summary, summaryColumns } from './node-rows.ts';

export type NotFound = (id: string) => AtlasError;

type CandidateRow = SummaryRow & { slug: string; spelling: string; nameKind: number };

const NAMES = 'FROM name a CROSS JOIN node n ON n.id = a.node JOIN folder f ON f.id = n.folder';

export function namedQuery(db: Database.Database): (name: string, limit: number) => Named {
  const columns = summaryColumns(false);
  // how it is spelt, then which name it is
  const exact = db.prepare<{ spelling: string; folded: string; slug: string; limit: number }, SummaryRow>(
    `SELECT ${columns}, min(CASE WHEN a.spelling = @spelling THEN 0 WHEN a.folded = @folded THEN 10 ELSE 20 END + a.kind)
       AS grade
     ${NAMES} WHERE a.folded = @folded OR a.slug = @slug
     GROUP BY n.id ORDER BY grade, n.kind, n.in_links DESC, n.name LIMIT @limit`,
  );
  const alike = alikeNames(db);
  return (name, limit) => {
    const folded = foldName(name);
    const slug = slugName(name) || folded;
    const found = exact.all({ spelling: name.normalize('NFC'), folded, slug, limit });
    if (found.length > 0) return { exact: true, nodes: found.map(summary) };
    const sought = comparedLetters(slug);
    if (sought.length === 0) return { exact: false, nodes: [] };
    return { exact: false, nodes: mostAlike(alike(sought), sought).slice(0, limit) };
  };
}

/** Names that begin with these letters, or share three in a row with them; the most alike among them. */
export function alikeNames(db: Database.Database): (letters: readonly string[]) => Candidate[] {
  const columns = `${summaryColumns(false)}, a.slug, a.spelling, a.kind AS nameKind`;
  const beginning = db.prepare<[string, string, number], CandidateRow>(
    `SELECT ${columns} ${NAMES} WHERE a.slug >= ? AND a.slug < ? ORDER BY a.slug, a.id LIMIT ?`,
  );
  const alike = db.prepare<[string, number], CandidateRow>(
    `SELECT ${columns}
     FROM (SELECT rowid AS id FROM name_gram WHERE name_gram MATCH ? ORDER BY rank, rowid LIMIT ?) g
     CROSS JOIN name a ON a.id = g.id CROSS JOIN node n ON n.id = a.node JOIN folder f ON f.id = n.folder`,
  );
  return (letters) => {
    const start = letters.join('');
    return [
      ...beginning.all(start, `${start}\u{10ffff}`, MAX_CANDIDATES),
      ...alike.all(anyGram(letters), MAX_CANDIDATES),
    ].map((row) => ({ slug: row.slug, spelling: row.spelling, kind: row.nameKind, node: summary(row) }));
  };
}

/** Makes the error for an id that no node has, with the ids most like it. */
export function notFound(named: (name: string, limit: number) => Named): NotFound {
  return (id) => notFoundError(id, named(id, MAX_NEAR).nodes);
}

/** An FTS5 expression for names that share any three letters. */
function anyGram(letters: readonly string[]): string {
  const padded = [' ', ...letters, ' '];
  const grams = new Set<string>();
  for (let i = 0; i + 3 <= padded.length; i += 1) grams.add(padded.slice(i, i + 3).join(''));
  return [...grams].map((gram) => `"${gram.replaceAll('\0', ' ').replaceAll('"', '""')}"`).join(' OR ');
}
