/**
 * Writes a whole graph: in batches into a generation of its own, which one last small transaction
 * makes the one that readers see; then the old one is deleted.
 * Invariant: a crash at any point leaves the graph that was shown, and at worst nodes of a
 * generation that nobody refers to, which the next writer deletes first.
 */
import neo4j from 'neo4j-driver';
import { AtlasError } from '../../graph/errors.ts';
import type { Analysis, Placement, WikiGraph } from '../../graph/wiki-graph.ts';
import { NO_TILE } from '../map-tiles.ts';
import { tilesOf } from '../tile-placing.ts';
import { inBatches } from './batches.ts';
import { commitChange } from './commit.ts';
import type { Connection, WikiKey } from './connection.ts';
import { deleteGenerations } from './delete-generations.ts';
import { FacetCounts } from '../facet-counts.ts';
import { facetNode } from './facet-nodes.ts';
import { keptPageMentions } from './kept-mentions.ts';
import { countStats } from './kept-stats.ts';
import { HELD, type Lease, leaseLost, withLease } from './lease.ts';
import { bySource, countNodes, isEdge } from './node-counts.ts';
import { keyParameters } from './node-records.ts';
import { ID } from './schema.ts';
import { makeTextIndex, textIndexCaughtUp, textIndexFilled } from './text-index.ts';
import {
  CREATE_LINK,
  CREATE_PAGE,
  CREATE_WANTED,
  NO_PLACE,
  PLACE_NODE_IN_TILE,
  type Row,
  linkRow,
  pageRow,
  placeRow,
  roundedPlace,
  wantedRow,
} from './topic-rows.ts';
import { wikiProperties } from './wiki-properties.ts';

export type OnProgress = (done: number, total: number) => void;

/** One record: the driver asks anew for each thousand. The order of the pairs is not promised, so each says which it is. */
const CREATED = `RETURN collect([${ID}, elementId(n)]) AS nodes`;
const PAGES = `${HELD} UNWIND $rows AS row ${CREATE_PAGE} ${CREATED}`;
const WANTED = `${HELD} UNWIND $rows AS row ${CREATE_WANTED} ${CREATED}`;
// an element's id is used again once it is gone: the generation tells that it is still ours
const LINKS = `${HELD} UNWIND $rows AS row
  MATCH (s:Topic) WHERE elementId(s) = row[0] AND s.generation = $generation AND s.wiki = $wiki
  MATCH (t:Topic) WHERE elementId(t) = row[1] AND t.generation = $generation AND t.wiki = $wiki
  ${CREATE_LINK} RETURN count(*) AS created`;
const PLACES = `${HELD} UNWIND $rows AS row
  MATCH (n:Topic) WHERE elementId(n) = row[0] AND n.generation = $generation AND n.wiki = $wiki
  ${PLACE_NODE_IN_TILE} RETURN count(*) AS created`;
const FACETS = `${HELD} UNWIND $rows AS row CREATE (n:FacetCounts) SET n = row RETURN count(*) AS created`;

/**
 * Replaces the graph that is shown.
 * @param analysis may be under way still: what it does not place in time is placed at the end
 * @throws AtlasError store-unavailable, and what the analysis throws
 */
export async function writeGraph(
  connection: Connection,
  graph: WikiGraph,
  analysis: Promise<Analysis>,
  onProgress: OnProgress = () => undefined,
): Promise<void> {
  await withLease(connection, async (lease) => {
    await deleteGenerations(connection, lease);
    try {
      await new GraphWrite(connection, lease, graph, analysis, onProgress).run();
    } catch (error) {
      // as well as it goes: the next writer deletes what is left
      await deleteGenerations(connection, lease).catch(() => undefined);
      throw error;
    }
    await deleteGenerations(connection, lease);
  });
}

class GraphWrite {
  readonly #connection: Connection;
  readonly #lease: Lease;
  readonly #graph: WikiGraph;
  readonly #analysis: Promise<Analysis>;
  readonly #onProgress: OnProgress;
  readonly #key: WikiKey;
  /** of nodes by their ids, in node order */
  readonly #positions = new Map<string, number>();
  /** the database's ids of nodes by ours */
  readonly #elements = new Map<string, string>();
  /** null as long as the analysis is under way */
  #placements: ReadonlyMap<string, Placement> | null = null;
  /** of the map, by nodes' ids; known with the placements */
  #tiles: ReadonlyMap<string, number> = new Map();
  /** nodes that were created until then */
  readonly #unplaced: string[] = [];
  readonly #facets = new FacetCounts();
  #done = 0;

  constructor(
    connection: Connection,
    lease: Lease,
    graph: WikiGraph,
    analysis: Promise<Analysis>,
    onProgress: OnProgress,
  ) {
    this.#connection = connection;
    this.#lease = lease;
    this.#graph = graph;
    this.#analysis = analysis;
    this.#onProgress = onProgress;
    this.#key = { wiki: connection.wiki, generation: lease.own };
    for (const { id } of graph.pages) this.#positions.set(id, this.#positions.size);
    for (const { id } of graph.wanted) this.#positions.set(id, this.#positions.size);
  }

  async run(): Promise<void> {
    const analysing = this.#analysis.then((analysis) => {
      this.#placements = new Map(analysis.placements.map((place) => [place.id, place]));
      this.#tiles = tilesOf(analysis.placements.map(roundedPlace));
      return analysis;
    });
    // it is awaited when all else is written
    analysing.catch(() => undefined);
    // so that an analysis that is done already is known before the first page is written
    await Promise.resolve();
    const counts = countNodes(this.#graph, this.#positions);
    await inBatches(this.#pageRows(counts), (rows) => this.#createNodes(PAGES, rows));
    await inBatches(this.#wantedRows(counts), (rows) => this.#createNodes(WANTED, rows));
    await makeTextIndex(this.#connection);
    await inBatches(this.#linkRows(), (rows) => this.#create(LINKS, rows, rows.length));
    await inBatches(this.#facetRows(), (rows) => this.#create(FACETS, rows, 0));
    const analysis = await analysing;
    await inBatches(this.#placeRows(), (rows) => this.#create(PLACES, rows, 0));
    // now, and not while readers wait for the commit
    await textIndexFilled(this.#connection);
    await textIndexCaughtUp(this.#connection);

    const importedAt = new Date().toISOString();
    const stats = countStats(this.#graph, analysis, counts, this.#facets, importedAt);
    const { fingerprint, attachments } = this.#graph;
    const { communities, drift = 0 } = analysis;
    const shown = {
      ...wikiProperties({ stats, fingerprint, drift, communities, attachments }),
      generation: neo4j.int(this.#key.generation),
    };
    await commitChange(this.#connection, this.#lease, async () => shown, true);
    this.#tell(this.#size - this.#done);
  }

  get #size(): number {
    return this.#graph.pages.length + this.#graph.wanted.length + this.#graph.links.length;
  }

  #tell(more: number): void {
    this.#done += more;
    this.#onProgress(this.#done, this.#size);
  }

  async #createNodes(statement: string, rows: readonly unknown[]): Promise<void> {
    const [record] = await this.#once(statement, rows);
    const nodes = (record?.nodes ?? []) as [id: string, element: string][];
    if (nodes.length !== rows.length) throw leaseLost(this.#connection.location);
    for (const [id, element] of nodes) this.#elements.set(id, element);
    this.#tell(rows.length);
  }

  async #create(statement: string, rows: readonly unknown[], done: number): Promise<void> {
    const [record] = await this.#once(statement, rows);
    if (record?.created !== rows.length) throw leaseLost(this.#connection.location);
    if (done > 0) this.#tell(done);
  }

  /**
   * One transaction that creates. The driver tries again where a commit was not answered, and it
   * may have been done: so much would be there twice.
   */
  #once(statement: string, rows: readonly unknown[]): Promise<Record<string, unknown>[]> {
    const params = { ...keyParameters(this.#key), ...this.#lease.params, rows };
    let isDone = false;
    return this.#connection.write(async (run) => {
      if (isDone) throw commitUnknown(this.#connection.location);
      const records = await run(statement, params);
      isDone = true;
      return records;
    });
  }

  *#pageRows(counts: ReturnType<typeof countNodes>): Generator<Row> {
    const links = new Map<string, WikiGraph['links']>();
    for (const { source, links: own } of bySource(this.#graph.links)) links.set(source, own);
    for (const [position, page] of this.#graph.pages.entries()) {
      this.#facets.count(page, 1);
      const own = counts[position];
      if (!own) continue;
      const mentions = keptPageMentions(links.get(page.id) ?? []);
      yield pageRow(this.#key, page, own, this.#placeOf(page.id), mentions);
    }
  }

  *#wantedRows(counts: ReturnType<typeof countNodes>): Generator<Row> {
    for (const [i, { id }] of this.#graph.wanted.entries()) {
      const own = counts[this.#graph.pages.length + i];
      if (own) yield wantedRow(this.#key, id, own, this.#placeOf(id));
    }
  }

  #placeOf(id: string): Row {
    if (this.#placements !== null) return this.#placeRow(id);
    this.#unplaced.push(id);
    return NO_PLACE;
  }

  *#placeRows(): Generator<Row> {
    for (const id of this.#unplaced) yield [this.#elements.get(id), this.#placeRow(id)];
  }

  #placeRow(id: string): Row {
    return placeRow(this.#placements?.get(id), this.#tiles.get(id) ?? NO_TILE);
  }

  *#linkRows(): Generator<Row> {
    for (const link of this.#graph.links) {
      if (!isEdge(link)) continue;
      const source = this.#elements.get(link.source);
      const target = this.#elements.get(link.target);
      if (source !== undefined && target !== undefined) yield linkRow(source, target, link);
    }
  }

  *#facetRows(): Generator<unknown> {
    for (const key of this.#facets.keys()) yield facetNode(this.#key, key, this.#facets);
  }
}

function commitUnknown(location: string): AtlasError {
  return new AtlasError(
    'store-unavailable',
    `the connection to ${location} was lost while a part of the wiki was written; import again`,
  );
}
