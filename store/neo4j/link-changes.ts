/**
 * The links of pages that have others now, and the degrees of the nodes that this touches.
 * Invariant: a node's degrees are counted anew, from all its links, where any neighbour came, went
 * or is met by links of another kind than before; so they never drift.
 */
import neo4j from 'neo4j-driver';
import type { LinksOfPage } from '../../graph/graph-change.ts';
import type { Link } from '../../graph/link.ts';
import type { PageId } from '../../graph/page.ts';
import type { Run, WikiKey } from './connection.ts';
import { keptPageMentions } from './kept-mentions.ts';
import { countElsewhere, isEdge } from './node-counts.ts';
import { ID, idOf, storedId } from './schema.ts';
import { CREATE_LINK, linkRow } from './topic-rows.ts';
import { unwind } from './unwind.ts';

/** An edge that was taken out. */
interface GoneEdge {
  source: PageId;
  target: PageId;
  relation: string;
  structural: boolean;
  count: number;
}

/** Takes out all edges that leave these pages. */
export async function removeLinks(run: Run, key: WikiKey, sources: readonly PageId[]): Promise<GoneEdge[]> {
  const gone = await unwind(
    run,
    key,
    sources.map(storedId),
    `MATCH (s:Topic {wiki: $wiki, generation: $generation, id: row})-[l:LINKS_TO]->(n:Topic)
     WITH l, ${idOf('s')} AS source, ${ID} AS target, l.relation AS relation,
       l.structural AS structural, l.count AS count
     DELETE l RETURN source, target, relation, structural, count`,
  );
  return gone as unknown as GoneEdge[];
}

/** Writes the links of pages, which have none; their ends are there. */
export async function createLinks(run: Run, key: WikiKey, pages: readonly LinksOfPage[]): Promise<void> {
  await unwind(
    run,
    key,
    pages.flatMap(({ links }) =>
      links.filter(isEdge).map((link) => linkRow(storedId(link.source), storedId(link.target), link)),
    ),
    `MATCH (s:Topic {wiki: $wiki, generation: $generation, id: row[0]})
     MATCH (t:Topic {wiki: $wiki, generation: $generation, id: row[1]})
     ${CREATE_LINK}`,
  );
  await unwind(
    run,
    key,
    pages.map(({ source, links }) => {
      const { attachments, externals } = countElsewhere(links);
      return {
        id: storedId(source),
        counts: { attachments: neo4j.int(attachments), externals: neo4j.int(externals) },
        mentions: keptPageMentions(links),
      };
    }),
    `MATCH (n:Topic {wiki: $wiki, generation: $generation, id: row.id})-[:HAS_TEXT]->(x:PageText)
     SET n += row.counts SET x.mentions = row.mentions`,
  );
}

/** The nodes that have other neighbours than before, or the same by other links. */
export function touchedNodes(gone: readonly GoneEdge[], pages: readonly LinksOfPage[]): Set<PageId> {
  const before = neighbours(gone);
  const now = neighbours(pages.flatMap(({ links }) => links.filter(isEdge)));
  const touched = new Set<PageId>();
  for (const source of new Set([...before.keys(), ...now.keys()])) {
    const [old, own] = [before.get(source), now.get(source)];
    for (const target of new Set([...(old?.keys() ?? []), ...(own?.keys() ?? [])])) {
      if (old?.get(target) !== own?.get(target)) touched.add(source).add(target);
    }
  }
  return touched;
}

/** For each page the nodes it links to, and whether all of its links to one are structural. */
function neighbours(
  edges: readonly Pick<Link, 'source' | 'target' | 'structural'>[],
): Map<PageId, Map<PageId, boolean>> {
  const all = new Map<PageId, Map<PageId, boolean>>();
  for (const { source, target, structural } of edges) {
    const own = all.get(source) ?? new Map<PageId, boolean>();
    all.set(source, own.set(target, structural && (own.get(target) ?? true)));
  }
  return all;
}

/** Degrees, and the folders of wanted pages: those of the pages that want them. */
export async function countNeighbours(run: Run, key: WikiKey, nodes: readonly PageId[]): Promise<void> {
  const degrees = (side: string, pattern: string): string => `CALL (n) {
      OPTIONAL MATCH ${pattern} WHERE o <> n
      RETURN count(DISTINCT o) AS ${side}All, count(DISTINCT CASE WHEN NOT l.structural THEN o END) AS ${side}
    }`;
  await unwind(
    run,
    key,
    nodes.map(storedId),
    `MATCH (n:Topic {wiki: $wiki, generation: $generation, id: row})
     ${degrees('in', '(n)<-[l:LINKS_TO]-(o:Topic)')}
     ${degrees('out', '(n)-[l:LINKS_TO]->(o:Topic)')}
     SET n.inDegree = in, n.inDegreeAll = inAll, n.outDegree = out, n.outDegreeAll = outAll
     WITH n WHERE n:Wanted
     CALL (n) {
       OPTIONAL MATCH (n)<-[:LINKS_TO]-(o:Topic) WITH DISTINCT o.folder AS folder ORDER BY folder
       RETURN collect(folder) AS folders
     }
     SET n.folders = folders`,
  );
}
