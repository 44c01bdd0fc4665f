/**
 * Pages and wanted pages that come, change, move or go, inside their caller's transaction.
 * Invariant: a page's text and its words in the index are written again only where the page says
 * something else than before; what comes from links (degrees, mentions) is left as it is.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Page, PageId } from '../../graph/page.ts';
import type { Placement } from '../../graph/wiki-graph.ts';
import type { Run, WikiKey } from './connection.ts';
import type { FacetCounts } from '../facet-counts.ts';
import { ID, storedId } from './schema.ts';
import {
  countProperties,
  pageProperties,
  placeProperties,
  textProperties,
  wantedProperties,
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
    const properties = pageProperties(key, page);
    const content = before.get(page.id);
    if (content && saysTheSame(content, page)) {
      const { id, path, size, mtimeMs } = properties;
      touched.push({ id, file: { path, size, mtimeMs } });
      continue;
    }
    facets.count(page, 1);
    const text = textProperties(key, page);
    if (content) {
      facets.count(content, -1);
      changed.push({ id: properties.id, page: properties, text });
      continue;
    }
    created.push({
      page: {
        ...properties,
        ...countProperties(null, 'page'),
        ...placeProperties(placements.get(page.id)),
      },
      text: { ...text, mentions: '[]' },
    });
  }
  await unwind(run, key, touched, `MATCH ${NODE} SET n += row.file`);
  // a facet that is gone takes its property with it; what links and the map say stays
  await unwind(
    run,
    key,
    changed,
    `MATCH ${NODE}-[:HAS_TEXT]->(x:PageText)
     WITH row, x, n, n {.inDegree, .outDegree, .inDegreeAll, .outDegreeAll, .attachments, .externals,
       .rank, .community, .x, .y, .place, .tile} AS kept
     SET n = row.page SET n += kept SET x += row.text`,
  );
  await unwind(
    run,
    key,
    created,
    'CREATE (n:Topic:Page) SET n = row.page CREATE (n)-[:HAS_TEXT]->(x:PageText) SET x = row.text',
  );
}

export async function createWanted(
  run: Run,
  key: WikiKey,
  ids: readonly PageId[],
  placements: Placements,
): Promise<void> {
  await unwind(
    run,
    key,
    ids.map((id) => ({
      ...wantedProperties(key, id),
      ...countProperties(null, 'wanted'),
      ...placeProperties(placements.get(id)),
    })),
    'CREATE (n:Topic:Wanted) SET n = row',
  );
}

/** Nodes that are there get other places. */
export async function placeAgain(run: Run, key: WikiKey, placements: Placements): Promise<void> {
  await unwind(
    run,
    key,
    [...placements.values()].map((place) => ({ id: storedId(place.id), place: placeProperties(place) })),
    `MATCH ${NODE} SET n += row.place`,
  );
}
