/**
 * How far two partings of the same nodes agree: adjusted mutual information (Vinh, Epps, Bailey 2010),
 * with the arithmetic mean of the entropies.
 * Invariant: 1 for the same parting, about 0 for one made at random, whatever the sizes of the groups.
 */

/** @param a group of each node; @param b another */
export function adjustedMutualInformation(a: Int32Array, b: Int32Array): number {
  const nodes = a.length;
  const [inA, inB] = [sizesOf(a), sizesOf(b)];
  const both = new Map<string, number>();
  a.forEach((group, node) => {
    const pair = `${group} ${b[node]}`;
    both.set(pair, (both.get(pair) ?? 0) + 1);
  });
  let mutual = 0;
  for (const [pair, count] of both) {
    const [groupA = 0, groupB = 0] = pair.split(' ').map(Number);
    const expected = ((inA.get(groupA) ?? 0) * (inB.get(groupB) ?? 0)) / nodes;
    mutual += (count / nodes) * Math.log(count / expected);
  }
  const expected = expectedMutualInformation(inA, inB, nodes);
  const mean = (entropyOf(inA, nodes) + entropyOf(inB, nodes)) / 2;
  return mean === expected ? 1 : (mutual - expected) / (mean - expected);
}

function sizesOf(groups: Int32Array): Map<number, number> {
  const sizes = new Map<number, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return sizes;
}

function entropyOf(sizes: Map<number, number>, nodes: number): number {
  return [...sizes.values()].reduce((sum, size) => sum - (size / nodes) * Math.log(size / nodes), 0);
}

/** What chance alone would give groups of these sizes, by the hypergeometric distribution. */
function expectedMutualInformation(a: Map<number, number>, b: Map<number, number>, nodes: number): number {
  const factorial = new Float64Array(nodes + 1);
  for (let n = 1; n <= nodes; n += 1) factorial[n] = (factorial[n - 1] ?? 0) + Math.log(n);
  const log = (n: number): number => factorial[n] ?? 0;
  let expected = 0;
  // Groups of one size share their expectation.
  for (const [sizeA, timesA] of sizesOf(Int32Array.from(a.values()))) {
    for (const [sizeB, timesB] of sizesOf(Int32Array.from(b.values()))) {
      let sum = 0;
      for (let shared = Math.max(1, sizeA + sizeB - nodes); shared <= Math.min(sizeA, sizeB); shared += 1) {
        const chance =
          log(sizeA) +
          log(sizeB) +
          log(nodes - sizeA) +
          log(nodes - sizeB) -
          log(nodes) -
          log(shared) -
          log(sizeA - shared) -
          log(sizeB - shared) -
          log(nodes - sizeA - sizeB + shared);
        sum += (shared / nodes) * Math.log((nodes * shared) / (sizeA * sizeB)) * Math.exp(chance);
      }
      expected += sum * timesA * timesB;
    }
  }
  return expected;
}
