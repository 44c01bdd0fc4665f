/** The store over TLS: a real server behind a proxy that ends the encryption with a certificate of its own making. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { type Server, createServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GraphStore } from '../../store/graph-store.ts';
import { NEO4J_URI, TestWiki, isWithoutServer } from '../store/neo4j-wiki.ts';
import { sampleGraph } from '../store/sample-graph.ts';

describe.skipIf(isWithoutServer('encrypted connections to Neo4j') || isWithoutOpenssl())(
  'an encrypted store',
  () => {
    let wiki: TestWiki;
    let proxy: Server;
    let host: string;

    beforeAll(async () => {
      wiki = new TestWiki();
      const { hostname, port } = new URL(NEO4J_URI ?? '');
      proxy = createServer(certificate(), (socket) => {
        const onward = connect(Number(port), hostname);
        socket.on('error', () => onward.destroy()).pipe(onward);
        onward.on('error', () => socket.destroy()).pipe(socket);
      });
      proxy.on('tlsClientError', () => undefined);
      await once(proxy.listen(0, '127.0.0.1'), 'listening');
      host = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    });
    afterAll(async () => {
      await wiki.dispose();
      proxy.close();
    });

    const open = (scheme: string): Promise<GraphStore> => wiki.open({ uri: `${scheme}://${host}` });

    it('is written and read, whoever signed the certificate, where +ssc is asked for', async () => {
      const store = await open('bolt+ssc');
      const { graph, analysis } = sampleGraph();
      await store.write(graph, analysis);
      expect((await store.stats()).pages).toBe(graph.pages.length);
    });

    it('is not trusted with a certificate that nobody vouches for where +s is asked for', async () => {
      await expect(open('bolt+s')).rejects.toMatchObject({
        code: 'store-unavailable',
        message: expect.stringMatching(/a certificate that is not trusted.*\+ssc/),
      });
    });

    it('says so where the address asks for no encryption', async () => {
      await expect(open('bolt')).rejects.toMatchObject({ code: 'store-unavailable' });
    });
  },
);

/** Which makes the certificate; said where it is missing, and no reason to skip where a server is required. */
function isWithoutOpenssl(): boolean {
  if (process.env.WIKI_ATLAS_REQUIRE_NEO4J || !spawnSync('openssl', ['version']).error) return false;
  process.stderr.write('SKIPPED: encrypted connections to Neo4j: there is no openssl\n');
  return true;
}

/** Made anew, so that no key is ever kept. */
function certificate(): { key: Buffer; cert: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), 'wiki-atlas-tls-'));
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const kind = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=localhost'];
    execFileSync('openssl', [...kind, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
