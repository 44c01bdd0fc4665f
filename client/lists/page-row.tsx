/** One page in a list: its name, where it lies, how it is linked, and for a wanted page by whom. */
import type { ReactElement } from 'react';

import type { PageSummary } from '../../graph/api.ts';
import { PageLink } from '../screen/page-link.tsx';
import { useView } from '../state/use-view.ts';
import { Breakable } from '../text/breakable.tsx';
import { countOf, folderName, formatCount } from '../text/format.ts';

const MOST_WANTING = 3;

export function PageRow(props: { page: PageSummary; wantedBy: readonly PageSummary[] }): ReactElement {
  const { view } = useView();
  const { page, wantedBy } = props;
  const more = page.inDegree - Math.min(wantedBy.length, MOST_WANTING);
  return (
    <li className="page-row">
      <PageLink id={page.id} current={view.page === page.id}>
        <Breakable name={page.title} />
      </PageLink>
      <p className="page-row-note">
        {page.kind === 'wanted' ? (
          <span className="chip chip-wanted">wanted</span>
        ) : (
          <span className="chip">{folderName(page.folder)}</span>
        )}
        <span>
          {countOf(page.inDegree, 'page')} {page.inDegree === 1 ? 'links' : 'link'} here
          {page.kind === 'page' && ` · links to ${formatCount(page.outDegree)}`}
        </span>
      </p>
      {wantedBy.length > 0 && (
        <p className="page-row-note">
          <span>
            from{' '}
            {wantedBy.slice(0, MOST_WANTING).map((one, place) => (
              <span key={one.id}>
                {place > 0 && ', '}
                <PageLink id={one.id} className="page-link-quiet">
                  <Breakable name={one.title} />
                </PageLink>
              </span>
            ))}
            {more > 0 && ` and ${formatCount(more)} more`}
          </span>
        </p>
      )}
    </li>
  );
}
