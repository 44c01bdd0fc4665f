/** A map through small changes: what stands stays, what is new gets a free spot where it belongs. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GraphChange } from '../../graph/graph-change.ts';
import type { Placement, WikiGraph } from '../../graph/wiki-graph.ts';
import { analyse } from '../../import/analyse/analyse.ts';
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
const fromMiddle = ({ x, y }: Placement): number => Math.hypot(x, y);

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

  it('that no page links to lies on the shore', () => {
    const after = wiki({ ...TWO, pages: 14, links: [...(TWO.links ?? []), [13, 0]] });
    const { now } = changed(wiki(TWO), after);
    const land = range(0, 12).map((node) => fromMiddle(now(`p${String(node).padStart(5, '0')}`)));
    expect(fromMiddle(now('p00013'))).toBeGreaterThan(Math.max(...land));
  });
});

describe('a page that stays', () => {
  it('leaves the shore when it is linked to, and goes back when it is not', () => {
    const orphaned = wiki(TWO);
    const linked = wiki({ ...TWO, links: [...(TWO.links ?? []), [3, 12]] });
    const there = changed(orphaned, linked);
    expect(there.placed.map((place) => place.id)).toEqual(['p00012']);
    expect(fromMiddle(there.now('p00012'))).toBeLessThan(fromMiddle(there.before('p00012')));
    const map = new LivingMap(linked, { ...analyse(orphaned), placements: there.placements });
    const [back] = map.change(changeOf(linked, orphaned));
    expect(back && fromMiddle(back)).toBeGreaterThan(fromMiddle(there.now('p00012')));
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
          expect(map.pageCount).toBe(after.pages.length);
          for (const [i, a] of places.entries()) {
            expect(a.rank).toBeGreaterThanOrEqual(0);
            expect(a.rank).toBeLessThanOrEqual(1);
            for (const b of places.slice(i + 1)) {
              expect(distance(a, b)).toBeGreaterThanOrEqual(roomOf(a.rank) + roomOf(b.rank) - 1e-6);
            }
          }
          for (const [i, { size }] of map.communities.entries()) {
            expect(places.filter((place) => place.community === i)).toHaveLength(size);
          }
          return after;
        });
      }),
      { numRuns: 200 },
    );
  });

  it('settles a map of another graph to the places of this one', () => {
    const [before, after] = [
      wiki(TWO),
      wiki({ ...TWO, pages: 14, links: [...(TWO.links ?? []), [13, 0], [3, 12]] }),
    ];
    const analysis = analyse(before);
    const map = new LivingMap(after, analysis);
    map.settle(after, new Set(['p00012']));
    const moved = map
      .placementsOf([...after.pages, ...after.wanted])
      .filter(
        (place) =>
          JSON.stringify(place) !== JSON.stringify(analysis.placements.find(({ id }) => id === place.id)),
      );
    expect(moved.map((place) => place.id)).toEqual(['p00012', 'p00013']);
  });
});
