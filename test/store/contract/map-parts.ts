/** The contract for parts of the map: what a box holds, which links are shown, and after any changes. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MapQuery } from '../../../graph/api.ts';
import { type MapGraph, unpackMap } from '../../../graph/map-columns.ts';
import { byCodePoint } from '../../../graph/names.ts';
import type { Placement } from '../../../graph/wiki-graph.ts';
import { type PageSpec, type StoredGraph, graphOf } from '../sample-graph.ts';
import { changeOf, stamped } from './apply.ts';
import { type StoreUnderTest, ask } from './asking.ts';

/** More than a tile holds, so that there are several levels of them. */
const PAGES = 120;

const coordinate = fc.oneof(fc.integer({ min: -30, max: 30 }), fc.integer({ min: -50_000, max: 50_000 }));
const anyPlace = fc.record({
  x: coordinate,
  y: coordinate,
  rank: fc.constantFrom(0, 0.25, 0.5, 1),
  /** 0 for a page that is not there */
  links: fc.integer({ min: 0, max: 3 }),
});
const anyMap = fc.array(anyPlace, { minLength: PAGES, maxLength: PAGES });

/** Pages that link to some others, wanted pages among them, at these places. */
function placedGraph(
  places: readonly (typeof anyPlace extends fc.Arbitrary<infer T> ? T : never)[],
): StoredGraph {
  const pages = places.flatMap(({ links }, i): PageSpec[] => {
    const targets = Array.from({ length: links - 1 }, (_, n) => `[[p${(i * 7 + n * 13) % PAGES}]]\n`);
    return links === 0 ? [] : [{ id: `p${i}`, body: targets.join('') }];
  });
  const { graph, analysis } = graphOf(pages);
  const placements = analysis.placements.map((placement): Placement => {
    const { x, y, rank } = places[Number(placement.id.slice(1))] ?? placement;
    return { ...placement, x, y, rank };
  });
  return { graph, analysis: { ...analysis, placements } };
}

const anyPart = fc.record({
  limit: fc.integer({ min: 1, max: 80 }),
  wanted: fc.boolean(),
  box: fc.option(fc.tuple(coordinate, coordinate, coordinate, coordinate)),
});

function naivePart({ graph, analysis }: StoredGraph, { limit, wanted, bbox }: MapQuery): string[] {
  const missing = new Set(graph.wanted.map(({ id }) => id));
  const [minX, minY, maxX, maxY] = bbox ?? [-1e9, -1e9, 1e9, 1e9];
  return analysis.placements
    .filter(({ x, y }) => x >= minX && x <= maxX && y >= minY && y <= maxY)
    .filter(({ id }) => wanted || !missing.has(id))
    .toSorted((a, b) => b.rank - a.rank || byCodePoint(a.id, b.id))
    .slice(0, limit)
    .map(({ id }) => id);
}

/** The half of a map's nodes that lies furthest west. */
function westOf({ nodes: { x, y } }: MapGraph): NonNullable<MapQuery['bbox']> {
  const middle = x.toSorted((a, b) => a - b)[Math.floor(x.length / 2)] ?? 0;
  return [Math.min(...x), Math.min(...y), middle, Math.max(...y)];
}

export function describeMapParts(on: StoreUnderTest): void {
  const mapOf = async (query: Partial<MapQuery> = {}): Promise<MapGraph> =>
    unpackMap(await on.store.map(ask.map(query)));

  describe('a part of the map', () => {
    it('is what a plain look at all nodes finds, also after any series of changes', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(anyMap, { minLength: 1, maxLength: 3 }),
          fc.array(anyPart, { minLength: 4, maxLength: 4 }),
          async (maps, parts) => {
            const [first, ...others] = maps.map((places, i) => stamped(placedGraph(places), i));
            if (!first) return;
            await on.store.write(first.graph, first.analysis);
            let now = first;
            for (const next of others) {
              expect(await on.store.apply(...changeOf(now, next))).toBe(true);
              now = next;
            }
            for (const { box, limit, wanted } of parts) {
              const [a, b, c, d] = box ?? [];
              const bbox: MapQuery['bbox'] =
                a === undefined || b === undefined || c === undefined || d === undefined
                  ? undefined
                  : [Math.min(a, b), Math.min(c, d), Math.max(a, b), Math.max(c, d)];
              const query = ask.map({ limit, wanted, bbox });
              const { nodes, attributes } = await mapOf(query);
              expect(nodes.id).toEqual(naivePart(now, query));
              const all = naivePart(now, { ...query, limit: Infinity }).length;
              expect(attributes.truncated !== null).toBe(all > nodes.id.length);
            }
          },
        ),
        { numRuns: 12 },
      );
    });

    it('says of how many it shows the most important ones', async () => {
      await on.writeSample();
      const { attributes } = await mapOf({ limit: 2, bbox: westOf(await mapOf()) });
      expect(attributes.total.nodes).toBe(21);
      expect(attributes.returned.nodes).toBe(2);
      expect(attributes.truncated).toBe('the 2 most important pages of this part of the map are shown');
    });

    it('has all links between its nodes, those of a smaller part among them', async () => {
      await on.writeSample();
      const whole = await mapOf({ structural: true });
      const part = await mapOf({ structural: true, bbox: westOf(whole) });
      const linksOf = ({ nodes, edges, relations }: MapGraph): string[] =>
        edges.source.map((source, i) =>
          JSON.stringify([
            nodes.id[source],
            relations[edges.relation[i] ?? -1],
            nodes.id[edges.target[i] ?? -1],
          ]),
        );
      const inside = new Set(part.nodes.id);
      const expected = linksOf(whole).filter((link) => {
        const [source, , target] = JSON.parse(link) as [string, string, string];
        return inside.has(source) && inside.has(target);
      });
      expect(linksOf(part).toSorted(byCodePoint)).toEqual(expected.toSorted(byCodePoint));
      expect(expected.length).toBeGreaterThan(2);
      expect(expected.length).toBeLessThan(whole.edges.source.length);
    });
  });

  describe('the orphans of the map', () => {
    it('are those of the report, wherever they lie, with all that a map tells of them', async () => {
      await on.writeSample();
      const whole = await mapOf({ color: 'tags' });
      for (const structural of [false, true]) {
        const { items } = await on.store.report('orphans', ask.report({ structural }));
        expect(items.length).toBeGreaterThan(1);
        const { nodes, edges, attributes, folders } = await mapOf({
          orphans: true,
          structural,
          color: 'tags',
        });
        expect(nodes.id.toSorted(byCodePoint)).toEqual(items.map(({ id }) => id).toSorted(byCodePoint));
        expect(nodes.rank).toEqual(nodes.rank.toSorted((a, b) => b - a));
        expect(edges.source).toEqual([]);
        expect(attributes.total).toEqual({ nodes: items.length, edges: 0 });
        expect(attributes.truncated).toBeNull();
        for (const [node, id] of nodes.id.entries()) {
          const same = whole.nodes.id.indexOf(id);
          expect(folders[nodes.folder[node] ?? -1]).toBe(whole.folders[whole.nodes.folder[same] ?? -1]);
          for (const column of ['label', 'kind', 'community', 'x', 'y', 'value'] as const) {
            expect(nodes[column]?.[node]).toBe(whole.nodes[column]?.[same]);
          }
        }
      }
    });

    it('are taken evenly from all folders where there are more than asked for, and the cut is stated', async () => {
      const folders = ['a', 'b', 'c', 'd'];
      const pages = folders.flatMap((folder) =>
        Array.from({ length: 10 }, (_, i): PageSpec => ({ id: `${folder}/p${i}`, body: '[[a/hub]]\n' })),
      );
      await on.writePages([...pages, { id: 'a/hub', body: 'nothing\n' }]);
      const { nodes, attributes } = await mapOf({ orphans: true, limit: 8 });
      expect(nodes.id.map((id) => id.slice(0, 1)).toSorted()).toEqual([...'aabbccdd']);
      expect(attributes).toMatchObject({ total: { nodes: 40 }, returned: { nodes: 8 } });
      expect(attributes.truncated).toBe('8 of 40 orphans are shown, evenly chosen');
      const some = await mapOf({ orphans: true, folder: ['b', 'c'], wanted: false });
      expect(some.nodes.id.every((id) => id.startsWith('b/') || id.startsWith('c/'))).toBe(true);
      expect(some.attributes.total.nodes).toBe(20);
    });

    it('of a box are those in it', async () => {
      await on.writeSample();
      const all = await mapOf({ orphans: true });
      const bbox = westOf(all);
      const { nodes, attributes } = await mapOf({ orphans: true, bbox });
      const isIn = (node: number): boolean => (all.nodes.x[node] ?? 0) <= bbox[2];
      expect(nodes.id).toEqual(all.nodes.id.filter((_, node) => isIn(node)));
      expect(nodes.id.length).toBeLessThan(all.nodes.id.length);
      expect(attributes.total.nodes).toBe(all.nodes.id.length);
      expect((await mapOf({ orphans: true, bbox, limit: 1 })).attributes.truncated).toBe(
        '1 orphans of this part of the map are shown, evenly chosen',
      );
    });
  });

  describe('the links of the map', () => {
    const wheel: PageSpec[] = [
      { id: 'hub', body: '[[a]] [[b]] [[c]]\n' },
      { id: 'a', body: '[[hub]] [[b]] [[b]] [[b]]\n' },
      { id: 'b', body: '[[hub]] [[hub]] [[c]]\n' },
      { id: 'c', body: '[[hub]]\n' },
    ];

    it('are the strongest of each page where there are more than asked for, and the cut is stated', async () => {
      await on.writePages(wheel);
      const whole = await mapOf();
      expect(whole.attributes).toMatchObject({ strongest: null, truncated: null });
      const cut = await mapOf({ links: 7 });
      expect(cut.attributes).toEqual({
        total: { nodes: 4, edges: 8 },
        returned: { nodes: 4, edges: cut.edges.source.length },
        truncated: 'only the strongest link of each page',
        strongest: 1,
      });
      expect(cut.edges.source.length).toBeLessThanOrEqual(7);
      const linked = new Set([...cut.edges.source, ...cut.edges.target].map((node) => cut.nodes.id[node]));
      expect([...linked].toSorted()).toEqual(['a', 'b', 'c', 'hub']);
      expect((await mapOf({ links: 0 })).edges.source).toEqual([]);
    });

    it('come both ways or not at all, and a smaller budget shows some of a larger one', async () => {
      await on.writePages(wheel);
      const pairs = async (links: number): Promise<string[]> => {
        const { nodes, edges } = await mapOf({ links });
        return edges.source.map((source, i) => `${nodes.id[source]} ${nodes.id[edges.target[i] ?? -1]}`);
      };
      const all = await pairs(8);
      let more = all;
      for (let links = 7; links >= 0; links -= 1) {
        const some = await pairs(links);
        expect(more).toEqual(expect.arrayContaining(some));
        for (const pair of some) {
          const back = pair.split(' ').toReversed().join(' ');
          expect(some.includes(back)).toBe(all.includes(back));
        }
        more = some;
      }
    });
  });
}
