/** Repulsion each by each and by a tree. */
import { expect, test } from 'vitest';
import { randomFrom } from '../../bench/generate-wiki.ts';
import { Quadtree } from '../../import/analyse/quadtree.ts';
import { repelEach } from '../../import/analyse/repel-each.ts';

test.each([1, 2] as const)('a tree repels about as each body does, exponent %i', (exponent) => {
  const random = randomFrom(7);
  const size = 600;
  const [x, y] = [new Float64Array(size), new Float64Array(size)];
  for (let body = 0; body < size; body += 1) [x[body], y[body]] = [30 * random(), 30 * random()];
  const [each, tree] = [0, 1].map(() => ({ x: new Float64Array(size), y: new Float64Array(size) }));
  if (!each || !tree) throw new Error('no velocities');
  repelEach(x, y, each.x, each.y, exponent);
  new Quadtree(size).repel(x, y, tree.x, tree.y, exponent);
  let [off, total] = [0, 0];
  for (let body = 0; body < size; body += 1) {
    off += Math.hypot((each.x[body] ?? 0) - (tree.x[body] ?? 0), (each.y[body] ?? 0) - (tree.y[body] ?? 0));
    total += Math.hypot(each.x[body] ?? 0, each.y[body] ?? 0);
  }
  expect(off / total).toBeLessThan(0.2);
  expect(each.x.reduce((a, b) => a + b, 0)).toBeCloseTo(0);
});

test('two bodies on one spot part', () => {
  const [x, y, vx, vy] = [0, 1, 2, 3].map(() => new Float64Array(2));
  if (!x || !y || !vx || !vy) throw new Error('no bodies');
  repelEach(x, y, vx, vy, 1);
  expect(vx[0]).toBeLessThan(0);
  expect(vx[1]).toBeGreaterThan(0);
});
