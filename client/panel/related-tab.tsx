/** Pages like a page and not linked with it, each with what speaks for it: neighbours and words they share. */
import type { ReactElement } from 'react';

import type { PageDetail, RelatedReason } from '../../graph/api.ts';
import { useRelated } from '../queries/hooks.ts';
import { LoadingLines } from '../notice/loading.tsx';
import { Trouble } from '../notice/trouble.tsx';
import { PageLink } from '../screen/page-link.tsx';
import { Breakable } from '../text/breakable.tsx';
import { formatCount } from '../text/format.ts';
import { FolderChip, PageCard } from './page-card.tsx';

export function RelatedTab({ page }: { page: PageDetail }): ReactElement {
  const related = useRelated(page.id);
  if (related.isError && !related.data) {
    return <Trouble error={related.error} retry={() => void related.refetch()} />;
  }
  if (!related.data) return <LoadingLines what="related pages" />;
  const { items, truncated } = related.data;
  return (
    <>
      {items.length === 0 ? (
        <p className="panel-empty">
          No page is like this one: none shares its neighbours or its rarer words, but those it is linked
          with.
        </p>
      ) : (
        <p className="panel-meaning">Most alike first; none is linked with this page.</p>
      )}
      {truncated !== null && <p className="panel-meaning">{truncated}</p>}
      {items.length > 0 && (
        <ol className="link-cards">
          {items.map((item) => (
            <PageCard key={item.id} page={item} notes={<FolderChip folder={item.folder} />}>
              {item.reasons.map((reason) => (
                <Reason key={reason.kind} reason={reason} />
              ))}
            </PageCard>
          ))}
        </ol>
      )}
    </>
  );
}

function Reason({ reason }: { reason: RelatedReason }): ReactElement {
  if (reason.kind === 'words') {
    return (
      <p className="reason">
        Both speak of{' '}
        {reason.words.map((word, place) => (
          <span key={word}>
            {place > 0 && ', '}
            <b>{word}</b>
          </span>
        ))}
      </p>
    );
  }
  const more = reason.count - reason.pages.length;
  return (
    <p className="reason">
      Both are linked with{' '}
      {reason.pages.map((one, place) => (
        <span key={one.id}>
          {place > 0 && (more === 0 && place === reason.pages.length - 1 ? ' and ' : ', ')}
          <PageLink id={one.id} className="page-link-quiet">
            <Breakable name={one.title} />
          </PageLink>
        </span>
      ))}
      {more > 0 && ` and ${formatCount(more)} more`}
    </p>
  );
}
