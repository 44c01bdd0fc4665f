/** Paths between two nodes: what the search of store/paths.ts asks for, one bounded statement each. */
import type { PageSummary, PathList, PathsQuery } from '../../graph/api.ts';
import {
  type FoundPaths,
  type Neighbour,
  type NeighboursAsked,
  type PathLink,
  type PathNode,
  findPaths,
  pathList,
  stepsOf,
} from '../paths.ts';
import type { Read } from './connection.ts';
import { readLinkMentions } from './kept-mentions.ts';
import { notFound } from './named-query.ts';
import {
  IS_FOLLOWED,
  columns,
  degrees,
  keyParameters,
  summary,
  summaryFields,
  topicMatch,
} from './node-records.ts';
import { ID, storedId } from './schema.ts';

/** Of a PathNode. */
function pathFields(structural: boolean): Record<string, string> {
  return { key: 'n.id', id: ID, ...degrees(structural) };
}

const ARROWS = { out: '-[l:LINKS_TO]->', in: '<-[l:LINKS_TO]-', any: '-[l:LINKS_TO]-' } as const;

const endsStatement = (structural: boolean): string =>
  `UNWIND $nodes AS id ${topicMatch('n', 'id')} RETURN ${columns(pathFields(structural))}`;

const neighboursStatement = (direction: keyof typeof ARROWS, structural: boolean): string =>
  `UNWIND range(0, size($nodes) - 1) AS place WITH place, $nodes[place] AS id ${topicMatch('m', 'id')}
   MATCH (m)${ARROWS[direction]}(n:Topic) WHERE ${IS_FOLLOWED}
   WITH n, collect(DISTINCT place) AS of
   RETURN ${columns(pathFields(structural))}, of`;

const summariesStatement = (structural: boolean): string =>
  `UNWIND $nodes AS id ${topicMatch('n', 'id')} RETURN ${columns(summaryFields(structural))}, n.id AS key`;

const LINKS_BETWEEN = `UNWIND $steps AS step
  ${topicMatch('m', 'step[0]')} ${topicMatch('n', 'step[1]')}
  MATCH (m)-[l:LINKS_TO]->(n) WHERE ${IS_FOLLOWED}
  RETURN m.id AS source, n.id AS target, l.relation AS relation, l.via AS via, l.ambiguous AS ambiguous,
    l.structural AS structural, l.count AS count,
    l.sentence AS sentence, l.mentions AS mentions`;

type LinkRecord = Omit<PathLink<string>, 'mention'> & { sentence: string; mentions: string };

/** @throws AtlasError page-not-found where an end is no node */
export function pathsQuery(read: Read): (query: PathsQuery) => Promise<PathList> {
  return (query) =>
    read(async (run, key) => {
      const { structural } = query;
      const parameters = { ...keyParameters(key), structural, relations: query.relation ?? null };
      const ask = async <Row>(statement: string, more: Record<string, unknown>): Promise<Row[]> =>
        (await run(statement, { ...parameters, ...more })) as unknown as Row[];

      const ids = [query.from, query.to];
      const ends = await ask<PathNode<string>>(endsStatement(structural), { nodes: ids.map(storedId) });
      const end = (id: string): PathNode<string> | undefined => ends.find((node) => node.id === id);
      const [from, to] = [end(query.from), end(query.to)];
      if (!from || !to) throw await notFound(run, key, from ? query.to : query.from);

      const found = await searched(findPaths({ from, to }, query), ({ nodes, direction }) =>
        ask(neighboursStatement(direction, structural), { nodes }),
      );
      const steps = stepsOf(found.paths);
      const back = steps.map(([source, target]) => [target, source]);
      const [nodes, links] = await Promise.all([
        ask<PageSummary & { key: string }>(summariesStatement(structural), {
          nodes: [...new Set(found.paths.flat())],
        }),
        ask<LinkRecord>(LINKS_BETWEEN, { steps: query.direction === 'any' ? [...steps, ...back] : steps }),
      ]);
      return pathList(
        found,
        new Map(nodes.map((node) => [node.key, summary(node)])),
        links.flatMap(({ sentence, mentions, ...link }) => {
          const [mention] = readLinkMentions(mentions, sentence);
          return mention ? [{ ...link, mention }] : [];
        }),
      );
    });
}

async function searched(
  search: ReturnType<typeof findPaths<string>>,
  neighbours: (asked: NeighboursAsked<string>) => Promise<Neighbour<string>[]>,
): Promise<FoundPaths<string>> {
  let turn = search.next();
  while (!turn.done) turn = search.next(await neighbours(turn.value));
  return turn.value;
}
