/** The real app over a real SQLite store with the sample wiki, listening on a free port. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { z } from 'zod';
import { problemSchema, type Problem } from '../../graph/api.ts';
import { type AppOptions, createApp } from '../../server/app.ts';
import { listen, type ListeningServer } from '../../server/listen.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { openSqliteStore } from '../../store/sqlite/open.ts';
import { sampleGraph } from '../store/sample-graph.ts';

export interface RunningApp {
  url: string;
  store: GraphStore;
  errors: unknown[];
  get(path: string, init?: RequestInit): Promise<Response>;
  /** the answer to a GET, which must be a success that the schema describes in full */
  json<T extends z.ZodType>(path: string, schema: T): Promise<z.infer<T>>;
  /** the problem a GET comes to, which must be one in form and have this status */
  problem(path: string, status: number): Promise<Problem>;
}

/** Started before the tests of a file and closed after them. */
export function runningApp(changed: (store: GraphStore) => Partial<AppOptions> = () => ({})): RunningApp {
  let server: ListeningServer | undefined;
  let folder: string | undefined;
  const app: RunningApp = {
    url: '',
    store: undefined as never,
    errors: [],
    get: (path, init) => fetch(app.url + path, init),
    async json(path, schema) {
      const response = await app.get(path);
      const body: unknown = await response.json();
      if (response.status !== 200) throw new Error(`${path}: ${response.status} ${JSON.stringify(body)}`);
      if (!response.headers.get('content-type')?.startsWith('application/json')) throw new Error('no JSON');
      return schema.parse(body);
    },
    async problem(path, status) {
      const response = await app.get(path);
      const problem = problemSchema.strict().parse(await response.json());
      if (response.status !== status || problem.status !== status) {
        throw new Error(`${path}: ${response.status} ${JSON.stringify(problem)}`);
      }
      if (!response.headers.get('content-type')?.startsWith('application/problem+json')) {
        throw new Error(`${path}: ${response.headers.get('content-type')}`);
      }
      return problem;
    },
  };
  beforeAll(async () => {
    app.store = await openSqliteStore(':memory:');
    const { graph, analysis } = sampleGraph();
    await app.store.write(graph, analysis);
    folder = mkdtempSync(join(tmpdir(), 'wiki-atlas-client-'));
    await writeClient(folder);
    const options = {
      store: app.store,
      clientFolder: folder,
      host: '127.0.0.1',
      onError: (error: unknown) => app.errors.push(error),
    };
    server = await listen(createApp({ ...options, ...changed(app.store) }), { host: '127.0.0.1', port: 0 });
    app.url = server.url;
  });
  afterAll(async () => {
    await server?.close();
    await app.store?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });
  return app;
}

/** What a build of the client leaves, in small. */
async function writeClient(folder: string): Promise<void> {
  await mkdir(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Wiki Atlas</title>');
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, 'assets', 'index-abc123.js'), 'export {};');
}
