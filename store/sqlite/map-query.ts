/** The whole wiki laid out: the most important nodes first, and the links between them. */
import type Database from 'better-sqlite3';
import type { MapColumns, MapQuery } from '../../graph/api.ts';
import { type MapLink, type MapNode, mapColumns } from '../map-columns.ts';
import { communitiesQuery } from './communities.ts';
import { degreeColumns, inFolders, inRelations, nameFilter } from './node-rows.ts';
import { PAGE, WANTED } from './schema.ts';

type NodeRow = MapNode<number>;
type LinkRow = MapLink<number>;

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
  const communities = communitiesQuery(db);

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
    const others = rows.length === query.limit ? leftOut.all(filter) : [];
    const linkFilter = {
      structural: query.structural ? 1 : 0,
      relations: relationFilter(query.relation),
    };
    return mapColumns(rows, others, links.iterate(linkFilter), communities());
  };
}
