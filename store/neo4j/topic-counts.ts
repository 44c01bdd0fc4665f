/** Pages in numbers, counted by the database after a change. */
import { byCodePoint } from '../../graph/names.ts';
import type { Run, WikiKey } from './connection.ts';
import type { KeptStats } from './kept-stats.ts';
import { ALL_TOPICS, keyParameters } from './node-records.ts';

type TopicCounts = Pick<
  KeptStats,
  'pages' | 'wanted' | 'orphans' | 'isolated' | 'deadEnds' | 'videos' | 'folders'
>;

/** One look at each node counts all of them. */
export async function countTopics(run: Run, key: WikiKey): Promise<TopicCounts> {
  const [counts] = (await run(
    `${ALL_TOPICS} WITH n, n:Page AS isPage
     RETURN sum(CASE WHEN isPage THEN 1 ELSE 0 END) AS pages,
       sum(CASE WHEN isPage THEN 0 ELSE 1 END) AS wanted,
       sum(CASE WHEN isPage AND n.inDegree = 0 THEN 1 ELSE 0 END) AS orphans,
       sum(CASE WHEN isPage AND n.inDegree = 0 AND n.outDegree = 0 THEN 1 ELSE 0 END) AS isolated,
       sum(CASE WHEN isPage AND n.outDegree = 0 THEN 1 ELSE 0 END) AS deadEnds,
       count(DISTINCT n.videoId) AS videos`,
    keyParameters(key),
  )) as unknown as Omit<TopicCounts, 'folders'>[];
  const folders = (await run(
    `${ALL_TOPICS} AND n:Page RETURN n.folder AS name, count(*) AS count`,
    keyParameters(key),
  )) as unknown as TopicCounts['folders'];
  return {
    ...(counts ?? { pages: 0, wanted: 0, orphans: 0, isolated: 0, deadEnds: 0, videos: 0 }),
    folders: folders.sort((a, b) => byCodePoint(a.name, b.name)),
  };
}
