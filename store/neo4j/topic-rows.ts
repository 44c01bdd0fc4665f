/**
 * Pages, wanted pages and links as the rows that are written of them, and the Cypher that makes nodes
 * and links of such rows: the one place that says what stands on which.
 * Invariant: what is here comes from one page and its links alone, so that a whole write and a
 * change write the same.
 */
import neo4j from 'neo4j-driver';
import type { Link } from '../../graph/link.ts';
import type { Page, PageId } from '../../graph/page.ts';
import type { Placement } from '../../graph/wiki-graph.ts';
import { Columns, asSent, integer } from './columns.ts';
import type { WikiKey } from './connection.ts';
import { deflateDerived } from './derived-text.ts';
import { facetProperties } from './facet-properties.ts';
import { keptLinkMentions, sentenceOf } from './kept-mentions.ts';
import { NO_COUNTS, type NodeCounts } from './node-counts.ts';
import { storedId } from './schema.ts';
import { pageSearchProperties, searchScope, wantedSearchProperties } from './search-properties.ts';

export type Row = readonly unknown[];

/** Cartesian, two dimensions. */
const PLANE = 7203;

/** With `$wiki` and `$generation`. */
const KEY = 'wiki: $wiki, generation: $generation';

const FILE = new Columns({
  id: asSent,
  longId: asSent,
  title: asSent,
  folder: asSent,
  folders: asSent,
  aliases: asSent,
  tags: asSent,
  index: asSent,
  videoId: asSent,
  path: asSent,
  size: integer,
  mtimeMs: asSent,
  hash: asSent,
});
const SEARCH = {
  scope: asSent,
  folded: asSent,
  titleWords: asSent,
  aliasWords: asSent,
  headingWords: asSent,
  textWords: asSent,
  wordCount: integer,
  names: asSent,
  grams: asSent,
};
const TEXT = new Columns({
  id: asSent,
  longId: asSent,
  markdown: asSent,
  derived: asSent,
  headings: asSent,
  facets: asSent,
  ...SEARCH,
});
const WANTED = new Columns({ id: asSent, longId: asSent, title: asSent, folder: asSent, ...SEARCH });
const DEGREES = { inDegree: integer, outDegree: integer, inDegreeAll: integer, outDegreeAll: integer };
const PAGE_COUNTS = new Columns({ ...DEGREES, attachments: integer, externals: integer });
const WANTED_COUNTS = new Columns({ ...DEGREES, folders: asSent });
const PLACE = new Columns({ rank: asSent, community: integer, x: integer, y: integer });
const LINK = new Columns({
  relation: asSent,
  count: integer,
  via: asSent,
  ambiguous: integer,
  structural: asSent,
  sentence: asSent,
  // JSON, see kept-mentions.ts
  mentions: asSent,
  // places in `mentions` of those whose heading is not there; absent where all are
  deadFragments: asSent,
});

/** Entries of the map of a node. @param row Cypher of a `placeRow` */
const placeEntries = (row: string): string =>
  `${PLACE.entries(row)}, place: point({x: ${row}[2], y: ${row}[3], srid: ${PLANE}})`;
const tileEntry = (row: string): string => `tile: ${integer(`${row}[4]`)}`;

/** Creates `n` and its text `x` of a `pageRow`. */
export const CREATE_PAGE = `CREATE (n:Topic:Page {${KEY}, ${FILE.entries('row[0]')},
    ${PAGE_COUNTS.entries('row[3]')}, ${placeEntries('row[4]')}, ${tileEntry('row[4]')}})
  SET n += row[1]
  CREATE (n)-[:HAS_TEXT]->(x:PageText {${KEY}, ${TEXT.entries('row[2]')}, mentions: row[5]})`;

/** Lets the page `n` and its text `x` say what a `contentRow` does, and nothing else but `kept`. */
export const REWRITE_PAGE = `SET n = {${KEY}, ${FILE.entries('row[0]')}} SET n += row[1] SET n += kept
  SET x += {${TEXT.entries('row[2]')}}`;

/** Creates `n` of a `wantedRow`. */
export const CREATE_WANTED = `CREATE (n:Topic:Wanted {${KEY}, ${WANTED.entries('row[0]')},
    ${WANTED_COUNTS.entries('row[1]')}, ${placeEntries('row[2]')}, ${tileEntry('row[2]')}})`;

/** Creates the link of a `linkRow` from `s` to `t`. */
export const CREATE_LINK = `CREATE (s)-[:LINKS_TO {${LINK.entries('row[2]')}}]->(t)`;

/** Moves `n` to the place of a `placeRow`, `row[1]`; its tile is left. */
export const PLACE_NODE = `SET n += {${placeEntries('row[1]')}}`;
/** The same, and into its tile. */
export const PLACE_NODE_IN_TILE = `SET n += {${placeEntries('row[1]')}, ${tileEntry('row[1]')}}`;

/** What a page's file says, of the page and of its text. */
export function contentRow(key: WikiKey, page: Page): Row {
  const { path, size, mtimeMs, hash } = page.file;
  const { title, folder, aliases, tags, index, videoId } = page;
  const ids = idProperties(page.id);
  const file = FILE.values({
    ...ids,
    title,
    folder,
    folders: [folder],
    aliases,
    tags,
    index,
    videoId,
    path,
    size,
    mtimeMs,
    hash,
  });
  const text = TEXT.values({
    ...ids,
    markdown: page.markdown,
    derived: new Int8Array(deflateDerived(page, page.markdown)),
    headings: JSON.stringify(page.headings),
    facets: JSON.stringify(page.facets),
    ...pageSearchProperties(page, searchScope(key.wiki, key.generation)),
  });
  return [file, Object.fromEntries(facetProperties(page.facets)), text];
}

/**
 * @param counts null where they are counted later
 * @param place of `placeRow`
 * @param mentions of `keptPageMentions`
 */
export function pageRow(
  key: WikiKey,
  page: Page,
  counts: NodeCounts | null,
  place: Row,
  mentions: string,
): Row {
  const { attachments, externals } = counts ?? NO_COUNTS;
  const counted = PAGE_COUNTS.values({ ...degrees(counts), attachments, externals });
  return [...contentRow(key, page), counted, place, mentions];
}

/** @param counts null where they are counted later */
export function wantedRow(key: WikiKey, id: PageId, counts: NodeCounts | null, place: Row): Row {
  const { folders } = counts ?? NO_COUNTS;
  const wanted = WANTED.values({
    ...idProperties(id),
    title: id,
    folder: '',
    ...wantedSearchProperties(id, searchScope(key.wiki, key.generation)),
  });
  return [wanted, WANTED_COUNTS.values({ ...degrees(counts), folders }), place];
}

function idProperties(id: PageId): { id: string; longId: string | null } {
  const stored = storedId(id);
  return { id: stored, longId: stored === id ? null : id };
}

function degrees(counts: NodeCounts | null): Record<keyof typeof DEGREES, number> {
  const { in: inDegree, out: outDegree, inAll, outAll } = counts ?? NO_COUNTS;
  return { inDegree, outDegree, inDegreeAll: inAll, outDegreeAll: outAll };
}

/** As it is stored: places are integers. */
export function roundedPlace<Place extends Pick<Placement, 'x' | 'y'>>(place: Place): Place {
  return { ...place, x: Math.round(place.x), y: Math.round(place.y) };
}

/** Where the analysis puts a node. @param tile null where it is known later */
export function placeRow(place: Placement | undefined, tile: number | null = null): Row {
  const { rank, community, x, y } = roundedPlace(place ?? { rank: 0, community: -1, x: 0, y: 0 });
  return [...PLACE.values({ rank, community, x, y }), tile];
}

/** Of a node whose place is not known yet. Every topic has a rank, or it would not be found to be deleted. */
export const NO_PLACE: Row = [0];

/**
 * @param source by what the statement finds the node `s`, in `row[0]`
 * @param target the same of `t`, in `row[1]`
 */
export function linkRow(source: string, target: string, link: Link): Row {
  const { relation, via, ambiguous, structural, mentions } = link;
  const dead = mentions.flatMap((mention, place) => (mention.deadFragment ? [neo4j.int(place)] : []));
  const properties = LINK.values({
    relation,
    count: mentions.length,
    via,
    ambiguous,
    structural,
    sentence: sentenceOf(link),
    mentions: keptLinkMentions(link),
    deadFragments: dead.length > 0 ? dead : null,
  });
  return [source, target, properties];
}
