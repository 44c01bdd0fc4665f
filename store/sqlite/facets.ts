/** The values pages can be coloured and filtered by, as rows with the number of pages that have each. */
import type Database from 'better-sqlite3';
import type { Stats } from '../../graph/api.ts';
import { type FacetCounts, MAX_VALUES } from '../facet-counts.ts';

/** Writes how many pages more or less have each value. */
export function writeFacets(db: Database.Database, differences: FacetCounts): void {
  const add = db.prepare(
    `INSERT INTO facet_value (key, value, pages) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET pages = pages + excluded.pages`,
  );
  for (const key of differences.keys()) {
    for (const [value, pages] of differences.values(key)) add.run(key, value, pages);
  }
  db.exec('DELETE FROM facet_value WHERE pages = 0');
}

/** Every key with its most frequent values: most pages first, then by name. */
export function readFacets(db: Database.Database): Stats['facets'] {
  const keys = db.prepare<[], { key: string; distinct: number }>(
    'SELECT key, count(*) AS "distinct" FROM facet_value GROUP BY key ORDER BY key',
  );
  const valuesOf = facetValuesQuery(db);
  return keys.all().map(({ key, distinct }) => ({ key, distinct, values: valuesOf(key) }));
}

/** The most frequent values of a key: most pages first, then by name. */
export function facetValuesQuery(db: Database.Database): (key: string) => Stats['facets'][number]['values'] {
  const values = db.prepare<[string, number], { name: string; count: number }>(
    'SELECT value AS name, pages AS count FROM facet_value WHERE key = ? ORDER BY pages DESC, value LIMIT ?',
  );
  return (key) => values.all(key, MAX_VALUES);
}
