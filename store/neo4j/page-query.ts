/** One page: what is known of it, and the text it is shown from. */
import type { PageDetail, PageSummary } from '../../graph/api.ts';
import type { Facet, Heading, PageId } from '../../graph/page.ts';
import type { Community } from '../../graph/wiki-graph.ts';
import { LONGEST_FORMATTED, type PageSource } from '../graph-store.ts';
import type { Read } from './connection.ts';
import { readPageMentions } from './kept-mentions.ts';
import { columns, keyParameters, nodeFields, summary, topicMatch } from './node-records.ts';
import { ID, storedId } from './schema.ts';

interface DetailRecord extends PageSummary {
  rank: number;
  community: number;
  x: number;
  y: number;
  videoId: string | null;
  inDegreeAll: number;
  outDegreeAll: number;
  /** this and what follows is null for a wanted page */
  path: string | null;
  isIndex: boolean | null;
  aliases: string[] | null;
  tags: string[] | null;
  attachments: number | null;
  externals: number | null;
  /** JSON */
  facets: string | null;
  headings: string | null;
  /** JSON, of the wiki */
  communities: string | null;
}

const DETAIL = `${topicMatch('n', '$id')}
  OPTIONAL MATCH (n)-[:HAS_TEXT]->(x:PageText)
  RETURN ${columns(nodeFields(false))}, n.videoId AS videoId, n.inDegreeAll AS inDegreeAll,
    n.outDegreeAll AS outDegreeAll, n.path AS path, n.index AS isIndex, n.aliases AS aliases, n.tags AS tags,
    n.attachments AS attachments, n.externals AS externals, x.facets AS facets, x.headings AS headings,
    head(COLLECT { MATCH (w:Wiki {wiki: $wiki}) RETURN w.communities }) AS communities`;

export function pageQuery(read: Read): (id: PageId) => Promise<PageDetail | null> {
  return (id) =>
    read(async (run, key) => {
      const [row] = await run(DETAIL, { ...keyParameters(key), id: storedId(id) });
      const record = row as unknown as DetailRecord | undefined;
      if (record?.id !== id) return null;
      const { rank, community, x, y, videoId, path } = record;
      const communities = list<Community>(record.communities);
      return {
        ...summary(record),
        aliases: record.aliases ?? [],
        tags: record.tags ?? [],
        facets: list<Facet>(record.facets),
        headings: list<Heading>(record.headings),
        index: record.isIndex ?? false,
        attachments: record.attachments ?? 0,
        externals: record.externals ?? 0,
        videoId,
        rank,
        community,
        communityName: communities[community]?.name ?? null,
        x,
        y,
        structuralIn: record.inDegreeAll - record.inDegree,
        structuralOut: record.outDegreeAll - record.outDegree,
        path,
      };
    });
}

function list<T>(json: string | null): T[] {
  return json === null ? [] : (JSON.parse(json) as T[]);
}

interface SourceRecord {
  id: PageId;
  title: string;
  videoId: string | null;
  markdown: string;
  /** JSON */
  mentions: string;
}

const SOURCE = `${topicMatch('n', '$id')} MATCH (n)-[:HAS_TEXT]->(x:PageText)
  RETURN ${ID} AS id, n.title AS title, n.videoId AS videoId, x.markdown AS markdown,
    x.mentions AS mentions`;

export function sourceQuery(read: Read): (id: PageId) => Promise<PageSource | null> {
  return (id) =>
    read(async (run, key) => {
      const [row] = await run(SOURCE, { ...keyParameters(key), id: storedId(id) });
      const record = row as unknown as SourceRecord | undefined;
      if (record?.id !== id) return null;
      const { title, markdown, videoId } = record;
      const mentions = markdown.length > LONGEST_FORMATTED ? [] : readPageMentions(record.mentions);
      return { id, title, markdown, videoId, mentions };
    });
}
