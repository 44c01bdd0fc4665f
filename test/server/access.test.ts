import { request, type IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from 'vitest';
import { problemSchema, readySchema } from '../../graph/api.ts';
import type { Access } from '../../server/app.ts';
import { runningApp } from './running-app.ts';

const TOKEN = 'correct-horse-battery-staple';
const access = (changes: Partial<Access>): Access => ({
  token: null,
  cors: [],
  allowHost: [],
  rateLimit: 0,
  trustProxy: 0,
  ...changes,
});
const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('a server that asks for a token', () => {
  const app = runningApp(() => ({ host: '0.0.0.0', access: access({ token: TOKEN }) }));
  const signIn = (fields: Record<string, string>): Promise<Response> =>
    app.get('/sign-in', { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });

  it('answers who shows it, and nobody else', async () => {
    for (const path of [
      '/api/stats',
      '/api/events',
      '/api/docs',
      '/metrics',
      '/assets/index-abc123.js',
      '/nothing',
    ]) {
      expect((await app.problem(path, 401)).code).toBe('unauthorized');
    }
    const refused = await app.get('/api/stats');
    expect(refused.headers.get('www-authenticate')).toContain('Bearer');
    for (const authorization of ['Bearer wrong', 'Bearer', `Basic ${TOKEN}`, `Bearer ${TOKEN}x`, TOKEN]) {
      expect((await app.get('/api/stats', { headers: { authorization } })).status).toBe(401);
    }
    const headers = { authorization: `Bearer ${TOKEN}` };
    const answered = await app.get('/api/stats', { headers });
    expect(answered.status).toBe(200);
    expect(answered.headers.get('vary')).toContain('Cookie');
  });

  it('tells anyone that it lives, and no more', async () => {
    expect((await app.get('/healthz')).status).toBe(200);
    const ready = await app.json('/readyz', readySchema.strict());
    expect(ready).toEqual({ store: 'reachable', imported: true, importing: false });
    const headers = { authorization: `Bearer ${TOKEN}` };
    const known = await (await app.get('/readyz', { headers })).json();
    expect(known).toMatchObject({ ...ready, fingerprint: expect.any(String) });
  });

  it('shows a browser a page to sign in, which leads on to where it was going', async () => {
    const page = await app.get('/?page=a%22%3E%3Cscript%3E', { headers: HTML });
    expect(page.status).toBe(401);
    const html = await page.text();
    expect(html).toContain('action="/sign-in"');
    expect(html).not.toContain('<script');
    const response = await signIn({ token: TOKEN, to: '/?page=a%2Fb' });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/?page=a%2Fb');
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Strict/i);
    expect(cookie).not.toContain(TOKEN);
    const signedIn = { cookie: `other=1; ${cookie.split(';')[0]}` };
    expect((await app.get('/api/stats', { headers: signedIn })).status).toBe(200);
    const client = await app.get('/', { headers: { ...HTML, ...signedIn } });
    expect(await client.text()).toContain('<title>Wiki Atlas</title>');
    expect((await app.get('/api/stats', { headers: { cookie: `wiki-atlas=${TOKEN}` } })).status).toBe(401);
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    '/..//evil.example',
  ])('sends nobody to another server who signs in: %s', async (to) => {
    const location = (await signIn({ token: TOKEN, to })).headers.get('location') ?? '';
    expect(new URL(location, app.url).origin).toBe(app.url);
  });

  it.each([
    ['a form that is too long', { body: `token=${'a'.repeat(20_000)}` }, /longer/],
    ['a form that is not UTF-8', { body: 'token=a', charset: '; charset=koi8-r' }, /UTF-8/],
    ['too many fields', { body: 'a=&'.repeat(1500) }, /fields/],
  ])('says what is wrong with %s', async (_what, { body, ...rest }, said) => {
    const charset = 'charset' in rest ? rest.charset : '';
    const response = await app.get('/sign-in', {
      method: 'POST',
      body,
      headers: { 'content-type': `application/x-www-form-urlencoded${charset}` },
    });
    expect(response.status).toBe(400);
    expect(problemSchema.parse(await response.json())).toMatchObject({
      field: 'body',
      detail: expect.stringMatching(said),
    });
  });

  it('lets nobody try token after token', async () => {
    let response = await signIn({ token: 'wrong', to: '/' });
    expect(response.status).toBe(401);
    expect(response.headers.get('set-cookie')).toBeNull();
    for (let i = 0; i < 25; i += 1) response = await signIn({ token: `wrong ${i}`, to: '/' });
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
  });
});

describe('a server that other machines reach', () => {
  const app = runningApp(() => ({
    host: '0.0.0.0',
    access: access({ rateLimit: 5, allowHost: ['wiki.example'] }),
  }));
  const asked = (
    path: string,
    host: string,
  ): Promise<{ status: number; headers: IncomingHttpHeaders; body: string }> =>
    new Promise((resolve, reject) => {
      request(app.url + path, { headers: { host } }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (part: string) => (body += part));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      })
        .on('error', reject)
        .end();
    });

  it('answers to the names it was given, and so many requests a minute', async () => {
    expect((await asked('/api/stats', 'wiki.example:80')).status).toBe(200);
    expect((await asked('/api/stats', 'evil.example')).status).toBe(400);
    let last = await asked('/api/stats', 'wiki.example');
    for (let i = 0; i < 6; i += 1) last = await asked('/api/stats', 'wiki.example');
    expect(last.status).toBe(429);
    expect(last.headers['retry-after']).toMatch(/^\d+$/);
    expect(problemSchema.strict().parse(JSON.parse(last.body)).code).toBe('too-many-requests');
    expect((await asked('/healthz', 'wiki.example')).status).toBe(200);
  });
});

describe('a server behind a proxy', () => {
  const app = runningApp(() => ({
    access: access({ rateLimit: 3, trustProxy: 1, cors: ['https://notes.example'] }),
  }));
  const from = (address: string): Promise<Response> =>
    app.get('/api/stats', { headers: { 'x-forwarded-for': address, origin: 'https://notes.example' } });

  it('counts what each client asks, also on a loopback address, and lets scripts read that it was too much', async () => {
    for (let i = 0; i < 3; i += 1) expect((await from('203.0.113.7')).status).toBe(200);
    const refused = await from('203.0.113.7');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('access-control-allow-origin')).toBe('https://notes.example');
    expect((await from('203.0.113.8')).status).toBe(200);
  });
});

describe('scripts of other origins', () => {
  const closed = runningApp();
  const app = runningApp(() => ({ access: access({ cors: ['https://notes.example'] }) }));

  it('may read nothing unless theirs is named', async () => {
    for (const [server, origin] of [
      [closed, 'https://notes.example'],
      [app, 'https://evil.example'],
      [app, 'null'],
    ] as const) {
      const { headers } = await server.get('/api/stats', { headers: { origin } });
      expect(headers.get('access-control-allow-origin')).toBeNull();
      const preflight = await server.get('/api/stats', {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'GET' },
      });
      expect(preflight.status).toBe(405);
    }
  });

  it('may read where it is, also with a token', async () => {
    const headers = { origin: 'https://notes.example', 'access-control-request-method': 'GET' };
    const { headers: read } = await app.get('/api/stats', { headers });
    expect(read.get('access-control-allow-origin')).toBe('https://notes.example');
    expect(read.get('vary')).toContain('Origin');
    expect(read.get('access-control-allow-credentials')).toBeNull();
    const preflight = await app.get('/api/stats', { method: 'OPTIONS', headers });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Authorization');
  });
});

describe('a request with a body', () => {
  const app = runningApp();

  it('is not listened to', async () => {
    const { status, connection } = await new Promise<{ status: number; connection: string }>(
      (resolve, reject) => {
        const sent = request(
          `${app.url}/api/stats`,
          { method: 'GET', headers: { 'content-length': '10' } },
          (response) => {
            response.resume();
            resolve({ status: response.statusCode ?? 0, connection: response.headers.connection ?? '' });
          },
        );
        sent.on('error', reject);
        sent.end('0123456789');
      },
    );
    expect([status, connection]).toEqual([400, 'close']);
  });
});
