/**
 * The root of a name: its last segment as loosely as any rule of the ladder compares it. Tells
 * which links may mean something else when a page comes, goes or is called otherwise.
 * Invariant: whatever rule finds a page or an attachment for a target, the two share a root.
 */
import { foldName, slugName } from '../../graph/names.ts';
import type { PageId } from '../../graph/page.ts';
import { isAddress } from '../address.ts';
import type { ParsedLink } from '../parse/parsed-page.ts';
import { asWikiLink } from './destinations.ts';
import type { LadderPage } from './ladder.ts';
import { namespacedName } from './namespaced-name.ts';
import { fileNameOf, isRelative, joinPath, percentDecoded, withoutMarkdownEnding } from './paths.ts';

export function rootOf(name: string): string {
  const last = fileNameOf(name);
  return slugName(last) || foldName(last);
}

/** Of every name a page is found by: its path, title and aliases, and its folder's for an index page. */
export function rootsOfPage(page: LadderPage): string[] {
  const roots = [rootOf(page.path), rootOf(page.title), ...page.aliases.map(rootOf)];
  const namespaced = namespacedName(fileNameOf(page.path));
  if (namespaced !== null) roots.push(rootOf(namespaced));
  if (page.namedIndex || page.flaggedIndex) roots.push(rootOf(page.folder));
  return roots;
}

/** Of every name that is looked up for a link's target. */
function rootsOfTarget(link: Pick<ParsedLink, 'target' | 'syntax'>, folder: string): Set<string> {
  const { target, syntax } = asWikiLink(link);
  const roots = new Set<string>();
  if (target === '' || isAddress(target, syntax)) return roots;
  for (const spelling of new Set([target, percentDecoded(target)])) {
    const names = [spelling, joinPath('', spelling)];
    if (syntax === 'markdown' || isRelative(spelling)) names.push(joinPath(folder, spelling));
    for (const name of names) roots.add(rootOf(name)).add(rootOf(withoutMarkdownEnding(name)));
  }
  return roots;
}

/** Which pages have links whose targets have a root. */
export class AskedRoots {
  readonly #asking = new Map<string, Set<PageId>>();
  /** roots of the targets that mean the same from every folder: most targets are named more than once */
  readonly #anywhere = new Map<string, ReadonlySet<string>>();

  add(page: PageId, folder: string, links: readonly ParsedLink[]): void {
    for (const link of links) {
      for (const root of this.#rootsOf(link, folder)) {
        const pages = this.#asking.get(root);
        if (pages) pages.add(page);
        else this.#asking.set(root, new Set([page]));
      }
    }
  }

  /** Takes out what was added for a page: with the same folder and links. */
  remove(page: PageId, folder: string, links: readonly ParsedLink[]): void {
    for (const link of links) {
      for (const root of this.#rootsOf(link, folder)) {
        const pages = this.#asking.get(root);
        if (pages?.delete(page) && pages.size === 0) this.#asking.delete(root);
      }
    }
  }

  pagesAsking(root: string): Iterable<PageId> {
    return this.#asking.get(root) ?? [];
  }

  #rootsOf(link: ParsedLink, folder: string): ReadonlySet<string> {
    const { target, syntax } = link;
    if (syntax === 'markdown' || isRelative(target) || target.includes('%'))
      return rootsOfTarget(link, folder);
    const known = this.#anywhere.get(target);
    if (known) return known;
    const roots = rootsOfTarget(link, folder);
    this.#anywhere.set(target, roots);
    return roots;
  }
}
