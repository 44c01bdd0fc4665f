import { describe, expect, it } from 'vitest';
import {
  MAX_ID_LENGTH,
  healthSchema,
  linkListSchema,
  mapSchema,
  pageContentSchema,
  pageDetailSchema,
  pathListSchema,
  relatedListSchema,
  reportKindSchema,
  reportListSchema,
  searchListSchema,
  statsSchema,
  subgraphSchema,
  unlinkedListSchema,
} from '../../graph/api.ts';
import { unpackMap } from '../../graph/map-columns.ts';
import { SAMPLE_PAGES } from '../store/sample-graph.ts';
import { runningApp } from './running-app.ts';

const app = runningApp();
const path = (id: string): string => `/api/pages/${encodeURIComponent(id)}`;

describe('every endpoint answers in the words of its schema', () => {
  it('GET /healthz', async () => {
    expect(await app.json('/healthz', healthSchema.strict())).toEqual({ status: 'ok' });
  });

  it('GET /api/stats', async () => {
    const stats = await app.json('/api/stats', statsSchema.strict());
    expect(stats.pages).toBe(SAMPLE_PAGES.length);
    expect(stats.store.kind).toBe('sqlite');
  });

  it('GET /api/map', async () => {
    const map = await app.json('/api/map', mapSchema.strict());
    expect(map.nodes.id.length).toBe(map.attributes.returned.nodes);
    expect(unpackMap(map).nodes.id).toContain('orchard/apple');
    const small = await app.json('/api/map?limit=3&wanted=false&structural', mapSchema.strict());
    expect(small.nodes.id.length).toBe(3);
    expect(small.attributes.truncated).not.toBeNull();
  });

  it('GET /api/subgraph', async () => {
    const graph = await app.json(
      '/api/subgraph?seed=orchard%2Fapple&seed=orchard%2Fpear&depth=1&direction=out',
      subgraphSchema.strict(),
    );
    expect(graph.nodes.map((node) => node.key)).toContain('kitchen/cider');
  });

  it('GET /api/paths', async () => {
    const ends = 'from=welcome&to=notes%2FZ%C3%BCrich';
    const { paths, truncated } = await app.json(`/api/paths?${ends}&k=1`, pathListSchema.strict());
    expect(paths[0]?.nodes.map((node) => node.id)).toEqual(['welcome', 'orchard/apple', 'notes/Zürich']);
    expect(paths[0]?.steps.map((step) => step.direction)).toEqual(['out', 'in']);
    expect(truncated).toBeNull();
    const none = await app.json(
      `/api/paths?${ends}&direction=out&max=1&relation=link`,
      pathListSchema.strict(),
    );
    expect(none.paths).toEqual([]);
    for (const wrong of ['max=9', 'max=0', 'k=6', 'direction=in', 'k=x', 'from=a']) {
      expect((await app.problem(`/api/paths?${ends}&${wrong}`, 400)).field).toBe(wrong.split('=')[0]);
    }
    expect((await app.problem('/api/paths?from=welcome', 400)).field).toBe('to');
  });

  it('GET /api/pages/:id', async () => {
    const page = await app.json(path('orchard/apple'), pageDetailSchema.strict());
    expect(page).toMatchObject({ id: 'orchard/apple', title: 'Apple', folder: 'orchard', kind: 'page' });
    const wanted = await app.json(path('constructor'), pageDetailSchema.strict());
    expect(wanted).toMatchObject({ kind: 'wanted', path: null });
  });

  it('GET /api/pages/:id/content', async () => {
    const { html } = await app.json(`${path('orchard/apple')}/content`, pageContentSchema.strict());
    expect(html).toContain('data-page="orchard/pear" href="/?page=orchard%2Fpear">pear</a>');
    expect(html).toContain('data-at="65">1:05</a>');
    expect(html).toContain('href="https://example.org/apples?a=1&#x26;b=2"');
    expect(html).not.toContain('title:');
  });

  it('GET /api/pages/:id/links', async () => {
    const links = await app.json(
      `${path('orchard/apple')}/links?direction=in&limit=2`,
      linkListSchema.strict(),
    );
    expect(links.items).toHaveLength(2);
    expect(links.items[0]?.mentions[0]?.excerpt).not.toBe('');
    const next = await app.json(
      `${path('orchard/apple')}/links?direction=in&limit=2&cursor=${encodeURIComponent(links.next ?? '')}`,
      linkListSchema.strict(),
    );
    expect(next.items[0]?.page.id).not.toBe(links.items[0]?.page.id);
  });

  it('GET /api/pages/:id/mentions', async () => {
    const list = await app.json(`${path('kitchen/cider')}/mentions?limit=1`, unlinkedListSchema.strict());
    expect(list.items.length).toBeLessThanOrEqual(1);
    await app.problem(`${path('orchard/apple')}/mentions?direction=in`, 400);
  });

  it('GET /api/pages/:id/related', async () => {
    const { items } = await app.json(`${path('kitchen/cider')}/related?limit=2`, relatedListSchema.strict());
    expect(items.map((item) => item.id)).toContain('orchard/pear');
    await app.problem(`${path('orchard/apple')}/related?cursor=x`, 400);
  });

  it('GET /api/search', async () => {
    const found = await app.json('/api/search?q=pear', searchListSchema.strict());
    expect(found.items[0]?.id).toBe('orchard/pear');
    await app.json('/api/search?q=', searchListSchema.strict());
  });

  it.each(reportKindSchema.options)('GET /api/reports/%s', async (kind) => {
    const report = await app.json(`/api/reports/${kind}?limit=3`, reportListSchema.strict());
    // Every link of the sample is clear, and leads to a heading that is there.
    const isFound = kind !== 'ambiguous' && kind !== 'broken-fragments';
    expect(report.total > 0).toBe(isFound);
  });

  it.each(SAMPLE_PAGES.map(({ id }) => id))('whatever a page is called: %s', async (id) => {
    expect((await app.json(path(id), pageDetailSchema)).id).toBe(id);
    expect((await app.json(`${path(id)}/content`, pageContentSchema)).id).toBe(id);
    await app.json(`${path(id)}/links`, linkListSchema);
    const seed = encodeURIComponent(id);
    const around = await app.json(`/api/subgraph?seed=${seed}`, subgraphSchema);
    expect(around.nodes[0]?.key).toBe(id);
  });
});

describe('an unknown page', () => {
  it.each(['', '/content', '/links', '/mentions', '/related'])(
    'is a 404 with the pages close to it: /api/pages/:id%s',
    async (end) => {
      const problem = await app.problem(`${path('orchard/aple')}${end}`, 404);
      expect(problem).toMatchObject({ code: 'page-not-found', field: 'id' });
      expect(problem.near?.[0]?.id).toBe('orchard/apple');
    },
  );

  it('as a seed is named', async () => {
    const problem = await app.problem('/api/subgraph?seed=orchard%2Fapple&seed=orchard%2Fpeer', 404);
    expect(problem).toMatchObject({ code: 'page-not-found', field: 'seed' });
    expect(problem.detail).toContain('orchard/peer');
    expect(problem.near?.[0]?.id).toBe('orchard/pear');
  });

  it.each(['from', 'to'])('as an end of a path is named: %s', async (field) => {
    const other = field === 'from' ? 'to' : 'from';
    const problem = await app.problem(`/api/paths?${other}=welcome&${field}=orchard%2Fpeer`, 404);
    expect(problem).toMatchObject({ code: 'page-not-found', field });
    expect(problem.near?.[0]?.id).toBe('orchard/pear');
  });

  it('that is only wanted has no content, and is said to be wanted', async () => {
    const problem = await app.problem(`${path('constructor')}/content`, 404);
    expect(problem.detail).toContain('wanted');
    expect(problem.near?.[0]).toMatchObject({ id: 'constructor', kind: 'wanted' });
  });

  it.each([
    '%00',
    'a%00b',
    '__proto__',
    'toString',
    '%25',
    '%23',
    '%3F',
    '%2F',
    '%2F%2F',
    '..%2F..%2Fetc',
    '%F0%9F%9A%80',
    '%22%3B--',
    'as long as ids may be',
  ])('is a 404 however it is spelt: %s', async (told) => {
    const spelling = told.startsWith('as long') ? 'x'.repeat(MAX_ID_LENGTH) : told;
    for (const end of ['', '/content', '/links']) {
      expect((await app.problem(`/api/pages/${spelling}${end}`, 404)).code).toBe('page-not-found');
    }
    await app.problem(`/api/subgraph?seed=${spelling}`, 404);
  });
});

describe('a request that is not valid is a 400 that names the field', () => {
  it.each([
    ['/api/map?limit=0', 'limit'],
    ['/api/map?limit=200001', 'limit'],
    ['/api/map?limit=1e3', 'limit'],
    ['/api/map?limit=-1', 'limit'],
    ['/api/map?limit=', 'limit'],
    ['/api/map?limit=1&limit=2', 'limit'],
    ['/api/map?links=1000001', 'links'],
    ['/api/map?bbox=1,2,3', 'bbox'],
    ['/api/map?bbox=1,2,3,NaN', 'bbox'],
    ['/api/map?structural=yes', 'structural'],
    ['/api/map?wanted=2', 'wanted'],
    ['/api/map?relation=', 'relation'],
    ['/api/subgraph', 'seed'],
    ['/api/subgraph?seed=', 'seed'],
    ['/api/subgraph?seed=welcome&depth=5', 'depth'],
    ['/api/subgraph?seed=welcome&direction=up', 'direction'],
    ['/api/subgraph?seed=welcome&limit=2001', 'limit'],
    ['/api/search', 'q'],
    ['/api/search?q=a&limit=101', 'limit'],
    ['/api/search?q=a&q=b', 'q'],
    ['/api/pages/welcome/links?direction=both', 'direction'],
    ['/api/pages/welcome/links?limit=501', 'limit'],
    ['/api/pages/welcome/links?cursor=nonsense', 'cursor'],
    ['/api/reports/orphans?limit=501', 'limit'],
    ['/api/reports/orphans?cursor=nonsense', 'cursor'],
    ['/api/reports/nonsense', 'kind'],
    ['/api/reports/__proto__', 'kind'],
    ['/api/pages/%E0%A4%A', 'path'],
    ['/api/pages/%', 'path'],
    ['/api/pages/%ff/content', 'path'],
  ])('%s', async (request, field) => {
    const problem = await app.problem(request, 400);
    expect(problem).toMatchObject({ code: 'invalid-request', field });
  });

  it('where a value is too long or stands there too often', async () => {
    const requests = [
      [`/api/map?folder=${'x'.repeat(1001)}`, 'folder'],
      [`/api/map?${'folder=x&'.repeat(201)}`, 'folder'],
      [`/api/subgraph?${'seed=x&'.repeat(51)}`, 'seed'],
      [`/api/search?q=${'x'.repeat(501)}`, 'q'],
      [`/api/pages/welcome/links?cursor=${'x'.repeat(2001)}`, 'cursor'],
      [`/api/pages/${'x'.repeat(4097)}`, 'id'],
    ] as const;
    for (const [request, field] of requests) {
      expect(await app.problem(request, 400)).toMatchObject({ code: 'invalid-request', field });
    }
  });

  it.each([
    '/api/stats?',
    '/api/map?',
    '/api/subgraph?seed=welcome&',
    '/api/search?q=a&',
    '/api/pages/welcome?',
    '/api/pages/welcome/content?',
    '/api/pages/welcome/links?',
    '/api/reports/orphans?',
    '/healthz?',
  ])('where a parameter is unknown: %s', async (endpoint) => {
    for (const name of ['nonsense', '__proto__', 'constructor', 'limit[]']) {
      const problem = await app.problem(`${endpoint}${encodeURIComponent(name)}=1`, 400);
      expect(problem.field).toBe(name);
    }
  });

  it.each([
    '/api/map?limit=1',
    '/api/map?limit=200000&bbox=-999999999,-999999999,999999999,999999999',
    '/api/map?folder=&relation=link&relation=from&structural=0&wanted=1',
    '/api/subgraph?seed=welcome&depth=0&limit=1',
    '/api/subgraph?seed=welcome&depth=4&limit=2000',
    `/api/search?q=${'x'.repeat(500)}&limit=100`,
    '/api/pages/welcome/links?limit=500',
    '/api/reports/orphans?limit=500',
  ])('but not where a parameter is at its bounds: %s', async (request) => {
    expect((await app.get(request)).status).toBe(200);
  });

  it.each([
    '\0',
    '"',
    '"a" OR',
    "'; DROP TABLE x;--",
    '*',
    'NEAR(',
    '%',
    '_',
    '^',
    '-',
    '(((',
    '\u{1F680}',
    '東',
    '\\',
  ])('whatever is searched for: %s', async (q) => {
    const found = await app.json(`/api/search?q=${encodeURIComponent(q)}`, searchListSchema);
    expect(found.items.length).toBeLessThanOrEqual(found.total);
  });
});
