/**
 * One page in a list: its name, where it lies, how it is linked; for a wanted page by whom, for an
 * orphan which pages name it and could link to it.
 */
import type { ReactElement } from 'react';

import { Button } from 'react-aria-components';

import type { PageSummary } from '../../graph/api.ts';
import { Icon } from '../screen/icons.tsx';
import { useNavigation } from '../screen/navigation.ts';
import { PageLink } from '../screen/page-link.tsx';
import { useView } from '../state/use-view.ts';
import { Breakable } from '../text/breakable.tsx';
import { countOf, folderName, formatCount } from '../text/format.ts';

const MOST_WANTING = 3;
/** As many as the server names. */
const MOST_SUGGESTIONS = 3;

export function PageRow(props: {
  page: PageSummary;
  wantedBy?: readonly PageSummary[];
  suggestions?: readonly PageSummary[];
}): ReactElement {
  const { view } = useView();
  const { page, wantedBy = [], suggestions = [] } = props;
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
      {suggestions.length > 0 && <Suggestions page={page} suggestions={suggestions} />}
    </li>
  );
}

/** Pages that name an orphan; the sentences are in its panel. */
function Suggestions(props: { page: PageSummary; suggestions: readonly PageSummary[] }): ReactElement {
  const { page, suggestions } = props;
  const { openMentions } = useNavigation();
  const number = suggestions.length;
  return (
    <details className="row-more">
      <summary>
        {number === MOST_SUGGESTIONS ? 'At least ' : ''}
        {countOf(number, 'page')} {number === 1 ? 'names' : 'name'} it
        <Icon name="down" />
      </summary>
      <ul>
        {suggestions.map((one) => (
          <li key={one.id}>
            <PageLink id={one.id} className="page-link-quiet">
              <Breakable name={one.title} />
            </PageLink>
          </li>
        ))}
      </ul>
      <Button className="button row-button" onPress={() => openMentions(page.id)}>
        Show the sentences
        <span className="visually-hidden"> that name {page.title}</span>
      </Button>
    </details>
  );
}
