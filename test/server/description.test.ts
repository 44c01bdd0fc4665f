import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createApp } from '../../server/app.ts';
import { openApiPath, type ApiDescription } from '../../server/api/open-api.ts';
import { runningApp } from './running-app.ts';

const app = runningApp();
const described = (): Promise<ApiDescription> =>
  app.json(
    '/api/openapi.json',
    z.custom<ApiDescription>((value) => typeof value === 'object'),
  );

interface Layer {
  route?: { path: unknown };
  handle?: { stack?: Layer[] };
}

/** The paths that Express itself has routes for, the client's catch-all aside. */
function routedPaths(layers: readonly Layer[]): string[] {
  return layers.flatMap(({ route, handle }) => [
    ...(typeof route?.path === 'string' ? [route.path] : []),
    ...routedPaths(handle?.stack ?? []),
  ]);
}

describe('the API’s description', () => {
  it('is OpenAPI 3.1 and names every route there is, and no other', async () => {
    const { openapi, paths } = await described();
    expect(openapi).toBe('3.1.0');
    const { router } = createApp({ store: app.store, clientFolder: '/nowhere', host: '127.0.0.1' });
    const routed = routedPaths(router.stack as Layer[]).map(openApiPath);
    expect(Object.keys(paths).toSorted()).toEqual(routed.toSorted());
    expect(routed).toContain('/api/pages/{id}/links');
  });

  it('says of every route what it answers, and which problems it may come to', async () => {
    for (const { get } of Object.values((await described()).paths)) {
      expect(get.summary).toMatch(/^[A-Z].*\.$/);
      expect(Object.keys(get.responses)).toEqual(expect.arrayContaining(['200', '400', '405', '500', '503']));
      for (const [status, { content = {} }] of Object.entries(get.responses)) {
        if (Number(status) < 400) continue;
        expect(content).toEqual({
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        });
      }
    }
  });

  it('bounds every parameter: a number by its ends, a text by its length or its values', async () => {
    const parameters = Object.values((await described()).paths).flatMap(({ get }) => get.parameters);
    const isBounded = (schema: unknown): boolean => {
      const { type, items, ...bounds } = schema as Record<string, unknown>;
      if (type === 'array') return 'maxItems' in bounds && isBounded(items);
      if (type === 'integer') return 'minimum' in bounds && 'maximum' in bounds;
      return 'maxLength' in bounds || 'enum' in bounds || String(bounds.pattern).endsWith('$');
    };
    expect(parameters.filter(({ schema }) => !isBounded(schema))).toEqual([]);
    expect(new Set(parameters.map(({ name }) => name))).toContain('seed');
  });

  it('says what a parameter is that is left out, and names what routes answer', async () => {
    const { paths, components } = await described();
    const defaults = Object.fromEntries(
      (paths['/api/subgraph']?.get.parameters ?? []).map(({ name, schema }) => [name, schema.default]),
    );
    expect(defaults).toMatchObject({
      depth: 1,
      direction: 'both',
      limit: 300,
      structural: false,
      wanted: true,
    });
    expect(Object.keys(components.schemas)).toEqual(
      expect.arrayContaining(['PathList', 'UnlinkedList', 'RelatedList', 'Health', 'Ready']),
    );
  });

  it('refers to nothing that is not in it', async () => {
    const description = await described();
    const names = [...JSON.stringify(description).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name ?? '',
    );
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => !Object.hasOwn(description.components.schemas, name))).toEqual([]);
  });
});

describe('the reference page', () => {
  it('shows every route, parameter and shape, without a script or anything from elsewhere', async () => {
    const response = await app.get('/api/docs');
    expect(response.headers.get('content-type')).toContain('text/html');
    const html = await response.text();
    const { paths, components } = await described();
    for (const [path, { get }] of Object.entries(paths)) {
      expect(html).toContain(`GET ${path}<`);
      for (const { name } of get.parameters) expect(html).toContain(`<dt><code>${name}</code>`);
    }
    for (const name of Object.keys(components.schemas)) expect(html).toContain(`id="shape-${name}"`);
    expect(html).not.toMatch(/<script|src=|https?:|«|undefined|\[object/);
  });
});
