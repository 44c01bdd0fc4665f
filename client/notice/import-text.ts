/** What an import is at, in words. */
import type { EventData } from '../../graph/api.ts';
import { countOf, formatCount } from '../text/format.ts';

export function importText({ phase, done, total }: EventData<'import'>): string {
  switch (phase) {
    case 'parse':
      return `Importing ${formatCount(done)} of ${countOf(total, 'page')}`;
    case 'resolve':
      return total === 0 ? 'Following links' : `Following the links of ${countOf(total, 'page')}`;
    case 'analyse':
      return 'Laying out the map';
    case 'store':
      return 'Storing the wiki';
    case 'scan':
    case null:
      return 'Looking for pages';
  }
}
