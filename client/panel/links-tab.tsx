/** What links to a page, or where it links: each link with its sentence. */
import type { ReactElement } from 'react';
import { Switch } from 'react-aria-components';

import type { PageDetail } from '../../graph/api.ts';
import { useLinks } from '../queries/hooks.ts';
import { MoreButton } from '../lists/more-button.tsx';
import { LoadingLines } from '../notice/loading.tsx';
import { Trouble } from '../notice/trouble.tsx';
import { useView } from '../state/use-view.ts';
import { setAllLinks } from '../state/view-state.ts';
import { formatCount } from '../text/format.ts';
import { LinkCard } from './link-card.tsx';

export function LinksTab(props: { page: PageDetail; direction: 'in' | 'out' }): ReactElement {
  const { view, adjust } = useView();
  const { page, direction } = props;
  const links = useLinks(page.id, direction, view.allLinks);
  const structural = direction === 'in' ? page.structuralIn : page.structuralOut;
  const items = links.data?.pages.flatMap((part) => part.items) ?? [];
  return (
    <>
      {structural > 0 && (
        <Switch
          className="switch panel-switch"
          isSelected={view.allLinks}
          onChange={(on) => adjust(setAllLinks(on))}
        >
          <span className="switch-track" />
          Structural links too
          <span className="count">{formatCount(structural)}</span>
        </Switch>
      )}
      {links.isError && !links.data && <Trouble error={links.error} retry={() => void links.refetch()} />}
      {links.isPending && <LoadingLines what="the links" />}
      {links.data && items.length === 0 && <p className="panel-empty">{emptyText(page, direction)}</p>}
      {items.length > 0 && (
        <ol className="link-cards">
          {items.map((item) => (
            <LinkCard
              key={JSON.stringify([item.page.id, item.relation])}
              item={item}
              videoId={direction === 'in' ? item.page.videoId : page.videoId}
            />
          ))}
        </ol>
      )}
      {links.data && (
        <MoreButton shown={items.length} total={links.data.pages[0]?.total ?? 0} query={links} />
      )}
    </>
  );
}

function emptyText(page: PageDetail, direction: 'in' | 'out'): string {
  if (direction === 'out') return 'This page links to no other page: it is a dead end.';
  if (page.structuralIn > 0) return 'Only structural links lead here: no page links here in its text.';
  return 'No page links here: this is an orphan.';
}
