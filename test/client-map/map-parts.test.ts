import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_NODES, loadedMap, partAround, withParts } from '../../client/map/map-parts.ts';
import { isSamePart, viewPart } from '../../client/map/view-part.ts';
import type { Subgraph } from '../../graph/api.ts';
import type { MapGraph } from '../../graph/map-columns.ts';

type Link = readonly [from: string, to: string];

/** Nodes by number: the higher one is the more important, and it lies at (number, -number). */
function mapOf(numbers: readonly number[], links: readonly Link[] = [], total = 99): MapGraph {
  const ids = numbers.toSorted((a, b) => b - a);
  const place = (id: string): number => ids.indexOf(Number(id.slice(1)));
  const same = (value: number): number[] => ids.map(() => value);
  return {
    attributes: {
      total: { nodes: total, edges: links.length },
      returned: { nodes: ids.length, edges: links.length },
      truncated: null,
      strongest: null,
    },
    nodes: {
      id: ids.map((number) => `p${number}`),
      label: ids.map((number) => `Page ${number}`),
      kind: same(0),
      folder: ids.map((_, i) => i % 2),
      inDegree: same(1),
      outDegree: same(1),
      rank: ids,
      community: same(0),
      x: ids,
      y: ids.map((number) => -number),
    },
    edges: {
      source: links.map(([from]) => place(from)),
      target: links.map(([, to]) => place(to)),
      relation: links.map(() => 0),
      count: links.map(() => 1),
      structural: links.map(() => 0),
    },
    folders: ['even', 'odd'],
    relations: ['link'],
    communities: [],
  };
}

const linksOf = ({ nodes, edges }: MapGraph): string[] =>
  edges.source.map((source, i) => `${nodes.id[source]} ${nodes.id[edges.target[i] ?? -1]}`).toSorted();

const numbers = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i);

describe('a map whose overview leaves pages out', () => {
  const orphansOf = (own: readonly number[], truncated: string | null): MapGraph => {
    const map = mapOf(own);
    return { ...map, attributes: { ...map.attributes, truncated } };
  };
  const overview = (): MapGraph => {
    const map = mapOf([9, 8, 7]);
    return { ...map, attributes: { ...map.attributes, truncated: 'three of many are shown' } };
  };

  it('has the orphans too, from the start and for good', () => {
    const start = loadedMap(overview(), orphansOf([7, 2, 1], null));
    expect(start.merged.nodes.id).toEqual(['p9', 'p8', 'p7', 'p2', 'p1']);
    expect(start.merged.attributes.truncated).toBe('three of many are shown; all 3 orphans are shown');
    let loaded = start;
    for (let part = 1; part < 20; part += 1) {
      loaded = withParts(loaded, [{ key: `${part}`, map: mapOf(numbers(part * 2000, 2000)) }]);
    }
    expect(loaded.merged.nodes.id).toEqual(expect.arrayContaining(['p9', 'p2', 'p1']));
    expect(loaded.merged.attributes.truncated).toBe(start.merged.attributes.truncated);
  });

  it('says how many of the orphans it has', () => {
    const { merged } = loadedMap(overview(), orphansOf([2, 1], '2 of 50 orphans are shown'));
    expect(merged.attributes.truncated).toBe('three of many are shown; 2 of 50 orphans are shown');
  });

  it('of a wiki without orphans says nothing of them', () => {
    const { merged } = loadedMap(overview(), orphansOf([], null));
    expect(merged.attributes.truncated).toBe('three of many are shown');
  });
});

describe('a map that is loaded in parts', () => {
  it('has every node once, the most important first, each as its part has it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uniqueArray(fc.nat(40), { minLength: 1 }), { minLength: 2, maxLength: 5 }),
        (parts) => {
          const [first = [], ...others] = parts;
          let loaded = loadedMap(mapOf(first), null);
          for (const [key, part] of others.entries()) {
            loaded = withParts(loaded, [{ key: `${key}`, map: mapOf(part) }]);
          }
          const { nodes, attributes } = loaded.merged;
          const expected = [...new Set(parts.flat())].sort((a, b) => b - a);
          expect(nodes.id).toEqual(expected.map((number) => `p${number}`));
          expect(nodes.x).toEqual(expected);
          expect(nodes.label).toEqual(expected.map((number) => `Page ${number}`));
          expect(attributes.returned.nodes).toBe(expected.length);
          expect(attributes.total.nodes).toBe(99);
        },
      ),
    );
  });

  it('has every link once, between the nodes it joins', () => {
    const overview = mapOf([9, 8, 7], [['p9', 'p7']]);
    const part = mapOf(
      [9, 7, 2],
      [
        ['p9', 'p7'],
        ['p2', 'p9'],
        ['p7', 'p9'],
      ],
    );
    const { merged } = withParts(loadedMap(overview, null), [{ key: 'part', map: part }]);
    expect(linksOf(merged)).toEqual(['p2 p9', 'p7 p9', 'p9 p7']);
  });

  it('never holds more than it may: what was seen longest ago goes, the overview stays', () => {
    const overview = mapOf(numbers(90_000, 1000));
    let loaded = loadedMap(overview, null);
    const part = (key: number): MapGraph => mapOf(numbers(key * 2500, 2500));
    for (let key = 0; key < 12; key++) {
      loaded = withParts(loaded, [{ key: `${key}`, map: part(key) }]);
      expect(loaded.merged.nodes.id.length).toBeLessThanOrEqual(MOST_NODES);
    }
    const ids = new Set(loaded.merged.nodes.id);
    expect([ids.has('p90000'), ids.has('p27500'), ids.has('p0')]).toEqual([true, true, false]);
    const seen = loaded.parts[0];
    if (!seen) throw new Error('no part is left');
    const again = withParts(loaded, [seen]);
    expect(again.parts.at(-1)).toBe(seen);
    expect(again.parts).toHaveLength(loaded.parts.length);
  });

  it('stays the same object where nothing is new', () => {
    const part = { key: 'part', map: mapOf([1, 2]) };
    const other = { key: 'other', map: mapOf([2, 4]) };
    const loaded = withParts(loadedMap(mapOf([3]), null), [part, other]);
    expect(withParts(loaded, [part, other])).toBe(loaded);
    expect(withParts(loaded, [])).toBe(loaded);
  });

  it('takes in a page and what it is linked with', () => {
    const node = (number: number): Subgraph['nodes'][number] => ({
      key: `p${number}`,
      attributes: {
        kind: 'page',
        label: `Page ${number}`,
        folder: 'new',
        inDegree: 1,
        outDegree: 1,
        rank: number / 1000,
        community: 0,
        x: number,
        y: -number,
        depth: 0,
      },
    });
    const subgraph: Subgraph = {
      attributes: { total: { nodes: 2, edges: 1 }, returned: { nodes: 2, edges: 1 }, truncated: null },
      options: { type: 'directed', multi: true, allowSelfLoops: false },
      nodes: [node(1), node(9)],
      edges: [
        {
          key: 'p1 p9',
          source: 'p1',
          target: 'p9',
          attributes: { relation: 'film', count: 2, via: 'path', ambiguous: 1, structural: false },
        },
      ],
    };
    const { merged } = withParts(loadedMap(mapOf([9, 5]), null), [partAround('page', subgraph)]);
    expect(merged.nodes.id).toEqual(['p9', 'p5', 'p1']);
    expect(merged.folders[merged.nodes.folder[2] ?? -1]).toBe('new');
    expect(linksOf(merged)).toEqual(['p1 p9']);
    expect(merged.relations[merged.edges.relation[0] ?? -1]).toBe('film');
  });
});

describe('the part that a view asks for', () => {
  const tenths = (min: number): fc.Arbitrary<number> =>
    fc.integer({ min: min * 10, max: 1_000_000 }).map((value) => value / 10);
  const view = fc
    .tuple(tenths(-100_000), tenths(-100_000), tenths(1), tenths(1))
    .map(([minX, minY, width, height]) => ({ minX, minY, maxX: minX + width, maxY: minY + height }));

  it('holds the view, and is not much larger', () => {
    fc.assert(
      fc.property(view, (bounds) => {
        const [minX, minY, maxX, maxY] = viewPart(bounds);
        expect(minX).toBeLessThanOrEqual(bounds.minX);
        expect(minY).toBeLessThanOrEqual(bounds.minY);
        expect(maxX).toBeGreaterThanOrEqual(bounds.maxX);
        expect(maxY).toBeGreaterThanOrEqual(bounds.maxY);
        const side = Math.max(1, bounds.maxX - bounds.minX, bounds.maxY - bounds.minY);
        expect(Math.max(maxX - minX, maxY - minY)).toBeLessThanOrEqual(2 * side + 2);
      }),
    );
  });

  it('stays the same for small moves', () => {
    const at = (x: number): ReturnType<typeof viewPart> =>
      viewPart({ minX: x, minY: 100, maxX: x + 1000, maxY: 700 });
    expect(isSamePart(at(1), at(20))).toBe(true);
    expect(isSamePart(at(1), at(600))).toBe(false);
  });
});
