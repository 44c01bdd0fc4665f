/**
 * The neighbourhood of some pages, breadth-first, step by step in one bounded statement, which gives
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
type Step = [
  nodes: NodeRow[],
  total: number,
  /** links from the step before to nodes that did not fit */
  edgesLeftOut: number,
];

interface Walk {
  /** the seeds and each step; those that were not taken, since nothing was left or did not fit, are empty */
  steps: Step[];
  /** among all nodes */
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
 * $seeds is in order, and distinct; `key` orders them. By `n.id` the database would order what it was
 * asked for, in UTF-16, where all that is stored it orders by code points.
 */
const SEEDS = `UNWIND range(0, size($seeds) - 1) AS key WITH key, $seeds[key] AS id ${topicMatch('n', 'id')}
  WITH n, key, 0 AS met`;

/** The nodes `n` one step from `front` that are not in `shown` yet, with `met`, the links that lead to each. */
function neighbours(query: SubgraphQuery): string {
  return `UNWIND front AS m
    MATCH (m)${ARROWS[query.direction]}(n) WHERE ${isFollowed(query)}
    WITH n, count(l) AS met WHERE n:${query.wanted ? 'Topic' : 'Page'} AND NOT n IN shown
      ${query.folder ? 'AND any(f IN n.folders WHERE f IN $folders)' : ''}
    WITH n, n.id AS key, met`;
}

/** Takes a step: `front` is what it finds, none where it does not fit: then no step follows. */
function stepOf(query: SubgraphQuery, nodes: string): string {
  const { inDegree, outDegree } = degrees(query.structural);
  return `CALL (shown, front) {
      ${nodes} WITH n, met, key ORDER BY ${inDegree} + ${outDegree} DESC, key
      RETURN collect(n) AS found, collect(met) AS met
    }
    WITH steps, shown, found, met, $limit - size(shown) AS room
    WITH steps + [[found[..room], size(found), reduce(sum = 0, links IN met[room..] | sum + links)]] AS steps,
      shown + found[..room] AS shown, CASE WHEN size(found) > room THEN [] ELSE found END AS front`;
}

/** All steps in one statement: each by itself would wait for the one before to cross the network twice. One record, a Walk. */
function walkStatement(query: SubgraphQuery): string {
  const { inDegree, outDegree } = degrees(query.structural);
  const { id, kind, title, folder, rank, community, x, y } = nodeFields(query.structural);
  const row = ['n.id', id, kind, title, folder, inDegree, outDegree, rank, community, x, y].join(', ');
  const steps = Array.from({ length: query.depth }, () => stepOf(query, neighbours(query)));
  return `WITH [] AS steps, [] AS shown, [] AS front
    ${[stepOf(query, SEEDS), ...steps].join('\n')}
    RETURN [step IN steps | [[n IN step[0] | [${row}]], step[1], step[2]]] AS steps,
      COLLECT {
        UNWIND shown AS m
        CALL (m, shown) {
          MATCH (m)-[l:LINKS_TO]->(n) WHERE n IN shown AND ${isFollowed(query)}
          RETURN collect([n.id, l.relation, l.count, l.via, l.ambiguous, l.structural]) AS own
        }
        RETURN [m.id, own]
      } AS links`;
}

/** @throws AtlasError page-not-found where a seed is no node */
export function subgraphQuery(read: Read): (query: SubgraphQuery) => Promise<Subgraph> {
  return (query) => read(async (run, key) => neighbourhood(await search(run, key, query), query));
}

async function search(run: Run, key: WikiKey, query: SubgraphQuery): Promise<Found> {
  const seeds = [...new Set(query.seed)];
  const [row] = await run(walkStatement(query), {
    ...keyParameters(key),
    relations: query.relation ?? null,
    folders: query.folder ?? null,
    seeds: seeds.map(storedId).sort(byCodePoint),
    limit: neo4j.int(query.limit),
  });
  const walk = row as unknown as Walk;
  if ((walk.steps[0]?.[1] ?? 0) < seeds.length) throw await missingSeed(run, key, seeds);
  const found: Found = { nodes: [], edges: [], total: 0, edgesLeftOut: 0, depth: 0 };
  const positions = new Map<string, number>();
  for (const [depth, [nodes, total, edgesLeftOut]] of walk.steps.entries()) {
    for (const node of nodes) positions.set(node[0], found.nodes.push(graphNode(node, depth)) - 1);
    found.total += total;
    found.depth = depth;
    found.edgesLeftOut = edgesLeftOut;
    if (total === 0 || nodes.length < total) break;
  }
  found.edges = edgesOf(walk, positions);
  return found;
}

function graphNode([, key, kind, label, folder, ...row]: NodeRow, depth: number): GraphNode {
  const [inDegree, outDegree, rank, community, x, y] = row;
  return {
    key,
    attributes: { kind, label, folder, inDegree, outDegree, rank, community, x, y, depth },
  };
}

function edgesOf({ links }: Walk, positions: ReadonlyMap<string, number>): Found['edges'] {
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
