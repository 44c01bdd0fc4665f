/**
 * The names that a node answers to, and the integers of folders and relations.
 * Invariant: a name is kept as spelt, as names compare and as a slug, and comes and goes with its node.
 */
import type Database from 'better-sqlite3';
import { foldName, slugName } from '../../graph/names.ts';
import type { Page } from '../../graph/page.ts';
import { namesOf } from '../node-names.ts';

/** Gives each name of a table its integer, storing it with the next one when it is met first. */
export function numbering(db: Database.Database, table: 'folder' | 'relation'): (name: string) => number {
  const insert = db.prepare(`INSERT INTO ${table} (id, name) VALUES (?, ?)`);
  const known = new Map(db.prepare<[], [string, number]>(`SELECT name, id FROM ${table}`).raw().all());
  let next = [...known.values()].reduce((most, id) => Math.max(most, id + 1), 0);
  return (name) => {
    const old = known.get(name);
    if (old !== undefined) return old;
    insert.run(next, name);
    known.set(name, next);
    return next++;
  };
}

/** Writes the names of nodes and takes them out. */
export class NameRows {
  readonly #insert: Database.Statement<[number, number, number, string, string, string]>;
  readonly #insertGrams: Database.Statement<[number, string]>;
  readonly #of: Database.Statement<[number], number>;
  readonly #remove: Database.Statement<[number]>;
  readonly #removeGrams: Database.Statement<[number]>;
  #next: number;

  constructor(db: Database.Database) {
    this.#insert = db.prepare(
      'INSERT INTO name (id, node, kind, spelling, folded, slug) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#insertGrams = db.prepare('INSERT INTO name_gram (rowid, slug) VALUES (?, ?)');
    this.#of = db.prepare<[number], number>('SELECT id FROM name WHERE node = ?').pluck();
    this.#remove = db.prepare('DELETE FROM name WHERE id = ?');
    this.#removeGrams = db.prepare('DELETE FROM name_gram WHERE rowid = ?');
    this.#next = (db.prepare<[], number | null>('SELECT max(id) FROM name').pluck().get() ?? 0) + 1;
  }

  write(node: number, id: string, page: Page | null): void {
    for (const { spelling, kind } of namesOf(id, page)) this.#writeOne(node, kind, spelling);
  }

  remove(node: number): void {
    for (const id of this.#of.all(node)) {
      this.#remove.run(id);
      this.#removeGrams.run(id);
    }
  }

  #writeOne(node: number, kind: number, spelling: string): void {
    const folded = foldName(spelling);
    const slug = slugName(spelling) || folded;
    this.#insert.run(this.#next, node, kind, spelling, folded, slug);
    // blanks at both ends: so the shortest name has a gram, and beginnings weigh more
    this.#insertGrams.run(this.#next, ` ${slug} `);
    this.#next += 1;
  }
}
