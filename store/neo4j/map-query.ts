/** The whole wiki laid out: the most important nodes first, and the links between them. */
import neo4j from 'neo4j-driver';
import type { MapColumns, MapQuery } from '../../graph/api.ts';
import { type MapLink, type MapNode, mapColumns } from '../map-columns.ts';
import type { Read } from './connection.ts';
import { ALL_TOPICS, IN_FOLDERS, IS_FOLLOWED, degrees, keyParameters } from './node-records.ts';

const ORDER = 'ORDER BY n.rank DESC, n.id';
const WHICH = `${ALL_TOPICS} AND (n:Page OR $wanted) AND n.x >= $minX AND n.x <= $maxX AND n.y >= $minY
  AND n.y <= $maxY AND ${IN_FOLDERS}`;

function nodesStatement(structural: boolean): string {
  const { inDegree, outDegree } = degrees(structural);
  return `${WHICH} WITH n ${ORDER} LIMIT $limit
    RETURN [n.id, n.longId, n.title, CASE WHEN n:Page THEN 0 ELSE 1 END, n.folder, ${inDegree}, ${outDegree},
      n.rank, n.community, n.x, n.y] AS row`;
}

const LEFT_OUT = `${WHICH} WITH n ${ORDER} SKIP $limit RETURN n.id AS key`;
const LINKS = `${ALL_TOPICS}
  MATCH (n)-[l:LINKS_TO]->(t:Topic) WHERE ${IS_FOLLOWED}
  RETURN n.id AS source, collect([t.id, l.relation, l.count, CASE WHEN l.structural THEN 1 ELSE 0 END]) AS links`;

/** An integer that no place of a node goes beyond. */
const FAR = 2 ** 40;

/** Most ids are their own keys, and are not sent twice. */
type NodeRow = [key: string, longId: string | null, ...NodeFacts];
type NodeFacts = MapNode<string> extends readonly [string, string, ...infer Facts] ? Facts : never;

type LinksOfNode = [target: string, relation: string, count: number, structural: number];

export function mapQuery(read: Read): (query: MapQuery) => Promise<MapColumns> {
  return (query) => {
    const [minX, minY, maxX, maxY] = query.bbox ?? [-FAR, -FAR, FAR, FAR];
    return read(async (run, key) => {
      const parameters = {
        ...keyParameters(key),
        wanted: query.wanted,
        folders: query.folder ?? null,
        relations: query.relation ?? null,
        structural: query.structural,
        minX,
        minY,
        maxX,
        maxY,
        limit: neo4j.int(query.limit),
      };
      const [nodes, links, [wiki]] = await Promise.all([
        run(nodesStatement(query.structural), parameters),
        run(LINKS, parameters),
        run('MATCH (w:Wiki {wiki: $wiki}) RETURN w.communities AS communities', parameters),
      ]);
      const rows = nodes.map(({ row }) => mapNode(row as NodeRow));
      const leftOut = rows.length === query.limit ? await run(LEFT_OUT, parameters) : [];
      const communities = typeof wiki?.communities === 'string' ? wiki.communities : '[]';
      return mapColumns(
        rows,
        leftOut.map((other) => other.key as string),
        eachLink(links as { source: string; links: LinksOfNode[] }[]),
        JSON.parse(communities) as MapColumns['communities'],
      );
    });
  };
}

function mapNode([key, longId, ...facts]: NodeRow): MapNode<string> {
  return [key, longId ?? key, ...facts];
}

function* eachLink(sources: readonly { source: string; links: LinksOfNode[] }[]): Generator<MapLink<string>> {
  for (const { source, links } of sources) for (const link of links) yield [source, ...link];
}
