import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsOf, isOrphan, makePicture } from '../../client/map/picture.ts';
import { ALL_TIES_UP_TO, chooseTies, stepOfRatio, TIES_PER_NODE } from '../../client/map/tie-choice.ts';
import type { Subgraph } from '../../graph/api.ts';
import type { MapGraph } from '../../graph/map-columns.ts';

const extent = { total: { nodes: 0, edges: 0 }, returned: { nodes: 0, edges: 0 }, truncated: null };

type MapEdge = readonly [source: number, target: number, count: number, structural?: 0 | 1];

function mapOf(ids: string[], edges: readonly MapEdge[]): MapGraph {
  const zeros = ids.map(() => 0);
  return {
    attributes: { ...extent, strongest: null },
    nodes: {
      id: ids,
      label: ids,
      kind: zeros,
      folder: zeros,
      inDegree: ids.map((_, node) => edges.filter(([, target]) => target === node).length),
      outDegree: ids.map((_, node) => edges.filter(([source]) => source === node).length),
      rank: ids.map((_, node) => 1000 - node),
      community: zeros,
      x: ids.map((_, node) => node * 10),
      y: zeros,
    },
    edges: {
      source: edges.map(([source]) => source),
      target: edges.map(([, target]) => target),
      relation: edges.map(() => 0),
      count: edges.map(([, , count]) => count),
      structural: edges.map(([, , , structural = 0]) => structural),
    },
    folders: ['a'],
    relations: ['link'],
    communities: [],
  };
}

function subgraphOf(ids: string[], edges: readonly (readonly [string, string])[]): Subgraph {
  return {
    attributes: extent,
    options: { type: 'directed', multi: true, allowSelfLoops: false },
    nodes: ids.map((key, place) => ({
      key,
      attributes: {
        kind: 'page',
        label: key,
        folder: 'a',
        inDegree: 1,
        outDegree: 1,
        rank: 0.5,
        community: 0,
        x: 0,
        y: 0,
        depth: Math.min(1, place),
      },
    })),
    edges: edges.map(([source, target]) => ({
      key: `${source} ${target}`,
      source,
      target,
      attributes: { relation: 'link', count: 1, via: 'slug', ambiguous: 1, structural: false },
    })),
  };
}

describe('a picture', () => {
  it('has one tie for each pair of nodes, with its directions', () => {
    const map = mapOf(
      ['a', 'b', 'c'],
      [
        [0, 1, 2],
        [1, 0, 1],
        [0, 1, 3],
        [2, 0, 1],
        [2, 2, 9],
      ],
    );
    const { ties, tiesOf } = makePicture({ kind: 'map', map });
    expect(ties).toEqual([
      { source: 0, target: 1, forward: true, backward: true, count: 6, structural: false },
      { source: 2, target: 0, forward: true, backward: false, count: 1, structural: false },
    ]);
    expect(tiesOf).toEqual([[0, 1], [0], [1]]);
  });

  it('calls an orphan what no page links to', () => {
    const picture = makePicture({ kind: 'map', map: mapOf(['a', 'b'], [[0, 1, 1]]) });
    expect([isOrphan(picture, 0), isOrphan(picture, 1)]).toEqual([true, false]);
  });

  it('has no land under orphans, whether structural links are shown or not', () => {
    const ids = ['hub', 'a', 'b', 'orphan'];
    const linked = [
      [1, 2, 1],
      [2, 1, 1],
      [3, 1, 1],
      [1, 0, 1],
    ] as const;
    const land = (edges: readonly MapEdge[]): readonly number[] | undefined =>
      makePicture({ kind: 'map', map: mapOf(ids, edges) }).onLand.get(0);
    expect(land(linked)).toEqual([0, 1, 2]);
    expect(land([...linked, [0, 3, 1, 1], [0, 1, 1, 1]])).toEqual([0, 1, 2]);
  });

  it('takes pages with the names of an object’s own properties like any other', () => {
    const ids = ['__proto__', 'constructor', 'toString'];
    const subgraph = subgraphOf(ids, [
      ['__proto__', 'constructor'],
      ['toString', '__proto__'],
    ]);
    const picture = makePicture({ kind: 'neighbourhood', subgraph, seeds: ['__proto__'] });
    expect(picture.ids).toEqual(ids);
    expect(picture.ties).toHaveLength(2);
    expect(picture.placeOf.get('hasOwnProperty')).toBeUndefined();
  });

  it('is the same whatever the order a neighbourhood comes in', () => {
    const ids = ['s', 'd', 'c', 'b', 'a'];
    const edges = ids.slice(1).map((id) => ['s', id] as const);
    const forwards = makePicture({ kind: 'neighbourhood', subgraph: subgraphOf(ids, edges), seeds: ['s'] });
    const subgraph = subgraphOf(ids, edges);
    subgraph.nodes.reverse();
    const backwards = makePicture({ kind: 'neighbourhood', subgraph, seeds: ['s'] });
    expect([backwards.ids, backwards.x, backwards.y]).toEqual([forwards.ids, forwards.x, forwards.y]);
  });

  it('has bounds that are never flat, for none, one and many', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer(), fc.integer()), { maxLength: 20 }), (places) => {
        const bounds = boundsOf(
          places.map(([x]) => x),
          places.map(([, y]) => y),
        );
        const extents = [bounds.maxX - bounds.minX, bounds.maxY - bounds.minY];
        expect(Math.max(...extents)).toBeGreaterThanOrEqual(200);
        for (const [x, y] of places) {
          expect(x >= bounds.minX && x <= bounds.maxX && y >= bounds.minY && y <= bounds.maxY).toBe(true);
        }
      }),
    );
  });
});

describe('the ties that are drawn', () => {
  /** A wheel with many spokes, and a ring around it: more than are drawn at once. */
  const order = ALL_TIES_UP_TO;
  const big = makePicture({
    kind: 'map',
    map: mapOf(
      Array.from({ length: order }, (_, node) => `p${node}`),
      Array.from({ length: order - 1 }, (_, i) => [
        [i + 1, 0, 1] as const,
        [i, i + 1, (i % 5) + 2] as const,
      ]).flat(),
    ),
  });

  it('are all of them on a small map, at every zoom', () => {
    const small = makePicture({
      kind: 'map',
      map: mapOf(
        ['a', 'b', 'c'],
        [
          [0, 1, 1],
          [1, 2, 1],
        ],
      ),
    });
    for (const step of TIES_PER_NODE.keys()) expect(chooseTies(small, step)).toEqual([0, 1]);
  });

  it('are more the closer the eye comes, and none is taken back', () => {
    const steps = [...TIES_PER_NODE.keys()].map((step) => new Set(chooseTies(big, step)));
    for (const [step, chosen] of steps.slice(1).entries()) {
      const before = steps[step] ?? new Set();
      expect([...before].every((place) => chosen.has(place))).toBe(true);
      expect(chosen.size).toBeGreaterThan(before.size);
    }
    expect(steps[0]?.size).toBeLessThanOrEqual(order);
    expect([1, 0.3, 0.1].map(stepOfRatio)).toEqual([0, 1, 2]);
  });

  it('are not the structural ones where a page has others', () => {
    const hub = order - 1;
    const picture = makePicture({
      kind: 'map',
      map: mapOf(
        Array.from({ length: order }, (_, node) => `p${node}`),
        Array.from({ length: order - 2 }, (_, i) => [[i, i + 1, 1] as const, [hub, i, 9, 1] as const]).flat(),
      ),
    });
    expect(chooseTies(picture, 0).filter((place) => picture.ties[place]?.structural)).toEqual([]);
  });

  it('have each linked page’s strongest among them, even at the overview', () => {
    const chosen = new Set(chooseTies(big, 0));
    for (const [node, places] of big.tiesOf.entries()) {
      if (isOrphan(big, node)) continue;
      const strongest = Math.max(...places.map((place) => big.ties[place]?.count ?? 0));
      const best = places.filter((place) => big.ties[place]?.count === strongest);
      expect(best.some((place) => chosen.has(place))).toBe(true);
    }
  });
});
