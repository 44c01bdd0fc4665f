/**
 * The names that a node answers to, the better kinds first.
 * Invariant: a spelling is given once for each node, under the best of its kinds.
 */
import type { PageId } from '../graph/page.ts';

/** The better one first. */
export const NAME_KINDS = { id: 0, title: 1, file: 2, alias: 3 } as const;

export interface NodeName {
  spelling: string;
  kind: number;
}

/** @param page what a page has and a wanted page has not, null for one */
export function namesOf(id: PageId, page: { title: string; aliases: readonly string[] } | null): NodeName[] {
  if (page === null) return [{ spelling: id, kind: NAME_KINDS.id }];
  const names = new Map<string, number>([[id, NAME_KINDS.id]]);
  const add = (kind: number, name: string): void => {
    if (!names.has(name)) names.set(name, kind);
  };
  add(NAME_KINDS.title, page.title);
  add(NAME_KINDS.file, id.slice(id.lastIndexOf('/') + 1));
  for (const alias of page.aliases) add(NAME_KINDS.alias, alias);
  return [...names].map(([spelling, kind]) => ({ spelling, kind }));
}
