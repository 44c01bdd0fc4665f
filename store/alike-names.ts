/**
 * Names that are nearly what was asked for: candidates compared letter by letter, the most alike
 * first. Bounded: a store gives a few hundred candidates, and of a long name only its beginning counts.
 */
import type { PageSummary } from '../graph/api.ts';
import { editDistance } from '../graph/edit-distance.ts';
import { AtlasError } from '../graph/errors.ts';
import { byCodePoint } from '../graph/names.ts';

/** How many names with one way of being alike a store gives. */
export const MAX_CANDIDATES = 200;
/** Longer names are compared by their beginnings, in code points. */
const MAX_COMPARED = 64;
/** The part of its letters that may differ in a name that is still alike. */
const MAX_DIFFERENCE = 0.6;
/** How many names an error tells. */
export const MAX_NEAR = 5;

export interface Named {
  exact: boolean;
  nodes: PageSummary[];
}

/** A node by one of its names. */
export interface Candidate {
  spelling: string;
  slug: string;
  /** of NAME_KINDS */
  kind: number;
  node: PageSummary;
}

/** What of a name is compared, in code points. */
export function comparedLetters(slug: string): string[] {
  return [...slug].slice(0, MAX_COMPARED);
}

/** Each node once, by its best name: by letters that differ, a beginning of the other name counting half. */
export function mostAlike(candidates: readonly Candidate[], sought: readonly string[]): PageSummary[] {
  const start = sought.join('');
  const best = new Map<string, { node: PageSummary; grade: number }>();
  for (const { slug, node } of candidates) {
    const letters = comparedLetters(slug);
    const difference = editDistance(sought, letters) / Math.max(sought.length, letters.length);
    const begins = slug.startsWith(start) || start.startsWith(slug);
    if (!begins && difference > MAX_DIFFERENCE) continue;
    const grade = begins ? difference / 2 : difference;
    const known = best.get(node.id);
    if (!known || grade < known.grade) best.set(node.id, { node, grade });
  }
  return [...best.values()]
    .sort(
      (a, b) =>
        a.grade - b.grade ||
        kindOrder(a.node) - kindOrder(b.node) ||
        b.node.inDegree - a.node.inDegree ||
        byCodePoint(a.node.id, b.node.id),
    )
    .map(({ node }) => node);
}

/** Pages before wanted pages. */
export function kindOrder({ kind }: Pick<PageSummary, 'kind'>): number {
  return kind === 'page' ? 0 : 1;
}

/** The error for an id that no node has, with the nodes named most like it. */
export function notFoundError(id: string, near: readonly PageSummary[]): AtlasError {
  return new AtlasError('page-not-found', `there is no page "${id}"`, { near: near.map((node) => node.id) });
}
