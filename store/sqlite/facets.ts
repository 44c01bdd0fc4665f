/**
 * The values pages can be coloured and filtered by, counted as pages are written and taken out.
 * Invariant: a page counts once for each of its values; `tags` is one key among the others.
 */
import type Database from 'better-sqlite3';
import type { Stats } from '../../graph/api.ts';
import type { Page } from '../../graph/page.ts';

const MAX_VALUES = 50;

/** Gathers what comes and goes, then writes the difference. */
export class FacetCounts {
  readonly #differences = new Map<string, Map<string, number>>();

  /** @param times 1 for a page that is written, -1 for one that is taken out */
  count({ tags, facets }: Pick<Page, 'tags' | 'facets'>, times: 1 | -1): void {
    const own = new Map<string, Set<string>>();
    for (const { key, values } of [{ key: 'tags', values: tags }, ...facets]) {
      const known = own.get(key) ?? new Set();
      for (const value of values) known.add(String(value));
      own.set(key, known);
    }
    for (const [key, values] of own) {
      const counts = this.#differences.get(key) ?? new Map<string, number>();
      this.#differences.set(key, counts);
      for (const value of values) counts.set(value, (counts.get(value) ?? 0) + times);
    }
  }

  write(db: Database.Database): void {
    const add = db.prepare(
      `INSERT INTO facet_value (key, value, pages) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET pages = pages + excluded.pages`,
    );
    for (const [key, counts] of this.#differences) {
      for (const [value, pages] of counts) if (pages !== 0) add.run(key, value, pages);
    }
    db.exec('DELETE FROM facet_value WHERE pages = 0');
    this.#differences.clear();
  }
}

/** Every key with its most frequent values: most pages first, then by name. */
export function readFacets(db: Database.Database): Stats['facets'] {
  const keys = db.prepare<[], { key: string; distinct: number }>(
    'SELECT key, count(*) AS "distinct" FROM facet_value GROUP BY key ORDER BY key',
  );
  const values = db.prepare<[string, number], { name: string; count: number }>(
    'SELECT value AS name, pages AS count FROM facet_value WHERE key = ? ORDER BY pages DESC, value LIMIT ?',
  );
  return keys.all().map(({ key, distinct }) => ({ key, distinct, values: values.all(key, MAX_VALUES) }));
}
