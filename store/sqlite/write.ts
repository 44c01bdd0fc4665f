/**
 * Writes a whole graph into the tables, step by step, inside its caller's transaction.
 * Invariant: what is counted here (degrees, facets, warnings) is counted from the graph that is
 * written beside it; rows go in id order, so that indexes grow at their end.
 */
import type Database from 'better-sqlite3';
import type { Link, TargetKind } from '../../graph/link.ts';
import { foldName, slugName } from '../../graph/names.ts';
import type { Page } from '../../graph/page.ts';
import type { Analysis, Placement, WikiGraph } from '../../graph/wiki-graph.ts';
import { countDegrees } from './degrees.ts';
import {
  ATTACHMENT,
  EXTERNAL,
  NAME_KINDS,
  PAGE,
  SELF,
  WANTED,
  createIndexes,
  recreateTables,
} from './schema.ts';
import { indexed } from './search-text.ts';
import { countStats } from './stats.ts';

const KINDS: Record<TargetKind, number> = {
  page: PAGE,
  wanted: WANTED,
  self: SELF,
  attachment: ATTACHMENT,
  external: EXTERNAL,
};
/** Rows between two reports of progress. */
const STEP = 200;

/** How many steps `writeSteps` reports in all. */
export function writeSize(graph: WikiGraph): number {
  return graph.pages.length + graph.wanted.length + graph.links.length;
}

/**
 * Replaces everything in the database; yields how much of `writeSize` is done.
 * @param importedAt ISO 8601
 */
export function* writeSteps(
  db: Database.Database,
  graph: WikiGraph,
  analysis: Analysis,
  importedAt: string,
): Generator<number, void> {
  recreateTables(db);
  const nodes = new Map<string, number>();
  for (const { id } of graph.pages) nodes.set(id, nodes.size);
  for (const { id } of graph.wanted) nodes.set(id, nodes.size);

  writeCommunities(db, analysis);
  const folders = numbering(db, 'INSERT INTO folder (id, name) VALUES (?, ?)');
  let done = 0;
  for (const _ of writeNodes(db, graph, analysis, nodes, folders)) {
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
  const put = db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)');
  put.run('fingerprint', graph.fingerprint);
  put.run('stats', JSON.stringify(countStats(db, graph, importedAt)));
  yield done;
}

/** Gives each name the next integer, storing it when it is met first. */
function numbering(db: Database.Database, insert: string): (name: string) => number {
  const statement = db.prepare(insert);
  const known = new Map<string, number>();
  return (name) => {
    const old = known.get(name);
    if (old !== undefined) return old;
    const number = known.size;
    known.set(name, number);
    statement.run(number, name);
    return number;
  };
}

function writeCommunities(db: Database.Database, analysis: Analysis): void {
  const insert = db.prepare('INSERT INTO community (id, name, size, x, y, radius) VALUES (?, ?, ?, ?, ?, ?)');
  for (const [i, { name, size, x, y, radius }] of analysis.communities.entries()) {
    insert.run(i, name, size, Math.round(x), Math.round(y), Math.round(radius));
  }
}

function* writeNodes(
  db: Database.Database,
  graph: WikiGraph,
  analysis: Analysis,
  nodes: Map<string, number>,
  folders: (name: string) => number,
): Generator<void> {
  const degrees = countDegrees(nodes.size, edges(graph.links, nodes));
  const elsewhere = countElsewhere(graph.links);
  const placements = new Map<string, Placement>();
  for (const placement of analysis.placements) placements.set(placement.id, placement);

  const insertNode = db.prepare(
    `INSERT INTO node (id, name, kind, title, folded, folder, video_id, in_links, out_links, in_all, out_all,
       rank, community, x, y) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertPage = db.prepare(
    `INSERT INTO page (node, path, size, mtime_ms, hash, is_index, aliases, tags, facets, headings, attachments,
       externals) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertContent = db.prepare('INSERT INTO content (node, markdown) VALUES (?, ?)');
  const insertText = db.prepare(
    'INSERT INTO page_text (rowid, title, aliases, headings, text) VALUES (?, ?, ?, ?, ?)',
  );
  const insertName = nameWriter(db);

  const writeNode = (id: string, kind: number, title: string, folder: string, videoId: string | null) => {
    const node = nodes.get(id) ?? 0;
    const place = placements.get(id);
    insertNode.run(
      node,
      id,
      kind,
      title,
      foldName(title),
      folders(folder),
      videoId,
      degrees.in[node],
      degrees.out[node],
      degrees.inAll[node],
      degrees.outAll[node],
      place?.rank ?? 0,
      place?.community ?? -1,
      Math.round(place?.x ?? 0),
      Math.round(place?.y ?? 0),
    );
    insertName(node, NAME_KINDS.id, id);
    return node;
  };

  for (const page of graph.pages) {
    const node = writeNode(page.id, PAGE, page.title, page.folder, page.videoId);
    const { path, size, mtimeMs, hash } = page.file;
    const other = elsewhere.get(page.id) ?? { attachments: 0, externals: 0 };
    insertPage.run(
      node,
      path,
      size,
      mtimeMs,
      hash,
      page.index ? 1 : 0,
      JSON.stringify(page.aliases),
      JSON.stringify(page.tags),
      JSON.stringify(page.facets),
      JSON.stringify(page.headings),
      other.attachments,
      other.externals,
    );
    insertContent.run(node, page.markdown);
    insertText.run(
      node,
      indexed(page.title),
      indexed(page.aliases.join('\n')),
      indexed(page.headings.map((heading) => heading.text).join('\n')),
      indexed(page.text),
    );
    for (const [kind, spelling] of otherNames(page)) insertName(node, kind, spelling);
    yield;
  }
  for (const { id } of graph.wanted) {
    const node = writeNode(id, WANTED, id, '', null);
    insertText.run(node, indexed(id), '', '', '');
    yield;
  }
}

function otherNames(page: Page): [number, string][] {
  const names = new Map<string, number>([[page.id, NAME_KINDS.id]]);
  const add = (kind: number, name: string): void => {
    if (!names.has(name)) names.set(name, kind);
  };
  add(NAME_KINDS.title, page.title);
  add(NAME_KINDS.file, page.id.slice(page.id.lastIndexOf('/') + 1));
  for (const alias of page.aliases) add(NAME_KINDS.alias, alias);
  return [...names].slice(1).map(([name, kind]) => [kind, name]);
}

function nameWriter(db: Database.Database): (node: number, kind: number, spelling: string) => void {
  const insertName = db.prepare(
    'INSERT INTO name (id, node, kind, spelling, folded, slug) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const insertGrams = db.prepare('INSERT INTO name_gram (rowid, slug) VALUES (?, ?)');
  let next = 1;
  return (node, kind, spelling) => {
    const folded = foldName(spelling);
    const slug = slugName(spelling) || folded;
    insertName.run(next, node, kind, spelling, folded, slug);
    // blanks at both ends: so the shortest name has a gram, and beginnings weigh more
    insertGrams.run(next, ` ${slug} `);
    next += 1;
  };
}

function* edges(
  links: Link[],
  nodes: Map<string, number>,
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

function* writeLinks(db: Database.Database, graph: WikiGraph, nodes: Map<string, number>): Generator<void> {
  const relations = numbering(db, 'INSERT INTO relation (id, name) VALUES (?, ?)');
  const insertLink = db.prepare(
    `INSERT INTO link (id, source, target, address, kind, relation, via, ambiguous, structural, count)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertMention = db.prepare(
    `INSERT INTO mention (link, place, "offset", length, line, syntax, heading, excerpt, start, "end", label,
       fragment, dead_fragment, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const [i, link] of graph.links.entries()) {
    const kind = KINDS[link.kind];
    const inside = kind <= SELF;
    insertLink.run(
      i,
      nodes.get(link.source),
      inside ? nodes.get(link.target) : null,
      inside ? null : link.target,
      kind,
      relations(link.relation),
      link.via,
      link.ambiguous,
      link.structural ? 1 : 0,
      link.mentions.length,
    );
    for (const [place, mention] of link.mentions.entries()) {
      insertMention.run(
        i,
        place,
        mention.offset,
        mention.length,
        mention.line,
        mention.syntax,
        JSON.stringify(mention.heading),
        mention.excerpt,
        mention.start,
        mention.end,
        mention.label,
        mention.fragment,
        mention.deadFragment ? 1 : 0,
        mention.at,
      );
    }
    yield;
  }
}
