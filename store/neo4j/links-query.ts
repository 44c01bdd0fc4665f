/**
 * The links of one page: who links here or where it links, the most important other end first,
 * each with the first of its mentions.
 */
import neo4j from 'neo4j-driver';
import type { LinkItem, LinkList, LinksQuery } from '../../graph/api.ts';
import type { Via } from '../../graph/link.ts';
import type { PageSummary } from '../../graph/api.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Read } from './connection.ts';
import { readLinkMentions } from './kept-mentions.ts';
import { notFound } from './named-query.ts';
import { IS_FOLLOWED, columns, keyParameters, summary, summaryFields, topicMatch } from './node-records.ts';
import { ID, storedId } from './schema.ts';

const MAX_MENTIONS = 20;

interface LinkRecord extends PageSummary {
  videoId: string | null;
  rank: number;
  relation: string;
  via: Via | null;
  ambiguous: number;
  structural: boolean;
  count: number;
  sentence: string;
  /** JSON */
  mentions: string;
}

const WHICH = {
  in: `${topicMatch('m', '$id')} MATCH (m)<-[l:LINKS_TO]-(n:Topic) WHERE ${IS_FOLLOWED}`,
  out: `${topicMatch('m', '$id')} MATCH (m)-[l:LINKS_TO]->(n:Topic) WHERE ${IS_FOLLOWED}`,
};
const ITEMS = `AND ($rank IS NULL OR n.rank < $rank OR (n.rank = $rank AND
    (${ID} > $other OR (${ID} = $other AND l.relation > $relation))))
  WITH n, l ORDER BY n.rank DESC, ${ID}, l.relation LIMIT $limit
  RETURN ${columns(summaryFields(false))}, n.videoId AS videoId, n.rank AS rank, l.relation AS relation,
    l.via AS via, l.ambiguous AS ambiguous, l.structural AS structural, l.count AS count,
    l.sentence AS sentence, l.mentions AS mentions`;

/** @throws AtlasError page-not-found for an id that no node has, invalid-request for a wrong cursor */
export function linksQuery(read: Read): (id: string, query: LinksQuery) => Promise<LinkList> {
  return (id, query) =>
    read(async (run, key) => {
      const parameters = { ...keyParameters(key), id: storedId(id) };
      const [known] = await run(`${topicMatch('n', '$id')} RETURN ${ID} AS id`, parameters);
      if (known?.id !== id) throw await notFound(run, key, id);
      const list = `links-${query.direction}`;
      const after = decodeCursor<[number, string, string]>(list, query.cursor, [0, '', '']);
      const [rank, other, relation] = after ?? [null, null, null];
      const bound = {
        ...parameters,
        structural: query.structural,
        relations: query.relation ?? null,
        rank,
        other,
        relation,
        limit: neo4j.int(query.limit + 1),
      };
      const which = WHICH[query.direction];
      const [[counted], records] = await Promise.all([
        run(`${which} RETURN count(*) AS total`, bound),
        run(`${which} ${ITEMS}`, bound) as Promise<unknown> as Promise<LinkRecord[]>,
      ]);
      const last = records[query.limit - 1];
      const more = last !== undefined && records.length > query.limit;
      return {
        items: records.slice(0, query.limit).map(linkItem),
        total: Number(counted?.total ?? 0),
        next: more ? encodeCursor(list, [last.rank, last.id, last.relation]) : null,
      };
    });
}

function linkItem(record: LinkRecord): LinkItem {
  const { videoId, relation, via, ambiguous, structural, count } = record;
  return {
    page: { ...summary(record), videoId },
    relation,
    via,
    ambiguous,
    structural,
    count,
    mentions: readLinkMentions(record.mentions, record.sentence).slice(0, MAX_MENTIONS),
  };
}
