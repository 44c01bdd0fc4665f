/**
 * Brings the graph that is shown to the next one by a change, in one transaction.
 * Invariant: afterwards every answer is that of a generation written whole with the new graph and
 * analysis; only the order in which the database keeps it differs.
 */
import { Neo4jError } from 'neo4j-driver';
import { AtlasError } from '../../graph/errors.ts';
import type { AnalysisChange, GraphChange } from '../../graph/graph-change.ts';
import { commitChange } from './commit.ts';
import type { Connection, Run, WikiKey } from './connection.ts';
import { FacetCounts } from '../facet-counts.ts';
import { changeFacetCounts } from './facet-nodes.ts';
import { EdgeCounts, type KeptStats, countedCommunities } from './kept-stats.ts';
import { withLease } from './lease.ts';
import { countNeighbours, createLinks, removeLinks, touchedNodes } from './link-changes.ts';
import { isEdge } from './node-counts.ts';
import { keyParameters } from './node-records.ts';
import { contentOf, createWanted, placeAgain, removeNodes, saysTheSame, writePages } from './page-changes.ts';
import { FORMAT, NO_GENERATION } from './schema.ts';
import { changeTiles, tilesOfNodes } from './tiles.ts';
import { countTopics } from './topic-counts.ts';
import { wikiProperties } from './wiki-properties.ts';

/** A change beyond this is not held in one transaction: the importer then writes whole. */
const MAX_PAGES = 2000;
const MAX_LINKS = 50_000;
/** Of the Markdown of pages that are written anew, and of the sentences around links. */
const MAX_CHARACTERS = 20_000_000;
/** What the server says of a transaction that is too large for it after all. */
const TOO_LARGE = /OutOfMemory|TransactionTimedOut/;

/** Thrown out of the transaction, which is so rolled back. */
class NotApplicable extends Error {}

/**
 * Applies a change.
 * @returns false, and nothing is written, where another graph than `change.base` is stored, or the
 *   change is too large for one transaction
 * @throws AtlasError store-unavailable
 */
export async function applyChange(
  connection: Connection,
  change: GraphChange,
  analysis: AnalysisChange,
): Promise<boolean> {
  const links = change.links.flatMap((page) => page.links);
  const excerpts = links.flatMap((link) => link.mentions.map((mention) => mention.excerpt));
  if (links.length > MAX_LINKS || charactersOf(excerpts) > MAX_CHARACTERS) return false;
  return withLease(connection, async (lease) => {
    const key = { wiki: connection.wiki, generation: lease.shown };
    try {
      await commitChange(connection, lease, (run) => changeGraph(run, key, change, analysis));
      return true;
    } catch (error) {
      if (error instanceof NotApplicable || isTooLarge(error)) return false;
      throw error;
    }
  });
}

function charactersOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}

function isTooLarge(error: unknown): boolean {
  return error instanceof AtlasError && error.cause instanceof Neo4jError && TOO_LARGE.test(error.cause.code);
}

/** @returns the properties of the Wiki node */
async function changeGraph(
  run: Run,
  key: WikiKey,
  change: GraphChange,
  analysis: AnalysisChange,
): Promise<Record<string, unknown>> {
  const stats = await statsOf(run, key, change.base);
  const before = await contentOf(run, key, [...change.pages.map((page) => page.id), ...change.removedPages]);
  const rewritten = change.pages.filter((page) => !saysTheSame(before.get(page.id), page));
  if (rewritten.length + change.removedPages.length > MAX_PAGES) throw new NotApplicable();
  if (charactersOf(rewritten.map((page) => page.markdown)) > MAX_CHARACTERS) throw new NotApplicable();

  const facets = new FacetCounts();
  for (const id of change.removedPages) {
    const page = before.get(id);
    if (page) facets.count(page, -1);
  }
  const placements = new Map(analysis.placements.map((place) => [place.id, place]));
  const left = await tilesOfNodes(run, key, [
    ...change.removedPages,
    ...change.removedWanted,
    ...placements.keys(),
  ]);
  const sources = change.links.map((page) => page.source);
  const gone = await removeLinks(run, key, [...change.removedPages, ...sources]);
  await removeNodes(run, key, [...change.removedPages, ...change.removedWanted]);
  await placeAgain(run, key, placements);
  await writePages(run, key, change.pages, before, placements, facets);
  const wanted = change.wanted.map(({ id }) => id);
  await createWanted(run, key, wanted, placements);
  await createLinks(run, key, change.links);

  const arrived = change.pages.map((page) => page.id).filter((id) => !before.has(id));
  await changeTiles(run, key, [...arrived, ...wanted, ...placements.keys()], left);
  const touched = touchedNodes(gone, change.links);
  await countNeighbours(run, key, [...new Set([...touched, ...arrived, ...wanted])]);
  const edges = new EdgeCounts(stats);
  for (const edge of gone) edges.count(edge, edge.count, -1);
  for (const link of change.links.flatMap((page) => page.links.filter(isEdge))) {
    edges.count(link, link.mentions.length, 1);
  }
  return wikiProperties({
    stats: {
      ...(await countTopics(run, key)),
      ...edges.stats(),
      name: change.name,
      home: change.home,
      warnings: change.report.warnings.length,
      facets: await changeFacetCounts(run, key, stats.facets, facets),
      communities: countedCommunities(analysis.communities),
      importedAt: new Date().toISOString(),
    },
    fingerprint: change.fingerprint,
    drift: analysis.drift,
    communities: analysis.communities,
    attachments: change.attachments,
  });
}

/** @throws NotApplicable where another graph is stored */
async function statsOf(run: Run, key: WikiKey, base: string): Promise<KeptStats> {
  const [wiki] = await run(
    'MATCH (n:Wiki {wiki: $wiki, format: $format}) RETURN n.fingerprint AS fingerprint, n.stats AS stats',
    { ...keyParameters(key), format: FORMAT },
  );
  if (key.generation === NO_GENERATION || wiki?.fingerprint !== base) throw new NotApplicable();
  return JSON.parse(String(wiki.stats)) as KeptStats;
}
