/**
 * Writes a whole graph into the tables, step by step, inside its caller's transaction.
 * Invariant: what is counted here (degrees, facets, warnings) is counted from the graph that is
 * written beside it; rows go in id order, so that indexes grow at their end.
 */
import type Database from 'better-sqlite3';
import type { Link } from '../../graph/link.ts';
import type { Analysis, Placement, WikiGraph } from '../../graph/wiki-graph.ts';
import { countDegrees } from '../degrees.ts';
import { writeCommunities } from './communities.ts';
import { KINDS, LinkWriter } from './link-writer.ts';
import { type LinkCounts, NodeWriter } from './node-writer.ts';
import { PAGE, SELF, WANTED, createIndexes, createMapIndex, recreateTables } from './schema.ts';
import { writeStats } from './stats.ts';
import { writeTiles } from './tiles.ts';

/** Rows between two reports of progress. */
const STEP = 200;

/** How many steps `writeGraph` reports in all. */
export function writeSize(graph: WikiGraph): number {
  return graph.pages.length + graph.wanted.length + graph.links.length;
}

/** Replaces everything in the database but what the analysis says; yields how much of `writeSize` is done. */
export function* writeGraph(db: Database.Database, graph: WikiGraph): Generator<number, void> {
  recreateTables(db);
  const nodes = new Map<string, number>();
  for (const { id } of graph.pages) nodes.set(id, nodes.size);
  for (const { id } of graph.wanted) nodes.set(id, nodes.size);

  let done = 0;
  for (const _ of writeNodes(db, graph, nodes)) {
    done += 1;
    if (done % STEP === 0) yield done;
  }
  for (const _ of writeLinks(db, graph, nodes)) {
    done += 1;
    if (done % STEP === 0) yield done;
  }
  createIndexes(db);
  db.exec(`
    INSERT INTO node_folder (node, folder) SELECT id, folder FROM node WHERE kind = ${PAGE};
    INSERT INTO node_folder (node, folder)
      SELECT DISTINCT l.target, s.folder FROM link l JOIN node s ON s.id = l.source WHERE l.kind = ${WANTED};
  `);
  writeAttachments(db, graph.attachments);
  yield done;
}

/**
 * Adds the analysis and what is counted of the whole; the last step of a write.
 * @param importedAt ISO 8601
 */
export function writeAnalysis(
  db: Database.Database,
  graph: WikiGraph,
  { placements, communities, drift }: Analysis,
  importedAt: string,
): void {
  writeCommunities(db, communities);
  writePlacements(db, placements);
  writeTiles(db);
  createMapIndex(db);
  writeMeta(db, graph, drift ?? 0, importedAt);
}

export function writePlacements(db: Database.Database, placements: Iterable<Placement>): void {
  const place = db.prepare('UPDATE node SET rank = ?, community = ?, x = ?, y = ? WHERE name = ?');
  for (const { id, rank, community, x, y } of placements) {
    place.run(rank, community, Math.round(x), Math.round(y), id);
  }
}

export function writeAttachments(db: Database.Database, paths: readonly string[]): void {
  db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)').run(
    'attachments',
    JSON.stringify(paths),
  );
}

/** What is kept of the graph as a whole; after its rows, from which some of it is counted. */
export function writeMeta(
  db: Database.Database,
  { name, home, fingerprint, report }: Pick<WikiGraph, 'name' | 'home' | 'fingerprint' | 'report'>,
  drift: number,
  importedAt: string,
): void {
  const put = db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');
  put.run('fingerprint', fingerprint);
  put.run('importedAt', importedAt);
  put.run('drift', String(drift));
  writeStats(db, { name, home, warnings: report.warnings.length, importedAt });
}

function* writeNodes(
  db: Database.Database,
  graph: WikiGraph,
  nodes: ReadonlyMap<string, number>,
): Generator<void> {
  const degrees = countDegrees(nodes.size, edges(graph.links, nodes));
  const elsewhere = countElsewhere(graph.links);
  const countsOf = (id: string, node: number): LinkCounts => ({
    in: degrees.in[node] ?? 0,
    out: degrees.out[node] ?? 0,
    inAll: degrees.inAll[node] ?? 0,
    outAll: degrees.outAll[node] ?? 0,
    ...(elsewhere.get(id) ?? { attachments: 0, externals: 0 }),
  });

  const writer = new NodeWriter(db);
  let node = 0;
  for (const page of graph.pages) {
    writer.writePage(node, page, countsOf(page.id, node));
    node += 1;
    yield;
  }
  for (const { id } of graph.wanted) {
    writer.writeWanted(node, id, countsOf(id, node));
    node += 1;
    yield;
  }
  writer.finish();
}

function* edges(
  links: Link[],
  nodes: ReadonlyMap<string, number>,
): Generator<{ source: number; target: number; structural: boolean }> {
  for (const link of links) {
    if (KINDS[link.kind] > WANTED) continue;
    const source = nodes.get(link.source);
    const target = nodes.get(link.target);
    if (source !== undefined && target !== undefined) yield { source, target, structural: link.structural };
  }
}

/** Distinct attachments and addresses of each page. */
function countElsewhere(links: Link[]): Map<string, { attachments: number; externals: number }> {
  const seen = new Map<string, { attachments: Set<string>; externals: Set<string> }>();
  for (const { source, kind, target } of links) {
    if (KINDS[kind] <= SELF) continue;
    let of = seen.get(source);
    if (!of) seen.set(source, (of = { attachments: new Set(), externals: new Set() }));
    (kind === 'attachment' ? of.attachments : of.externals).add(target);
  }
  return new Map(
    [...seen].map(([source, of]) => [
      source,
      { attachments: of.attachments.size, externals: of.externals.size },
    ]),
  );
}

function* writeLinks(
  db: Database.Database,
  graph: WikiGraph,
  nodes: ReadonlyMap<string, number>,
): Generator<void> {
  const writer = new LinkWriter(db);
  for (const link of graph.links) {
    const target = KINDS[link.kind] <= SELF ? (nodes.get(link.target) ?? null) : null;
    writer.write(link, nodes.get(link.source) ?? -1, target);
    yield;
  }
  writer.finish();
}
