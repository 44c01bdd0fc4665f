import { type OutgoingHttpHeaders, request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { problemSchema } from '../../graph/api.ts';
import { AtlasError } from '../../graph/errors.ts';
import { type RunningApp, runningApp } from './running-app.ts';

const app = runningApp();

/** Sent as it is: fetch would not let a Host header or an odd path through. */
function raw(
  path: string,
  headers: OutgoingHttpHeaders = {},
  { url }: RunningApp = app,
): Promise<{ status: number; body: string }> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });
}

describe('methods', () => {
  it('HEAD is GET without its body', async () => {
    const get = await app.get('/api/stats');
    const head = await app.get('/api/stats', { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    expect(head.headers.get('etag')).toBe(get.headers.get('etag'));
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    '%s is a 405 that says what is allowed',
    async (method) => {
      for (const path of ['/api/stats', '/api/pages/welcome', '/', '/nothing']) {
        const response = await app.get(path, { method });
        expect(response.status).toBe(405);
        expect(response.headers.get('allow')).toBe('GET, HEAD');
        expect(problemSchema.parse(await response.json()).code).toBe('method-not-allowed');
      }
    },
  );
});

describe('addresses', () => {
  it.each([
    '/api',
    '/api/',
    '/api/nothing',
    '/api/pages',
    '/api/pages/',
    '/api/pages/a/b',
    '/api/pages/a/content/x',
    '/api/reports',
    '/assets/missing.js',
  ])('%s is a 404', async (path) => {
    const response = await app.get(path, { headers: { accept: 'text/html' } });
    expect(response.status).toBe(404);
    expect(problemSchema.parse(await response.json()).code).toBe('route-not-found');
  });

  it.each([
    '//',
    '/..',
    '/../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/%00',
    '/%',
    '/assets/%2e%2e/index.html',
    '/.git',
    '*',
    '/api/pages/..',
    '/api/%',
    '/api?%E0%A4%A=1',
    'http://evil.example/api/stats',
  ])('odd ones do not break it: %s', async (path) => {
    const { status, body } = await raw(path);
    expect(status).toBeLessThan(500);
    expect(body).not.toContain('root:');
    expect(app.errors).toEqual([]);
  });
});

describe('headers', () => {
  it('keep scripts to our own, frames out and types as they are', async () => {
    for (const path of ['/', '/api/stats', '/api/nothing', '/assets/index-abc123.js']) {
      const { headers } = await app.get(path);
      const policy = new Map(
        (headers.get('content-security-policy') ?? '').split(';').map((rule) => {
          const [name = '', ...values] = rule.trim().split(' ');
          return [name, values.join(' ')] as const;
        }),
      );
      expect(policy.get('default-src')).toBe("'none'");
      expect(policy.get('script-src')).toBe("'self'");
      expect(policy.get('frame-ancestors')).toBe("'none'");
      expect(policy.has('upgrade-insecure-requests')).toBe(false);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.has('x-powered-by')).toBe(false);
      expect(headers.has('strict-transport-security')).toBe(false);
    }
  });

  it('let answers of the API be kept only if they are asked for anew', async () => {
    const first = await app.get('/api/map');
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const again = await raw('/api/map', { 'if-none-match': first.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
    expect((await app.get('/api/nothing')).headers.get('cache-control')).toBe('no-cache');
  });

  it('say that large answers are compressed', async () => {
    const response = await app.get('/api/map', { headers: { 'accept-encoding': 'gzip' } });
    expect(response.headers.get('content-encoding')).toBe('gzip');
  });
});

describe('the Host header', () => {
  it.each(['localhost', 'localhost:4747', 'LOCALHOST:1', '127.0.0.1', '127.0.0.1:80', '[::1]', '[::1]:4747'])(
    'may be %s',
    async (host) => {
      expect((await raw('/api/stats', { host })).status).toBe(200);
    },
  );

  it.each([
    'evil.example',
    'evil.example:4747',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '127.0.0.2',
    'localhost@evil.example',
    '[::2]',
    '::1',
    'localhost:x',
  ])('may not be %j: another site’s name was bound to this machine', async (host) => {
    for (const path of ['/api/stats', '/', '/healthz']) {
      const { status, body } = await raw(path, { host });
      expect(status).toBe(400);
      expect(problemSchema.parse(JSON.parse(body)).field).toBe('host');
    }
  });
});

describe('the client', () => {
  it.each(['/', '/?page=a%2Fb', '/some/deep/address', '/apis', '/x.html'])(
    'is served at %s',
    async (path) => {
      const response = await app.get(path, { headers: { accept: 'text/html,*/*;q=0.8' } });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toContain('text/html');
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(await response.text()).toContain('<title>Wiki Atlas</title>');
    },
  );

  it('is kept for good where the name carries a hash', async () => {
    const response = await app.get('/assets/index-abc123.js');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await app.get('/favicon.svg')).headers.get('cache-control')).toBe('no-cache');
  });

  it.each([
    ['a range past its end', { range: 'bytes=99999999-' }],
    ['a version it is not', { 'if-match': '"other"' }],
    ['an older one', { 'if-unmodified-since': 'Mon, 01 Jan 1990 00:00:00 GMT' }],
  ])('answers with a problem of the request where it is asked for %s', async (_what, headers) => {
    for (const path of ['/', '/favicon.svg']) {
      const { status, body } = await raw(path, { accept: 'text/html', ...headers });
      expect(status).toBe(400);
      expect(problemSchema.parse(JSON.parse(body))).toMatchObject({
        code: 'invalid-request',
        field: 'headers',
      });
    }
    expect(app.errors).toEqual([]);
  });

  it('is not the answer to who wants something else', async () => {
    expect((await app.get('/some/data', { headers: { accept: 'application/json' } })).status).toBe(404);
  });
});

describe('a client that is not built', () => {
  const unbuilt = runningApp(() => ({ clientFolder: '/nowhere/at/all' }));

  it('is said in plain words, and the API works', async () => {
    const response = await unbuilt.get('/', { headers: { accept: 'text/html' } });
    expect(response.status).toBe(503);
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(await response.text()).toContain('npm run build');
    expect((await unbuilt.get('/api/stats')).status).toBe(200);
  });
});

describe('an app that other machines may reach', () => {
  const open = runningApp(() => ({ host: '0.0.0.0' }));

  it.each(['192.168.1.7:4747', '[fe80::1]', 'localhost'])('answers to an address: %s', async (host) => {
    expect((await raw('/healthz', { host }, open)).status).toBe(200);
  });

  it('answers to no name that is not its own, since any page may have one bound to it', async () => {
    const { status, body } = await raw('/api/stats', { host: 'wiki.example' }, open);
    expect(status).toBe(400);
    expect(problemSchema.parse(JSON.parse(body))).toMatchObject({
      field: 'host',
      detail: expect.stringContaining('--allow-host'),
    });
  });
});

describe('a store that fails', () => {
  const failing = runningApp((store) => ({
    store: {
      ...store,
      stats: () => Promise.reject(new AtlasError('store-unavailable', 'the file is locked')),
      map: () => Promise.reject(new Error('secret: /home/someone')),
      search: () => {
        throw new TypeError('secret too');
      },
    },
  }));

  it('is a 503 where it cannot be read', async () => {
    const problem = await failing.problem('/api/stats', 503);
    expect(problem).toMatchObject({ code: 'store-unavailable', detail: 'the file is locked' });
  });

  it('is a 500 that tells nothing of a bug, which the caller hears of', async () => {
    failing.errors.length = 0;
    for (const path of ['/api/map', '/api/search?q=a']) {
      const problem = await failing.problem(path, 500);
      expect(problem.code).toBe('internal');
      expect(JSON.stringify(problem)).not.toContain('secret');
    }
    expect(failing.errors).toHaveLength(2);
  });
});
