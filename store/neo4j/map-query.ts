/** The map, or a part of it: the most important nodes first, and the links between them. */
import neo4j from 'neo4j-driver';
import type { MapColumns, MapQuery } from '../../graph/api.ts';
import type { Facet } from '../../graph/page.ts';
import { facetColumn, type FacetColumn } from '../facet-column.ts';
import { type FoundMap, type MapLink, type MapNode, mapColumns } from '../map-columns.ts';
import { type Box, byImportance } from '../map-tiles.ts';
import { type OrphanSpot, chooseOrphans } from '../orphan-choice.ts';
import { searchTiles } from '../tile-search.ts';
import type { Read, Run } from './connection.ts';
import { type KeptStats, NO_STATS } from './kept-stats.ts';
import { ALL_TOPICS, IN_FOLDERS, IS_FOLLOWED, degrees, keyParameters, topicMatch } from './node-records.ts';
import { reportRule } from './report-query.ts';
import { ID } from './schema.ts';
import { IN_TILES, heldIn } from './tiles.ts';

type Parameters = Record<string, unknown>;

function nodeRow(structural: boolean): string {
  const { inDegree, outDegree } = degrees(structural);
  return `[n.id, n.longId, n.title, CASE WHEN n:Page THEN 0 ELSE 1 END, n.folder, ${inDegree}, ${outDegree},
    n.rank, n.community, n.x, n.y, n.tile] AS row`;
}

const OF_FOLDERS = `${ALL_TOPICS} AND (n:Page OR $wanted) AND ${IN_FOLDERS}`;
const IN_BOX = 'n.x >= $minX AND n.x <= $maxX AND n.y >= $minY AND n.y <= $maxY';
const COUNT = `${OF_FOLDERS} RETURN count(*) AS total`;
const WIKI =
  'MATCH (w:Wiki {wiki: $wiki}) RETURN w.communities AS communities, w.pages AS pages, w.wanted AS wanted, w.stats AS stats';
const LINKS = `UNWIND $nodes AS id ${topicMatch('n', 'id')}
  MATCH (n)-[l:LINKS_TO]->(t:Topic) WHERE t.id IN $nodes AND ${IS_FOLLOWED}
  RETURN n.id AS source, collect([t.id, l.relation, l.count, CASE WHEN l.structural THEN 1 ELSE 0 END]) AS links`;

const FACETS = `UNWIND $nodes AS id ${topicMatch('n', 'id')} MATCH (n)-[:HAS_TEXT]->(x:PageText)
  RETURN id AS page, n.tags AS tags, x.facets AS facets`;

/** An integer that no place of a node goes beyond. */
const FAR = 2 ** 40;

/** Most ids are their own keys, and are not sent twice. */
type NodeRow = [
  key: string,
  longId: string | null,
  label: string,
  kind: number,
  folder: string,
  inDegree: number,
  outDegree: number,
  rank: number,
  community: number,
  x: number,
  y: number,
  tile: number,
];
type Node = MapNode<string>;

type LinksOfNode = [target: string, relation: string, count: number, structural: number];

export function mapQuery(read: Read): (query: MapQuery) => Promise<MapColumns> {
  return (query) =>
    read(async (run, key) => {
      const parameters = {
        ...keyParameters(key),
        wanted: query.wanted,
        folders: query.folder ?? null,
        relations: query.relation ?? null,
        structural: query.structural,
      };
      const [wiki] = await run(WIKI, parameters);
      const found = query.orphans
        ? await orphansOf(run, parameters, query)
        : await mostImportantOf(run, parameters, query, wiki);
      const shown = found.nodes.map(({ key: node }) => node);
      const links = (await run(LINKS, { ...parameters, nodes: shown })) as {
        source: string;
        links: LinksOfNode[];
      }[];
      return mapColumns(query, {
        ...found,
        links: eachLink(links),
        facet:
          query.color === undefined
            ? null
            : await facetOf(run, query.color, { ...parameters, nodes: shown }, wiki?.stats),
        communities: JSON.parse(
          typeof wiki?.communities === 'string' ? wiki.communities : '[]',
        ) as MapColumns['communities'],
      });
    });
}

type FoundNodes = Pick<FoundMap<string>, 'nodes' | 'areMore' | 'total'>;

/** The most important nodes of a box. */
async function mostImportantOf(
  run: Run,
  parameters: Parameters,
  query: MapQuery,
  wiki: Record<string, unknown> | undefined,
): Promise<FoundNodes> {
  const [most, row, box] = [query.limit + 1, nodeRow(query.structural), boxOf(query)];
  const upTo = (nodes: Node[], total: unknown): FoundNodes => ({
    nodes: nodes.slice(0, query.limit),
    areMore: nodes.length > query.limit,
    total: Number(total ?? 0),
  });
  if (query.folder) {
    const rows = await run(
      `${OF_FOLDERS} AND ${IN_BOX} WITH n ORDER BY n.rank DESC, n.id LIMIT $most RETURN ${row}`,
      { ...parameters, ...box, most: neo4j.int(most) },
    );
    const [counted] = await run(COUNT, parameters);
    return upTo(rows.map(mapNode), counted?.total);
  }
  const search = searchTiles<Node>(box, most, ({ kind }) => kind === 0 || query.wanted);
  let step = search.next();
  while (!step.done) {
    const rows = await run(`${IN_TILES} RETURN ${row}`, { ...parameters, tiles: heldIn(step.value) });
    step = search.next(rows.map(mapNode));
  }
  return upTo(step.value, Number(wiki?.pages ?? 0) + (query.wanted ? Number(wiki?.wanted ?? 0) : 0));
}

type Spot = OrphanSpot & { key: string };

/** Orphans, and how many there are on the whole map. */
async function orphansOf(run: Run, parameters: Parameters, query: MapQuery): Promise<FoundNodes> {
  const { which } = reportRule('orphans', query.structural);
  const spots = (await run(
    `${ALL_TOPICS} AND ${which} AND ${IN_FOLDERS} RETURN n.id AS key, ${ID} AS id, n.x AS x, n.y AS y`,
    parameters,
  )) as unknown as Spot[];
  const { chosen, areMore } = chooseOrphans(spots, query);
  const rows = await run(`UNWIND $nodes AS id ${topicMatch('n', 'id')} RETURN ${nodeRow(query.structural)}`, {
    ...parameters,
    nodes: chosen.map(({ key }) => key),
  });
  return { nodes: rows.map(mapNode).sort(byImportance), areMore, total: spots.length };
}

/** Which of a facet's values some nodes have. */
async function facetOf(
  run: Run,
  facet: string,
  parameters: Parameters,
  stats: unknown,
): Promise<FacetColumn<string>> {
  const { facets } = typeof stats === 'string' ? (JSON.parse(stats) as KeptStats) : NO_STATS;
  const values = facets.find(({ key }) => key === facet)?.values ?? [];
  const pages = (await run(FACETS, parameters)) as { page: string; tags: string[]; facets: string }[];
  return facetColumn(
    facet,
    values.map(({ name }) => name),
    pages.map((page) => ({ ...page, facets: JSON.parse(page.facets) as Facet[] })),
  );
}

function boxOf({ bbox }: MapQuery): Box {
  const [minX, minY, maxX, maxY] = bbox ?? [-FAR, -FAR, FAR, FAR];
  return { minX, minY, maxX, maxY };
}

function mapNode({ row }: Record<string, unknown>): Node {
  const [key, longId, label, kind, folder, inDegree, outDegree, rank, community, x, y, tile] = row as NodeRow;
  return { key, id: longId ?? key, label, kind, folder, inDegree, outDegree, rank, community, x, y, tile };
}

function* eachLink(sources: readonly { source: string; links: LinksOfNode[] }[]): Generator<MapLink<string>> {
  for (const { source, links } of sources) for (const link of links) yield [source, ...link];
}
