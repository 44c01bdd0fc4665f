/**
 * What the analysis asks of a wiki, small enough to be handed to another thread.
 * Invariant: nodes are numbered as the wiki has them (pages, then wanted pages); structural links,
 * self-links, attachments and external addresses are not in it.
 */
import type { Page, WantedPage } from '../../graph/page.ts';
import type { WikiGraph } from '../../graph/wiki-graph.ts';
import { lostMarks, type LostMarks } from './lost-marks.ts';

export interface Outline {
  pages: Pick<Page, 'id' | 'title' | 'folder' | 'index'>[];
  wanted: WantedPage[];
  /** of words of titles that headings write with an apostrophe or a hyphen: `musks` of `Musk's` */
  marks: LostMarks;
  /** three numbers a link: source, target, mentions */
  edges: Int32Array<ArrayBuffer>;
}

/** The wiki's outline. */
export function outlineOf(graph: WikiGraph): Outline {
  const numbers = new Map<string, number>();
  for (const { id } of graph.pages) numbers.set(id, numbers.size);
  for (const { id } of graph.wanted) numbers.set(id, numbers.size);
  const edges: number[] = [];
  for (const { source, target, kind, structural, mentions } of graph.links) {
    if (structural || (kind !== 'page' && kind !== 'wanted')) continue;
    const [from, to] = [numbers.get(source), numbers.get(target)];
    if (from === undefined || to === undefined || from === to) continue;
    edges.push(from, to, mentions.length);
  }
  return {
    pages: graph.pages.map(({ id, title, folder, index }) => ({ id, title, folder, index })),
    wanted: graph.wanted,
    marks: lostMarks(graph.pages),
    edges: Int32Array.from(edges),
  };
}
