/**
 * Where the map is looked at from, as the address has it.
 * Invariant: a rounded camera, written and read back, is the same, so what was reported by the map
 * is known again when it comes back from the address.
 */

/** Centre in map units, and zoom: ratio 1 where the whole map fills the view. */
export interface Camera {
  x: number;
  y: number;
  ratio: number;
}

/** As precise as can be seen: a tenth of a map unit is a pixel or two at the closest zoom. */
export function roundCamera({ x, y, ratio }: Camera): Camera {
  // `|| 0`: no negative zero
  const round = (n: number): number => Math.round(n * 10) / 10 || 0;
  return { x: round(x), y: round(y), ratio: Math.max(Number(ratio.toPrecision(4)), 1e-4) };
}

/** Null shows everything. */
export function sameCamera(a: Camera | null, b: Camera | null): boolean {
  if (a === null || b === null) return a === b;
  return a.x === b.x && a.y === b.y && a.ratio === b.ratio;
}
