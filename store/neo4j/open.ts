/**
 * The Neo4j store: one wiki in a database that may hold others, for many readers and, one after the
 * other, many writers.
 * Invariant: nothing but nodes of this wiki is read, written or deleted; constraints and indexes
 * are made by the first write and never dropped.
 */
import neo4j, { type Driver } from 'neo4j-driver';
import { AtlasError } from '../../graph/errors.ts';
import { partsOf } from '../export-parts.ts';
import type { GraphStore } from '../graph-store.ts';
import { applyChange } from './apply.ts';
import { Connection } from './connection.ts';
import { exportQuery } from './export-query.ts';
import { linksQuery } from './links-query.ts';
import { shownPlace } from './location.ts';
import { mapQuery } from './map-query.ts';
import { mentionsQuery } from './mentions-query.ts';
import { namedQuery } from './named-query.ts';
import { neo4jError, tooOld } from './neo4j-error.ts';
import { pageQuery, sourceQuery } from './page-query.ts';
import { pathsQuery } from './paths-query.ts';
import { relatedQuery } from './related-query.ts';
import { reportQuery } from './report-query.ts';
import { ensureSchema } from './schema.ts';
import { searchQuery } from './search-query.ts';
import { statsQuery } from './stats-query.ts';
import { analysisQuery, contentsQuery, filesQuery, versionQuery } from './stored-import.ts';
import { subgraphQuery } from './subgraph-query.ts';
import { makeTextIndex, textIndexFilled } from './text-index.ts';
import { writeGraph } from './write.ts';

export interface Neo4jOptions {
  /** `neo4j://host:port` or `bolt://`, with `+s` or `+ssc` for TLS; neither user nor path */
  uri: string;
  /** null where the server asks for none */
  user: string | null;
  password: string | null;
  /** null for the user's home database */
  database: string | null;
  /** tells wikis in one database apart */
  wiki: string;
  /** most connections at once */
  connections?: number;
  /** seconds to wait for a server that does not answer, and for a free connection */
  timeout?: number;
  /** seconds that a writer waits while another one writes */
  patience?: number;
}

const PATIENCE = 60;
const CONNECTIONS = 20;
const TIMEOUT = 5;
/** Milliseconds after which an idle connection is tried before it is trusted: it may be dead unsaid. */
const TRUSTED_IDLE = 10_000;

/**
 * Opens a store; writes nothing.
 * @throws AtlasError store-unavailable where the server or the database cannot be reached,
 *   store-incompatible where the server is too old, usage where the address is none
 */
export async function openNeo4jStore(options: Neo4jOptions): Promise<GraphStore> {
  const location = shownPlace(options);
  const { database, wiki, patience = PATIENCE } = options;
  const driver = connect(options, location);
  const connection = new Connection({ driver, database, wiki, location, patience: patience * 1000 });
  try {
    const { agent = '' } = await driver.getServerInfo(database === null ? {} : { database });
    if (isTooOld(agent)) throw tooOld(location);
    // a server alone greets whatever the database: only a query tells
    await connection.read(async () => undefined);
  } catch (error) {
    await driver.close();
    throw neo4jError(error, location);
  }
  return storeOn(connection, location);
}

function connect(
  { uri, user, password, connections = CONNECTIONS, timeout = TIMEOUT }: Neo4jOptions,
  location: string,
): Driver {
  const auth = user === null || password === null ? undefined : neo4j.auth.basic(user, password);
  try {
    return neo4j.driver(uri, auth, {
      disableLosslessIntegers: true,
      maxConnectionPoolSize: connections,
      connectionTimeout: timeout * 1000,
      connectionAcquisitionTimeout: timeout * 1000,
      maxTransactionRetryTime: timeout * 1000,
      connectionLivenessCheckTimeout: TRUSTED_IDLE,
      telemetryDisabled: true,
      userAgent: 'wiki-atlas',
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = `the address ${location} cannot be used (${why})`;
    throw new AtlasError('usage', message, { field: 'store' }, { cause: error });
  }
}

/** `Neo4j/5.26.30`, and since 2025 the year in the first place. */
function isTooOld(agent: string): boolean {
  const match = /^Neo4j\/(\d+)\.(\d+)/.exec(agent);
  if (!match) return false;
  const [major, minor] = [Number(match[1]), Number(match[2])];
  return major < 5 || (major === 5 && minor < 26);
}

function storeOn(connection: Connection, location: string): GraphStore {
  const { read } = connection;
  const schema = madeOnce(() => ensureSchema((cypher) => connection.command(cypher)));
  const textIndex = madeOnce(async () => {
    await makeTextIndex(connection);
    await textIndexFilled(connection);
  });
  let writing: Promise<unknown> = Promise.resolve();
  /** One write after the other, in the order they were asked for; the first makes what it needs. */
  const inTurn = <T>(write: () => Promise<T>): Promise<T> => {
    const done = writing.then(async () => {
      await schema();
      return write();
    });
    writing = done.catch(() => undefined);
    return done;
  };

  const whole = exportQuery(read);
  return {
    write: (graph, analysis, onProgress) =>
      inTurn(() => writeGraph(connection, graph, Promise.resolve(analysis), onProgress)),
    apply: (change, analysis) =>
      inTurn(async () => {
        await textIndex();
        return applyChange(connection, change, analysis);
      }),
    analysis: analysisQuery(read),
    files: filesQuery(read),
    contents: contentsQuery(read),
    version: versionQuery(read),
    stats: statsQuery(read, location),
    map: mapQuery(read),
    subgraph: subgraphQuery(read),
    paths: pathsQuery(read),
    page: pageQuery(read),
    source: sourceQuery(read),
    links: linksQuery(read),
    mentions: mentionsQuery(read),
    related: relatedQuery(read),
    search: searchQuery(read),
    named: namedQuery(read),
    report: reportQuery(read),
    async *exportParts(mentions) {
      yield* partsOf(await whole(mentions));
    },
    async close() {
      await writing;
      await connection.close();
    },
  };
}

/** Makes it when it is first asked for, and again where that failed. */
function madeOnce(make: () => Promise<void>): () => Promise<void> {
  let made: Promise<void> | null = null;
  return async () => {
    made ??= make();
    await made.catch((error: unknown) => {
      made = null;
      throw error;
    });
  };
}
