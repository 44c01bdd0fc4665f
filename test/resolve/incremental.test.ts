/** A wiki resolved again after edits is the wiki resolved at once, and the change says what is different. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byCodePoint } from '../../graph/names.ts';
import type { Link } from '../../graph/link.ts';
import {
  type Resolution,
  WikiResolver,
  type WikiSources,
  resolveWiki,
} from '../../import/resolve/resolve-wiki.ts';
import type { SourcePage } from '../../import/resolve/resolved-page.ts';
import { DEFAULT_RESOLVE_OPTIONS } from '../../import/resolve/resolve-options.ts';
import { options, page, path, wiki } from './any-wiki.ts';
import { type PageSketch, sourcePage } from './parsed-wiki.ts';

type Graph = ReturnType<Resolution['graph']>;

/** What the change makes of the graph before it. */
function applied({ pages, wanted, links }: Graph, { change, home }: Resolution): Graph {
  const pageById = new Map(pages.map((one) => [one.id, one]));
  for (const id of change.removedPages) pageById.delete(id);
  for (const one of change.pages) pageById.set(one.id, one);
  const wantedIds = new Set(wanted.map((one) => one.id));
  for (const id of change.removedWanted) wantedIds.delete(id);
  for (const { id } of change.wanted) wantedIds.add(id);
  const linksOf = new Map<string, Link[]>();
  for (const link of links) linksOf.set(link.source, [...(linksOf.get(link.source) ?? []), link]);
  for (const { source, links: now } of change.links) linksOf.set(source, now);
  const ids = [...pageById.keys()].sort(byCodePoint);
  return {
    pages: ids.flatMap((id) => pageById.get(id) ?? []),
    wanted: [...wantedIds].sort(byCodePoint).map((id) => ({ id })),
    links: ids.flatMap((id) => linksOf.get(id) ?? []),
    home,
  };
}

type Edit = (pages: Map<string, SourcePage>, attachments: Set<string>) => void;

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(path, page).map(([id, sketch]): Edit => (pages) => {
    pages.set(id.normalize('NFC'), sourcePage(id.normalize('NFC'), sketch));
  }),
  fc.tuple(fc.nat(), page).map(([nth, sketch]): Edit => (pages) => {
    const id = [...pages.keys()][nth % Math.max(1, pages.size)];
    if (id !== undefined) pages.set(id, sourcePage(id, sketch));
  }),
  fc.nat().map((nth): Edit => (pages) => {
    const id = [...pages.keys()][nth % Math.max(1, pages.size)];
    if (id !== undefined) pages.delete(id);
  }),
  fc.tuple(fc.nat(), path).map(([nth, to]): Edit => (pages) => {
    const [id, known] = [...pages][nth % Math.max(1, pages.size)] ?? [];
    if (id === undefined || known === undefined) return;
    pages.delete(id);
    pages.set(to.normalize('NFC'), { ...known, id: to.normalize('NFC') });
  }),
  path.map((file): Edit => (_, attachments) => {
    if (!attachments.delete(file)) attachments.add(file);
  }),
);

const series = fc.array(fc.array(edit, { maxLength: 3 }), { maxLength: 6 });

describe('every series of edits', () => {
  it('resolved one after the other, gives the graph resolved at once', () => {
    fc.assert(
      fc.property(wiki, series, fc.option(options), (start, rounds, given) => {
        const pages = new Map(start.pages.map((one) => [one.id, one]));
        const attachments = new Set(start.attachments);
        const chosen = given ?? DEFAULT_RESOLVE_OPTIONS;
        const resolver = new WikiResolver(chosen);
        let before: Graph = { pages: [], wanted: [], links: [], home: null };
        for (const edits of [[], ...rounds]) {
          for (const one of edits) one(pages, attachments);
          const sources: WikiSources = { pages: [...pages.values()], attachments: [...attachments] };
          const resolution = resolver.resolve(sources);
          const now = resolution.graph();
          expect(JSON.stringify(now)).toBe(JSON.stringify(resolveWiki(sources, chosen)));
          expect(JSON.stringify(applied(before, resolution))).toBe(JSON.stringify(now));
          before = now;
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a change', () => {
  /** The change from one wiki to another; pages with the same sketch are unchanged. */
  function changeOf(before: Record<string, PageSketch>, after: Record<string, PageSketch>) {
    const sources = new Map<PageSketch, SourcePage>();
    const toSources = (sketches: Record<string, PageSketch>): WikiSources => ({
      pages: Object.entries(sketches).map(([id, sketch]) => {
        const known = sources.get(sketch) ?? sourcePage(id, sketch);
        sources.set(sketch, known);
        return known;
      }),
      attachments: [],
    });
    const resolver = new WikiResolver();
    resolver.resolve(toSources(before));
    const { change } = resolver.resolve(toSources(after));
    return {
      pages: change.pages.map((one) => one.id),
      removed: change.removedPages,
      wanted: change.wanted.map((one) => one.id),
      removedWanted: change.removedWanted,
      links: change.links
        .map(({ source, links }) => `${source} -> ${links.map((one) => one.target).join()}`)
        .sort(byCodePoint),
    };
  }
  const nothing = { pages: [], removed: [], wanted: [], removedWanted: [], links: [] };
  const [one, other] = [{ links: ['two', 'ghost'] }, { links: ['GHOST', 'one'] }];

  it('is empty where nothing changed', () => {
    expect(changeOf({ one, other }, { one, other })).toEqual(nothing);
  });

  it('names the pages elsewhere whose links now mean something else', () => {
    expect(changeOf({ one, other }, { one, other, two: {} })).toEqual({
      ...nothing,
      pages: ['two'],
      removedWanted: ['two'],
      links: ['one -> two,ghost'],
    });
  });

  it('calls a wanted page anew where its first mention went', () => {
    expect(changeOf({ one, other }, { other })).toEqual({
      ...nothing,
      removed: ['one'],
      wanted: ['GHOST', 'one'],
      removedWanted: ['ghost', 'two'],
      links: ['other -> GHOST,one'],
    });
  });

  it('leaves links alone that mean what they meant', () => {
    const two = { headings: [{ level: 2, text: 'Old', line: 1 }] };
    const rewritten = { headings: [{ level: 2, text: 'New', line: 1 }] };
    expect(changeOf({ one, other, two }, { one, other, two: rewritten })).toEqual({
      ...nothing,
      pages: ['two'],
    });
  });

  it('tells of links whose fragment is dead or alive again', () => {
    const two = { headings: [{ level: 2, text: 'Old', line: 1 }] };
    const rewritten = { headings: [{ level: 2, text: 'New', line: 1 }] };
    const asking = { links: [{ target: 'two', fragment: 'New' }] };
    expect(changeOf({ asking, two }, { asking, two: rewritten })).toEqual({
      ...nothing,
      pages: ['two'],
      links: ['asking -> two'],
    });
  });
});
