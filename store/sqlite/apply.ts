/**
 * Brings the tables from one graph to the next by a change, inside its caller's transaction.
 * Invariant: afterwards every answer is that of a file written whole with the new graph and
 * analysis; only the integers and the room of the rows differ.
 */
import type Database from 'better-sqlite3';
import type { AnalysisChange, GraphChange } from '../../graph/graph-change.ts';
import type { PageId } from '../../graph/page.ts';
import { writeCommunities } from './communities.ts';
import { KINDS, LinkWriter } from './link-writer.ts';
import { NO_LINKS, NodeWriter } from './node-writer.ts';
import { nodeFinder } from './node-rows.ts';
import { ATTACHMENT, EXTERNAL, SELF, WANTED } from './schema.ts';
import { fingerprintQuery } from './stats.ts';
import { tilesBefore } from './tiles.ts';
import { writeAttachments, writeMeta, writePlacements } from './write.ts';

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

  const placed = analysis.placements.map(({ id }) => id);
  const placeInTiles = tilesBefore(db, [...change.removedPages, ...change.removedWanted, ...placed]);
  const before = removeLinks(db, change, links);
  removeNodes(db, change, nodes);
  const arrived = writePages(db, change, nodes);
  writePlacements(db, analysis.placements);
  placeInTiles([...arrived.ids, ...placed]);
  const written = writeLinks(db, change, links);
  nodes.finish();
  links.finish();
  countElsewhere(db, written);
  // A new node may have the integer of one that went: what is counted of it is counted anew.
  countNeighbours(
    db,
    new Set([...arrived.nodes, ...before.left, ...touchedNodes(db, before.edges, written)]),
  );
  writeCommunities(db, analysis.communities);
  if (change.attachments) writeAttachments(db, change.attachments);
  writeMeta(db, change, analysis.drift, importedAt);
  return true;
}

/** What pages that stay were linked with, and the nodes that pages that are gone led to. */
interface LinksBefore {
  edges: Edges;
  left: number[];
}

/** All links of pages that are gone or have others now; so that nothing leads to a node that goes. */
function removeLinks(db: Database.Database, change: GraphChange, links: LinkWriter): LinksBefore {
  const find = nodeFinder(db);
  const edgesOf = edgesQuery(db);
  const before: LinksBefore = { edges: new Map(), left: [] };
  for (const id of change.removedPages) {
    const source = find(id);
    if (source === undefined) continue;
    before.left.push(...edgesOf(source).keys());
    links.removeOf(source);
  }
  for (const { source: id } of change.links) {
    const source = find(id);
    if (source === undefined) continue;
    before.edges.set(source, edgesOf(source));
    links.removeOf(source);
  }
  return before;
}

function removeNodes(db: Database.Database, change: GraphChange, nodes: NodeWriter): void {
  const find = nodeFinder(db);
  for (const id of [...change.removedPages, ...change.removedWanted]) {
    const node = find(id);
    if (node !== undefined) nodes.remove(node);
  }
}

/** @returns the nodes that are new */
function writePages(
  db: Database.Database,
  change: GraphChange,
  nodes: NodeWriter,
): { ids: PageId[]; nodes: number[] } {
  const find = nodeFinder(db);
  const inFolder = db.prepare(
    'INSERT INTO node_folder (node, folder) SELECT id, folder FROM node WHERE id = ?',
  );
  const arrived = { ids: new Array<PageId>(), nodes: new Array<number>() };
  const arrive = (id: PageId): void => {
    arrived.ids.push(id);
    arrived.nodes.push(next++);
  };
  let next = (db.prepare<[], number | null>('SELECT max(id) FROM node').pluck().get() ?? -1) + 1;
  for (const page of change.pages) {
    const known = find(page.id);
    if (known !== undefined) nodes.changePage(known, page);
    else {
      nodes.writePage(next, page, NO_LINKS);
      inFolder.run(next);
      arrive(page.id);
    }
  }
  for (const { id } of change.wanted) {
    nodes.writeWanted(next, id, NO_LINKS);
    arrive(id);
  }
  return arrived;
}

/** @returns the nodes whose own links were written */
function writeLinks(db: Database.Database, change: GraphChange, links: LinkWriter): number[] {
  const find = nodeFinder(db);
  return change.links.flatMap(({ source, links: now }) => {
    const from = find(source);
    if (from === undefined) return [];
    for (const link of now) {
      links.write(link, from, KINDS[link.kind] <= SELF ? (find(link.target) ?? null) : null);
    }
    return [from];
  });
}

/** For each page the nodes its edges end on, and whether all of those to one node are structural. */
type Edges = Map<number, ReadonlyMap<number, number>>;

function edgesQuery(db: Database.Database): (source: number) => Map<number, number> {
  const edges = db
    .prepare<[number], [number, number]>(
      `SELECT target, min(structural) FROM link WHERE source = ? AND kind <= ${WANTED} GROUP BY target`,
    )
    .raw();
  return (source) => new Map(edges.all(source));
}

/** The nodes that have other neighbours than before, or the same by other links. */
function touchedNodes(db: Database.Database, before: Edges, written: readonly number[]): Set<number> {
  const edges = edgesQuery(db);
  const touched = new Set<number>();
  for (const source of new Set([...before.keys(), ...written])) {
    const [old, now] = [before.get(source) ?? new Map<number, number>(), edges(source)];
    for (const target of new Set([...old.keys(), ...now.keys()])) {
      if (old.get(target) !== now.get(target)) touched.add(source).add(target);
    }
  }
  return touched;
}

/** Distinct attachments and addresses of pages. */
function countElsewhere(db: Database.Database, pages: readonly number[]): void {
  const elsewhere = (kind: number): string =>
    `(SELECT count(DISTINCT l.address) FROM link l WHERE l.source = page.node AND l.kind = ${kind})`;
  const count = db.prepare(
    `UPDATE page SET attachments = ${elsewhere(ATTACHMENT)}, externals = ${elsewhere(EXTERNAL)} WHERE node = ?`,
  );
  for (const page of pages) count.run(page);
}

/** Degrees, and the folders of wanted pages: those of the pages that want them. */
function countNeighbours(db: Database.Database, nodes: ReadonlySet<number>): void {
  const degree = (other: string, own: string, structural: 0 | 1): string =>
    `(SELECT count(DISTINCT l.${other}) FROM link l
      WHERE l.${own} = node.id AND l.kind <= ${WANTED} AND l.structural <= ${structural} AND l.${other} <> node.id)`;
  const count = db.prepare(
    `UPDATE node SET in_links = ${degree('source', 'target', 0)}, out_links = ${degree('target', 'source', 0)},
       in_all = ${degree('source', 'target', 1)}, out_all = ${degree('target', 'source', 1)} WHERE id = ?`,
  );
  const leave = db.prepare(
    `DELETE FROM node_folder WHERE node = (SELECT id FROM node WHERE id = ? AND kind = ${WANTED})`,
  );
  const enter = db.prepare(
    `INSERT INTO node_folder (node, folder) SELECT DISTINCT l.target, s.folder
     FROM link l JOIN node s ON s.id = l.source WHERE l.target = ? AND l.kind = ${WANTED}`,
  );
  for (const node of nodes) {
    count.run(node);
    leave.run(node);
    enter.run(node);
  }
}
