import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOutRings, type RingInput } from '../../client/map/ring-layout.ts';

/** A seed and what hangs on it: node i is tied to an earlier node, and some more ties. */
const neighbourhoods = fc
  .record({
    parents: fc.array(fc.nat(), { maxLength: 120 }),
    more: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 60 }),
    groups: fc.array(fc.integer({ min: -1, max: 5 }), { minLength: 121, maxLength: 121 }),
  })
  .map(({ parents, more, groups }): RingInput => {
    const order = parents.length + 1;
    const ties = [
      ...parents.map((parent, i) => ({ source: i + 1, target: parent % (i + 1) })),
      ...more.map(([a, b]) => ({ source: a % order, target: b % order })),
    ].filter(({ source, target }) => source !== target);
    return { depths: depthsFrom(order, ties), groups: groups.slice(0, order), ties };
  });

function depthsFrom(order: number, ties: RingInput['ties']): number[] {
  const depths = Array.from({ length: order }, (_, node) => (node === 0 ? 0 : Infinity));
  for (let changed = true; changed;) {
    changed = false;
    for (const { source, target } of ties) {
      for (const [from, to] of [
        [source, target],
        [target, source],
      ] as const) {
        const next = (depths[from] ?? 0) + 1;
        if (next < (depths[to] ?? 0)) [depths[to], changed] = [next, true];
      }
    }
  }
  return depths;
}

const distance = (layout: { x: number[]; y: number[] }, node: number): number =>
  Math.hypot(layout.x[node] ?? 0, layout.y[node] ?? 0);

describe('the rings of a neighbourhood', () => {
  it('are the same for the same neighbourhood', () => {
    fc.assert(
      fc.property(neighbourhoods, (input) => {
        expect(layOutRings(structuredClone(input))).toEqual(layOutRings(input));
      }),
    );
  });

  it('have the only seed in the centre and every node at a place of its own, in integers', () => {
    fc.assert(
      fc.property(neighbourhoods, (input) => {
        const { x, y } = layOutRings(input);
        expect([x[0], y[0]]).toEqual([0, 0]);
        expect([...x, ...y].every(Number.isInteger)).toBe(true);
        expect(new Set(x.map((value, node) => `${value},${y[node]}`)).size).toBe(x.length);
      }),
    );
  });

  it('have what is further away further out', () => {
    fc.assert(
      fc.property(neighbourhoods, (input) => {
        const layout = layOutRings(input);
        const depth = Math.max(...input.depths);
        for (let d = 0; d < depth; d++) {
          const inner = input.depths.flatMap((at, node) => (at === d ? [distance(layout, node)] : []));
          const outer = input.depths.flatMap((at, node) => (at === d + 1 ? [distance(layout, node)] : []));
          expect(Math.max(...inner)).toBeLessThan(Math.min(...outer));
        }
      }),
    );
  });

  it('keep neighbours of one ring at least a dot apart', () => {
    const order = 400;
    const star: RingInput = {
      depths: Array.from({ length: order }, (_, node) => Math.min(1, node)),
      groups: Array.from({ length: order }, () => 0),
      ties: Array.from({ length: order - 1 }, (_, i) => ({ source: 0, target: i + 1 })),
    };
    const { x, y } = layOutRings(star);
    let closest = Infinity;
    for (let a = 0; a < order; a++) {
      for (let b = a + 1; b < order; b++) {
        closest = Math.min(closest, Math.hypot((x[a] ?? 0) - (x[b] ?? 0), (y[a] ?? 0) - (y[b] ?? 0)));
      }
    }
    expect(closest).toBeGreaterThan(20);
  });

  it('put a node near the one it was reached from', () => {
    const input: RingInput = {
      depths: [0, 1, 1, 1, 2],
      groups: [0, 0, 0, 0, 0],
      ties: [
        { source: 0, target: 1 },
        { source: 0, target: 2 },
        { source: 0, target: 3 },
        { source: 2, target: 4 },
      ],
    };
    const { x, y } = layOutRings(input);
    const gap = (a: number, b: number): number =>
      Math.hypot((x[a] ?? 0) - (x[b] ?? 0), (y[a] ?? 0) - (y[b] ?? 0));
    expect(gap(4, 2)).toBeLessThan(Math.min(gap(4, 1), gap(4, 3)));
  });

  it('stand for several seeds, and for nodes that nothing ties', () => {
    const { x, y } = layOutRings({ depths: [0, 0, 1], groups: [-1, -1, -1], ties: [] });
    expect(x[0] === x[1] && y[0] === y[1]).toBe(false);
    expect(layOutRings({ depths: [], groups: [], ties: [] })).toEqual({ x: [], y: [], rings: [] });
  });
});
