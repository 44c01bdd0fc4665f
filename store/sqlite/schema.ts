/**
 * The tables of a store file and their version. Nodes and links are joined by small integers;
 * page text, link mentions and names lie in tables of their own, so that walking the graph reads none of it.
 * Invariant: the file is a cache of the folder, so another version's tables are dropped, never migrated;
 * tables that are not this program's are never touched.
 */
import type Database from 'better-sqlite3';
import { SEAM } from '../words.ts';

/** Raised whenever a table, or what is kept in one, changes its meaning. */
const SCHEMA_VERSION = 7;
/** Marks a file as this program's: the bytes `WkAt`. */
const APPLICATION_ID = 0x576b4174;

/** `kind` of a node and, with what no node answers, of a link. */
export const PAGE = 0;
export const WANTED = 1;
export const SELF = 2;
export const ATTACHMENT = 3;
export const EXTERNAL = 4;

const TABLES = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE folder (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  -- how many edges and mentions of the graph are of a relation, counted as links are written
  CREATE TABLE relation (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
    edges INTEGER NOT NULL DEFAULT 0, structural INTEGER NOT NULL DEFAULT 0, mentions INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  -- how many pages have a value of a facet, counted as pages are written
  CREATE TABLE facet_value (
    key TEXT NOT NULL, value TEXT NOT NULL, pages INTEGER NOT NULL, PRIMARY KEY (key, value)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE community (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, size INTEGER NOT NULL,
    x INTEGER NOT NULL, y INTEGER NOT NULL, radius INTEGER NOT NULL,
    parent INTEGER REFERENCES community, bundles TEXT NOT NULL
  ) STRICT;

  -- kind 0 is a page, 1 a wanted page; degrees count distinct other nodes, _links without structural
  -- links, _all with them; folded is the title as names compare; tile is the map's that holds it
  CREATE TABLE node (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind INTEGER NOT NULL, title TEXT NOT NULL,
    folded TEXT NOT NULL, folder INTEGER NOT NULL REFERENCES folder, video_id TEXT,
    in_links INTEGER NOT NULL, out_links INTEGER NOT NULL, in_all INTEGER NOT NULL, out_all INTEGER NOT NULL,
    rank REAL NOT NULL, community INTEGER NOT NULL, x INTEGER NOT NULL, y INTEGER NOT NULL,
    tile INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE page (
    node INTEGER PRIMARY KEY REFERENCES node, path TEXT NOT NULL, size INTEGER NOT NULL,
    mtime_ms REAL NOT NULL, hash TEXT NOT NULL, is_index INTEGER NOT NULL,
    aliases TEXT NOT NULL, tags TEXT NOT NULL, facets TEXT NOT NULL, headings TEXT NOT NULL,
    attachments INTEGER NOT NULL, externals INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE content (
    node INTEGER PRIMARY KEY REFERENCES node, markdown TEXT NOT NULL, parsed TEXT NOT NULL
  ) STRICT;
  -- a page's folder; for a wanted page, which has none, the folders of the pages that want it
  CREATE TABLE node_folder (
    node INTEGER NOT NULL REFERENCES node, folder INTEGER NOT NULL REFERENCES folder,
    PRIMARY KEY (node, folder)
  ) STRICT, WITHOUT ROWID;

  -- kind 0 and 1 are the graph's edges, 2 a link of a page to itself, 3 an attachment, 4 an address
  CREATE TABLE link (
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES node, target INTEGER REFERENCES node,
    address TEXT, kind INTEGER NOT NULL, relation INTEGER NOT NULL REFERENCES relation, via TEXT,
    ambiguous INTEGER NOT NULL, structural INTEGER NOT NULL, count INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE mention (
    link INTEGER NOT NULL REFERENCES link, place INTEGER NOT NULL,
    "offset" INTEGER NOT NULL, length INTEGER NOT NULL, line INTEGER NOT NULL, syntax TEXT NOT NULL,
    heading TEXT NOT NULL, excerpt TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    label TEXT, fragment TEXT, dead_fragment INTEGER NOT NULL, at INTEGER,
    PRIMARY KEY (link, place)
  ) STRICT, WITHOUT ROWID;

  -- every name a node answers to: as spelt, as names compare, and as a slug
  CREATE TABLE name (
    id INTEGER PRIMARY KEY, node INTEGER NOT NULL REFERENCES node, kind INTEGER NOT NULL,
    spelling TEXT NOT NULL, folded TEXT NOT NULL, slug TEXT NOT NULL
  ) STRICT;
  CREATE VIRTUAL TABLE name_gram USING fts5(
    slug, content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 1'
  );

  -- marks belong to words and symbols (emoji) are words; legal signs are not
  CREATE VIRTUAL TABLE page_text USING fts5(
    title, aliases, headings, text,
    tokenize = "unicode61 remove_diacritics 2 categories 'L* M* N* So Co' separators '©®°¦${SEAM}'"
  );
  INSERT INTO page_text (page_text, rank) VALUES ('rank', 'bm25(10.0, 6.0, 3.0, 1.0)');
  -- bytes of words gathered in memory before they go to the file: fewer merges, half the time
  INSERT INTO page_text (page_text, rank) VALUES ('hashsize', 16777216);
  INSERT INTO name_gram (name_gram, rank) VALUES ('hashsize', 4194304);
`;

/** Made after the rows of a whole graph, which is twice as fast as keeping them while rows come in. */
const INDEXES = `
  -- both hold all that a walk asks for, so that it never reads the table
  CREATE INDEX link_out ON link (source, kind, structural, relation, target, count);
  CREATE INDEX link_in ON link (target, structural, kind, relation, source) WHERE target IS NOT NULL;
  CREATE INDEX folder_node ON node_folder (folder, node);
  -- the few links and mentions that need a look
  CREATE INDEX link_ambiguous ON link (source) WHERE ambiguous > 1;
  CREATE INDEX mention_dead ON mention (link) WHERE dead_fragment = 1;
  CREATE INDEX name_folded ON name (folded);
  CREATE INDEX name_slug ON name (slug);
  CREATE INDEX name_node ON name (node);
`;

const MAP_INDEX = 'CREATE INDEX node_tile ON node (tile)';

/** Makes the tables where there are none or those of another version. @returns false for another program's file */
export function ensureSchema(db: Database.Database): boolean {
  const has = (): 'current' | 'old' | 'foreign' => {
    const ours = db.pragma('application_id', { simple: true }) === APPLICATION_ID;
    if (!ours) return tables(db).length === 0 ? 'old' : 'foreign';
    return db.pragma('user_version', { simple: true }) === SCHEMA_VERSION ? 'current' : 'old';
  };
  if (has() === 'old') {
    // asked again under the lock: another process may have been quicker
    db.transaction(() => {
      if (has() !== 'old') return;
      recreateTables(db);
      createIndexes(db);
      createMapIndex(db);
    }).immediate();
  }
  return has() === 'current';
}

/** Drops every table and makes them anew, empty and without indexes; inside the caller's transaction. */
export function recreateTables(db: Database.Database): void {
  for (const table of tables(db)) db.exec(`DROP TABLE "${table.replaceAll('"', '""')}"`);
  db.exec(TABLES);
  db.pragma(`application_id = ${APPLICATION_ID}`);
  db.pragma(`user_version = ${SCHEMA_VERSION}`);
}

export function createIndexes(db: Database.Database): void {
  db.exec(INDEXES);
}

/** After every node has its tile. */
export function createMapIndex(db: Database.Database): void {
  db.exec(MAP_INDEX);
}

/** The youngest first, so that none is dropped before those that refer to it; without FTS5's own. */
function tables(db: Database.Database): string[] {
  return db
    .prepare<[], string>(
      `SELECT s.name FROM sqlite_schema s JOIN pragma_table_list t ON t.name = s.name AND t.schema = 'main'
       WHERE t.type IN ('table', 'virtual') AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY s.rowid DESC`,
    )
    .pluck()
    .all();
}
