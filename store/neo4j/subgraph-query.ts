/**
 * The neighbourhood of some pages, breadth-first, one bounded statement a step.
 * Invariant: what is cut is what lies furthest, then what is least linked, then what comes last by
 * id; a step is walked only from nodes that are returned, so a hub costs its own links and no more.
 */
import neo4j from 'neo4j-driver';
import type { Subgraph, SubgraphQuery } from '../../graph/api.ts';
import { type EdgeFacts, type Found, type GraphNode, neighbourhood } from '../subgraph.ts';
import type { Read, Run, WikiKey } from './connection.ts';
import { notFound } from './named-query.ts';
import {
  IN_FOLDERS,
  IS_FOLLOWED,
  type NodeRecord,
  asMap,
  degrees,
  graphNode,
  keyParameters,
  nodeFields,
  topicMatch,
} from './node-records.ts';
import { ID, storedId } from './schema.ts';

/** The nodes of a step in order of the answer, those that fit, and what the others come to. */
interface Step {
  nodes: (NodeRecord & { key: string })[];
  total: number;
  /** links from the step before to nodes that did not fit */
  edgesLeftOut: number;
}

type EdgeRecord = Omit<EdgeFacts, 'source' | 'target'> & { source: string; target: string };

const ARROWS = { in: '<-[l:LINKS_TO]-', out: '-[l:LINKS_TO]->', both: '-[l:LINKS_TO]-' } as const;

/** From `n` with `met`, the links that lead to each: one record with a Step. */
function cut(structural: boolean): string {
  const { inDegree, outDegree } = degrees(structural);
  return `WITH n, met ORDER BY ${inDegree} + ${outDegree} DESC, ${ID}
    WITH collect(n) AS found, collect(met) AS met
    WITH found[..$room] AS shown, size(found) AS total,
      reduce(sum = 0, links IN met[$room..] | sum + links) AS edgesLeftOut
    RETURN total, edgesLeftOut, [n IN shown | ${asMap({ key: 'n.id', ...nodeFields(structural) })}] AS nodes`;
}

const seedsStatement = (structural: boolean): string =>
  `UNWIND $from AS id ${topicMatch('n', 'id')} WITH DISTINCT n, 0 AS met ${cut(structural)}`;

const stepStatement = (direction: SubgraphQuery['direction'], structural: boolean): string =>
  `UNWIND $from AS id ${topicMatch('m', 'id')}
   MATCH (m)${ARROWS[direction]}(n:Topic)
   WHERE ${IS_FOLLOWED} AND NOT n.id IN $there AND (n:Page OR $wanted) AND ${IN_FOLDERS}
   WITH n, count(l) AS met ${cut(structural)}`;

const AMONG = `UNWIND $there AS id ${topicMatch('m', 'id')}
  MATCH (m)-[l:LINKS_TO]->(n:Topic) WHERE ${IS_FOLLOWED} AND n.id IN $there
  RETURN m.id AS source, n.id AS target, l.relation AS relation, l.count AS count, l.via AS via,
    l.ambiguous AS ambiguous, l.structural AS structural`;

/** @throws AtlasError page-not-found where a seed is no node */
export function subgraphQuery(read: Read): (query: SubgraphQuery) => Promise<Subgraph> {
  return (query) => read(async (run, key) => neighbourhood(await search(run, key, query), query));
}

async function search(run: Run, key: WikiKey, query: SubgraphQuery): Promise<Found> {
  const parameters = {
    ...keyParameters(key),
    structural: query.structural,
    relations: query.relation ?? null,
    folders: query.folder ?? null,
    wanted: query.wanted,
  };
  const nodes: GraphNode[] = [];
  const positions = new Map<string, number>();
  const step = async (statement: string, from: readonly string[]): Promise<Step> => {
    const room = neo4j.int(query.limit - nodes.length);
    const there = [...positions.keys()];
    const [row] = await run(statement, { ...parameters, from, there, room });
    return row as unknown as Step;
  };

  const seeds = [...new Set(query.seed)];
  let found = await step(seedsStatement(query.structural), seeds.map(storedId));
  if (found.total < seeds.length) throw await missingSeed(run, key, seeds);
  let total = 0;
  let depth = 0;
  for (; ; depth += 1) {
    total += found.total;
    for (const record of found.nodes) {
      const { key: id, attributes } = graphNode(record);
      positions.set(record.key, nodes.push({ key: id, attributes: { ...attributes, depth } }) - 1);
    }
    const isCut = found.nodes.length < found.total;
    if (isCut || found.total === 0 || depth === query.depth) break;
    const from = found.nodes.map((record) => record.key);
    found = await step(stepStatement(query.direction, query.structural), from);
  }

  const edges = (await run(AMONG, {
    ...parameters,
    there: [...positions.keys()],
  })) as unknown as EdgeRecord[];
  return {
    nodes,
    edges: edges.map(({ source, target, ...facts }) => ({
      source: positions.get(source) ?? 0,
      target: positions.get(target) ?? 0,
      facts,
    })),
    total,
    edgesLeftOut: found.edgesLeftOut,
    depth,
  };
}

async function missingSeed(run: Run, key: WikiKey, seeds: readonly string[]): Promise<Error> {
  const known = await run(`UNWIND $from AS id ${topicMatch('n', 'id')} RETURN ${ID} AS id`, {
    ...keyParameters(key),
    from: seeds.map(storedId),
  });
  const ids = new Set(known.map((row) => row.id));
  return notFound(run, key, seeds.find((seed) => !ids.has(seed)) ?? '');
}
