/** Small wikis for the tests of the analysis: pages by number, links as pairs of numbers. */
import type { Page } from '../../graph/page.ts';
import type { Link } from '../../graph/link.ts';
import type { WikiGraph } from '../../graph/wiki-graph.ts';

export interface WikiPlan {
  pages: number;
  wanted?: number;
  /** pairs of nodes: pages first, then wanted pages */
  links?: [number, number][];
  structural?: [number, number][];
  title?: (page: number) => string;
  folder?: (page: number) => string;
}

export function wiki(plan: WikiPlan): WikiGraph {
  const id = (node: number): string => `${node < plan.pages ? 'p' : 'w'}${String(node).padStart(5, '0')}`;
  const numbers = (count: number): number[] => Array.from({ length: count }, (_, number) => number);
  const page = (number: number): Page => ({
    id: id(number),
    file: { path: `${id(number)}.md`, size: 0, mtimeMs: 0, hash: '' },
    title: plan.title?.(number) ?? `Page ${number}`,
    folder: plan.folder?.(number) ?? '',
    aliases: [],
    tags: [],
    index: false,
    videoId: null,
    facets: [],
    headings: [],
    markdown: '',
    text: '',
    parsed: '',
  });
  const link = ([source, target]: [number, number], structural: boolean): Link => ({
    source: id(source),
    target: id(target),
    kind: target < plan.pages ? 'page' : 'wanted',
    relation: structural ? 'from' : 'link',
    via: target < plan.pages ? 'name' : null,
    ambiguous: 1,
    structural,
    mentions: [
      {
        offset: 0,
        length: 5,
        line: 1,
        syntax: 'wiki',
        heading: [],
        excerpt: 'a',
        start: 0,
        end: 1,
        label: null,
        fragment: null,
        deadFragment: false,
        at: null,
      },
    ],
  });
  return {
    name: 'test',
    home: null,
    fingerprint: '',
    pages: numbers(plan.pages).map(page),
    wanted: numbers(plan.wanted ?? 0).map((number) => ({ id: id(plan.pages + number) })),
    links: [
      ...(plan.links ?? []).map((pair) => link(pair, false)),
      ...(plan.structural ?? []).map((pair) => link(pair, true)),
    ],
    attachments: [],
    report: { parsed: 0, timeMarks: 0, warnings: [] },
  };
}

/** Everybody in `nodes` links to everybody. */
export function clique(nodes: number[]): [number, number][] {
  return nodes.flatMap((a) => nodes.filter((b) => b !== a).map((b): [number, number] => [a, b]));
}

export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, place) => from + place);
}
