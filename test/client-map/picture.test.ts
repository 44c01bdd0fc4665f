import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsOf, isOrphan, makePicture } from '../../client/map/picture.ts';
import { ALL_TIES_UP_TO, chooseTies, showsArrows } from '../../client/map/tie-choice.ts';
import type { View } from '../../client/map/view.ts';
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
    communities: [{ name: 'all', size: ids.length, x: 0, y: 0, radius: 9, parent: null, bundles: [] }],
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
  /** A wheel with many spokes, and a ring around it: more than are drawn at once. All on one line. */
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
  /** From the left end of the line; all of it at ratio 1. */
  const viewAt = (ratio: number): View => ({
    width: 1000,
    height: 100,
    scale: 1000 / (order * 10) / ratio,
    offsetX: 0,
    offsetY: 50,
    ratio,
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
    for (const ratio of [1, 0.3, 0.1]) expect(chooseTies(small, viewAt(ratio), 0)).toEqual([0, 1]);
  });

  it('are more the closer the eye comes, and none is taken back of those in view', () => {
    for (const [far, near] of [
      [1, 0.3],
      [0.3, 0.1],
    ] as const) {
      const closer = new Set(chooseTies(big, viewAt(near), 0));
      const seen = (node: number): boolean => node * 10 * viewAt(near).scale <= 1000;
      const before = chooseTies(big, viewAt(far), 0).filter((place) => {
        const tie = big.ties[place];
        return tie && seen(tie.source) && seen(tie.target);
      });
      expect(before.length).toBeGreaterThan(100);
      expect(before.filter((place) => !closer.has(place))).toEqual([]);
      expect(closer.size / (near * order)).toBeGreaterThan(before.length / (near * order));
    }
  });

  it('are only those of nodes in view, and near it, once the eye is close', () => {
    const ends = chooseTies(big, viewAt(0.01), 0.5).map((place) => big.ties[place]);
    expect(ends.length).toBeGreaterThan(0);
    for (const tie of ends)
      expect(Math.min(tie?.source ?? Infinity, tie?.target ?? Infinity)).toBeLessThan(31);
    expect(ends.length).toBeLessThan(200);
  });

  it('leave those between regions to the bundles at the overview', () => {
    const map = mapOf(
      Array.from({ length: order }, (_, node) => `p${node}`),
      Array.from({ length: order }, (_, i): MapEdge => [i, (i * 7 + 1) % order, 3])
        .concat(Array.from({ length: order - 1 }, (_, i): MapEdge => [i, i + 1, 1]))
        .filter(([source, target]) => source !== target),
    );
    const region = { name: 'r', size: 1, x: 0, y: 0, radius: 1, parent: null, bundles: [] };
    map.communities = [region, { ...region }, { ...region, parent: 1 }];
    map.nodes.community = map.nodes.id.map((_, node) => node % 3);
    const picture = makePicture({ kind: 'map', map });
    const regionOf = (node = 0): number => Math.min(1, node % 3);
    const atOverview = chooseTies(picture, viewAt(1), 0).map((place) => picture.ties[place]);
    expect(atOverview.length).toBeGreaterThan(0);
    expect(atOverview.filter((tie) => regionOf(tie?.source) !== regionOf(tie?.target))).toEqual([]);
    const closer = chooseTies(picture, viewAt(0.3), 0).map((place) => picture.ties[place]);
    expect(closer.some((tie) => regionOf(tie?.source) !== regionOf(tie?.target))).toBe(true);
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
    expect(chooseTies(picture, viewAt(1), 0).filter((place) => picture.ties[place]?.structural)).toEqual([]);
  });

  it('have arrow heads once few nodes are in view', () => {
    expect(showsArrows(big, viewAt(1))).toBe(false);
    expect(showsArrows(big, viewAt(0.01))).toBe(true);
  });
});
