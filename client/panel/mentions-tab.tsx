/** Pages that name a page without linking to it, each with its sentences: links that could be. */
import type { ReactElement } from 'react';

import type { PageDetail } from '../../graph/api.ts';
import { useMentions } from '../queries/hooks.ts';
import { MoreButton } from '../lists/more-button.tsx';
import { LoadingLines } from '../notice/loading.tsx';
import { Trouble } from '../notice/trouble.tsx';
import { FolderChip, PageCard, Sentences } from './page-card.tsx';

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
            <PageCard key={item.id} page={item} notes={<FolderChip folder={item.folder} />}>
              <Sentences mentions={item.mentions} count={item.count} />
            </PageCard>
          ))}
        </ol>
      )}
      <MoreButton shown={items.length} total={first?.total ?? 0} query={mentions} />
    </>
  );
}
