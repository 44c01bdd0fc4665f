/** What the Wiki node says of the graph that is shown: numbers for people, and JSON for the program. */
import neo4j from 'neo4j-driver';
import type { Community } from '../../graph/wiki-graph.ts';
import type { KeptStats } from './kept-stats.ts';
import { FORMAT } from './schema.ts';

interface WikiFacts {
  stats: KeptStats;
  fingerprint: string;
  drift: number;
  communities: readonly Community[];
  /** paths of files that are no pages, null where they are what they were */
  attachments: readonly string[] | null;
}

/** Those of a Wiki node but for its generation, its revision and its writer. */
export function wikiProperties({
  stats,
  fingerprint,
  drift,
  communities,
  attachments,
}: WikiFacts): Record<string, unknown> {
  const { name, home, importedAt, pages, wanted, links, orphans, warnings } = stats;
  return {
    format: neo4j.int(FORMAT),
    name,
    home,
    importedAt,
    fingerprint,
    drift,
    pages: neo4j.int(pages),
    wanted: neo4j.int(wanted),
    links: neo4j.int(links),
    orphans: neo4j.int(orphans),
    warnings: neo4j.int(warnings),
    stats: JSON.stringify(stats),
    communities: JSON.stringify(
      communities.map(({ x, y, radius, ...community }) => ({
        ...community,
        x: Math.round(x),
        y: Math.round(y),
        radius: Math.round(radius),
      })),
    ),
    ...(attachments === null ? {} : { attachments: JSON.stringify(attachments) }),
  };
}
