/**
 * The neighbourhood of some pages, breadth-first: the search runs here, over statements that read
 * the indexes alone, which is ten times faster than a recursive query.
 * Invariant: what is cut is what lies furthest, then what is least linked, then what comes last by
 * id; a step is walked only from nodes that are returned, so a hub costs its own links and no more.
 */
import type Database from 'better-sqlite3';
import type { Subgraph, SubgraphQuery } from '../../graph/api.ts';
import type { Via } from '../../graph/link.ts';
import { type Found, type GraphNode, neighbourhood } from '../subgraph.ts';
import { degreeColumns, inFolders, inRelations, nameFilter, nodeFinder, nodeKind } from './node-rows.ts';
import type { NotFound } from './named-query.ts';
import { PAGE, WANTED } from './schema.ts';

/** Read as a list: an object for each row takes twice as long. */
export type GraphNodeRow = [
  node: number,
  id: string,
  kind: number,
  title: string,
  folder: string,
  inDegree: number,
  outDegree: number,
  rank: number,
  community: number,
  x: number,
  y: number,
];

/** Columns of a GraphNodeRow, from `node n JOIN folder f ON f.id = n.folder`. */
export function graphNodeColumns(structural: boolean): string {
  const { inDegree, outDegree } = degreeColumns(structural);
  return `n.id, n.name, n.kind, n.title, f.name, ${inDegree}, ${outDegree}, n.rank, n.community, n.x, n.y`;
}

export function graphNode(row: GraphNodeRow): GraphNode {
  const [, key, kind, label, folder, inDegree, outDegree, rank, community, x, y] = row;
  return {
    key,
    attributes: { kind: nodeKind(kind), label, folder, inDegree, outDegree, rank, community, x, y },
  };
}

interface Filter {
  structural: number;
  relations: string | null;
  folders: string | null;
}

interface Walk extends Filter {
  from: string;
  mostKind: number;
}

/** Where a node stands in the answer. */
type Positions = Map<number, number>;

interface Cut {
  found: string;
  folders: string | null;
}

type EdgeRow = [
  source: number,
  target: number,
  relation: string,
  count: number,
  via: Via | null,
  ambiguous: number,
  structural: number,
];

/** @throws AtlasError page-not-found where a seed is no node */
export function subgraphQuery(db: Database.Database, notFound: NotFound): (query: SubgraphQuery) => Subgraph {
  const find = nodeFinder(db);
  const folderFilter = nameFilter(db, 'folder');
  const relationFilter = nameFilter(db, 'relation');
  const walk = (from: string, to: string): Database.Statement<[Walk], number> =>
    db
      .prepare<[Walk], number>(
        `SELECT l.${to} FROM json_each(@from) j CROSS JOIN link l
         WHERE l.${from} = j.value AND l.kind <= ${WANTED} AND l.kind <= @mostKind AND l.structural <= @structural
           AND ${inRelations('@relations', 'l.relation')}`,
      )
      .pluck();
  const walks = { out: walk('source', 'target'), in: walk('target', 'source') };
  const inFolder = db
    .prepare<[Cut], number>(`SELECT value FROM json_each(@found) j WHERE ${inFolders('@folders', 'j.value')}`)
    .pluck();
  const ranked = (structural: boolean): Database.Statement<[string, number], GraphNodeRow> => {
    const { inDegree, outDegree } = degreeColumns(structural);
    return db
      .prepare<[string, number], GraphNodeRow>(
        `SELECT ${graphNodeColumns(structural)}
         FROM json_each(?) j CROSS JOIN node n ON n.id = j.value JOIN folder f ON f.id = n.folder
         ORDER BY ${inDegree} + ${outDegree} DESC, n.name LIMIT ?`,
      )
      .raw();
  };
  const rankedBy = { links: ranked(false), all: ranked(true) };
  const between = db
    .prepare<[Filter & { from: string }], EdgeRow>(
      `SELECT l.source, l.target, r.name, l.count, l.via, l.ambiguous, l.structural
       FROM json_each(@from) j CROSS JOIN link l JOIN relation r ON r.id = l.relation
       WHERE l.source = j.value AND l.kind <= ${WANTED} AND l.structural <= @structural
         AND ${inRelations('@relations', 'l.relation')} AND l.target IN (SELECT value FROM json_each(@from))`,
    )
    .raw();

  /** Nodes one step from a level that are not there yet, with the number of links that lead to each. */
  const step = (query: SubgraphQuery, filter: Filter, level: GraphNodeRow[], there: Positions) => {
    const found = new Map<number, number>();
    const from = JSON.stringify(level.map(([node]) => node));
    for (const direction of ['out', 'in'] as const) {
      if (query.direction !== 'both' && query.direction !== direction) continue;
      // against the links' direction only pages are met: a wanted page links nowhere
      const mostKind = direction === 'out' && !query.wanted ? PAGE : WANTED;
      for (const node of walks[direction].all({ ...filter, from, mostKind })) {
        if (!there.has(node)) found.set(node, (found.get(node) ?? 0) + 1);
      }
    }
    if (filter.folders !== null) {
      const kept = new Set(
        inFolder.all({ found: JSON.stringify([...found.keys()]), folders: filter.folders }),
      );
      for (const node of found.keys()) if (!kept.has(node)) found.delete(node);
    }
    return found;
  };

  const edgesAmong = (positions: Positions, filter: Filter): Found['edges'] =>
    between
      .all({ ...filter, from: JSON.stringify([...positions.keys()]) })
      .map(([source, target, relation, count, via, ambiguous, structural]) => ({
        source: positions.get(source) ?? 0,
        target: positions.get(target) ?? 0,
        facts: { relation, count, via, ambiguous, structural: structural === 1 },
      }));

  return (query) => {
    const seeds = query.seed.map((id) => {
      const node = find(id);
      if (node === undefined) throw notFound(id);
      return node;
    });
    const filter: Filter = {
      structural: query.structural ? 1 : 0,
      relations: relationFilter(query.relation),
      folders: folderFilter(query.folder),
    };
    const rankedNodes = rankedBy[query.structural ? 'all' : 'links'];
    const nodes: GraphNode[] = [];
    const positions: Positions = new Map();
    let found = new Map(seeds.map((seed) => [seed, 0]));
    let total = 0;
    let depth = 0;
    for (; ; depth += 1) {
      total += found.size;
      const level = rankedNodes.all(JSON.stringify([...found.keys()]), query.limit - nodes.length);
      for (const row of level) {
        const { key, attributes } = graphNode(row);
        positions.set(row[0], nodes.push({ key, attributes: { ...attributes, depth } }) - 1);
        found.delete(row[0]);
      }
      if (found.size > 0 || level.length === 0 || depth === query.depth) break;
      found = step(query, filter, level, positions);
    }

    const edgesLeftOut = [...found.values()].reduce((sum, met) => sum + met, 0);
    return neighbourhood({ nodes, edges: edgesAmong(positions, filter), total, edgesLeftOut, depth }, query);
  };
}
