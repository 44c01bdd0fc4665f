/**
 * The graph's links in memory, in compressed sparse rows (CSR): for each node the links that leave it
 * and those that arrive, so that a walk reads arrays and asks the database nothing.
 * Invariant: it holds one moment of the store and stays as it was read; 30 bytes a link, 25 a node, which a walk adds 8 to.
 */
import type Database from 'better-sqlite3';
import type { Via } from '../../graph/link.ts';
import { WANTED } from './schema.ts';

/** Nodes in the order of most linked first, then by id: the place of each, and the node at each place. */
export interface NodeOrder {
  placeOf: Uint32Array;
  nodeAt: Uint32Array;
}

/** Nodes and relations are the integers of the store's tables; links are places in the columns. */
export interface LinkGraph {
  isWanted: Uint8Array;
  /** by neighbours without structural links, and with them */
  order: Record<'links' | 'all', NodeOrder>;
  source: Uint32Array;
  target: Uint32Array;
  relation: Uint32Array;
  count: Uint32Array;
  ambiguous: Uint32Array;
  /** a place in VIAS */
  via: Uint8Array;
  structural: Uint8Array;
  leaving: Rows;
  arriving: Rows;
}

/** The links of node n are `links[start[n]]` to before `links[start[n + 1]]`. */
export interface Rows {
  start: Uint32Array;
  links: Uint32Array;
}

export const VIAS: readonly (Via | null)[] = [null, 'path', 'name', 'index', 'slug', 'title', 'alias'];

/** Taken one by one they cost twice as much, all together more memory than the rest of it. */
const LINKS_AT_ONCE = 5000;

/** What reads the links as they are in the transaction it is called in, anew only where something was written. */
export function linkGraphQuery(db: Database.Database): () => LinkGraph {
  // by other connections, and by this one
  const moment = db
    .prepare<[], string>(`SELECT data_version || ' ' || total_changes() FROM pragma_data_version`)
    .pluck();
  let kept: LinkGraph | null = null;
  let keptMoment = '';
  return () => {
    const now = moment.get() ?? '';
    if (kept === null || now !== keptMoment) {
      // the old one is let go first: there is never room for two
      kept = null;
      kept = readLinkGraph(db);
      keptMoment = now;
    }
    return kept;
  };
}

function readLinkGraph(db: Database.Database): LinkGraph {
  const most = (sql: string): number => db.prepare<[], number | null>(sql).pluck().get() ?? 0;
  const nodes = most('SELECT max(id) FROM node') + 1;
  const links = most(`SELECT count(*) FROM link WHERE kind <= ${WANTED}`);
  const isWanted = new Uint8Array(nodes);
  const byName = new Uint32Array(most('SELECT count(*) FROM node'));
  const degrees = { links: new Uint32Array(nodes), all: new Uint32Array(nodes) };
  const nodeRows = db
    .prepare<[], [number, number, number, number]>(
      'SELECT id, kind, in_links + out_links, in_all + out_all FROM node ORDER BY name',
    )
    .raw();
  let place = 0;
  for (const [node, kind, neighbours, all] of nodeRows.iterate()) {
    byName[place++] = node;
    isWanted[node] = kind === WANTED ? 1 : 0;
    degrees.links[node] = neighbours;
    degrees.all[node] = all;
  }

  const source = new Uint32Array(links);
  const target = new Uint32Array(links);
  const relation = new Uint32Array(links);
  const count = new Uint32Array(links);
  const ambiguous = new Uint32Array(links);
  const via = new Uint8Array(links);
  const structural = new Uint8Array(links);
  const someLinks = db
    .prepare<[number], [number, number, number, number, number, number, Via | null, number]>(
      `SELECT id, source, target, relation, count, ambiguous, via, structural FROM link
       WHERE id > ? AND kind <= ${WANTED} ORDER BY id LIMIT ${LINKS_AT_ONCE}`,
    )
    .raw();
  let link = 0;
  for (let rows = someLinks.all(-1); rows.length > 0; rows = someLinks.all(rows.at(-1)?.[0] ?? 0)) {
    for (const row of rows) {
      source[link] = row[1];
      target[link] = row[2];
      relation[link] = row[3];
      count[link] = row[4];
      ambiguous[link] = row[5];
      via[link] = VIAS.indexOf(row[6]);
      structural[link] = row[7];
      link += 1;
    }
  }
  return {
    isWanted,
    order: { links: mostFirst(byName, degrees.links), all: mostFirst(byName, degrees.all) },
    source,
    target,
    relation,
    count,
    ambiguous,
    via,
    structural,
    leaving: rowsBy(source, nodes),
    arriving: rowsBy(target, nodes),
  };
}

/** @param byName nodes by id @param degrees by node */
function mostFirst(byName: Uint32Array, degrees: Uint32Array): NodeOrder {
  const most = degrees.reduce((a, b) => Math.max(a, b), 0);
  // numbers are sorted many times as fast as by a function
  const keys = Float64Array.from(
    byName,
    (node, place) => (most - (degrees[node] ?? 0)) * byName.length + place,
  ).sort();
  const nodeAt = Uint32Array.from(keys, (key) => byName[key % byName.length] ?? 0);
  const placeOf = new Uint32Array(degrees.length);
  nodeAt.forEach((node, place) => {
    placeOf[node] = place;
  });
  return { placeOf, nodeAt };
}

/** A counting sort of links by one of their ends. */
function rowsBy(end: Uint32Array, nodes: number): Rows {
  const start = new Uint32Array(nodes + 1);
  for (const node of end) start[node + 1] = (start[node + 1] ?? 0) + 1;
  for (let node = 0; node < nodes; node += 1) {
    start[node + 1] = (start[node + 1] ?? 0) + (start[node] ?? 0);
  }
  const next = start.slice();
  const links = new Uint32Array(end.length);
  end.forEach((node, link) => {
    const place = next[node] ?? 0;
    links[place] = link;
    next[node] = place + 1;
  });
  return { start, links };
}
