/** `serve` on a Neo4j that is away, slow, cut off, frozen or killed: it lives, says so, and recovers by itself. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import neo4j from 'neo4j-driver';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { openNeo4jStore } from '../../store/neo4j/open.ts';
import { Connection } from '../../store/neo4j/connection.ts';
import { freePort } from '../neo4j-server/free-port.ts';
import type { Toxic } from '../neo4j-server/toxiproxy.ts';
import { readEvents } from '../server/event-reader.ts';
import { graphOf, sampleGraph } from '../store/sample-graph.ts';
import { answerAsOldServer } from './old-server.ts';
import { faultyServer, newWiki, PASSWORD, serving, type Serving } from './faulty-server.ts';

const parts = await faultyServer();
const QUERIES = ['/api/stats', '/api/map', '/api/search?q=a', '/api/reports/orphans', '/readyz'];

describe.skipIf(parts === null)('serve on a Neo4j', { timeout: 600_000 }, () => {
  if (parts === null) return;
  const { server, proxy, address, open } = parts;
  const running: Serving[] = [];
  const serve = async (...args: string[]): Promise<Serving> => {
    const app = await serving(...args);
    running.push(app);
    return app;
  };
  afterEach(async () => {
    await proxy.cure();
    await Promise.all(running.splice(0).map((app) => app.stop()));
  });
  afterAll(async () => parts.dispose());

  /** A wiki that is there, written past the proxy. */
  const imported = async (): Promise<string> => {
    const wiki = newWiki();
    const store = await open(wiki);
    const { graph, analysis } = sampleGraph();
    await store.write(graph, analysis);
    await store.close();
    return wiki;
  };
  /** Each query is a 503 that says when to try again, and the process is well. */
  const expectAway = async (app: Serving): Promise<void> => {
    const answers = await Promise.all(QUERIES.map((path) => app.ask(path)));
    for (const { status, retryAfter, body } of answers) {
      expect({ status, code: body.code }).toEqual({ status: 503, code: 'store-unavailable' });
      expect(retryAfter).toMatch(/^\d+$/);
      expect(body.detail).not.toContain(PASSWORD);
    }
    expect((await app.ask('/healthz')).status).toBe(200);
  };
  const expectWell = async (app: Serving): Promise<void> => {
    for (const path of QUERIES) await app.until(path, 200);
    expect((await app.ask('/api/stats')).body).toMatchObject({ store: { kind: 'neo4j' } });
  };

  it('that holds nothing yet shows an empty wiki, and the pages once another process imports', async () => {
    const wiki = newWiki();
    const app = await serve('--store', address(wiki));
    expect((await app.ask('/readyz')).status).toBe(503);
    expect((await app.ask('/api/stats')).body).toMatchObject({ pages: 0 });
    const events = await readEvents(app.url);
    expect((await events.next('graph-changed')).data).toEqual({ fingerprint: null, changed: null });
    const store = await open(wiki);
    const { graph, analysis } = sampleGraph();
    await store.write(graph, analysis);
    expect((await events.next('graph-changed')).data).toMatchObject({ fingerprint: graph.fingerprint });
    expect((await app.ask('/readyz')).body).toMatchObject({ fingerprint: graph.fingerprint });
    const next = graphOf([{ id: 'only', body: 'one page' }]);
    await store.write(next.graph, next.analysis);
    expect((await events.next('graph-changed')).data).toMatchObject({ fingerprint: next.graph.fingerprint });
    expect((await app.ask('/api/stats')).body).toMatchObject({ pages: 1 });
    events.close();
    await store.close();
  });

  it('that is down at the start says so, and is well once it is up', async () => {
    const wiki = await imported();
    await proxy.setOpen(false);
    const app = await serve('--store', address(wiki));
    expect(app.said()).toContain(`127.0.0.1:${proxy.port}`);
    expect(app.said()).not.toContain(PASSWORD);
    await expectAway(app);
    await proxy.setOpen(true);
    await expectWell(app);
  });

  it('tells its listeners that the database went away, and that it is back', async () => {
    const app = await serve('--store', address(await imported()));
    const events = await readEvents(app.url);
    expect((await events.next('store-reachable')).data).toEqual({ reachable: true });
    await proxy.setOpen(false);
    expect((await events.next('store-reachable')).data).toEqual({ reachable: false });
    await proxy.setOpen(true);
    expect((await events.next('store-reachable')).data).toEqual({ reachable: true });
    events.close();
  });

  const toxics: [string, Toxic][] = [
    [
      'cut in the middle of every answer',
      { type: 'limit_data', stream: 'downstream', attributes: { bytes: 100 } },
    ],
    ['reset', { type: 'reset_peer', stream: 'downstream', attributes: { timeout: 5 } }],
    ['slower than anyone waits', { type: 'latency', stream: 'downstream', attributes: { latency: 60_000 } }],
    ['half open: nothing comes back', { type: 'timeout', stream: 'downstream', attributes: { timeout: 0 } }],
    ['half open: nothing gets there', { type: 'timeout', stream: 'upstream', attributes: { timeout: 0 } }],
  ];
  // most of it is waiting for what does not come
  describe.concurrent('whose connections are', () => {
    it.for(toxics)('%s', async ([_what, toxic], { onTestFinished }) => {
      const own = await parts.newProxy();
      // So few that every one of them is lost: a connection that hangs must not keep its place.
      const store = `${address(await imported(), { proxy: own })}&connections=4`;
      const app = await serving('--store', store);
      onTestFinished(async () => void (await app.stop()));
      await expectWell(app);
      await own.poison(toxic);
      await expectAway(app);
      await own.cure();
      await expectWell(app);
      expect(await app.stop()).toBe(0);
    });
  });

  it('that is frozen, and goes on', async () => {
    const app = await serve('--store', address(await imported()));
    await expectWell(app);
    server.signal('SIGSTOP');
    await expectAway(app);
    server.signal('SIGCONT');
    await expectWell(app);
    expect(await app.stop()).toBe(0);
  });

  it('that is killed, and started again', async () => {
    const app = await serve('--store', address(await imported()));
    await expectWell(app);
    await server.kill();
    await expectAway(app);
    await server.restart();
    await expectWell(app);
    expect(await app.stop()).toBe(0);
  });

  it('that takes longer over a query than it may', async () => {
    const auth = neo4j.auth.basic('neo4j', PASSWORD);
    const driver = neo4j.driver(server.uri, auth, { disableLosslessIntegers: true });
    const connection = new Connection({
      driver,
      database: null,
      wiki: newWiki(),
      location: 'here',
      patience: 0,
    });
    const endless = connection.read((run) => run('UNWIND range(1, 10000000000) AS i RETURN sum(i)'), 300);
    await expect(endless).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining('too long'),
    });
    expect(await connection.read((run) => run('RETURN 1 AS one'))).toEqual([{ one: 1 }]);
    await connection.close();
  });

  it('whose password is wrong', async () => {
    const wiki = await imported();
    process.env.NEO4J_PASSWORD = 'not the password';
    const app = await serve('--store', address(wiki));
    process.env.NEO4J_PASSWORD = PASSWORD;
    await expectAway(app);
    expect((await app.ask('/readyz')).body.detail).toContain('password');
    expect(app.said()).toContain('NEO4J_PASSWORD');
    expect(app.said()).not.toContain('not the password');
  });

  it('that has no such database', async () => {
    const app = await serve('--store', address(await imported(), { database: 'elsewhere' }));
    await expectAway(app);
    expect((await app.ask('/readyz')).body.detail).toContain('no database of this name');
  });

  it('that is too old', async () => {
    const old = await answerAsOldServer('Neo4j/4.4.44');
    const options = { user: null, password: null, database: null, wiki: 'wiki' };
    await expect(openNeo4jStore({ ...options, uri: old.uri })).rejects.toMatchObject({
      code: 'store-incompatible',
      message: expect.stringContaining('5.26'),
    });
    const app = await serve('--store', old.uri.replace('bolt://', 'bolt://neo4j@'));
    expect(await app.ask('/api/stats')).toMatchObject({ status: 503, body: { code: 'store-incompatible' } });
    await old.close();
  });

  it('that is no Neo4j at all, or nothing', async () => {
    const sockets: Socket[] = [];
    const other = createServer((socket) => {
      sockets.push(socket.on('error', () => undefined));
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    }).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const options = { user: null, password: null, database: null, wiki: 'wiki' };
    for (const port of [(other.address() as AddressInfo).port, await freePort()]) {
      await expect(openNeo4jStore({ ...options, uri: `bolt://127.0.0.1:${port}` })).rejects.toMatchObject({
        code: 'store-unavailable',
        message: expect.stringContaining(`127.0.0.1:${port}`),
      });
    }
    other.close();
  });
});
