/**
 * Pages, wanted pages and links as the properties that are written of them: the one place that says
 * what stands on which node.
 * Invariant: what is here comes from one page and its links alone, so that a whole write and a
 * change write the same.
 */
import neo4j, { type Integer } from 'neo4j-driver';
import type { Link } from '../../graph/link.ts';
import type { Page, PageId } from '../../graph/page.ts';
import type { Placement } from '../../graph/wiki-graph.ts';
import type { WikiKey } from './connection.ts';
import { deflateDerived } from './derived-text.ts';
import { facetProperties } from './facet-properties.ts';
import { keptLinkMentions, sentenceOf } from './kept-mentions.ts';
import { NO_COUNTS, type NodeCounts } from './node-counts.ts';
import { storedId } from './schema.ts';
import { pageSearchProperties, searchScope, wantedSearchProperties } from './search-properties.ts';

export type Properties = Record<string, unknown>;

/** Cartesian, two dimensions. */
const PLANE = neo4j.int(7203);

function idProperties({ wiki, generation }: WikiKey, id: PageId): Properties {
  const stored = storedId(id);
  return {
    wiki,
    generation: neo4j.int(generation),
    id: stored,
    ...(stored === id ? {} : { longId: id }),
  };
}

/** What a page's file says, on the page itself. */
export function pageProperties(key: WikiKey, page: Page): Properties {
  const { path, size, mtimeMs, hash } = page.file;
  const properties: Properties = {
    ...idProperties(key, page.id),
    title: page.title,
    folder: page.folder,
    folders: [page.folder],
    aliases: page.aliases,
    tags: page.tags,
    index: page.index,
    ...(page.videoId === null ? {} : { videoId: page.videoId }),
    path,
    size: neo4j.int(size),
    mtimeMs,
    hash,
  };
  for (const [name, value] of facetProperties(page.facets)) properties[name] = value;
  return properties;
}

export function wantedProperties(key: WikiKey, id: PageId): Properties {
  return {
    ...idProperties(key, id),
    title: id,
    folder: '',
    ...wantedSearchProperties(id, searchScope(key.wiki, key.generation)),
  };
}

/** As it is stored: places are integers. */
export function roundedPlace<Place extends Pick<Placement, 'x' | 'y'>>(place: Place): Place {
  return { ...place, x: Math.round(place.x), y: Math.round(place.y) };
}

/** Where the analysis puts a node. */
export function placeProperties(place: Placement | undefined): Properties {
  const { x, y } = roundedPlace(place ?? { x: 0, y: 0 });
  return {
    rank: place?.rank ?? 0,
    community: neo4j.int(place?.community ?? -1),
    x: neo4j.int(x),
    y: neo4j.int(y),
    place: new neo4j.types.Point(PLANE, x, y),
  };
}

/** @param counts null where they are counted later */
export function countProperties(counts: NodeCounts | null, kind: 'page' | 'wanted'): Properties {
  const { in: inDegree, out, inAll, outAll, attachments, externals, folders } = counts ?? NO_COUNTS;
  return {
    inDegree: neo4j.int(inDegree),
    outDegree: neo4j.int(out),
    inDegreeAll: neo4j.int(inAll),
    outDegreeAll: neo4j.int(outAll),
    ...(kind === 'page'
      ? { attachments: neo4j.int(attachments), externals: neo4j.int(externals) }
      : { folders }),
  };
}

/** What a page's file says, on its PageText; without what its links come to. */
export function textProperties(key: WikiKey, page: Page): Properties {
  return {
    ...idProperties(key, page.id),
    markdown: page.markdown,
    derived: new Int8Array(deflateDerived(page, page.markdown)),
    headings: JSON.stringify(page.headings),
    facets: JSON.stringify(page.facets),
    ...pageSearchProperties(page, searchScope(key.wiki, key.generation)),
  };
}

/** The properties of a LINKS_TO. */
interface LinkProperties {
  relation: string;
  count: Integer;
  via: string | null;
  ambiguous: Integer;
  structural: boolean;
  sentence: string;
  /** JSON, see kept-mentions.ts */
  mentions: string;
  /** places in `mentions` of those whose heading is not there; absent where all are */
  deadFragments?: Integer[];
}

export function linkProperties(link: Link): LinkProperties {
  const { relation, via, ambiguous, structural, mentions } = link;
  const dead = mentions.flatMap((mention, place) => (mention.deadFragment ? [neo4j.int(place)] : []));
  return {
    relation,
    count: neo4j.int(mentions.length),
    via,
    ambiguous: neo4j.int(ambiguous),
    structural,
    sentence: sentenceOf(link),
    mentions: keptLinkMentions(link),
    ...(dead.length > 0 ? { deadFragments: dead } : {}),
  };
}
