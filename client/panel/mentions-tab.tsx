/** Pages that name a page without linking to it, each with its sentences: links that could be. */
import type { ReactElement } from 'react';

import type { PageDetail, UnlinkedItem } from '../../graph/api.ts';
import { useMentions } from '../queries/hooks.ts';
import { MoreButton } from '../lists/more-button.tsx';
import { LoadingLines } from '../notice/loading.tsx';
import { Trouble } from '../notice/trouble.tsx';
import { Icon } from '../screen/icons.tsx';
import { PageLink } from '../screen/page-link.tsx';
import { Breakable } from '../text/breakable.tsx';
import { countOf, folderName } from '../text/format.ts';
import { Mention } from './mention.tsx';

export function MentionsTab({ page }: { page: PageDetail }): ReactElement {
  const mentions = useMentions(page.id);
  if (mentions.isError && !mentions.data) {
    return <Trouble error={mentions.error} retry={() => void mentions.refetch()} />;
  }
  if (!mentions.data) return <LoadingLines what="the mentions" />;
  const [first] = mentions.data.pages;
  const items = mentions.data.pages.flatMap((part) => part.items);
  return (
    <>
      {items.length === 0 ? (
        <p className="panel-empty">No page names this one without linking to it.</p>
      ) : (
        <p className="panel-meaning">
          {items.length === 1 ? 'This page names' : 'These pages name'} it and{' '}
          {items.length === 1 ? 'does' : 'do'} not link to it.
        </p>
      )}
      {typeof first?.truncated === 'string' && <p className="panel-meaning">{first.truncated}</p>}
      {items.length > 0 && (
        <ol className="link-cards">
          {items.map((item) => (
            <UnlinkedCard key={item.id} item={item} />
          ))}
        </ol>
      )}
      <MoreButton shown={items.length} total={first?.total ?? 0} query={mentions} />
    </>
  );
}

function UnlinkedCard({ item }: { item: UnlinkedItem }): ReactElement {
  const [first, ...rest] = item.mentions;
  const unseen = item.count - item.mentions.length;
  return (
    <li className="link-card">
      <h3 className="link-card-title">
        <PageLink id={item.id}>
          <Breakable name={item.title} />
        </PageLink>
      </h3>
      <p className="link-card-notes">
        <span className="chip">{folderName(item.folder)}</span>
      </p>
      {first && <Mention mention={first} />}
      {rest.length > 0 && (
        <details className="link-card-more">
          <summary>
            in {countOf(item.count, 'place')}
            <Icon name="down" />
          </summary>
          {rest.map((mention) => (
            <Mention key={`${mention.line} ${mention.start} ${mention.excerpt}`} mention={mention} />
          ))}
          {unseen > 0 && <p className="panel-note">and {countOf(unseen, 'more place')}</p>}
        </details>
      )}
    </li>
  );
}
