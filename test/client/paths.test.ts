import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { nodesOfPaths, pathPicture } from '../../client/paths/path-picture.ts';
import { summaryOf } from '../../client/paths/path-words.ts';
import { GRAPH_OPTIONS, type PathList, type Subgraph } from '../../graph/api.ts';

const ENDS = { from: 'a', to: 'z' };

function listOf(...routes: string[][]): PathList {
  return {
    paths: routes.map((ids) => ({
      nodes: ids.map((id) => ({ id, kind: 'page', title: id, folder: '', inDegree: 1, outDegree: 1 })),
      steps: ids.slice(1).map(() => ({
        direction: 'out',
        relation: 'link',
        via: 'name',
        ambiguous: 1,
        structural: false,
        count: 1,
        mention: {
          excerpt: '',
          start: 0,
          end: 0,
          heading: [],
          line: 1,
          offset: 0,
          label: null,
          fragment: null,
          at: null,
        },
      })),
    })),
    truncated: null,
  };
}

/** Every node linked with every other. */
function allJoined(ids: readonly string[]): Subgraph {
  const total = { nodes: ids.length, edges: 0 };
  return {
    attributes: { total, returned: total, truncated: null },
    options: GRAPH_OPTIONS,
    nodes: ids.map((key) => ({
      key,
      attributes: {
        kind: 'page',
        label: key,
        folder: '',
        inDegree: 1,
        outDegree: 1,
        rank: 0.5,
        community: 0,
        x: 0,
        y: 0,
        depth: 0,
      },
    })),
    edges: ids.flatMap((source) =>
      ids
        .filter((target) => target !== source)
        .map((target) => ({
          key: `${source} ${target}`,
          source,
          target,
          attributes: { relation: 'link', count: 1, via: 'name' as const, ambiguous: 1, structural: false },
        })),
    ),
  };
}

function drawn(list: PathList): Subgraph {
  return pathPicture(allJoined(nodesOfPaths(list, ENDS)), list, ENDS);
}

const heightOf = (picture: Subgraph, id: string): number =>
  picture.nodes.find(({ key }) => key === id)?.attributes.y ?? Number.NaN;

/** Up to 5 paths of up to 8 steps, none with a page twice, through pages that they may share. */
const lists = fc
  .array(fc.uniqueArray(fc.constantFrom(...'bcdefghijk', '__proto__', 'constructor'), { maxLength: 7 }), {
    maxLength: 5,
  })
  .map((routes) => listOf(...routes.map((inner) => ['a', ...inner, 'z'])));

describe('the picture of paths', () => {
  it('puts no two pages in one place, and every page somewhere', () => {
    fc.assert(
      fc.property(lists, (list) => {
        const { nodes } = drawn(list);
        expect(nodes.map(({ key }) => key).toSorted()).toEqual(nodesOfPaths(list, ENDS).toSorted());
        expect(new Set(nodes.map(({ attributes: { x, y } }) => `${x},${y}`)).size).toBe(nodes.length);
        for (const { attributes } of nodes) expect(Number.isInteger(attributes.x + attributes.y)).toBe(true);
      }),
    );
  });

  it('begins at the top and ends at the bottom, with the pages of a path in their order between', () => {
    const picture = drawn(listOf(['a', 'b', 'c', 'z'], ['a', 'd', 'z']));
    const heights = ['a', 'b', 'c', 'z'].map((id) => heightOf(picture, id));
    expect(heights).toEqual(heights.toSorted((one, other) => other - one));
    expect(heightOf(picture, 'd')).toBeLessThan(heightOf(picture, 'a'));
    expect(heightOf(picture, 'd')).toBeGreaterThan(heightOf(picture, 'z'));
  });

  it('joins only pages that follow each other on a path, by all their links either way', () => {
    const { edges } = drawn(listOf(['a', 'b', 'z']));
    expect(edges.map(({ key }) => key).toSorted()).toEqual(['a b', 'b a', 'b z', 'z b']);
  });

  it('shows both ends, apart, where no path joins them', () => {
    const picture = drawn(listOf());
    expect(picture.nodes.map(({ key }) => key)).toEqual(['a', 'z']);
    expect(picture.edges).toEqual([]);
  });
});

describe('the words on paths', () => {
  it('say how many there are, and how long', () => {
    const told = (list: PathList): string => summaryOf({ ends: ENDS, list, error: null });
    expect(told(listOf(['a', 'z']))).toBe('One path: 1 step');
    expect(told(listOf(['a', 'b', 'z'], ['a', 'c', 'd', 'z']))).toBe('The 2 shortest paths: 2 to 3 steps');
    expect(told(listOf())).toBe('No path found');
  });

  it('say what is to be done before there are any', () => {
    expect(summaryOf({ ends: null, list: undefined, error: null })).toContain('Search for two topics');
    expect(summaryOf({ ends: ENDS, list: undefined, error: null })).toBe('Looking for paths…');
  });
});
