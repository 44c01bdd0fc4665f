/**
 * Front-matter facets as properties of their page, for people who query the database.
 * Invariant: never a property of our own is overwritten; the exact facets are kept beside as JSON,
 * so that what a property cannot hold (mixed lists, odd keys) is lost to queries by hand alone.
 */
import neo4j from 'neo4j-driver';
import type { Facet, Scalar } from '../../graph/page.ts';

const FACET_PREFIX = 'facet_';

/** What the program itself keeps on a page, now or perhaps later. */
const OWN = new Set(
  `wiki generation id longId key title folder folders folded aliases tags index videoId path size mtimeMs hash
   inDegree outDegree inDegreeAll outDegreeAll rank community x y place tile attachments externals kind label name
   order text markdown parsed headings facets mentions scope`.split(/\s+/),
);
/** A property's name stays in the database for ever, so only what looks like one becomes one. */
const PROPERTY = /^\p{L}[\p{L}\p{M}\p{N}_ .-]{0,63}$/u;

/** The name under which a facet stands on its page, null where it has none. */
function facetProperty(key: string): string | null {
  if (!PROPERTY.test(key)) return null;
  return OWN.has(key) || key.startsWith(FACET_PREFIX) ? FACET_PREFIX + key : key;
}

/** The properties of a page's facets: one value as it is, several as a list. */
export function facetProperties(facets: readonly Facet[]): [name: string, value: unknown][] {
  const properties: [string, unknown][] = [];
  for (const { key, values } of facets) {
    const name = facetProperty(key);
    if (name === null || values.length === 0) continue;
    properties.push([name, values.length === 1 ? propertyValue(values[0] ?? '') : propertyList(values)]);
  }
  return properties;
}

function propertyList(values: readonly Scalar[]): unknown[] {
  const isAlike = new Set(values.map(kindOf)).size === 1;
  return isAlike ? values.map(propertyValue) : values.map(String);
}

function kindOf(value: Scalar): string {
  return Number.isSafeInteger(value) ? 'integer' : typeof value;
}

function propertyValue(value: Scalar): unknown {
  return typeof value === 'number' && Number.isSafeInteger(value) ? neo4j.int(value) : value;
}
