/** The contract for pictures of the graph: the map, neighbourhoods, and the degrees in them. */
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { type MapQuery, type SubgraphQuery, mapSchema, subgraphSchema } from '../../../graph/api.ts';
import { type MapGraph, unpackMap } from '../../../graph/map-columns.ts';
import { byCodePoint } from '../../../graph/names.ts';
import { type NaiveNode, naiveDegrees, naiveSubgraph } from '../naive-graph.ts';
import { anyGraph } from '../any-graph.ts';
import { type PageSpec, graphOf } from '../sample-graph.ts';
import { type StoreUnderTest, HOSTILE, ask } from './asking.ts';
import { wholeExport } from '../whole-export.ts';

export function describePictures(on: StoreUnderTest): void {
  describe('map', () => {
    beforeEach(() => on.writeSample());
    const mapOf = async (query: Partial<MapQuery> = {}): Promise<MapGraph> =>
      unpackMap(mapSchema.parse(await on.store.map(ask.map(query))));

    it('holds every node once, the most important first, and the links between them', async () => {
      const map = await mapOf();
      expect(map.attributes).toEqual({
        total: { nodes: 21, edges: 28 },
        returned: { nodes: 21, edges: 28 },
        truncated: null,
        strongest: null,
      });
      expect(map.nodes.id[0]).toBe('orchard/apple');
      expect(new Set(map.nodes.id).size).toBe(21);
      expect(map.nodes.rank).toEqual(map.nodes.rank.toSorted((a, b) => b - a));
      expect(map.nodes.rank[0]).toBe(1000);
      for (const column of Object.values(map.nodes)) expect(column).toHaveLength(21);
      for (const column of Object.values(map.edges)) expect(column).toHaveLength(28);
      const apple = { folder: map.nodes.folder[0] ?? -1, community: map.nodes.community[0] ?? -1 };
      expect(map.folders[apple.folder]).toBe('orchard');
      expect(map.communities[apple.community]).toMatchObject({ name: 'orchard', radius: 150 });
    });

    it('tells every region, what it is a part of and what it is linked with, as the analysis found it', async () => {
      const { communities } = await mapOf();
      expect(communities.some(({ parent }) => parent === 0)).toBe(true);
      expect(communities).toEqual((await on.store.analysis())?.communities);
      expect((await on.store.stats()).communities).toEqual(
        communities.map(({ name, size, x, y, radius, parent }) => ({
          name,
          count: size,
          x,
          y,
          radius,
          parent,
        })),
      );
    });

    it('tells which value of a key each page has, of several the most frequent', async () => {
      const valuesOf = async (color: string): Promise<Record<string, string>> => {
        const { nodes, values = [] } = await mapOf({ color });
        expect(nodes.value).toHaveLength(nodes.id.length);
        const known = nodes.id.map((id, node): [string, string] => [
          id,
          values[nodes.value?.[node] ?? -1] ?? '',
        ]);
        return Object.fromEntries(known.filter(([, value]) => value !== ''));
      };
      const tags = await valuesOf('tags');
      expect(tags['orchard/apple']).toBe('fruit');
      expect(tags['orchard/pear']).toBe('fruit');
      expect(tags['quince']).toBeUndefined();
      const frequent = (await on.store.stats()).facets.find(({ key }) => key === 'tags')?.values ?? [];
      expect((await mapOf({ color: 'tags' })).values).toEqual(frequent.map(({ name }) => name));
      expect(await valuesOf('level')).toMatchObject({ 'orchard/apple': '1', 'orchard/pear': '2' });
      expect(Object.values(await valuesOf('__proto__'))).toEqual(['toString']);
      expect(await valuesOf('no such key')).toEqual({});
    });

    it('has no column of values unless one is asked for', async () => {
      const map = await mapOf();
      expect([map.nodes.value, map.values]).toEqual([undefined, undefined]);
    });

    it('has the same links as the export', async () => {
      const map = await mapOf({ structural: true });
      const edges = map.edges.source.map((source, i) =>
        JSON.stringify([
          map.nodes.id[source],
          map.relations[map.edges.relation[i] ?? -1],
          map.nodes.id[map.edges.target[i] ?? -1],
        ]),
      );
      const whole = await wholeExport(on.store);
      expect(edges.toSorted()).toEqual(whole.edges.map((edge) => edge.key).toSorted());
    });

    it('cuts at the limit and says so', async () => {
      const whole = await mapOf();
      const map = await mapOf({ limit: 5 });
      expect(map.nodes.id).toEqual(whole.nodes.id.slice(0, 5));
      expect(map.attributes.total).toEqual({ nodes: 21, edges: map.edges.source.length });
      expect(map.attributes.returned).toEqual({ nodes: 5, edges: map.edges.source.length });
      expect(map.attributes.truncated).toBe('the 5 most important of 21 pages are shown');
      expect(Math.max(...map.edges.source, ...map.edges.target)).toBeLessThan(5);
      const exact = await mapOf({ limit: 21 });
      expect(exact.attributes.truncated).toBeNull();
    });

    it('keeps to a box, to folders, to relations, and to pages that are there', async () => {
      const whole = await mapOf();
      const [minX, minY, maxX, maxY] = [-200, -200, 0, -100];
      const box = await mapOf({ bbox: [minX, minY, maxX, maxY] });
      const inside = whole.nodes.id.filter((_, i) => {
        const [x, y] = [whole.nodes.x[i] ?? 0, whole.nodes.y[i] ?? 0];
        return x >= minX && x <= maxX && y >= minY && y <= maxY;
      });
      expect(box.nodes.id).toEqual(inside);
      expect(inside.length).toBeGreaterThan(3);
      const folder = await mapOf({ folder: ['kitchen'] });
      expect(folder.nodes.id.toSorted(byCodePoint)).toEqual([
        'kitchen/README',
        'kitchen/cider',
        'kitchen/dead_end',
        'kitchen/tart',
        'quince',
        'walnut%20bread',
      ]);
      const pages = await mapOf({ wanted: false });
      expect(pages.nodes.id).toHaveLength(18);
      expect(pages.nodes.kind.every((kind) => kind === 0)).toBe(true);
      const embeds = await mapOf({ relation: ['embed'] });
      expect(embeds.relations).toEqual(['embed']);
      expect(embeds.edges.source).toHaveLength(1);
    });

    it('counts structural links in degrees only where they were asked for', async () => {
      const degree = async (structural: boolean): Promise<(number | undefined)[]> => {
        const map = await mapOf({ structural });
        const i = map.nodes.id.indexOf('orchard/orchard');
        return [map.nodes.inDegree[i], map.nodes.outDegree[i]];
      };
      expect(await degree(false)).toEqual([0, 0]);
      expect(await degree(true)).toEqual([4, 3]);
    });
  });

  describe('subgraph', () => {
    beforeEach(() => on.writeSample());
    const keys = async (seed: string | string[], query: Partial<SubgraphQuery> = {}): Promise<string[]> =>
      subgraphSchema.parse(await on.store.subgraph(ask.subgraph(seed, query))).nodes.map((node) => node.key);

    it('grows step by step, nearest first, in the direction asked for', async () => {
      expect(await keys('notes/東京', { depth: 0 })).toEqual(['notes/東京']);
      expect(await keys('notes/東京', { direction: 'out' })).toEqual(['notes/東京', 'notes/🚀 launch']);
      expect(await keys('notes/東京', { direction: 'in' })).toEqual(['notes/東京', 'notes/100% "sure"']);
      const graph = await on.store.subgraph(ask.subgraph('notes/東京', { depth: 2 }));
      expect(graph.nodes.map((node) => [node.key, node.attributes.depth])).toEqual([
        ['notes/東京', 0],
        ['notes/100% "sure"', 1],
        ['notes/🚀 launch', 1],
        ['orchard/grafting', 2],
        ['notes/Zürich', 2],
        ["notes/O'Brien; DROP TABLE node;--", 2],
      ]);
      expect(graph.attributes.truncated).toBeNull();
      expect(graph.options).toEqual({ type: 'directed', multi: true, allowSelfLoops: false });
    });

    it('has all links among its nodes, with stable keys', async () => {
      const graph = await on.store.subgraph(ask.subgraph(['orchard/pear', 'orchard/grafting']));
      const nodes = new Set(graph.nodes.map((node) => node.key));
      const whole = await wholeExport(on.store);
      const among = whole.edges.filter(
        (edge) => nodes.has(edge.source) && nodes.has(edge.target) && !edge.attributes.structural,
      );
      expect(graph.edges.map((edge) => edge.key).toSorted()).toEqual(
        among.map((edge) => edge.key).toSorted(),
      );
      expect(graph.edges.map((edge) => edge.key)).toContain('["orchard/pear","link","orchard/apple"]');
      expect(graph.edges.every((edge) => edge.attributes.mentions === undefined)).toBe(true);
    });

    it('follows structural links only where asked, and counts them then', async () => {
      expect(await keys('orchard/orchard')).toEqual(['orchard/orchard']);
      const graph = await on.store.subgraph(ask.subgraph('orchard/orchard', { structural: true }));
      expect(graph.nodes).toHaveLength(5);
      expect(graph.nodes[0]?.attributes).toMatchObject({ inDegree: 4, outDegree: 3 });
      expect(graph.edges).toContainEqual(
        expect.objectContaining({
          key: '["orchard/apple","from","orchard/orchard"]',
          attributes: expect.objectContaining({ structural: true, relation: 'from' }),
        }),
      );
    });

    it('keeps to relations, folders and pages that are there; seeds stay', async () => {
      expect(await keys('kitchen/tart', { relation: ['embed'] })).toEqual(['kitchen/tart', 'kitchen/cider']);
      expect(await keys('kitchen/cider', { folder: ['orchard'] })).toEqual([
        'kitchen/cider',
        'orchard/apple',
        'quince',
      ]);
      expect(await keys('kitchen/cider', { folder: ['notes'] })).toEqual(['kitchen/cider']);
      expect(await keys('kitchen/cider', { wanted: false })).toEqual([
        'kitchen/cider',
        'orchard/apple',
        'kitchen/tart',
      ]);
      expect(await keys('quince', { wanted: false })).toEqual(
        ['quince', 'kitchen/cider', 'orchard/pear', 'welcome'].toSorted((a, b) =>
          a === 'quince' ? -1 : b === 'quince' ? 1 : 0,
        ),
      );
    });

    it('cuts the furthest, then the least linked, and says so', async () => {
      const graph = await on.store.subgraph(ask.subgraph('orchard/apple', { limit: 4, depth: 3 }));
      expect(graph.nodes.map((node) => node.key)).toEqual([
        'orchard/apple',
        'kitchen/tart',
        'kitchen/cider',
        'orchard/grafting',
      ]);
      expect(graph.attributes.truncated).toMatch(
        /^the 4 nearest and most linked of \d+ pages within 1 step are shown; what lies further was not searched$/,
      );
      expect(graph.attributes.total.nodes).toBeGreaterThan(4);
      expect(graph.attributes.returned).toEqual({ nodes: 4, edges: graph.edges.length });
      expect(graph.attributes.total.edges).toBeGreaterThan(graph.edges.length);
    });

    it('takes several seeds, the same one twice too, and cuts them like all others', async () => {
      expect(await keys(['quince', 'quince', 'notes/isolated'], { depth: 0 })).toEqual([
        'quince',
        'notes/isolated',
      ]);
      expect(await keys(['notes/isolated', 'quince'], { depth: 2, limit: 1 })).toEqual(['quince']);
    });

    it('cuts what several seeds found together: the nearest to any seed stay, then the most linked', async () => {
      const leaves = (page: string, count: number): PageSpec[] =>
        Array.from({ length: count }, (_, i) => ({ id: `${page}-${i}`, body: `[[${page}]]\n` }));
      await on.writePages([
        { id: 'a', body: '[[a-near]] [[shared]]\n' },
        { id: 'b', body: '[[b-near]] [[shared]]\n' },
        { id: 'a-near', body: '[[far]]\n' },
        { id: 'b-near', body: '' },
        { id: 'shared', body: '' },
        { id: 'far', body: '' },
        ...leaves('far', 9),
        ...leaves('b-near', 3),
      ]);
      const cut = async (limit: number): Promise<[string[], string | null]> => {
        const graph = await on.store.subgraph(ask.subgraph(['b', 'a'], { depth: 3, limit }));
        return [graph.nodes.map((node) => node.key), graph.attributes.truncated];
      };
      const why = (shown: number, total: number, depth: string): string =>
        `the ${shown} nearest and most linked of ${total} pages within ${depth} are shown; what lies further was not searched`;
      expect(await cut(4)).toEqual([['a', 'b', 'b-near', 'a-near'], why(4, 5, '1 step')]);
      expect(await cut(6)).toEqual([['a', 'b', 'b-near', 'a-near', 'shared', 'far'], why(6, 9, '2 steps')]);
      const [whole, truncated] = await cut(50);
      expect(whole).toHaveLength(18);
      expect(truncated).toBeNull();
    });

    it('does not choke on a hub', async () => {
      const spokes = Array.from({ length: 3000 }, (_, i) => ({ id: `s${i}`, body: '[[hub]]\n' }));
      await on.writePages([{ id: 'hub', body: 'Hub.\n' }, ...spokes]);
      const graph = await on.store.subgraph(ask.subgraph('s7', { depth: 4, limit: 20 }));
      expect(graph.nodes).toHaveLength(20);
      expect(graph.nodes.slice(0, 3).map((node) => node.key)).toEqual(['s7', 'hub', 's0']);
      expect(graph.attributes.total).toEqual({ nodes: 3001, edges: 3000 });
    });

    it('names pages close to a seed that is none', async () => {
      await expect(on.store.subgraph(ask.subgraph('orchard/aple'))).rejects.toMatchObject({
        code: 'page-not-found',
        details: { near: expect.arrayContaining(['orchard/apple']) },
      });
      for (const seed of HOSTILE) {
        await expect(on.store.subgraph(ask.subgraph(seed))).rejects.toMatchObject({ code: 'page-not-found' });
      }
    });

    it('cuts its seeds in the order of code points', async () => {
      const ids = ['\uffee', '\u{1d4b3}'];
      await on.writePages(ids.map((id) => ({ id, body: 'x\n' })));
      for (const seeds of [ids, ids.toReversed()]) {
        const { nodes } = await on.store.subgraph(ask.subgraph(seeds, { depth: 0, limit: 1 }));
        expect(nodes.map((node) => node.key)).toEqual(['\uffee']);
      }
    });

    it('equals a plain search in memory, on any graph', async () => {
      await fc.assert(
        fc.asyncProperty(anyGraph, anyAsk, async (pages, { starts, structural, ...query }) => {
          const { graph, analysis } = graphOf(pages);
          await on.store.write(graph, analysis);
          const seeds = starts.map((start) => graph.pages[start % graph.pages.length]?.id ?? '');
          const answer = await on.store.subgraph(ask.subgraph(seeds, { ...query, structural }));
          const expected = naiveSubgraph(graph, seeds, { ...query, structural });
          expect(answer.nodes.map((node) => [node.key, node.attributes.depth])).toEqual(expected.nodes);
          expect(answer.edges.map((edge) => edge.key)).toEqual(expected.edges);
          expect(answer.attributes.total.nodes).toBe(expected.total);
        }),
        { numRuns: 60 },
      );
    });
  });

  describe('degrees', () => {
    it('equal a plain count, on any graph, with structural links and without', async () => {
      await fc.assert(
        fc.asyncProperty(anyGraph, async (pages) => {
          const { graph, analysis } = graphOf(pages);
          await on.store.write(graph, analysis);
          for (const structural of [false, true]) {
            const { nodes } = unpackMap(await on.store.map(ask.map({ structural })));
            const counted = nodes.id
              .map((id, i): NaiveNode => [id, nodes.inDegree[i] ?? -1, nodes.outDegree[i] ?? -1])
              .toSorted((a, b) => byCodePoint(a[0], b[0]));
            expect(counted).toEqual(naiveDegrees(graph, structural));
          }
        }),
        { numRuns: 40 },
      );
    });
  });
}

const anyAsk = fc.record({
  starts: fc.array(fc.nat(100), { minLength: 1, maxLength: 3 }),
  depth: fc.integer({ min: 0, max: 4 }),
  direction: fc.constantFrom('in' as const, 'out' as const, 'both' as const),
  limit: fc.integer({ min: 1, max: 20 }),
  structural: fc.boolean(),
  wanted: fc.boolean(),
});
