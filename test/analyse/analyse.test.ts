import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Analysis, Placement } from '../../graph/wiki-graph.ts';
import { analyse } from '../../import/analyse/analyse.ts';
import { nameCommunities } from '../../import/analyse/community-names.ts';
import { roomOf } from '../../import/analyse/spots.ts';
import { clique, range, wiki, type WikiPlan } from './wiki.ts';

/** Four groups in which all link to all, a link from each to the next, two orphans, three wanted pages. */
const PLANTED: WikiPlan = {
  pages: 44,
  wanted: 3,
  links: [
    ...[0, 1, 2, 3].flatMap((group) => clique(range(group * 10, group * 10 + 10))),
    [0, 10],
    [10, 20],
    [20, 30],
    [40, 5],
    [3, 44],
    [3, 45],
    [42, 46],
  ],
};

const placement = (analysis: Analysis, node: number): Placement => {
  const found = analysis.placements[node];
  if (!found) throw new Error(`no node ${node}`);
  return found;
};
const distance = (a: Placement, b: Placement): number => Math.hypot(a.x - b.x, a.y - b.y);

/** What is wrong with the analysis of this wiki; nothing should be. */
function faults(plan: WikiPlan): string[] {
  const graph = wiki(plan);
  const { placements, communities } = analyse(graph);
  const ids = placements.map(({ id }) => id);
  const places = placements.flatMap(({ x, y }) => [x, y]);
  const ranks = placements.map(({ rank }) => rank);
  const checks: [string, boolean][] = [
    [
      'one placement a node, in node order',
      String(ids) === String([...graph.pages, ...graph.wanted].map(({ id }) => id)),
    ],
    ['places are whole', places.every((at) => Number.isSafeInteger(at) && !Object.is(at, -0))],
    ['spots are distinct', new Set(placements.map(({ x, y }) => `${x},${y}`)).size === ids.length],
    ['ranks are in 0..1', ranks.every((rank) => rank >= 0 && rank <= 1)],
    ['the most important has 1', ranks.length === 0 || ranks.includes(1)],
    ['communities exist', placements.every(({ community }) => community === -1 || community in communities)],
    ['names differ', new Set(communities.map(({ name }) => name)).size === communities.length],
    ['names are not empty', communities.every(({ name }) => name !== '')],
    [
      'sizes are right',
      communities.every(
        ({ size }, number) => placements.filter((one) => one.community === number).length === size,
      ),
    ],
  ];
  return checks.flatMap(([what, holds]) => (holds ? [] : [what]));
}

describe('analysis of a wiki', () => {
  test('is the same to the byte on every run', () => {
    expect(JSON.stringify(analyse(wiki(PLANTED)))).toBe(JSON.stringify(analyse(wiki(PLANTED))));
  });

  test('does not depend on the order of the links', () => {
    const reversed = { ...PLANTED, links: [...(PLANTED.links ?? [])].reverse() };
    expect(analyse(wiki(reversed))).toEqual(analyse(wiki(PLANTED)));
  });

  test('finds the groups again that were planted, largest first', () => {
    const analysis = analyse(wiki(PLANTED));
    expect(analysis.communities.map(({ size }) => size)).toEqual([13, 10, 10, 10]);
    for (const group of [0, 1, 2, 3]) {
      const members = range(group * 10, group * 10 + 10).map((node) => placement(analysis, node).community);
      expect(new Set(members).size).toBe(1);
    }
    expect(placement(analysis, 44).community).toBe(placement(analysis, 3).community);
  });

  test('lays out communities side by side: their regions hold their pages and do not overlap', () => {
    const { placements, communities } = analyse(wiki(PLANTED));
    communities.forEach((a, number) => {
      for (const b of communities.slice(number + 1))
        expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(a.radius + b.radius);
      for (const { x, y } of placements.slice(0, 40).filter((one) => one.community === number))
        expect(Math.hypot(x - a.x, y - a.y)).toBeLessThan(a.radius);
    });
  });

  test('puts orphans on the shore, outside every region', () => {
    const analysis = analyse(wiki(PLANTED));
    for (const orphan of [40, 41, 42, 43].map((node) => placement(analysis, node)))
      for (const { x, y, radius } of analysis.communities)
        expect(Math.hypot(orphan.x - x, orphan.y - y)).toBeGreaterThan(radius);
  });

  test('puts an orphan on the side of the page that it links to', () => {
    const analysis = analyse(wiki(PLANTED));
    const orphan = placement(analysis, 40);
    const goal = placement(analysis, 5);
    expect(orphan.x * goal.x + orphan.y * goal.y).toBeGreaterThan(0);
  });

  test('puts wanted pages beside the page that wants them, also on the shore', () => {
    const analysis = analyse(wiki(PLANTED));
    expect(distance(placement(analysis, 46), placement(analysis, 42))).toBeLessThan(60);
    for (const wanted of [44, 45])
      expect(distance(placement(analysis, wanted), placement(analysis, 3))).toBeLessThan(200);
  });

  test('keeps room around every node', () => {
    const { placements } = analyse(wiki(PLANTED));
    placements.forEach((a, place) => {
      for (const b of placements.slice(place + 1))
        expect(distance(a, b)).toBeGreaterThanOrEqual(roomOf(a.rank) + roomOf(b.rank));
    });
  });

  test('structural links have no say', () => {
    const structural = { ...PLANTED, structural: clique([0, 15, 25, 35, 41]) };
    expect(analyse(wiki(structural))).toEqual(analyse(wiki(PLANTED)));
  });

  test('the page that all link to is the most important', () => {
    const { placements } = analyse(wiki({ pages: 6, links: [1, 2, 3, 4, 5].map((page) => [page, 0]) }));
    expect(placements.map(({ rank }) => rank === 1)).toEqual([true, false, false, false, false, false]);
  });

  const degenerate: [string, WikiPlan][] = [
    ['no page', { pages: 0 }],
    ['one page', { pages: 1 }],
    ['two pages that link to each other', { pages: 2, links: clique([0, 1]) }],
    ['a page that links to itself', { pages: 1, links: [[0, 0]] }],
    ['pages without links', { pages: 300 }],
    ['structural links only', { pages: 30, structural: range(1, 30).map((page) => [page, 0]) }],
    ['a star of 2,000 links inwards', { pages: 2001, links: range(1, 2001).map((page) => [page, 0]) }],
    ['a star of 2,000 links outwards', { pages: 2001, links: range(1, 2001).map((page) => [0, page]) }],
    ['a page that wants 500', { pages: 1, wanted: 500, links: range(1, 501).map((page) => [0, page]) }],
    [
      'many groups that link to no other',
      { pages: 300, links: range(0, 100).flatMap((group) => clique(range(3 * group, 3 * group + 3))) },
    ],
    ['one dense group', { pages: 60, links: clique(range(0, 60)) }],
  ];
  test.each(degenerate)('places every node on a spot of its own: %s', (_, plan) => {
    expect(faults(plan)).toEqual([]);
  });

  test('places every node of any wiki', () => {
    const node = fc.nat({ max: 24 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 19 }), node), { maxLength: 60 }),
        fc.array(fc.constantFrom('', 'a', '__proto__', 'constructor'), { minLength: 20, maxLength: 20 }),
        (links, folders) => {
          const plan = { pages: 20, wanted: 5, links, folder: (page: number) => folders[page] ?? '' };
          expect(faults(plan)).toEqual([]);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('names of communities', () => {
  const named = (titles: string[]): string[] => {
    const links = titles.flatMap((_, group) => clique(range(3 * group, 3 * group + 3)));
    const title = (page: number): string => titles[Math.floor(page / 3)] ?? '';
    return analyse(wiki({ pages: titles.length * 3, links, title })).communities.map(({ name }) => name);
  };

  test('are titles of their pages', () => {
    expect(named(['Prime numbers', 'Chess engines'])).toEqual(['Prime numbers', 'Chess engines']);
  });

  test('make slugs readable', () => {
    expect(named(['prime_numbers', 'chess-engines', 'iPhone', '2025-04-03'])).toEqual([
      'Prime numbers',
      'Chess engines',
      'iPhone',
      '2025-04-03',
    ]);
  });

  test('are shortened between words, not after a word like "of"', () => {
    expect(named(['The long and winding history of the Roman empire'])).toEqual(['Long and winding history']);
    expect(named(['Extraordinarily incomprehensible characteristics'])).toEqual([
      'Incomprehensible characteristics',
    ]);
  });

  test('are cut in a word only where the word itself is too long', () => {
    const [name] = named(['a'.repeat(5000)]);
    expect(name).toMatch(/^Aa{10,}…$/);
  });

  test('differ, whatever the titles', () => {
    expect(named(['Same', 'Same', '__proto__', '', '???'])).toHaveLength(5);
    expect(named(['Same', 'Same', 'Same'])).toEqual(['Same', 'Same 2', 'Same 3']);
    expect(named(['', '__proto__']).every((name) => name !== '')).toBe(true);
  });

  const namedBy = (groups: string[][], headings: string[] = []): string[] => {
    const titles = groups.flat();
    let first = 0;
    const links = groups.flatMap((group) => clique(range(first, (first += group.length))));
    const graph = wiki({ pages: titles.length, links, title: (page) => titles[page] ?? '' });
    const withHeadings = graph.pages.map((page, place) =>
      place === 0 ? { ...page, headings: headings.map((text) => ({ text, level: 1, line: 1 })) } : page,
    );
    return analyse({ ...graph, pages: withHeadings }).communities.map(({ name }) => name);
  };

  test('have the apostrophes that titles lost, and no possessive at their end', () => {
    const titles = [
      'Elon Musks early life',
      'Elon Musks first company',
      'The youth of people like Elon Musks brother',
    ];
    expect(namedBy([titles], ["Musk's early life"])).toEqual(['Elon Musk']);
    const strategy = [
      'Nvidias growth strategy',
      'Nvidias growth strategy',
      'The Nvidias growth strategy of today',
    ];
    expect(namedBy([strategy], ['Nvidia’s plan'])).toEqual(["Nvidia's growth strategy"]);
  });

  test('keep plurals that headings write without an apostrophe', () => {
    const titles = ['Complex numbers in use', 'On complex numbers', 'Complex numbers and roots'];
    expect(namedBy([titles], ["A number's root", 'Kinds of numbers', 'Numbers'])).toEqual([
      'Complex numbers',
    ]);
  });

  test('have the hyphens that titles lost', () => {
    const titles = ['Selfsupervised learning', 'Selfsupervised learning today', 'On selfsupervised learning'];
    expect(namedBy([titles], ['What self-supervised learning is'])).toEqual(['Self-supervised learning']);
  });

  test('spell out an abbreviation where titles do', () => {
    const short = ['AI and jobs', 'AI and schools', 'AI and courts', 'AI and games', 'AI and trade'];
    const long = ['Artificial intelligence', 'The limits of artificial intelligence'];
    expect(namedBy([short.concat(long)])).toEqual(['Artificial intelligence']);
    expect(namedBy([short])).toEqual(['AI']);
  });

  test('take a capital letter alone to the word beside it', () => {
    const school = ['How to apply to Y Combinator', 'Founders from Y Combinator', 'Life after Y Combinator'];
    expect(namedBy([school])).toEqual(['Y Combinator']);
    const tool = ['How to use I Love PDF', 'Merging files in I Love PDF', 'Signing with I Love PDF'];
    expect(namedBy([tool])).toEqual(['I Love PDF']);
  });

  test('are not torn from the number before', () => {
    const titles = ['256 bit security', 'How 256 bit security works', 'Mining coins', 'Mining coins at home'];
    expect(namedBy([titles])).toEqual(['Mining coins']);
  });

  test('of a part are not its region’s in other words', () => {
    const titles = [
      'Standard Oil',
      'Standard Oil',
      'Standard Oil',
      'Oil wells',
      'Oil wells',
      'The end of Standard Oil',
    ];
    const { pages } = wiki({ pages: titles.length, title: (page) => titles[page] ?? '' });
    const outline = { pages, wanted: [], marks: new Map(), edges: new Int32Array(0) };
    const nodes = range(0, 6);
    const names = nameCommunities(
      outline,
      [
        { nodes, parent: null },
        { nodes: [0, 1, 2, 5], parent: 0 },
        { nodes: [3, 4], parent: 0 },
      ],
      nodes.map(() => 1),
    );
    expect(names).toEqual(['Standard Oil', 'The end of Standard Oil', 'Oil wells']);
  });

  test('are no lone general word where there is a phrase, but may be a proper name', () => {
    const life = ['Life on ocean floors', 'Life in ocean floors', 'Life near ocean floors'];
    expect(namedBy([life])).toEqual(['Ocean floors']);
    const tool = ['How to sign in to ChatGPT', 'Why does ChatGPT answer', 'When to ask ChatGPT about dinner'];
    expect(namedBy([tool])).toEqual(['ChatGPT']);
  });

  test('are no word that siblings share', () => {
    const about = (topic: string): string[] => [`AI and ${topic}`, `AI with ${topic}`, `AI for ${topic}`];
    const names = namedBy([
      about('jobs'),
      about('chip makers'),
      about('school lessons'),
      about('court cases'),
    ]);
    for (const name of names) expect(name).not.toMatch(/^AI$/u);
  });

  test('do not hold each other among siblings', () => {
    const names = namedBy([
      Array.from({ length: 6 }, () => 'Windows Defender'),
      [...Array.from({ length: 4 }, () => 'Windows Defender settings'), 'Virus scan', 'Virus scan'],
    ]);
    expect(names).toEqual(['Windows Defender', 'Virus scan']);
  });

  test('do not end where titles go on', () => {
    const titles = [
      'Hardware revolutions preceding software',
      'Hardware revolutions preceding trade',
      'Hardware revolutions',
    ];
    expect(namedBy([titles])).toEqual(['Hardware revolutions']);
  });

  test('prefer a page to a page that is only wanted', () => {
    const links: [number, number][] = [...clique([0, 1, 2]), [0, 3], [1, 3], [2, 3]];
    const title = (page: number): string => ['Sand', 'Lime', 'Clay'][page] ?? '';
    const { communities } = analyse(wiki({ pages: 3, wanted: 1, links, title }));
    expect(communities.map(({ name }) => name)).toEqual(['Sand']);
  });
});
