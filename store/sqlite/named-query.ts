/**
 * Nodes by name: those that are called so, however it is spelt, else the most alike.
 * Bounded: alike names are sought by shared three-letter grams and beginnings, and only the best of
 * these are compared letter by letter.
 */
import type Database from 'better-sqlite3';
import type { PageSummary } from '../../graph/api.ts';
import { AtlasError } from '../../graph/errors.ts';
import { byCodePoint, foldName, slugName } from '../../graph/names.ts';
import { editDistance } from '../../graph/edit-distance.ts';
import { type SummaryRow, summary, summaryColumns } from './node-rows.ts';

const MAX_CANDIDATES = 200;
/** Longer names are compared by their beginnings, in code points. */
const MAX_COMPARED = 64;
/** The part of its letters that may differ in a name that is still alike. */
const MAX_DIFFERENCE = 0.6;
const MAX_NEAR = 5;

export interface Named {
  exact: boolean;
  nodes: PageSummary[];
}

export type NotFound = (id: string) => AtlasError;

type Candidate = SummaryRow & { slug: string };

export function namedQuery(db: Database.Database): (name: string, limit: number) => Named {
  const columns = summaryColumns(false);
  const from = 'FROM name a CROSS JOIN node n ON n.id = a.node JOIN folder f ON f.id = n.folder';
  // how it is spelt, then which name it is
  const exact = db.prepare<{ spelling: string; folded: string; slug: string; limit: number }, SummaryRow>(
    `SELECT ${columns}, min(CASE WHEN a.spelling = @spelling THEN 0 WHEN a.folded = @folded THEN 10 ELSE 20 END + a.kind)
       AS grade
     ${from} WHERE a.folded = @folded OR a.slug = @slug
     GROUP BY n.id ORDER BY grade, n.kind, n.in_links DESC, n.name LIMIT @limit`,
  );
  const beginning = db.prepare<[string, string, number], Candidate>(
    `SELECT ${columns}, a.slug AS slug ${from} WHERE a.slug >= ? AND a.slug < ? ORDER BY a.slug, a.id LIMIT ?`,
  );
  const alike = db.prepare<[string, number], Candidate>(
    `SELECT ${columns}, a.slug AS slug
     FROM (SELECT rowid AS id FROM name_gram WHERE name_gram MATCH ? ORDER BY rank, rowid LIMIT ?) g
     CROSS JOIN name a ON a.id = g.id CROSS JOIN node n ON n.id = a.node JOIN folder f ON f.id = n.folder`,
  );
  return (name, limit) => {
    const folded = foldName(name);
    const slug = slugName(name) || folded;
    const found = exact.all({ spelling: name.normalize('NFC'), folded, slug, limit });
    if (found.length > 0) return { exact: true, nodes: found.map(summary) };
    const sought = [...slug].slice(0, MAX_COMPARED);
    if (sought.length === 0) return { exact: false, nodes: [] };
    const start = sought.join('');
    const candidates = [
      ...beginning.all(start, `${start}\u{10ffff}`, MAX_CANDIDATES),
      ...alike.all(anyGram(sought), MAX_CANDIDATES),
    ];
    return { exact: false, nodes: mostAlike(candidates, sought).slice(0, limit).map(summary) };
  };
}

/** Makes the error for an id that no node has, with the ids most like it. */
export function notFoundError(named: (name: string, limit: number) => Named): NotFound {
  return (id) =>
    new AtlasError('page-not-found', `there is no page "${id}"`, {
      near: named(id, MAX_NEAR).nodes.map((node) => node.id),
    });
}

/** An FTS5 expression for names that share any three letters. */
function anyGram(letters: string[]): string {
  const padded = [' ', ...letters, ' '];
  const grams = new Set<string>();
  for (let i = 0; i + 3 <= padded.length; i += 1) grams.add(padded.slice(i, i + 3).join(''));
  return [...grams].map((gram) => `"${gram.replaceAll('\0', ' ').replaceAll('"', '""')}"`).join(' OR ');
}

/** Each node once, by its best name: by letters that differ, a beginning of the other name counting half. */
function mostAlike(candidates: Candidate[], sought: string[]): SummaryRow[] {
  const start = sought.join('');
  const best = new Map<string, { row: Candidate; grade: number }>();
  for (const row of candidates) {
    const letters = [...row.slug].slice(0, MAX_COMPARED);
    const difference = editDistance(sought, letters) / Math.max(sought.length, letters.length);
    const begins = row.slug.startsWith(start) || start.startsWith(row.slug);
    if (!begins && difference > MAX_DIFFERENCE) continue;
    const grade = begins ? difference / 2 : difference;
    const known = best.get(row.id);
    if (!known || grade < known.grade) best.set(row.id, { row, grade });
  }
  return [...best.values()]
    .sort(
      (a, b) =>
        a.grade - b.grade ||
        a.row.kind - b.row.kind ||
        b.row.inDegree - a.row.inDegree ||
        byCodePoint(a.row.id, b.row.id),
    )
    .map(({ row }) => row);
}
