/** The map, or a part of it: the most important nodes first, and the links between them. */
import type Database from 'better-sqlite3';
import type { MapColumns, MapQuery } from '../../graph/api.ts';
import type { Facet } from '../../graph/page.ts';
import { facetColumn, type FacetColumn } from '../facet-column.ts';
import { type FoundMap, type MapLink, type MapNode, mapColumns } from '../map-columns.ts';
import { type Box, byImportance } from '../map-tiles.ts';
import { type OrphanSpot, chooseOrphans } from '../orphan-choice.ts';
import { searchTiles } from '../tile-search.ts';
import { communitiesQuery } from './communities.ts';
import { facetValuesQuery } from './facets.ts';
import { degreeColumns, inFolders, inRelations, nameFilter } from './node-rows.ts';
import { reportRule } from './report-query.ts';
import { PAGE, WANTED } from './schema.ts';
import { statsQuery } from './stats.ts';

type Node = MapNode<number>;

const EVERYWHERE: Box = { minX: -Infinity, minY: -Infinity, maxX: Infinity, maxY: Infinity };

export function mapQuery(db: Database.Database): (query: MapQuery) => MapColumns {
  const mostImportant = nodesQuery(db);
  const orphans = orphansQuery(db);
  const linksOf = linksQuery(db);
  const totalOf = totalQuery(db);
  const communities = communitiesQuery(db);
  const facetOf = facetQuery(db);
  return (query) => {
    const found = query.orphans ? orphans(query) : { ...mostImportant(query), total: totalOf(query) };
    return mapColumns(query, {
      ...found,
      links: linksOf(query, found.nodes),
      facet: query.color === undefined ? null : facetOf(query.color, found.nodes),
      communities: communities(),
    } satisfies FoundMap<number>);
  };
}

/** Of a Node, from `node n JOIN folder f ON f.id = n.folder`. */
function nodeColumns(structural: boolean): string {
  const { inDegree, outDegree } = degreeColumns(structural);
  return `n.id AS key, n.name AS id, n.title AS label, n.kind, f.name AS folder, ${inDegree} AS inDegree,
    ${outDegree} AS outDegree, n.rank, n.community, n.x, n.y, n.tile`;
}

/** The most important nodes of a box. */
function nodesQuery(db: Database.Database): (query: MapQuery) => Pick<FoundMap<number>, 'nodes' | 'areMore'> {
  const folderFilter = nameFilter(db, 'folder');
  const inTiles = (structural: boolean): Database.Statement<[string], Node> =>
    db.prepare(
      `SELECT ${nodeColumns(structural)} FROM json_each(?) t JOIN node n ON n.tile = t.value
       JOIN folder f ON f.id = n.folder`,
    );
  const ofTiles = { links: inTiles(false), all: inTiles(true) };
  const folderNodes = (structural: boolean): Database.Statement<[FolderFilter], Node> =>
    db.prepare(
      `SELECT ${nodeColumns(structural)} FROM node n JOIN folder f ON f.id = n.folder
       WHERE n.id IN (SELECT node FROM node_folder WHERE folder IN (SELECT value FROM json_each(@folders)))
         AND n.kind <= @mostKind AND n.x BETWEEN @minX AND @maxX AND n.y BETWEEN @minY AND @maxY
       ORDER BY n.rank DESC, n.name LIMIT @most`,
    );
  const ofFolders = { links: folderNodes(false), all: folderNodes(true) };

  return (query) => {
    const degrees = query.structural ? 'all' : 'links';
    const [mostKind, most, box] = [query.wanted ? WANTED : PAGE, query.limit + 1, boxOf(query)];
    // a folder's pages lie together in an index of their own; they may be few among many in the tiles
    const folders = folderFilter(query.folder);
    if (folders !== null)
      return upTo(query.limit, ofFolders[degrees].all({ ...box, folders, mostKind, most }));
    const search = searchTiles<Node>(box, most, (node) => node.kind <= mostKind);
    let step = search.next();
    while (!step.done) step = search.next(ofTiles[degrees].all(JSON.stringify(step.value)));
    return upTo(query.limit, step.value);
  };
}

function upTo(limit: number, nodes: readonly Node[]): Pick<FoundMap<number>, 'nodes' | 'areMore'> {
  return { nodes: nodes.slice(0, limit), areMore: nodes.length > limit };
}

type Spot = OrphanSpot & { key: number };

/** Orphans, and how many there are on the whole map. */
function orphansQuery(
  db: Database.Database,
): (query: MapQuery) => Pick<FoundMap<number>, 'nodes' | 'areMore' | 'total'> {
  const folderFilter = nameFilter(db, 'folder');
  const statements = (structural: boolean) => ({
    spots: db.prepare<[{ folders: string | null }], Spot>(
      `SELECT n.id AS key, n.name AS id, n.x, n.y FROM node n
       WHERE ${reportRule('orphans', structural).which} AND ${inFolders('@folders', 'n.id')}`,
    ),
    nodes: db.prepare<[string], Node>(
      `SELECT ${nodeColumns(structural)} FROM json_each(?) s JOIN node n ON n.id = s.value
       JOIN folder f ON f.id = n.folder`,
    ),
  });
  const [links, all] = [statements(false), statements(true)];
  return (query) => {
    const { spots, nodes } = query.structural ? all : links;
    const orphans = spots.all({ folders: folderFilter(query.folder) });
    const { chosen, areMore } = chooseOrphans(orphans, query);
    const rows = nodes.all(JSON.stringify(chosen.map(({ key }) => key)));
    return { nodes: rows.sort(byImportance), areMore, total: orphans.length };
  };
}

interface FolderFilter extends Box {
  folders: string;
  mostKind: number;
  most: number;
}

function boxOf({ bbox }: MapQuery): Box {
  if (!bbox) return EVERYWHERE;
  const [minX, minY, maxX, maxY] = bbox;
  return { minX, minY, maxX, maxY };
}

type LinkRow = [source: number, target: number, relation: number, count: number, structural: number];

/** The links that leave some nodes. */
function linksQuery(
  db: Database.Database,
): (query: MapQuery, nodes: readonly Node[]) => Iterable<MapLink<number>> {
  const relationFilter = nameFilter(db, 'relation');
  const relations = db.prepare<[], [number, string]>('SELECT id, name FROM relation').raw();
  const links = db
    .prepare<[{ nodes: string; structural: number; relations: string | null }], LinkRow>(
      `SELECT l.source, l.target, l.relation, l.count, l.structural
       FROM json_each(@nodes) s JOIN link l ON l.source = s.value AND l.kind <= ${WANTED}
       WHERE l.structural <= @structural AND ${inRelations('@relations', 'l.relation')}`,
    )
    .raw();
  return ({ structural, relation }, nodes) => {
    const names = new Map(relations.all());
    // read at once: row by row takes three times as long
    const rows = links.all({
      nodes: JSON.stringify(nodes.map(({ key }) => key)),
      structural: structural ? 1 : 0,
      relations: relationFilter(relation),
    });
    return rows.map(([source, target, kind, ...link]) => [source, target, names.get(kind) ?? '', ...link]);
  };
}

/** Which of a facet's values some nodes have. */
function facetQuery(db: Database.Database): (facet: string, nodes: readonly Node[]) => FacetColumn<number> {
  const valuesOf = facetValuesQuery(db);
  const pages = db.prepare<[string], { page: number; tags: string; facets: string }>(
    'SELECT p.node AS page, p.tags, p.facets FROM json_each(?) s JOIN page p ON p.node = s.value',
  );
  return (facet, nodes) => {
    const rows = pages.all(JSON.stringify(nodes.map(({ key }) => key)));
    return facetColumn(
      facet,
      valuesOf(facet).map(({ name }) => name),
      rows.map(({ page, tags, facets }) => ({
        page,
        tags: JSON.parse(tags) as string[],
        facets: JSON.parse(facets) as Facet[],
      })),
    );
  };
}

/** How many nodes the filters let through, wherever they lie. */
function totalQuery(db: Database.Database): (query: MapQuery) => number {
  const stats = statsQuery(db, '');
  const folderFilter = nameFilter(db, 'folder');
  const inTheseFolders = db
    .prepare<[string, number], number>(
      `SELECT count(DISTINCT nf.node) FROM node_folder nf JOIN node n ON n.id = nf.node
       WHERE nf.folder IN (SELECT value FROM json_each(?)) AND n.kind <= ?`,
    )
    .pluck();
  return (query) => {
    const folders = folderFilter(query.folder);
    if (folders !== null) return inTheseFolders.get(folders, query.wanted ? WANTED : PAGE) ?? 0;
    const { pages, wanted } = stats();
    return query.wanted ? pages + wanted : pages;
  };
}
