/**
 * The repulsion of few bodies, each by each: exact, and quicker than a tree.
 * Invariant: depends on the places alone, and the forces of all sum to nothing.
 */

/** Adds to the velocities what all others push each body by: distance / (1 + distance²) ** exponent. */
export function repelEach(
  x: Float64Array,
  y: Float64Array,
  vx: Float64Array,
  vy: Float64Array,
  exponent: 1 | 2,
): void {
  const isSquared = exponent === 2;
  for (let body = 0; body < x.length; body += 1) {
    const bx = x[body] ?? 0;
    const by = y[body] ?? 0;
    let [fx, fy] = [0, 0];
    for (let other = body + 1; other < x.length; other += 1) {
      // Two on one spot part along the x axis.
      const dx = bx - (x[other] ?? 0) || -1e-3;
      const dy = by - (y[other] ?? 0);
      const root = 1 / (1 + dx * dx + dy * dy);
      const push = isSquared ? root * root : root;
      fx += dx * push;
      fy += dy * push;
      vx[other] = (vx[other] ?? 0) - dx * push;
      vy[other] = (vy[other] ?? 0) - dy * push;
    }
    vx[body] = (vx[body] ?? 0) + fx;
    vy[body] = (vy[body] ?? 0) + fy;
  }
}
