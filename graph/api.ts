/**
 * The HTTP API's words: one zod schema for each query and answer. The server validates with them,
 * stores answer in their types, the client takes its types from them.
 * Invariant: nothing is sent or taken over HTTP that is not described here.
 */
import { z } from 'zod';

export const MAX_SUBGRAPH_NODES = 2000;
export const MAX_MAP_NODES = 200_000;
export const MAX_MAP_LINKS = 1_000_000;
export const MAX_LIST_ITEMS = 500;
export const MAX_ID_LENGTH = 4096;
/** Steps of a path, and paths between two pages. */
export const MAX_PATH_STEPS = 8;
export const MAX_PATHS = 5;

const count = z.int().nonnegative();
const id = z.string().min(1).max(MAX_ID_LENGTH);
const nodeKind = z.enum(['page', 'wanted']);
const via = z.enum(['path', 'name', 'index', 'slug', 'title', 'alias']);

/** Query strings carry text: `true`, `1` and an empty value are true, `false` and `0` are false. */
const flag = z.enum(['true', 'false', '1', '0', '']).transform((text) => text !== 'false' && text !== '0');
const integer = (min: number, max: number): z.ZodType<number, string> =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(min).max(max))
    .meta({ type: 'integer', minimum: min, maximum: max });
/** A repeatable parameter: `folder=a&folder=b`. */
const repeated = (item: z.ZodString, most: number): z.ZodType<string[], string | string[]> =>
  z.union([item.transform((one) => [one]), z.array(item).max(most)]);

const filters = {
  relation: repeated(z.string().min(1).max(200), 50).optional().describe('only links of this relation'),
  folder: repeated(z.string().max(1000), 200)
    .optional()
    .describe('only pages of this folder; empty for pages at the root'),
  structural: flag
    .default(false)
    .describe('count structural links: those of index pages, and the relation `from`'),
};
const paging = {
  limit: integer(1, MAX_LIST_ITEMS).default(50),
  cursor: z.string().max(8000).optional().describe('where to go on: `next` of the part before'),
};

export const directionSchema = z.enum(['in', 'out', 'both']);
export const reportKindSchema = z.enum([
  'orphans',
  'isolated',
  'dead-ends',
  'wanted',
  'most-linked',
  'ambiguous',
  'broken-fragments',
]);

export const mapQuerySchema = z.strictObject({
  ...filters,
  limit: integer(1, MAX_MAP_NODES).default(50_000).describe('most nodes; the most important ones'),
  links: integer(0, MAX_MAP_LINKS)
    .default(200_000)
    .describe('most links; where there are more, the strongest of each page'),
  bbox: z
    .string()
    .regex(/^-?\d{1,9}(,-?\d{1,9}){3}$/, 'must be four integers: minX,minY,maxX,maxY')
    .transform((text) => text.split(',').map(Number) as [number, number, number, number])
    .optional()
    .describe('minX,minY,maxX,maxY in map units'),
  wanted: flag.default(true).describe('show wanted pages'),
  orphans: flag
    .default(false)
    .describe('only orphans; where there are more than `limit`, evenly chosen in order of their ids'),
  color: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('a front-matter key, or `tags`: tells which of its values each page has'),
});
export const subgraphQuerySchema = z.strictObject({
  ...filters,
  seed: repeated(id, 50).describe('id of a page to start from'),
  depth: integer(0, 4).default(1).describe('steps from a seed'),
  direction: directionSchema.default('both'),
  limit: integer(1, MAX_SUBGRAPH_NODES).default(300),
  wanted: flag.default(true).describe('show wanted pages'),
});
export const linksQuerySchema = z.strictObject({
  ...paging,
  direction: z.enum(['in', 'out']).default('in'),
  relation: filters.relation,
  structural: flag.default(true),
});
export const pathsQuerySchema = z.strictObject({
  from: id,
  to: id,
  /** `any`: links are walked against their direction too */
  direction: z.enum(['any', 'out']).default('any'),
  max: integer(1, MAX_PATH_STEPS).default(6),
  k: integer(1, MAX_PATHS).default(3),
  relation: filters.relation,
  structural: filters.structural,
});
export const exportFormatSchema = z.enum(['json', 'gexf', 'graphml', 'csv']);
export const exportTableSchema = z.enum(['links', 'pages']);
export const exportQuerySchema = z.strictObject({
  format: exportFormatSchema.default('json'),
  /** which of the two tables of a CSV */
  table: exportTableSchema.default('links'),
});
export const searchQuerySchema = z.strictObject({
  ...paging,
  limit: integer(1, 100).default(20),
  q: z.string().max(500).describe('what to search for'),
});
export const reportQuerySchema = z.strictObject({
  ...paging,
  folder: filters.folder,
  structural: filters.structural,
  suggestions: flag.default(true).describe('of orphans: pages that mention them without a link'),
});
export const unlinkedQuerySchema = z.strictObject({ ...paging, limit: integer(1, 100).default(20) });
export const relatedQuerySchema = z.strictObject({ limit: integer(1, 100).default(10) });

/** A page in any list. Degrees count other pages, without structural links unless they were asked for. */
export const pageSummarySchema = z.object({
  id,
  kind: nodeKind,
  title: z.string(),
  folder: z.string(),
  inDegree: count,
  outDegree: count,
});

const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), total: count, next: z.string().nullable() });

export const mentionSchema = z.object({
  excerpt: z.string(),
  start: count,
  end: count,
  heading: z.array(z.string()),
  line: count,
  offset: count,
  label: z.string().nullable(),
  fragment: z.string().nullable(),
  at: count.nullable(),
});

/** A link of the page that was asked for; `page` is its other end. At most 20 mentions, `count` has them all. */
export const linkItemSchema = z.object({
  page: pageSummarySchema.extend({ videoId: z.string().nullable() }),
  relation: z.string(),
  via: via.nullable(),
  ambiguous: count,
  structural: z.boolean(),
  count,
  mentions: z.array(mentionSchema),
});
export const linkListSchema = listOf(linkItemSchema);

/** A step from one page of a path to the next: of the links between them the one that tells most. */
export const pathStepSchema = z.object({
  /** `out`: the link leads to the next page; `in`: it comes from there */
  direction: z.enum(['out', 'in']),
  relation: z.string(),
  via: via.nullable(),
  ambiguous: count,
  structural: z.boolean(),
  count,
  /** the link's first mention */
  mention: mentionSchema,
});
/** `steps[i]` leads from `nodes[i]` to `nodes[i + 1]`. */
export const pathSchema = z.object({ nodes: z.array(pageSummarySchema), steps: z.array(pathStepSchema) });
/** The shortest first. `truncated` says why there may be other paths, null where there are none but those beyond `k` and `max`. */
export const pathListSchema = z.object({ paths: z.array(pathSchema), truncated: z.string().nullable() });

/** `marks` are the places in `excerpt` that matched, [start, end) in UTF-16 units. */
export const searchItemSchema = pageSummarySchema.extend({
  match: z.enum(['title', 'alias', 'heading', 'text']),
  excerpt: z.string(),
  marks: z.array(z.tuple([count, count])),
});
export const searchListSchema = listOf(searchItemSchema);

/** A place where a page names another without a link: as in `mentionSchema`, of the name instead of the link. */
export const unlinkedMentionSchema = mentionSchema.pick({
  excerpt: true,
  start: true,
  end: true,
  heading: true,
  line: true,
});
/** A page that names the page asked for and does not link to it. At most 3 mentions, `count` has them all. */
export const unlinkedItemSchema = pageSummarySchema.extend({
  count,
  mentions: z.array(unlinkedMentionSchema),
});
/** `total` is of the pages that were looked at; `truncated` says which were not, null where all were. */
export const unlinkedListSchema = listOf(unlinkedItemSchema).extend({ truncated: z.string().nullable() });

/** Why two pages are alike: pages that both link with (the most telling 3), or words that both hold. */
export const relatedReasonSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('neighbours'), count, pages: z.array(pageSummarySchema) }),
  z.object({ kind: z.literal('words'), words: z.array(z.string()) }),
]);
export const relatedItemSchema = pageSummarySchema.extend({ reasons: z.array(relatedReasonSchema) });
export const relatedListSchema = z.object({
  items: z.array(relatedItemSchema),
  truncated: z.string().nullable(),
});

/** A link that needs a look: where it leads, and the first mention that does. */
export const doubtfulLinkSchema = z.object({
  page: pageSummarySchema,
  relation: z.string(),
  ambiguous: count,
  mention: mentionSchema,
});
/**
 * `wantedBy`, on wanted pages only: the first pages that link to it. `suggestions`, on the first 100
 * orphans of an answer, as far as 2 MB of text go: up to 3 pages that name it without a link. `links`, on pages with ambiguous links or
 * broken fragments: the first 10 of these, `linkCount` has them all.
 */
export const reportItemSchema = pageSummarySchema.extend({
  wantedBy: z.array(pageSummarySchema).optional(),
  suggestions: z.array(pageSummarySchema).optional(),
  linkCount: count.optional(),
  links: z.array(doubtfulLinkSchema).optional(),
});
export const reportListSchema = listOf(reportItemSchema);

const scalar = z.union([z.string(), z.number(), z.boolean()]);
export const pageDetailSchema = pageSummarySchema.extend({
  aliases: z.array(z.string()),
  tags: z.array(z.string()),
  facets: z.array(z.object({ key: z.string(), values: z.array(scalar) })),
  headings: z.array(z.object({ level: z.int(), text: z.string(), line: count })),
  index: z.boolean(),
  videoId: z.string().nullable(),
  /** path of the file in the folder, null for a wanted page */
  path: z.string().nullable(),
  rank: z.number(),
  community: z.int(),
  communityName: z.string().nullable(),
  x: z.int(),
  y: z.int(),
  /** other pages linking here or linked to by structural links alone */
  structuralIn: count,
  structuralOut: count,
  attachments: count,
  externals: count,
});
export const pageContentSchema = z.object({ id, html: z.string() });

/** `truncated` says why something was left out, null where nothing was. */
export const extentSchema = z.object({
  total: z.object({ nodes: count, edges: count }),
  returned: z.object({ nodes: count, edges: count }),
  truncated: z.string().nullable(),
});

/** graphology's serialised form, a directed multigraph. */
export const subgraphSchema = z.object({
  attributes: extentSchema,
  options: z.object({ type: z.literal('directed'), multi: z.literal(true), allowSelfLoops: z.boolean() }),
  nodes: z.array(
    z.object({
      key: id,
      attributes: z.object({
        kind: nodeKind,
        label: z.string(),
        folder: z.string(),
        inDegree: count,
        outDegree: count,
        rank: z.number(),
        community: z.int(),
        x: z.int(),
        y: z.int(),
        /** steps from the nearest seed, where there are seeds */
        depth: count.optional(),
      }),
    }),
  ),
  edges: z.array(
    z.object({
      key: z.string(),
      source: id,
      target: id,
      attributes: z.object({
        relation: z.string(),
        count,
        via: via.nullable(),
        ambiguous: count,
        structural: z.boolean(),
        /** in exports only */
        mentions: z.array(mentionSchema).optional(),
      }),
    }),
  ),
});

/** Of every graph in graphology's form. */
export const GRAPH_OPTIONS: Subgraph['options'] = { type: 'directed', multi: true, allowSelfLoops: false };

/**
 * The map in columns: entry i of every list of `nodes` is node i, most important first.
 * `attributes.total.nodes` are those of the whole map that the filters let through, whatever the box;
 * `total.edges` the links between the nodes that are returned.
 */
export const mapSchema = z.object({
  attributes: extentSchema.extend({
    /** links are those that are among this many strongest of either end; null where all are returned */
    strongest: count.nullable(),
  }),
  nodes: z.object({
    /** an id; or, where it is made of the node's folder and label, the number of the rule (docs/api.md) */
    id: z.array(z.union([id, z.int().min(0).max(1)])),
    label: z.array(z.string()),
    /** 0 page, 1 wanted page */
    kind: z.array(z.int()),
    /** index into `folders` */
    folder: z.array(z.int()),
    inDegree: z.array(z.int()),
    outDegree: z.array(z.int()),
    /** thousandths of the most important node's */
    rank: z.array(z.int()),
    /** index into `communities`, of the smallest it is in, -1 for none */
    community: z.array(z.int()),
    x: z.array(z.int()),
    y: z.array(z.int()),
    /** where `color` is asked for: index into `values` of the most frequent one it has, -1 for none of them */
    value: z.array(z.int()).optional(),
  }),
  edges: z.object({
    /** position in `nodes`, less that of the edge before */
    source: z.array(z.int()),
    /** position in `nodes`, less that of the edge before where both have the same source */
    target: z.array(z.int()),
    /** index into `relations` */
    relation: z.array(z.int()),
    count: z.array(z.int()),
    /** 0 or 1 */
    structural: z.array(z.int()),
  }),
  folders: z.array(z.string()),
  relations: z.array(z.string()),
  /** the most frequent values of the key that `color` names */
  values: z.array(z.string()).optional(),
  /** of the whole map, whatever is asked for */
  communities: z.array(
    z.object({
      name: z.string(),
      size: count,
      x: z.int(),
      y: z.int(),
      radius: z.int(),
      /** index of the region it is a part of, null for a region of the overview */
      parent: z.int().nullable(),
      /** the communities of the same parent that it is linked with most */
      bundles: z.array(z.object({ community: z.int(), links: count })),
    }),
  ),
});

const counted = z.object({ name: z.string(), count });
export const statsSchema = z.object({
  name: z.string(),
  /** the page to start at, where the wiki's configuration names one */
  home: id.nullable(),
  pages: count,
  wanted: count,
  /** links between pages and wanted pages, and how many of them are structural */
  links: count,
  structuralLinks: count,
  mentions: count,
  orphans: count,
  isolated: count,
  deadEnds: count,
  videos: count,
  warnings: count,
  folders: z.array(counted),
  relations: z.array(counted.extend({ structural: count })),
  /** every front-matter key with its most frequent values; `tags` is one of them */
  facets: z.array(z.object({ key: z.string(), distinct: count, values: z.array(counted) })),
  /** regions of the map's overview and their parts, as in the map */
  communities: z.array(
    counted.extend({ x: z.int(), y: z.int(), radius: z.int(), parent: z.int().nullable() }),
  ),
  /** ISO 8601 */
  importedAt: z.string(),
  store: z.object({ kind: z.string(), location: z.string() }),
});

export const healthSchema = z.object({ status: z.literal('ok') });
/**
 * There is a graph to answer from; where there is none, a problem says so. `importing`: an import of
 * the server's own is under way. Who has no token where one is asked for is not told the fingerprint.
 */
export const readySchema = z.object({
  store: z.literal('reachable'),
  imported: z.literal(true),
  importing: z.boolean(),
  fingerprint: z.string().optional(),
});

/** What `/api/events` tells, by the event's name. The newest of each is told to everyone who comes to listen. */
export const eventSchemas = {
  /**
   * `fingerprint` is null while nothing has been imported; `changed` are the nodes that are not what they
   * were when this listener last heard, null where that is not known or more than 200.
   */
  'graph-changed': z.object({
    fingerprint: z.string().nullable(),
    changed: z.array(id).max(200).nullable(),
  }),
  'store-reachable': z.object({ reachable: z.boolean() }),
  /** of an import of the server's own; `phase` is null once it is over, `total` 0 while unknown */
  import: z.object({
    phase: z.enum(['scan', 'parse', 'resolve', 'analyse', 'store']).nullable(),
    done: count,
    total: count,
  }),
};

/** RFC 9457, with a stable code. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  field: z.string().optional(),
  near: z.array(pageSummarySchema).optional(),
});

export type Direction = z.infer<typeof directionSchema>;
export type ReportKind = z.infer<typeof reportKindSchema>;
export type MapQuery = z.infer<typeof mapQuerySchema>;
export type SubgraphQuery = z.infer<typeof subgraphQuerySchema>;
export type LinksQuery = z.infer<typeof linksQuerySchema>;
export type PathsQuery = z.infer<typeof pathsQuerySchema>;
export type ExportQuery = z.infer<typeof exportQuerySchema>;
export type ExportFormat = z.infer<typeof exportFormatSchema>;
export type ExportTable = z.infer<typeof exportTableSchema>;
export type SearchQuery = z.infer<typeof searchQuerySchema>;
export type ReportQuery = z.infer<typeof reportQuerySchema>;
export type PageSummary = z.infer<typeof pageSummarySchema>;
export type MentionItem = z.infer<typeof mentionSchema>;
export type LinkItem = z.infer<typeof linkItemSchema>;
export type LinkList = z.infer<typeof linkListSchema>;
export type PathStep = z.infer<typeof pathStepSchema>;
export type PathList = z.infer<typeof pathListSchema>;
export type SearchItem = z.infer<typeof searchItemSchema>;
export type SearchList = z.infer<typeof searchListSchema>;
export type UnlinkedQuery = z.infer<typeof unlinkedQuerySchema>;
export type UnlinkedMention = z.infer<typeof unlinkedMentionSchema>;
export type UnlinkedItem = z.infer<typeof unlinkedItemSchema>;
export type UnlinkedList = z.infer<typeof unlinkedListSchema>;
export type RelatedQuery = z.infer<typeof relatedQuerySchema>;
export type RelatedReason = z.infer<typeof relatedReasonSchema>;
export type RelatedItem = z.infer<typeof relatedItemSchema>;
export type RelatedList = z.infer<typeof relatedListSchema>;
export type DoubtfulLink = z.infer<typeof doubtfulLinkSchema>;
export type ReportItem = z.infer<typeof reportItemSchema>;
export type ReportList = z.infer<typeof reportListSchema>;
export type PageDetail = z.infer<typeof pageDetailSchema>;
export type PageContent = z.infer<typeof pageContentSchema>;
export type Extent = z.infer<typeof extentSchema>;
export type Subgraph = z.infer<typeof subgraphSchema>;
export type MapColumns = z.infer<typeof mapSchema>;
export type Stats = z.infer<typeof statsSchema>;
export type EventName = keyof typeof eventSchemas;
export type EventData<Name extends EventName> = z.infer<(typeof eventSchemas)[Name]>;
export type Ready = z.infer<typeof readySchema>;
export type Problem = z.infer<typeof problemSchema>;
