/** A map through small changes: what stands stays, what is new gets a free spot where it belongs. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GraphChange } from '../../graph/graph-change.ts';
import type { Placement, WikiGraph } from '../../graph/wiki-graph.ts';
import { analyse } from '../../import/analyse/analyse.ts';
import { CHANNEL } from '../../import/analyse/land.ts';
import { roomOf } from '../../import/analyse/spots.ts';
import { LivingMap } from '../../import/analyse/living-map.ts';
import { type WikiPlan, clique, range, wiki } from './wiki.ts';

/** Two communities, and an orphan that links into the first. */
const TWO: WikiPlan = {
  pages: 13,
  links: [...clique(range(0, 6)), ...clique(range(6, 12)), [12, 0]],
};

function changeOf(before: WikiGraph, after: WikiGraph): GraphChange {
  const ids = (nodes: { id: string }[]): Set<string> => new Set(nodes.map((node) => node.id));
  const [pages, wanted] = [ids(before.pages), ids(before.wanted)];
  const [pagesNow, wantedNow] = [ids(after.pages), ids(after.wanted)];
  const linksOf = ({ links }: WikiGraph, id: string) => links.filter((link) => link.source === id);
  return {
    base: '',
    fingerprint: '',
    name: 'test',
    home: null,
    pages: after.pages.filter(({ id }) => !pages.has(id)),
    removedPages: [...pages].filter((id) => !pagesNow.has(id)),
    wanted: after.wanted.filter(({ id }) => !wanted.has(id)),
    removedWanted: [...wanted].filter((id) => !wantedNow.has(id)),
    links: after.pages
      .map(({ id }) => ({ source: id, links: linksOf(after, id), relinked: true }))
      .filter(({ source, links }) => JSON.stringify(links) !== JSON.stringify(linksOf(before, source))),
    attachments: null,
    report: after.report,
  };
}

/** The map after a change, and what was placed by it. */
function changed(before: WikiGraph, after: WikiGraph) {
  const analysis = analyse(before);
  const map = new LivingMap(before, analysis);
  const placed = map.change(changeOf(before, after));
  const placements = map.placementsOf([...after.pages, ...after.wanted]);
  const at = (some: Placement[], id: string): Placement => {
    const found = some.find((place) => place.id === id);
    if (!found) throw new Error(`${id} has no place`);
    return found;
  };
  return {
    map,
    placed,
    placements,
    before: (id: string) => at(analysis.placements, id),
    now: (id: string) => at(placements, id),
  };
}

const distance = (a: Placement, b: Placement): number => Math.hypot(a.x - b.x, a.y - b.y);

describe('a page that comes', () => {
  it('lies in the community it is linked with, and all others stay', () => {
    const after = wiki({ ...TWO, pages: 14, links: [...(TWO.links ?? []), [13, 0], [1, 13], [2, 13]] });
    const { map, placed, before, now } = changed(wiki(TWO), after);
    expect(placed.map((place) => place.id)).toEqual(['p00013']);
    expect(now('p00013').community).toBe(now('p00000').community);
    expect(distance(now('p00013'), now('p00000'))).toBeLessThan(distance(now('p00013'), now('p00006')));
    for (const page of wiki(TWO).pages) expect(now(page.id)).toEqual(before(page.id));
    expect(map.communities.map((community) => community.size)).toContain(8);
  });

  it('that no page links to lies on the shore of the region that it links to', () => {
    const after = wiki({ ...TWO, pages: 14, links: [...(TWO.links ?? []), [13, 0]] });
    const { map, now } = changed(wiki(TWO), after);
    const orphan = now('p00013');
    const coasts = map.communities.map(({ x, y, radius }) => Math.hypot(orphan.x - x, orphan.y - y) - radius);
    const own = coasts[now('p00000').community] ?? 0;
    expect(own).toBeGreaterThan(0);
    expect(own).toBeLessThan(100);
    expect(own).toBe(Math.min(...coasts));
  });
});

describe('pages that come together', () => {
  const group = range(13, 23);
  const after = wiki({ ...TWO, pages: 23, links: [...(TWO.links ?? []), ...clique(group), [13, 0]] });
  const { map, now, placed } = changed(wiki(TWO), after);

  it('get land of their own, which touches no other', () => {
    const [own] = new Set(group.map((node) => now(`p${String(node).padStart(5, '0')}`).community));
    const land = map.communities[own ?? -1];
    expect(land).toMatchObject({ size: 10, parent: null });
    for (const [community, other] of map.communities.entries()) {
      if (community === own || !land) continue;
      expect(Math.hypot(land.x - other.x, land.y - other.y)).toBeGreaterThan(land.radius + other.radius);
      expect(land.name).not.toBe(other.name);
    }
    expect(placed).toHaveLength(10);
  });

  it('lie beside the region that they link to', () => {
    const land = map.communities[now('p00013').community];
    const region = map.communities[now('p00000').community];
    if (!land || !region) throw new Error('no land');
    const gap = Math.hypot(land.x - region.x, land.y - region.y) - land.radius - region.radius;
    expect(gap).toBeLessThan(CHANNEL + 20);
  });

  it('give their land a name with the marks that its titles have lost', () => {
    const plan = { ...TWO, pages: 23, links: [...(TWO.links ?? []), ...clique(group)] };
    const named = wiki({ ...plan, title: () => 'Elon Musks early life' });
    const pages = named.pages.map((page) => ({
      ...page,
      headings: [{ text: "Musk's early life", level: 1, line: 1 }],
    }));
    const { map: grown } = changed(wiki(TWO), { ...named, pages });
    expect(grown.communities.map(({ name }) => name)).toContain("Elon Musk's early life");
  });

  it('lie among the others where they link there more than among themselves', () => {
    const links = group.flatMap((node): [number, number][] => [
      [node, 0],
      [node, 1],
      [2, node],
    ]);
    const joined = changed(wiki(TWO), wiki({ ...TWO, pages: 23, links: [...(TWO.links ?? []), ...links] }));
    expect(joined.map.communities).toHaveLength(2);
    expect(joined.now('p00013').community).toBe(joined.now('p00000').community);
  });
});

describe('a page that stays', () => {
  it('keeps its place and its community when no page links to it any more, and when one does again', () => {
    const linked = wiki({ ...TWO, links: [...(TWO.links ?? []), [3, 12]] });
    for (const [before, after] of [
      [wiki(TWO), linked],
      [linked, wiki(TWO)],
    ] as const) {
      const { placed, before: was, now } = changed(before, after);
      expect(placed).toEqual([]);
      for (const { id } of after.pages) expect(now(id)).toEqual(was(id));
    }
  });

  it('of no community moves to the pages that it is linked with at last', () => {
    const stray = { ...TWO, pages: 14 };
    const { placed, before, now } = changed(
      wiki(stray),
      wiki({ ...stray, links: [...(TWO.links ?? []), [0, 13], [1, 13]] }),
    );
    expect(before('p00013').community).toBe(-1);
    expect(placed.map((place) => place.id)).toEqual(['p00013']);
    expect(now('p00013').community).toBe(now('p00000').community);
    expect(distance(now('p00013'), now('p00000'))).toBeLessThan(distance(now('p00013'), now('p00006')));
  });

  it('keeps its place when it was wanted before', () => {
    const before = wiki({ ...TWO, wanted: 1, links: [...(TWO.links ?? []), [1, 13], [2, 13]] });
    const after: WikiGraph = {
      ...before,
      wanted: [],
      pages: [...before.pages, ...wiki({ pages: 1 }).pages.map((page) => ({ ...page, id: 'w00013' }))],
      links: before.links.map((link) => (link.target === 'w00013' ? { ...link, kind: 'page' } : link)),
    };
    const { placed, before: was, now } = changed(before, after);
    expect(now('w00013')).toEqual(was('w00013'));
    expect(placed).toContainEqual(was('w00013'));
  });
});

describe('every change', () => {
  const plan = fc.record({ pages: fc.integer({ min: 1, max: 8 }), wanted: fc.nat(3) }).chain((nodes) =>
    fc.record({
      pages: fc.constant(nodes.pages),
      wanted: fc.constant(nodes.wanted),
      links: fc.array(
        fc
          .tuple(fc.nat(nodes.pages - 1), fc.nat(nodes.pages + nodes.wanted - 1))
          .map((pair): [number, number] => pair),
        { maxLength: 20 },
      ),
    }),
  );

  it('leaves each node one place of its own, and counts the communities', () => {
    fc.assert(
      fc.property(fc.array(plan, { minLength: 2, maxLength: 5 }), (plans) => {
        const graphs = plans.map(wiki);
        const [first] = graphs;
        if (!first) return;
        const map = new LivingMap(first, analyse(first));
        graphs.reduce((before, after) => {
          map.change(changeOf(before, after));
          const nodes = [...after.pages, ...after.wanted];
          const places = map.placementsOf(nodes);
          expect(places.map((place) => place.id)).toEqual(nodes.map((node) => node.id));
          expect(map.placedCount).toBe(nodes.length);
          for (const [i, a] of places.entries()) {
            expect(a.rank).toBeGreaterThanOrEqual(0);
            expect(a.rank).toBeLessThanOrEqual(1);
            for (const b of places.slice(i + 1)) {
              expect(distance(a, b)).toBeGreaterThanOrEqual(roomOf(a.rank) + roomOf(b.rank) - 1e-6);
            }
          }
          const { communities } = map;
          const isIn = (community: number, whole: number): boolean =>
            community === whole || (communities[community]?.parent ?? -1) === whole;
          for (const [i, { size }] of communities.entries()) {
            expect(places.filter(({ community }) => isIn(community, i))).toHaveLength(size);
          }
          return after;
        });
      }),
      { numRuns: 100 },
    );
  });

  it('moves nothing that lies in a community', () => {
    fc.assert(
      fc.property(plan, plan, (one, other) => {
        const [before, after] = [wiki(one), wiki(other)];
        const analysis = analyse(before);
        const map = new LivingMap(before, analysis);
        map.change(changeOf(before, after));
        const now = map.placementsOf([...after.pages, ...after.wanted]);
        const present = new Set(now.map(({ id }) => id));
        const stayed = analysis.placements.filter(({ id, community }) => community >= 0 && present.has(id));
        expect(now).toEqual(expect.arrayContaining(stayed));
      }),
      { numRuns: 100 },
    );
  });

  it('settles a map of another graph: what has a place keeps it', () => {
    const [before, after] = [
      wiki(TWO),
      wiki({ ...TWO, pages: 14, links: [...(TWO.links ?? []), [13, 0], [3, 12]] }),
    ];
    const analysis = analyse(before);
    const map = new LivingMap(after, analysis);
    expect(map.placedCount).toBe(13);
    map.settle(after);
    const moved = map
      .placementsOf([...after.pages, ...after.wanted])
      .filter(
        (place) =>
          JSON.stringify(place) !== JSON.stringify(analysis.placements.find(({ id }) => id === place.id)),
      );
    expect(moved.map((place) => place.id)).toEqual(['p00013']);
  });
});
