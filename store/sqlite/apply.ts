/**
 * Brings the tables from one graph to the next by a change, inside its caller's transaction.
 * Invariant: afterwards every answer is that of a file written whole with the new graph and
 * analysis; only the integers and the room of the rows differ.
 */
import type Database from 'better-sqlite3';
import type { AnalysisChange, GraphChange } from '../../graph/graph-change.ts';
import type { Placement } from '../../graph/wiki-graph.ts';
import { KINDS, LinkWriter } from './link-writer.ts';
import { NO_LINKS, NodeWriter } from './node-writer.ts';
import { nodeFinder } from './node-rows.ts';
import { ATTACHMENT, EXTERNAL, PAGE, SELF, WANTED } from './schema.ts';
import { fingerprintQuery } from './stats.ts';
import { writeCommunities, writeMeta } from './write.ts';

/**
 * Applies a change.
 * @param importedAt ISO 8601
 * @returns false, and nothing is written, where the file holds another graph than `change.base`
 */
export function applyChange(
  db: Database.Database,
  change: GraphChange,
  analysis: AnalysisChange,
  importedAt: string,
): boolean {
  if (fingerprintQuery(db)() !== change.base) return false;
  const nodes = new NodeWriter(db);
  const links = new LinkWriter(db);
  const placements = new Map(analysis.placements.map((place) => [place.id, place]));
  /** nodes whose links are not what they were, at either end */
  const touched = new Set<number>();

  removeLinks(db, change, links, touched);
  removeNodes(db, change, nodes);
  placeAgain(db, placements);
  writePages(db, change, nodes, placements);
  writeLinks(db, change, links, touched);
  nodes.finish();
  links.finish();
  countAgain(db, touched);
  writeCommunities(db, analysis.communities);
  writeMeta(db, change, analysis.drift, importedAt);
  return true;
}

/** All links of pages that are gone or have others now; so that nothing leads to a node that goes. */
function removeLinks(
  db: Database.Database,
  change: GraphChange,
  links: LinkWriter,
  touched: Set<number>,
): void {
  const find = nodeFinder(db);
  const targets = db
    .prepare<[number], number>(`SELECT target FROM link WHERE source = ? AND kind <= ${WANTED}`)
    .pluck();
  for (const id of [...change.removedPages, ...change.links.map((page) => page.source)]) {
    const source = find(id);
    if (source === undefined) continue;
    touched.add(source);
    for (const target of targets.all(source)) touched.add(target);
    links.removeOf(source);
  }
}

function removeNodes(db: Database.Database, change: GraphChange, nodes: NodeWriter): void {
  const find = nodeFinder(db);
  for (const id of [...change.removedPages, ...change.removedWanted]) {
    const node = find(id);
    if (node !== undefined) nodes.remove(node);
  }
}

/** Nodes that stay and have another place. */
function placeAgain(db: Database.Database, placements: ReadonlyMap<string, Placement>): void {
  const place = db.prepare('UPDATE node SET rank = ?, community = ?, x = ?, y = ? WHERE name = ?');
  for (const { id, rank, community, x, y } of placements.values()) {
    place.run(rank, community, Math.round(x), Math.round(y), id);
  }
}

function writePages(
  db: Database.Database,
  change: GraphChange,
  nodes: NodeWriter,
  placements: ReadonlyMap<string, Placement>,
): void {
  const find = nodeFinder(db);
  const inFolder = db.prepare(
    'INSERT INTO node_folder (node, folder) SELECT id, folder FROM node WHERE id = ?',
  );
  let next = (db.prepare<[], number | null>('SELECT max(id) FROM node').pluck().get() ?? -1) + 1;
  for (const page of change.pages) {
    const known = find(page.id);
    if (known !== undefined) nodes.changePage(known, page);
    else {
      nodes.writePage(next, page, placements.get(page.id), NO_LINKS);
      inFolder.run(next);
      next += 1;
    }
  }
  for (const { id } of change.wanted) {
    nodes.writeWanted(next, id, placements.get(id), NO_LINKS);
    next += 1;
  }
}

function writeLinks(
  db: Database.Database,
  change: GraphChange,
  links: LinkWriter,
  touched: Set<number>,
): void {
  const find = nodeFinder(db);
  for (const { source, links: now } of change.links) {
    const from = find(source);
    if (from === undefined) continue;
    touched.add(from);
    for (const link of now) {
      const target = KINDS[link.kind] <= SELF ? (find(link.target) ?? null) : null;
      links.write(link, from, target);
      if (target !== null) touched.add(target);
    }
  }
}

/** What is counted from links, and the folders of wanted pages: those of the pages that want them. */
function countAgain(db: Database.Database, touched: ReadonlySet<number>): void {
  const degree = (other: string, own: string, structural: 0 | 1): string =>
    `(SELECT count(DISTINCT l.${other}) FROM link l
      WHERE l.${own} = node.id AND l.kind <= ${WANTED} AND l.structural <= ${structural} AND l.${other} <> node.id)`;
  const count = db.prepare(
    `UPDATE node SET in_links = ${degree('source', 'target', 0)}, out_links = ${degree('target', 'source', 0)},
       in_all = ${degree('source', 'target', 1)}, out_all = ${degree('target', 'source', 1)} WHERE id = ?`,
  );
  const elsewhere = (kind: number): string =>
    `(SELECT count(DISTINCT l.address) FROM link l WHERE l.source = page.node AND l.kind = ${kind})`;
  const countElsewhere = db.prepare(
    `UPDATE page SET attachments = ${elsewhere(ATTACHMENT)}, externals = ${elsewhere(EXTERNAL)} WHERE node = ?`,
  );
  const leave = db.prepare(
    `DELETE FROM node_folder WHERE node = ? AND node NOT IN (SELECT id FROM node WHERE kind = ${PAGE})`,
  );
  const enter = db.prepare(
    `INSERT INTO node_folder (node, folder) SELECT DISTINCT l.target, s.folder
     FROM link l JOIN node s ON s.id = l.source WHERE l.target = ? AND l.kind = ${WANTED}`,
  );
  for (const node of touched) {
    count.run(node);
    countElsewhere.run(node);
    leave.run(node);
    enter.run(node);
  }
}
