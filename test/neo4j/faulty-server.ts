/**
 * A Neo4j of a test file's own, with a password and a proxy before it, to be killed, frozen and cut
 * off. Invariant: where it cannot be had the tests are skipped and the reason is said, or fail where
 * WIKI_ATLAS_REQUIRE_NEO4J is set.
 */
import { randomUUID } from 'node:crypto';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { GraphStore } from '../../store/graph-store.ts';
import { openNeo4jStore } from '../../store/neo4j/open.ts';
import { printed, startCommand } from '../cli/run-command.ts';
import { JavaServer } from '../neo4j-server/java-server.ts';
import { Toxiproxy, type Proxy } from '../neo4j-server/toxiproxy.ts';

export const PASSWORD = 'a long-winded password';

export interface FaultyServer {
  server: JavaServer;
  proxy: Proxy;
  /** another proxy before it, for a test that runs beside others */
  newProxy(): Promise<Proxy>;
  /** what `--store` takes, by way of the proxy, or of another one */
  address(wiki: string, by?: { database?: string; proxy?: Proxy }): string;
  /** the store itself, not by way of the proxy */
  open(wiki: string): Promise<GraphStore>;
  dispose(): Promise<void>;
}

export const newWiki = (): string => `fault-${randomUUID()}`;

/** Null where there is no Java, Maven or Go to make one of. Sets NEO4J_PASSWORD for commands that are run. */
export async function faultyServer(): Promise<FaultyServer | null> {
  let server: JavaServer | null = null;
  try {
    const settings = { 'dbms.security.auth_max_failed_attempts': '0' };
    server = await JavaServer.start({ password: PASSWORD, settings });
    const started = server;
    const toxiproxy = await Toxiproxy.start();
    const proxy = await toxiproxy.proxyTo(server.port);
    process.env.NEO4J_PASSWORD = PASSWORD;
    return {
      server,
      proxy,
      newProxy: () => toxiproxy.proxyTo(started.port),
      address: (wiki, { database = 'neo4j', proxy: { port } = proxy } = {}) =>
        `bolt://neo4j@127.0.0.1:${port}/${database}?wiki=${wiki}`,
      open: (wiki) =>
        openNeo4jStore({ uri: started.uri, user: 'neo4j', password: PASSWORD, database: null, wiki }),
      async dispose() {
        await toxiproxy.stop();
        await started.dispose();
      },
    };
  } catch (error) {
    await server?.dispose();
    if (process.env.WIKI_ATLAS_REQUIRE_NEO4J) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`\n!!! THE FAULTS OF NEO4J ARE NOT TESTED: ${reason}\n\n`);
    return null;
  }
}

export interface Serving {
  url: string;
  child: ChildProcess;
  /** all it has said on stderr */
  said(): string;
  /** status and body; it must come, however bad things are */
  ask(path: string): Promise<{ status: number; retryAfter: string | null; body: Record<string, unknown> }>;
  /** asks until the status is this */
  until(path: string, status: number): Promise<void>;
  /** ends it as an operator would. @returns its exit code */
  stop(): Promise<number | null>;
}

const ANSWER_MS = 40_000;
const PATIENCE_MS = 45_000;

/** `wiki-atlas serve` with these arguments on a free port, once it listens. */
export async function serving(...args: string[]): Promise<Serving> {
  const child = startCommand(['serve', ...args, '--port', '0']);
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (part: string) => (text += part));
  const [, url = ''] = await printed(child, /at (http:\S+)/);
  const ask: Serving['ask'] = async (path) => {
    const response = await fetch(url + path, { signal: AbortSignal.timeout(ANSWER_MS) });
    const body = (await response.json()) as Record<string, unknown>;
    return { status: response.status, retryAfter: response.headers.get('retry-after'), body };
  };
  return {
    url,
    child,
    said: () => text,
    ask,
    async until(path, status) {
      let last = 0;
      for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
        last = (await ask(path)).status;
        if (last === status) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error(`${path} stayed ${last}, and never was ${status}: ${text}`);
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const gone = once(child, 'exit') as Promise<[number | null]>;
      child.kill('SIGTERM');
      return (await gone)[0];
    },
  };
}
