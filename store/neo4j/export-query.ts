/** The whole graph with its mentions, in order of ids; for exports, so not bounded. */
import { GRAPH_OPTIONS, type Subgraph } from '../../graph/api.ts';
import { byCodePoint } from '../../graph/names.ts';
import { type EdgeFacts, graphEdge } from '../subgraph.ts';
import { LONG_READ_TIMEOUT, type Read } from './connection.ts';
import { readLinkMentions } from './kept-mentions.ts';
import {
  ALL_TOPICS,
  type NodeRecord,
  columns,
  graphNode,
  keyParameters,
  nodeFields,
} from './node-records.ts';
import { ID, idOf } from './schema.ts';

type LinkRecord = EdgeFacts & { sentence: string | null; mentions: string | null };

const NODES = `${ALL_TOPICS} RETURN ${columns(nodeFields(false))}`;
const LINKS = `${ALL_TOPICS} MATCH (n)-[l:LINKS_TO]->(t:Topic)
  RETURN ${ID} AS source, ${idOf('t')} AS target, l.relation AS relation, l.count AS count,
    l.via AS via, l.ambiguous AS ambiguous, l.structural AS structural,
    CASE WHEN $withMentions THEN l.sentence END AS sentence, CASE WHEN $withMentions THEN l.mentions END AS mentions`;

export function exportQuery(read: Read): (most?: number) => Promise<Subgraph> {
  return (most = Infinity) =>
    read(async (run, key) => {
      const nodes = (await run(NODES, keyParameters(key))) as unknown as NodeRecord[];
      const links = (await run(LINKS, {
        ...keyParameters(key),
        withMentions: most > 0,
      })) as unknown as LinkRecord[];
      const size = { nodes: nodes.length, edges: links.length };
      return {
        attributes: { total: size, returned: size, truncated: null },
        options: GRAPH_OPTIONS,
        nodes: nodes.sort((a, b) => byCodePoint(a.id, b.id)).map(graphNode),
        edges: links.sort(inOrderOfIds).map((link) => {
          const edge = graphEdge(link);
          const mentions = readLinkMentions(link.mentions ?? '[]', link.sentence ?? '');
          return { ...edge, attributes: { ...edge.attributes, mentions: mentions.slice(0, most) } };
        }),
      };
    }, LONG_READ_TIMEOUT);
}

function inOrderOfIds(a: EdgeFacts, b: EdgeFacts): number {
  return (
    byCodePoint(a.source, b.source) || byCodePoint(a.target, b.target) || byCodePoint(a.relation, b.relation)
  );
}
