/**
 * Writes the rows of pages and wanted pages, changes them and takes them out: node, page, content,
 * names, full text, and the count of facets.
 * Invariant: a node's rows in all these tables come and go together; degrees and what is counted
 * from links are their caller's, and so is its place on the map.
 */
import { isDeepStrictEqual } from 'node:util';
import type Database from 'better-sqlite3';
import { foldName } from '../../graph/names.ts';
import type { Facet, Page } from '../../graph/page.ts';
import { FacetCounts } from '../facet-counts.ts';
import { writeFacets } from './facets.ts';
import { NameRows, numbering } from './names.ts';
import { NO_TILE } from '../map-tiles.ts';
import { PAGE, WANTED } from './schema.ts';
import { parted } from '../words.ts';

/** What is counted from links; `All` counts structural ones too. */
export interface LinkCounts {
  in: number;
  out: number;
  inAll: number;
  outAll: number;
  /** distinct ones of a page */
  attachments: number;
  externals: number;
}

export const NO_LINKS: LinkCounts = { in: 0, out: 0, inAll: 0, outAll: 0, attachments: 0, externals: 0 };

/** What a page says, by its digest and by what was read from it. */
interface PageContent {
  hash: string;
  tags: string;
  facets: string;
}

export class NodeWriter {
  readonly #db: Database.Database;
  readonly #folders: (name: string) => number;
  readonly #names: NameRows;
  readonly #facets = new FacetCounts();
  readonly #insertNode: Database.Statement;
  readonly #insertPage: Database.Statement;
  readonly #insertContent: Database.Statement;
  readonly #insertText: Database.Statement;
  readonly #updateNode: Database.Statement;
  readonly #updatePage: Database.Statement;
  readonly #contentOf: Database.Statement<[number], PageContent>;

  constructor(db: Database.Database) {
    this.#db = db;
    this.#folders = numbering(db, 'folder');
    this.#names = new NameRows(db);
    this.#insertNode = db.prepare(
      `INSERT INTO node (id, name, kind, title, folded, folder, video_id, in_links, out_links, in_all, out_all,
         rank, community, x, y, tile)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, -1, 0, 0, ${NO_TILE})`,
    );
    this.#insertPage = db.prepare(
      `INSERT INTO page (node, path, size, mtime_ms, hash, is_index, aliases, tags, facets, headings, attachments,
         externals) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#insertContent = db.prepare('INSERT INTO content (node, markdown, parsed) VALUES (?, ?, ?)');
    this.#insertText = db.prepare(
      'INSERT INTO page_text (rowid, title, aliases, headings, text) VALUES (?, ?, ?, ?, ?)',
    );
    this.#updateNode = db.prepare('UPDATE node SET title = ?, folded = ?, video_id = ? WHERE id = ?');
    this.#updatePage = db.prepare(
      `UPDATE page SET path = ?, size = ?, mtime_ms = ?, hash = ?, is_index = ?, aliases = ?, tags = ?,
         facets = ?, headings = ? WHERE node = ?`,
    );
    this.#contentOf = db.prepare(
      `SELECT p.hash, p.is_index, p.aliases, p.tags, p.facets, p.headings, n.title, n.video_id
       FROM page p JOIN node n ON n.id = p.node WHERE n.id = ?`,
    );
  }

  writePage(node: number, page: Page, counts: LinkCounts): void {
    this.#writeNode(node, PAGE, page, counts);
    const { path, size, mtimeMs, hash } = page.file;
    this.#insertPage.run(
      node,
      path,
      size,
      mtimeMs,
      hash,
      page.index ? 1 : 0,
      ...listsOf(page),
      counts.attachments,
      counts.externals,
    );
    this.#facets.count(page, 1);
    this.#writeText(node, page);
  }

  writeWanted(node: number, id: string, counts: LinkCounts): void {
    this.#writeNode(node, WANTED, { id, title: id, folder: '', videoId: null }, counts);
    this.#insertText.run(node, parted(id), '', '', '');
    this.#names.write(node, id, null);
  }

  /** Writes what a page's file says now; its place, its degrees and its links stay. */
  changePage(node: number, page: Page): void {
    const { path, size, mtimeMs, hash } = page.file;
    const before = this.#contentOf.get(node);
    this.#updatePage.run(path, size, mtimeMs, hash, page.index ? 1 : 0, ...listsOf(page), node);
    // A file that was only touched, or moved to and fro, needs no new words in the index.
    if (before && hash !== '' && isDeepStrictEqual(before, this.#contentOf.get(node))) return;
    if (before) this.#uncountFacets(before);
    this.#facets.count(page, 1);
    this.#names.remove(node);
    for (const table of ['page_text', 'content'] as const) this.#removeFrom(table, node);
    this.#updateNode.run(page.title, foldName(page.title), page.videoId, node);
    this.#writeText(node, page);
  }

  /** Takes a node out; no link may lead to it or from it any more. */
  remove(node: number): void {
    const before = this.#contentOf.get(node);
    if (before) this.#uncountFacets(before);
    this.#names.remove(node);
    for (const table of ['page_text', 'content', 'page', 'node_folder', 'node'] as const) {
      this.#removeFrom(table, node);
    }
  }

  /** Writes what was gathered on the way; to be called after the last node. */
  finish(): void {
    writeFacets(this.#db, this.#facets);
  }

  #writeText(node: number, page: Page): void {
    this.#insertContent.run(node, page.markdown, page.parsed);
    this.#insertText.run(
      node,
      parted(page.title),
      parted(page.aliases.join('\n')),
      parted(page.headings.map((heading) => heading.text).join('\n')),
      parted(page.text),
    );
    this.#names.write(node, page.id, page);
  }

  #uncountFacets(page: PageContent): void {
    const [tags, facets] = [JSON.parse(page.tags) as string[], JSON.parse(page.facets) as Facet[]];
    this.#facets.count({ tags, facets }, -1);
  }

  #removeFrom(table: keyof typeof NODE_COLUMN, node: number): void {
    this.#db.prepare(`DELETE FROM ${table} WHERE ${NODE_COLUMN[table]} = ?`).run(node);
  }

  #writeNode(
    node: number,
    kind: number,
    { id, title, folder, videoId }: Pick<Page, 'id' | 'title' | 'folder' | 'videoId'>,
    counts: LinkCounts,
  ): void {
    this.#insertNode.run(
      node,
      id,
      kind,
      title,
      foldName(title),
      this.#folders(folder),
      videoId,
      counts.in,
      counts.out,
      counts.inAll,
      counts.outAll,
    );
  }
}

const NODE_COLUMN = {
  page_text: 'rowid',
  content: 'node',
  page: 'node',
  node_folder: 'node',
  node: 'id',
} as const;

const listsOf = ({ aliases, tags, facets, headings }: Page): string[] =>
  [aliases, tags, facets, headings].map((list) => JSON.stringify(list));
