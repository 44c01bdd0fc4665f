/**
 * The neighbourhood of some pages, breadth-first, one bounded statement a step; the last one gives
 * the links among all that was found, too.
 * Invariant: what is cut is what lies furthest, then what is least linked, then what comes last by
 * id; a step is walked only from nodes that are returned, so a hub costs its own links and no more.
 */
import neo4j from 'neo4j-driver';
import type { PageSummary, Subgraph, SubgraphQuery } from '../../graph/api.ts';
import type { Via } from '../../graph/link.ts';
import { byCodePoint } from '../../graph/names.ts';
import { type Found, type GraphNode, neighbourhood } from '../subgraph.ts';
import type { Read, Run, WikiKey } from './connection.ts';
import { notFound } from './named-query.ts';
import { degrees, keyParameters, nodeFields, topicMatch } from './node-records.ts';
import { ID, storedId } from './schema.ts';

/** Lists, not maps: a map says the name of each of its fields over again, which takes twice the time. */
type NodeRow = [
  key: string,
  id: string,
  kind: PageSummary['kind'],
  label: string,
  folder: string,
  inDegree: number,
  outDegree: number,
  rank: number,
  community: number,
  x: number,
  y: number,
];
type LinkRow = [
  target: string,
  relation: string,
  count: number,
  via: Via | null,
  ambiguous: number,
  structural: boolean,
];

/** The nodes of a step in order of the answer, those that fit, and what the others come to. */
interface Step {
  nodes: NodeRow[];
  total: number;
  /** links from the step before to nodes that did not fit */
  edgesLeftOut: number;
  /** among all nodes, after the last step only */
  links: [source: string, LinkRow[]][];
}

const ARROWS = { in: '<-[l:LINKS_TO]-', out: '-[l:LINKS_TO]->', both: '-[l:LINKS_TO]-' } as const;

/** What is asked for in words of its own: a condition that always holds would be asked of every link. */
function isFollowed({ structural, relation }: SubgraphQuery): string {
  const conditions = [
    ...(structural ? [] : ['NOT l.structural']),
    ...(relation ? ['l.relation IN $relations'] : []),
  ];
  return conditions.length > 0 ? conditions.join(' AND ') : 'true';
}

/**
 * $from is in order, and distinct; `key` orders them. By `n.id` the database would order what it was
 * asked for, in UTF-16, where all that is stored it orders by code points.
 */
const SEEDS = `UNWIND range(0, size($from) - 1) AS key WITH key, $from[key] AS id ${topicMatch('n', 'id')}
  WITH n, key, 0 AS met`;

/** The nodes `n` one step from $from that are not there yet, with `key`, and `met`, the links that lead to each. */
function neighbours(query: SubgraphQuery): string {
  return `UNWIND $from AS id ${topicMatch('m', 'id')}
    MATCH (m)${ARROWS[query.direction]}(n:Topic) WHERE ${isFollowed(query)}
    WITH n, n.id AS key, count(l) AS met WHERE NOT key IN $there
      ${query.wanted ? '' : 'AND n:Page'} ${query.folder ? 'AND any(f IN n.folders WHERE f IN $folders)' : ''}`;
}

/** One record, a Step. */
function stepStatement(query: SubgraphQuery, nodes: string): string {
  const { inDegree, outDegree } = degrees(query.structural);
  const { id, kind, title, folder, rank, community, x, y } = nodeFields(query.structural);
  const row = ['n.id', id, kind, title, folder, inDegree, outDegree, rank, community, x, y].join(', ');
  return `CALL () {
      ${nodes} WITH n, met, key ORDER BY ${inDegree} + ${outDegree} DESC, key
      RETURN collect(n) AS found, collect(met) AS met
    }
    WITH found[..$room] AS shown, size(found) AS total,
      reduce(sum = 0, links IN met[$room..] | sum + links) AS edgesLeftOut
    CALL (shown, total) {
      WITH shown WHERE $isLast OR total = 0 OR total > $room
      WITH shown + COLLECT { UNWIND $there AS id ${topicMatch('n', 'id')} RETURN n } AS all
      UNWIND all AS m
      MATCH (m)-[l:LINKS_TO]->(n:Topic) WHERE n IN all AND ${isFollowed(query)}
      WITH m, collect([n.id, l.relation, l.count, l.via, l.ambiguous, l.structural]) AS own
      RETURN collect([m.id, own]) AS links
    }
    RETURN total, edgesLeftOut, [n IN shown | [${row}]] AS nodes, links`;
}

/** @throws AtlasError page-not-found where a seed is no node */
export function subgraphQuery(read: Read): (query: SubgraphQuery) => Promise<Subgraph> {
  return (query) => read(async (run, key) => neighbourhood(await search(run, key, query), query));
}

async function search(run: Run, key: WikiKey, query: SubgraphQuery): Promise<Found> {
  const nodes: GraphNode[] = [];
  const positions = new Map<string, number>();
  const step = async (statement: string, from: readonly string[], isLast: boolean): Promise<Step> => {
    const [row] = await run(stepStatement(query, statement), {
      ...keyParameters(key),
      relations: query.relation ?? null,
      folders: query.folder ?? null,
      from,
      there: [...positions.keys()],
      room: neo4j.int(query.limit - nodes.length),
      isLast,
    });
    return row as unknown as Step;
  };

  const seeds = [...new Set(query.seed)];
  let found = await step(SEEDS, seeds.map(storedId).sort(byCodePoint), query.depth === 0);
  if (found.total < seeds.length) throw await missingSeed(run, key, seeds);
  let total = 0;
  let depth = 0;
  for (; ; depth += 1) {
    total += found.total;
    for (const row of found.nodes) positions.set(row[0], nodes.push(graphNode(row, depth)) - 1);
    const isCut = found.nodes.length < found.total;
    if (isCut || found.total === 0 || depth === query.depth) break;
    const from = found.nodes.map((row) => row[0]);
    found = await step(neighbours(query), from, depth + 1 === query.depth);
  }
  return { nodes, edges: edgesOf(found, positions), total, edgesLeftOut: found.edgesLeftOut, depth };
}

function graphNode([, key, kind, label, folder, ...row]: NodeRow, depth: number): GraphNode {
  const [inDegree, outDegree, rank, community, x, y] = row;
  return {
    key,
    attributes: { kind, label, folder, inDegree, outDegree, rank, community, x, y, depth },
  };
}

function edgesOf({ links }: Step, positions: ReadonlyMap<string, number>): Found['edges'] {
  return links.flatMap(([source, own]) =>
    own.map(([target, relation, count, via, ambiguous, structural]) => ({
      source: positions.get(source) ?? 0,
      target: positions.get(target) ?? 0,
      facts: { relation, count, via, ambiguous, structural },
    })),
  );
}

async function missingSeed(run: Run, key: WikiKey, seeds: readonly string[]): Promise<Error> {
  const known = await run(`UNWIND $from AS id ${topicMatch('n', 'id')} RETURN ${ID} AS id`, {
    ...keyParameters(key),
    from: seeds.map(storedId),
  });
  const ids = new Set(known.map((row) => row.id));
  return notFound(run, key, seeds.find((seed) => !ids.has(seed)) ?? '');
}
