/** What colours stand for: region, folder, or a front-matter key that several pages share values of. */
import { useId, type ReactElement } from 'react';

import type { Stats } from '../../graph/api.ts';
import { useView } from '../state/use-view.ts';
import { setColorBy, type ColorBy } from '../state/view-state.ts';

const PREFIX = 'facet:';
const MOST_KEYS = 40;

/** The front-matter key of a facet; '' where colours stand for something else. */
export function facetKey(colorBy: ColorBy): string {
  return colorBy.startsWith(PREFIX) ? colorBy.slice(PREFIX.length) : '';
}

export function ColorMenu({ stats }: { stats: Stats }): ReactElement {
  const { view, adjust } = useView();
  const id = useId();
  const keys = sharedKeys(stats.facets);
  const chosen = facetKey(view.colorBy);
  // an address may name a key that no page has any more
  const shown = chosen === '' || keys.includes(chosen) ? keys : [...keys, chosen];
  return (
    <div className="legend-head">
      <label className="small-title" htmlFor={id}>
        Coloured by
      </label>
      <select
        id={id}
        className="color-menu"
        value={view.colorBy}
        onChange={({ target }) => adjust(setColorBy(target.value as ColorBy))}
      >
        <option value="community">Region</option>
        <option value="folder">Folder</option>
        {shown.map((key) => (
          <option key={key} value={`${PREFIX}${key}`}>
            {key === 'tags' ? 'Tag' : key}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Keys with a value that more than one page has; a colour for each page would say nothing. */
function sharedKeys(facets: Stats['facets']): string[] {
  return facets
    .filter(({ values }) => (values[0]?.count ?? 0) > 1)
    .map(({ key }) => key)
    .sort((a, b) => Number(b === 'tags') - Number(a === 'tags') || (a < b ? -1 : 1))
    .slice(0, MOST_KEYS);
}
