/**
 * Pages and wanted pages that come, change, move or go, inside their caller's transaction.
 * Invariant: a page's text and its words in the index are written again only where the page says
 * something else than before; what comes from links (degrees, mentions) is left as it is.
 */
import { isDeepStrictEqual } from 'node:util';
import neo4j from 'neo4j-driver';
import type { Page, PageId } from '../../graph/page.ts';
import type { Placement } from '../../graph/wiki-graph.ts';
import type { Run, WikiKey } from './connection.ts';
import type { FacetCounts } from '../facet-counts.ts';
import { ID, storedId } from './schema.ts';
import {
  CREATE_PAGE,
  CREATE_WANTED,
  PLACE_NODE,
  REWRITE_PAGE,
  contentRow,
  pageRow,
  placeRow,
  wantedRow,
} from './topic-rows.ts';
import { unwind } from './unwind.ts';

/** What a page says, by its digest and by what was read from it. */
export interface PageContent extends Pick<
  Page,
  'title' | 'aliases' | 'tags' | 'index' | 'videoId' | 'headings' | 'facets'
> {
  hash: string;
}

type Placements = ReadonlyMap<PageId, Placement>;

const NODE = '(n:Topic {wiki: $wiki, generation: $generation, id: row.id})';

/** What pages say that are stored, by their ids. */
export async function contentOf(
  run: Run,
  key: WikiKey,
  ids: readonly PageId[],
): Promise<Map<PageId, PageContent>> {
  const records = (await unwind(
    run,
    key,
    ids.map(storedId),
    `MATCH (n:Topic {wiki: $wiki, generation: $generation, id: row})-[:HAS_TEXT]->(x:PageText)
     RETURN ${ID} AS id, n.hash AS hash, n.title AS title, n.aliases AS aliases, n.tags AS tags,
       n.index AS index, n.videoId AS videoId, x.headings AS headings, x.facets AS facets`,
  )) as unknown as (Omit<PageContent, 'headings' | 'facets'> & {
    id: PageId;
    headings: string;
    facets: string;
  })[];
  return new Map(
    records.map(({ id, headings, facets, ...content }) => [
      id,
      {
        ...content,
        headings: JSON.parse(headings) as Page['headings'],
        facets: JSON.parse(facets) as Page['facets'],
      },
    ]),
  );
}

/** A file that was only touched, or moved to and fro, says what it said. */
export function saysTheSame(before: PageContent | undefined, page: Page): boolean {
  const { title, aliases, tags, index, videoId, headings, facets, file } = page;
  const now: PageContent = { hash: file.hash, title, aliases, tags, index, videoId, headings, facets };
  return file.hash !== '' && isDeepStrictEqual(before, now);
}

/** Not detached: where a link still leads to a node that goes, the change is wrong and fails. */
export async function removeNodes(run: Run, key: WikiKey, ids: readonly PageId[]): Promise<void> {
  await unwind(
    run,
    key,
    ids.map((id) => ({ id: storedId(id) })),
    `MATCH ${NODE} OPTIONAL MATCH (n)-[h:HAS_TEXT]->(x:PageText) DELETE h, x, n`,
  );
}

/** Writes pages, new and known. @param before what the known ones say */
export async function writePages(
  run: Run,
  key: WikiKey,
  pages: readonly Page[],
  before: ReadonlyMap<PageId, PageContent>,
  placements: Placements,
  facets: FacetCounts,
): Promise<void> {
  const created: unknown[] = [];
  const changed: unknown[] = [];
  const touched: unknown[] = [];
  for (const page of pages) {
    const content = before.get(page.id);
    if (content && saysTheSame(content, page)) {
      const { path, size, mtimeMs } = page.file;
      touched.push({ id: storedId(page.id), file: { path, size: neo4j.int(size), mtimeMs } });
      continue;
    }
    facets.count(page, 1);
    if (content) {
      facets.count(content, -1);
      changed.push(contentRow(key, page));
    } else {
      created.push(pageRow(key, page, null, placeRow(placements.get(page.id)), '[]'));
    }
  }
  await unwind(run, key, touched, `MATCH ${NODE} SET n += row.file`);
  // a facet that is gone takes its property with it; what links and the map say stays
  await unwind(
    run,
    key,
    changed,
    `MATCH (n:Topic {wiki: $wiki, generation: $generation, id: row[0][0]})-[:HAS_TEXT]->(x:PageText)
     WITH row, x, n, n {.inDegree, .outDegree, .inDegreeAll, .outDegreeAll, .attachments, .externals,
       .rank, .community, .x, .y, .place, .tile} AS kept
     ${REWRITE_PAGE}`,
  );
  await unwind(run, key, created, CREATE_PAGE);
}

export async function createWanted(
  run: Run,
  key: WikiKey,
  ids: readonly PageId[],
  placements: Placements,
): Promise<void> {
  const rows = ids.map((id) => wantedRow(key, id, null, placeRow(placements.get(id))));
  await unwind(run, key, rows, CREATE_WANTED);
}

/** Nodes that are there get other places. */
export async function placeAgain(run: Run, key: WikiKey, placements: Placements): Promise<void> {
  await unwind(
    run,
    key,
    [...placements.values()].map((place) => [storedId(place.id), placeRow(place)]),
    `MATCH (n:Topic {wiki: $wiki, generation: $generation, id: row[0]}) ${PLACE_NODE}`,
  );
}
