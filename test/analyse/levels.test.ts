/** Communities in two levels: how they are found, bounded, named and bundled. */
import { describe, expect, it } from 'vitest';
import { adjustedMutualInformation } from '../../bench/agreement.ts';
import { plantedWiki } from '../../bench/planted-wiki.ts';
import { analyse, analyseOutline } from '../../import/analyse/analyse.ts';
import { MOST_NODES } from '../../import/analyse/communities.ts';
import { leiden } from '../../import/analyse/leiden.ts';
import { semanticGraph } from '../../import/analyse/semantic-graph.ts';
import { clique, range, wiki, type WikiPlan } from './wiki.ts';

const { outline, communities: planted } = plantedWiki(3000, 6);
const analysis = analyseOutline(outline);
const communityOf = Int32Array.from(analysis.placements, ({ community }) => community);

describe('communities in levels', () => {
  it('are those that were planted', () => {
    expect(adjustedMutualInformation(planted, communityOf)).toBeGreaterThan(0.9);
    expect(adjustedMutualInformation(planted, planted)).toBeCloseTo(1);
  });

  it('hold no more than a few hundred nodes where they have no parts', () => {
    const sizes = new Map<number, number>();
    for (const community of communityOf) sizes.set(community, (sizes.get(community) ?? 0) + 1);
    expect(Math.max(...sizes.values())).toBeLessThanOrEqual(MOST_NODES);
    expect(analysis.communities.some(({ parent }) => parent !== null)).toBe(true);
  });

  it('list regions before parts, and count the nodes of parts in their region', () => {
    const { communities } = analysis;
    const regions = communities.filter(({ parent }) => parent === null);
    expect(communities.slice(0, regions.length)).toEqual(regions);
    for (const [community, { size, parent }] of communities.entries()) {
      const parts = communities.filter((other) => other.parent === community);
      const own = communityOf.filter((of) => of === community).length;
      expect(size).toBe(own + parts.reduce((sum, part) => sum + part.size, 0));
      expect(parent === null || parent < community).toBe(true);
    }
  });

  it('bundle their links with others of the same parent, the strongest first', () => {
    const { communities } = analysis;
    const bundled = communities.filter(({ bundles }) => bundles.length > 0);
    expect(bundled.length).toBeGreaterThan(communities.length / 2);
    for (const { parent, bundles } of communities) {
      expect(bundles.map(({ links }) => links)).toEqual(
        bundles.map(({ links }) => links).sort((a, b) => b - a),
      );
      expect(bundles.length).toBeLessThanOrEqual(8);
      for (const { community } of bundles) expect(communities[community]?.parent).toBe(parent);
    }
  });

  it('leave a star whole: its links do not part it', () => {
    const star: WikiPlan = {
      pages: 900,
      links: range(1, 900).flatMap((page) => [
        [page, 0],
        [0, page],
      ]),
    };
    expect(analyse(wiki(star)).communities).toHaveLength(1);
  });

  it('take in every node that is linked with one of theirs', () => {
    const pair: WikiPlan = { pages: 12, links: [...clique(range(0, 10)), [10, 11], [11, 10], [10, 0]] };
    const { placements } = analyse(wiki(pair));
    expect(placements.every(({ community }) => community >= 0)).toBe(true);
  });
});

describe('the Leiden method', () => {
  it('finds connected communities alone', () => {
    const { neighbours, size } = semanticGraph(outline);
    const found = leiden(neighbours);
    const reached = new Uint8Array(size);
    const seen = new Set<number>();
    for (let start = 0; start < size; start += 1) {
      if (reached[start] === 1) continue;
      // Whoever is first of a community reaches all of it without leaving it.
      expect(seen.has(found[start] ?? -1)).toBe(false);
      seen.add(found[start] ?? -1);
      const waiting = [start];
      for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
        if (reached[node] === 1) continue;
        reached[node] = 1;
        for (const end of neighbours.ends.subarray(neighbours.offsets[node], neighbours.offsets[node + 1])) {
          if (found[end] === found[node]) waiting.push(end);
        }
      }
    }
    expect(seen.size).toBe(new Set(found).size);
  });
});

describe('names', () => {
  const topics = ['Roman empire', 'Prime numbers', 'Chess openings', 'Bird migration'];
  const titled: WikiPlan = {
    pages: 40,
    links: topics.flatMap((_, topic) => clique(range(topic * 10, topic * 10 + 10))),
    title: (page) => `${['Notes on', 'History of', 'Guide to'][page % 3]} ${topics[Math.floor(page / 10)]}`,
  };
  const { communities } = analyse(wiki(titled));

  it('say what a region is about, in the words of its titles', () => {
    expect(communities.map(({ name }) => name).sort()).toEqual([...topics].sort());
  });

  it('have no word that all regions have', () => {
    for (const { name } of communities) expect(name).not.toMatch(/notes|history|guide/iu);
  });

  it('differ from each other, and a part has another than its region', () => {
    const names = analysis.communities.map(({ name }) => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });

  it('are found in titles without blanks between words', () => {
    const title = (page: number): string => (page < 10 ? `数字花园的建设 ${page}` : `运动健身计划 ${page}`);
    const links = [...clique(range(0, 10)), ...clique(range(10, 20))];
    const [first, second] = analyse(wiki({ pages: 20, links, title })).communities;
    expect('数字花园的建设').toContain(first?.name);
    expect('运动健身计划').toContain(second?.name);
  });
});

describe('the shore', () => {
  const groups = [range(0, 12), range(12, 24), range(24, 36)];
  const shore: WikiPlan = {
    pages: 40,
    links: [...groups.flatMap((group) => clique(group)), [0, 12], [12, 24], [36, 30]],
    folder: (page) => (page === 37 || (page >= 12 && page < 24) ? 'second' : 'rest'),
    title: (page) => (page === 38 || page === 3 ? 'Zebra crossings' : `Page ${page}`),
  };
  const { placements, communities: regions } = analyse(wiki(shore));
  const nearestRegion = (page: number): number => {
    const { x, y } = placements[page] ?? { x: 0, y: 0 };
    const coasts = regions.map((region) => Math.hypot(x - region.x, y - region.y) - region.radius);
    return coasts.indexOf(Math.min(...coasts));
  };

  it('has an orphan beside the region that it links to', () => {
    expect(nearestRegion(36)).toBe(placements[24]?.community);
  });

  it('has an isolated page beside the region of its folder', () => {
    expect(nearestRegion(37)).toBe(placements[12]?.community);
  });

  it('has an isolated page beside the region whose titles share its words', () => {
    expect(nearestRegion(38)).toBe(placements[0]?.community);
  });
});
