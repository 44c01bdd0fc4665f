/**
 * The whole wiki laid out, in columns: the most important nodes first, and the links between them.
 * Invariant: both lists are in one total order, so the same graph always gives the same map.
 */
import type Database from 'better-sqlite3';
import type { MapColumns, MapQuery } from '../../graph/api.ts';
import { byCodePoint } from '../../graph/names.ts';
import { extent, readable } from '../extent.ts';
import { degreeColumns, inFolders, inRelations, nameFilter } from './node-rows.ts';
import { PAGE, WANTED } from './schema.ts';

type NodeRow = [
  node: number,
  id: string,
  label: string,
  kind: number,
  folder: string,
  inDegree: number,
  outDegree: number,
  rank: number,
  community: number,
  x: number,
  y: number,
];
type LinkRow = [source: number, target: number, relation: string, count: number, structural: number];
/** Ends are positions in the list of nodes. */
interface Edge {
  source: number;
  target: number;
  relation: string;
  count: number;
  structural: number;
}

interface NodeFilter {
  mostKind: number;
  folders: string | null;
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

export function mapQuery(db: Database.Database): (query: MapQuery) => MapColumns {
  const folderFilter = nameFilter(db, 'folder');
  const relationFilter = nameFilter(db, 'relation');
  const which = `n.kind <= @mostKind AND n.x BETWEEN @minX AND @maxX AND n.y BETWEEN @minY AND @maxY
    AND ${inFolders('@folders', 'n.id')} ORDER BY n.rank DESC, n.name`;
  const nodes = (structural: boolean): Database.Statement<[NodeFilter & { limit: number }], NodeRow> => {
    const { inDegree, outDegree } = degreeColumns(structural);
    return db
      .prepare<[NodeFilter & { limit: number }], NodeRow>(
        `SELECT n.id, n.name, n.title, n.kind, f.name, ${inDegree}, ${outDegree}, n.rank, n.community, n.x, n.y
         FROM node n JOIN folder f ON f.id = n.folder WHERE ${which} LIMIT @limit`,
      )
      .raw();
  };
  const nodesOf = { links: nodes(false), all: nodes(true) };
  const leftOut = db
    .prepare<[NodeFilter & { limit: number }], number>(
      `SELECT n.id FROM node n WHERE ${which} LIMIT -1 OFFSET @limit`,
    )
    .pluck();
  const links = db
    .prepare<[{ structural: number; relations: string | null }], LinkRow>(
      `SELECT l.source, l.target, r.name, l.count, l.structural FROM link l JOIN relation r ON r.id = l.relation
       WHERE l.kind <= ${WANTED} AND l.structural <= @structural AND ${inRelations('@relations', 'l.relation')}`,
    )
    .raw();
  const communities = db.prepare<[], MapColumns['communities'][number]>(
    'SELECT name, size, x, y, radius FROM community ORDER BY id',
  );

  return (query) => {
    const [minX, minY, maxX, maxY] = query.bbox ?? [-Infinity, -Infinity, Infinity, Infinity];
    const filter: NodeFilter & { limit: number } = {
      mostKind: query.wanted ? WANTED : PAGE,
      folders: folderFilter(query.folder),
      minX,
      minY,
      maxX,
      maxY,
      limit: query.limit,
    };
    const rows = nodesOf[query.structural ? 'all' : 'links'].all(filter);
    const positions = new Map<number, number>();
    for (const row of rows) positions.set(row[0], positions.size);
    if (rows.length === query.limit) {
      for (const node of leftOut.iterate(filter)) positions.set(node, positions.size);
    }

    const edges: Edge[] = [];
    let edgesInAll = 0;
    const linkFilter = {
      structural: query.structural ? 1 : 0,
      relations: relationFilter(query.relation),
    };
    for (const [from, to, relation, count, structural] of links.iterate(linkFilter)) {
      const source = positions.get(from);
      const target = positions.get(to);
      if (source === undefined || target === undefined) continue;
      edgesInAll += 1;
      if (source < rows.length && target < rows.length) {
        edges.push({ source, target, relation, count, structural });
      }
    }
    const folders = new Numbering();
    const relations = new Numbering();
    const sorted = inOrder(edges, rows.length);
    return {
      attributes: extent(
        { nodes: positions.size, edges: edgesInAll },
        { nodes: rows.length, edges: edges.length },
        () => `the ${readable(rows.length)} most important of ${readable(positions.size)} pages are shown`,
      ),
      nodes: {
        id: rows.map((row) => row[1]),
        label: rows.map((row) => row[2]),
        kind: rows.map((row) => row[3]),
        folder: rows.map((row) => folders.of(row[4])),
        inDegree: rows.map((row) => row[5]),
        outDegree: rows.map((row) => row[6]),
        rank: rows.map((row) => Math.round(row[7] * 1000)),
        community: rows.map((row) => row[8]),
        x: rows.map((row) => row[9]),
        y: rows.map((row) => row[10]),
      },
      edges: {
        source: sorted.map((edge) => edge.source),
        target: sorted.map((edge) => edge.target),
        relation: sorted.map((edge) => relations.of(edge.relation)),
        count: sorted.map((edge) => edge.count),
        structural: sorted.map((edge) => edge.structural),
      },
      folders: folders.names,
      relations: relations.names,
      communities: communities.all(),
    };
  };
}

/** Gives each name the next integer when it is met first. */
class Numbering {
  readonly names: string[] = [];
  private readonly known = new Map<string, number>();

  of(name: string): number {
    let number = this.known.get(name);
    if (number === undefined) {
      number = this.names.push(name) - 1;
      this.known.set(name, number);
    }
    return number;
  }
}

/** By source, then target, then relation; put into buckets by source first, which is linear. */
function inOrder(edges: Edge[], nodes: number): Edge[] {
  const buckets = Array.from({ length: nodes }, (): Edge[] => []);
  for (const edge of edges) buckets[edge.source]?.push(edge);
  for (const bucket of buckets) {
    bucket.sort((a, b) => a.target - b.target || byCodePoint(a.relation, b.relation));
  }
  return buckets.flat();
}
