/**
 * Where pages belong that links say nothing of: beside the plot with pages of their folder, and among
 * those by the words of their titles.
 * Invariant: depends on folders and titles alone; of equal plots the first.
 */
import type { Outline } from './outline.ts';
import { wordsOf } from './words.ts';

/** What a plot of another folder counts less. */
const ELSEWHERE = 0.25;
/** What a shared folder without a shared word counts, where a word that one plot alone has counts 1. */
const FOLDER_ALONE = 0.01;

export class Kin {
  readonly #wiki: Outline;
  readonly #sizes: number[] = [];
  /** for each word and each folder how many titles and pages of each plot have it */
  readonly #words = new Map<string, Map<number, number>>();
  readonly #folders = new Map<string, Map<number, number>>();

  /** @param plots the pages of each plot; wanted pages among them are passed over */
  constructor(wiki: Outline, plots: readonly (readonly number[])[]) {
    this.#wiki = wiki;
    plots.forEach((nodes, plot) => {
      this.#sizes[plot] = nodes.length;
      for (const node of nodes) {
        const page = wiki.pages[node];
        if (!page) continue;
        count(this.#folders, page.folder, plot);
        for (const word of wordsOf(page.title)) count(this.#words, word, plot);
      }
    });
  }

  /** The plot that some pages belong beside; -1 where nothing tells. @param except a plot that does not count */
  of(nodes: readonly number[], except = -1): number {
    const scores = new Map<number, number>();
    const add = (plot: number, score: number): void => {
      if (plot !== except) scores.set(plot, (scores.get(plot) ?? 0) + score);
    };
    for (const node of nodes) {
      const page = this.#wiki.pages[node];
      if (!page) continue;
      const besides = this.#folders.get(page.folder) ?? new Map<number, number>();
      const inFolder = [...besides.values()].reduce((a, b) => a + b, 0);
      for (const [plot, pages] of besides) add(plot, (FOLDER_ALONE * pages) / inFolder);
      for (const word of wordsOf(page.title)) {
        const postings = this.#words.get(word);
        if (!postings) continue;
        // A word says the less, the more plots have it.
        for (const [plot, titles] of postings) {
          const share = titles / Math.sqrt(this.#sizes[plot] ?? 1) / postings.size;
          add(plot, besides.has(plot) ? share : share * ELSEWHERE);
        }
      }
    }
    const [best] = [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    return best?.[0] ?? -1;
  }
}

function count(counts: Map<string, Map<number, number>>, key: string, plot: number): void {
  const of = counts.get(key) ?? new Map<number, number>();
  of.set(plot, (of.get(plot) ?? 0) + 1);
  counts.set(key, of);
}
