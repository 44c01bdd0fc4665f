/** Which front-matter properties are facets, as the wiki's configuration says. */
import { foldName } from '../../graph/names.ts';
import type { ResolveOptions } from './resolve-options.ts';

/** Asks of a property's key, in any case, whether it is a facet. */
export function facetChoice({ only, except }: ResolveOptions['facets']): (key: string) => boolean {
  const chosen = only && new Set(only.map(foldName));
  const hidden = new Set(except.map(foldName));
  if (!chosen && hidden.size === 0) return () => true;
  return (key) => (chosen?.has(foldName(key)) ?? true) && !hidden.has(foldName(key));
}
