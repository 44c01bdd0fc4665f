/**
 * The Neo4j server that is measured: a new one, with an empty home, whenever it is renewed.
 * Invariant: what was written before is gone then, and nothing of it outlives the bench.
 */
import neo4j, { type Driver } from 'neo4j-driver';
import type { GraphStore } from '../store/graph-store.ts';
import { openNeo4jStore } from '../store/neo4j/open.ts';
import { JavaServer } from '../test/neo4j-server/java-server.ts';

export const HEAP = '1g';
export const PAGE_CACHE = '512m';

export class FreshServer {
  #server: JavaServer | null = null;
  #driver: Driver | null = null;

  /** Takes away the server of before and starts another. */
  async renew(): Promise<void> {
    await this.dispose();
    this.#server = await JavaServer.start({
      heap: HEAP,
      settings: { 'server.memory.pagecache.size': PAGE_CACHE },
    });
    this.#driver = neo4j.driver(this.uri, undefined, { disableLosslessIntegers: true });
  }

  get isUp(): boolean {
    return this.#server !== null;
  }

  get uri(): string {
    return this.#up(this.#server).uri;
  }

  get version(): string {
    return this.#up(this.#server).version;
  }

  /** For statements that are none of ours. */
  get driver(): Driver {
    return this.#up(this.#driver);
  }

  /** What `--store` takes for the wiki of that name. */
  address(wiki: string): string {
    return `${this.uri}?wiki=${wiki}`;
  }

  async withStore<T>(wiki: string, use: (store: GraphStore) => Promise<T>): Promise<T> {
    const store = await openNeo4jStore({ uri: this.uri, user: null, password: null, database: null, wiki });
    try {
      return await use(store);
    } finally {
      await store.close();
    }
  }

  async dispose(): Promise<void> {
    await this.#driver?.close();
    this.#driver = null;
    await this.#server?.dispose();
    this.#server = null;
  }

  #up<T>(part: T | null): T {
    if (part === null) throw new Error('no server has been started');
    return part;
  }
}
