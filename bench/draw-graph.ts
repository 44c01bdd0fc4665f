/**
 * The graph that is drawn: planted communities with five links a page, laid out by Wiki Atlas, in a
 * store for our server and as JSON text for the peers. Invariant: both hold the same pages, links and
 * places, and no two pages are linked twice.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Link } from '../graph/link.ts';
import type { Page } from '../graph/page.ts';
import type { Placement, WikiGraph } from '../graph/wiki-graph.ts';
import { analyseBeside } from '../import/analyse/analyse-beside.ts';
import { openSqliteStore } from '../store/sqlite/open.ts';
import { channelOf, linkTarget, makeTitles, makeWords, randomFrom, slugOf } from './generate-wiki.ts';
import { SCRATCH, say } from './places.ts';

export const LINKS_PER_PAGE = 5;
/** CSS pixels. */
export const WINDOW = { width: 1280, height: 800 };
/** Free space around the whole graph in the peers' windows, pixels. */
const MARGIN = 20;

const FOLDER = join(SCRATCH, 'draw');

export interface DrawnGraph {
  nodes: number;
  edges: number;
  /** the SQLite file */
  store: string;
  /** {nodes: [{id, x, y}], edges: [{source, target}]}: pixels from the window's middle, downwards */
  text: string;
}

export async function drawnGraph(pages: number): Promise<DrawnGraph> {
  say(`graph of ${pages} pages: laying out and storing`);
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, `${pages}.sqlite`);
  for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
  const graph = plantedGraph(pages);
  const store = await openSqliteStore(file);
  try {
    const analysis = analyseBeside(graph);
    await store.write(graph, analysis);
    return {
      nodes: pages,
      edges: graph.links.length,
      store: file,
      text: peerText(graph, (await analysis).placements),
    };
  } finally {
    await store.close();
  }
}

/** Takes the stores away. */
export function removeDrawnGraphs(): void {
  rmSync(FOLDER, { recursive: true, force: true });
}

function plantedGraph(count: number): WikiGraph {
  const random = randomFrom(count);
  const titles = makeTitles(count, makeWords(random), random);
  const pages = titles.map((title, page) => pageOf(`${channelOf(page)}/${slugOf(title)}`, title));
  const linked = new Set<number>();
  const links = pages.flatMap(({ id }, source) => {
    const own: Link[] = [];
    while (own.length < LINKS_PER_PAGE) {
      const target = linkTarget(source, count, random);
      const pair = Math.min(source, target) * count + Math.max(source, target);
      if (target === source || linked.has(pair)) continue;
      linked.add(pair);
      own.push(linkOf(id, pages[target]?.id ?? '', own.length));
    }
    return own;
  });
  // the sort is stable: a page's links stay in their order
  return {
    name: `planted-${count}`,
    pages: pages.sort((a, b) => byCodePoints(a.id, b.id)),
    wanted: [],
    links: links.sort((a, b) => byCodePoints(a.source, b.source)),
    home: null,
    attachments: [],
    report: { parsed: count, timeMarks: 0, warnings: [] },
    fingerprint: `planted-${count}`,
  };
}

/** Ids are ASCII. */
const byCodePoints = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function pageOf(id: string, title: string): Page {
  return {
    id,
    file: { path: `${id}.md`, size: title.length, mtimeMs: 0, hash: id },
    title,
    folder: id.slice(0, id.indexOf('/')),
    aliases: [],
    tags: [],
    index: false,
    videoId: null,
    facets: [],
    headings: [],
    markdown: title,
    text: title,
    parsed: '',
  };
}

function linkOf(source: string, target: string, place: number): Link {
  return {
    source,
    target,
    kind: 'page',
    relation: 'link',
    via: 'path',
    ambiguous: 1,
    structural: false,
    mentions: [
      {
        offset: place,
        length: 1,
        line: 1,
        syntax: 'wiki',
        heading: [],
        excerpt: target,
        start: 0,
        end: target.length,
        label: null,
        fragment: null,
        deadFragment: false,
        at: null,
      },
    ],
  };
}

function peerText({ pages, links }: WikiGraph, placements: readonly Placement[]): string {
  const numbers = new Map(pages.map(({ id }, number) => [id, String(number)]));
  const [left, right] = ends(placements.map(({ x }) => x));
  const [low, high] = ends(placements.map(({ y }) => y));
  const scale = Math.min(
    (WINDOW.width - 2 * MARGIN) / (right - left),
    (WINDOW.height - 2 * MARGIN) / (high - low),
  );
  const pixels = (value: number): number => Math.round(value * scale * 100) / 100;
  return JSON.stringify({
    nodes: placements.map(({ id, x, y }) => ({
      id: numbers.get(id),
      x: pixels(x - (left + right) / 2),
      y: pixels((low + high) / 2 - y),
    })),
    edges: links.map(({ source, target }) => ({
      source: numbers.get(source),
      target: numbers.get(target),
    })),
  });
}

const ends = (values: readonly number[]): [number, number] =>
  values.reduce<[number, number]>(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  );
