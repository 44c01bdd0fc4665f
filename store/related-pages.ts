/**
 * Pages alike: by neighbours they share (Adamic and Adar, "Friends and neighbors on the Web", 2003:
 * a shared neighbour counts the less the more neighbours it has) and by telling words they share.
 * Invariant: bounded at hubs, and independent of the order in which a store gives its rows.
 */
import type { PageSummary, RelatedItem, RelatedList, RelatedReason } from '../graph/api.ts';
import { byCodePoint } from '../graph/names.ts';
import { readable } from './extent.ts';
import type { TellingWord } from './telling-words.ts';

/** Neighbours of the page, and links of these, that are followed. */
const MAX_NEIGHBOURS = 200;
const MAX_FOLLOWED = 10_000;
/** A neighbour of more neighbours than this says nothing. */
const MAX_DEGREE = 5000;
/** How many neighbours a store is asked for, those of the fewest neighbours first, then by id; none that has no other. */
export const NEIGHBOURS_ASKED = MAX_NEIGHBOURS + 1;
const MAX_SHOWN_NEIGHBOURS = 3;
const MAX_SHOWN_WORDS = 5;
/** A single word in common is chance. */
const MIN_WORDS = 2;

/** Pages and wanted pages that the page is linked with, structural links aside; `inDegree + outDegree` is its degree. */
export type Neighbour = PageSummary;

/** The neighbours whose links are followed. */
export function followed<T extends Neighbour>(
  neighbours: readonly T[],
): { chosen: T[]; truncated: string | null } {
  const chosen: T[] = [];
  let links = 0;
  for (const neighbour of neighbours.slice(0, MAX_NEIGHBOURS)) {
    links += degree(neighbour);
    if (degree(neighbour) > MAX_DEGREE || links > MAX_FOLLOWED) break;
    chosen.push(neighbour);
  }
  if (chosen.length === neighbours.length) return { chosen, truncated: null };
  return {
    chosen,
    truncated: `Only the ${readable(chosen.length)} linked pages that have the fewest links themselves were followed.`,
  };
}

function degree({ inDegree, outDegree }: Neighbour): number {
  return inDegree + outDegree;
}

/** What was found of pages that are not linked with the page. */
export interface Shared {
  neighbours: readonly Neighbour[];
  /** pages linked with a neighbour, structural links aside, by the neighbour's id; each once */
  linked: ReadonlyMap<string, readonly string[]>;
  words: readonly TellingWord[];
  /** pages that hold a word, by the word as it is folded; each once */
  holders: ReadonlyMap<string, readonly string[]>;
}

export interface Alike {
  id: string;
  score: number;
  neighbours: Neighbour[];
  words: TellingWord[];
}

/** The most alike, best first, then by id. */
export function alikePages({ neighbours, linked, words, holders }: Shared, limit: number): Alike[] {
  const pages = new Map<string, Alike>();
  const of = (id: string): Alike => {
    let page = pages.get(id);
    if (!page) pages.set(id, (page = { id, score: 0, neighbours: [], words: [] }));
    return page;
  };
  for (const neighbour of neighbours) {
    for (const id of linked.get(neighbour.id) ?? []) of(id).neighbours.push(neighbour);
  }
  for (const word of words) {
    for (const id of holders.get(word.folded) ?? []) of(id).words.push(word);
  }
  const allWords = words.reduce((sum, word) => sum + word.weight, 0);
  for (const page of pages.values()) {
    if (page.words.length < MIN_WORDS) page.words = [];
    const adamicAdar = page.neighbours.reduce((sum, one) => sum + 1 / Math.log(Math.max(2, degree(one))), 0);
    const inWords = page.words.reduce((sum, word) => sum + word.weight, 0);
    page.score = adamicAdar / (1 + adamicAdar) + (allWords > 0 ? inWords / allWords : 0);
  }
  return [...pages.values()]
    .filter((page) => page.score > 0)
    .sort((a, b) => b.score - a.score || byCodePoint(a.id, b.id))
    .slice(0, limit);
}

/** @param summaries of the pages that are alike, by id */
export function relatedList(
  alike: readonly Alike[],
  summaries: ReadonlyMap<string, PageSummary>,
  truncated: string | null,
): RelatedList {
  return {
    items: alike.flatMap((page): RelatedItem[] => {
      const summary = summaries.get(page.id);
      return summary ? [{ ...summary, reasons: reasonsOf(page) }] : [];
    }),
    truncated,
  };
}

function reasonsOf({ neighbours, words }: Alike): RelatedReason[] {
  const reasons: RelatedReason[] = [];
  if (neighbours.length > 0) {
    const pages = neighbours.slice(0, MAX_SHOWN_NEIGHBOURS);
    reasons.push({ kind: 'neighbours', count: neighbours.length, pages });
  }
  if (words.length > 0) {
    reasons.push({ kind: 'words', words: words.slice(0, MAX_SHOWN_WORDS).map((word) => word.shown) });
  }
  return reasons;
}
