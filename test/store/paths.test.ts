import { describe, expect, it } from 'vitest';
import { type FoundPaths, type PathNode, findPaths } from '../../store/paths.ts';

/** Runs the search over links as `from>to`, with what it may read. */
function search(
  links: string,
  from: string,
  to: string,
  maxLinks: number,
): FoundPaths<string> & { read: number } {
  const pairs = links.split(' ').map((link) => link.split('>') as [string, string]);
  const node = (key: string): PathNode<string> => ({
    key,
    id: key,
    inDegree: pairs.filter((pair) => pair[1] === key).length,
    outDegree: pairs.filter((pair) => pair[0] === key).length,
  });
  let read = 0;
  const run = findPaths({ from: node(from), to: node(to) }, { direction: 'any', max: 8, k: 3 }, maxLinks);
  let turn = run.next();
  while (!turn.done) {
    const of = new Map<string, Set<number>>();
    for (const [place, asked] of turn.value.nodes.entries()) {
      for (const [a, b] of pairs) {
        const other = a === asked ? b : b === asked ? a : null;
        if (other === null) continue;
        read += 1;
        of.set(other, (of.get(other) ?? new Set()).add(place));
      }
    }
    turn = run.next([...of].map(([key, places]) => ({ ...node(key), of: [...places] })));
  }
  return { ...turn.value, read };
}

const star = (hub: string, rays: number): string =>
  Array.from({ length: rays }, (_, i) => `${hub}${i}>${hub}`).join(' ');

describe('a search for paths', () => {
  it('reads no more links than it may, and says that it stopped', () => {
    const links = `a>hub b>other ${star('hub', 50)} ${star('other', 50)} hub3>other4`;
    const cut = search(links, 'a', 'b', 60);
    expect(cut.paths).toEqual([]);
    expect(cut.read).toBeLessThanOrEqual(60);
    expect(cut.truncated).toMatch(/^pages on the way have too many links: \d+ were searched/);
    expect(search(links, 'a', 'b', 1000)).toMatchObject({
      paths: [['a', 'hub', 'hub3', 'other4', 'other', 'b']],
      truncated: null,
    });
  });

  it('gives what it found when it had to stop', () => {
    const links = `a>hub hub>b a>x x>y y>b ${star('y', 5)} ${star('hub', 50)}`;
    const cut = search(links, 'a', 'b', 20);
    expect(cut.paths[0]).toEqual(['a', 'hub', 'b']);
    expect(cut.truncated).not.toBeNull();
  });

  it('walks on from the end that costs less: a hub is not read where the other end is at its side', () => {
    const { paths, read } = search(`a>hub a>z z>hub ${star('hub', 500)}`, 'hub', 'a', 10);
    expect(paths).toEqual([
      ['hub', 'a'],
      ['hub', 'z', 'a'],
    ]);
    expect(read).toBeLessThanOrEqual(10);
  });
});
