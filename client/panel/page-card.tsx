/** Another page and what joins it with the open one: its title, notes, and the sentences that tell. */
import type { ReactElement, ReactNode } from 'react';

import { Icon } from '../screen/icons.tsx';
import { PageLink } from '../screen/page-link.tsx';
import { Breakable } from '../text/breakable.tsx';
import { countOf, folderName } from '../text/format.ts';
import { Mention, type SeenMention } from './mention.tsx';

/** `notes`: chips under the title, null for none. */
export function PageCard(props: {
  page: { id: string; title: string };
  notes: ReactNode;
  children: ReactNode;
}): ReactElement {
  const { page, notes, children } = props;
  return (
    <li className="link-card">
      <h3 className="link-card-title">
        <PageLink id={page.id}>
          <Breakable name={page.title} />
        </PageLink>
      </h3>
      {notes !== null && <p className="link-card-notes">{notes}</p>}
      {children}
    </li>
  );
}

export function FolderChip({ folder }: { folder: string }): ReactElement {
  return <span className="chip">{folderName(folder)}</span>;
}

/** The first sentence, and the others to be unfolded. `count`: of all there are; `videoId`: of the page they are from. */
export function Sentences(props: {
  mentions: readonly SeenMention[];
  count: number;
  videoId?: string | null;
}): ReactElement {
  const { mentions, count, videoId = null } = props;
  const [first, ...rest] = mentions;
  const unseen = count - mentions.length;
  return (
    <>
      {first && <Mention mention={first} videoId={videoId} />}
      {rest.length > 0 && (
        <details className="link-card-more">
          <summary>
            in {countOf(count, 'place')}
            <Icon name="down" />
          </summary>
          {rest.map((mention) => (
            <Mention
              key={`${mention.line} ${mention.start} ${mention.excerpt}`}
              mention={mention}
              videoId={videoId}
            />
          ))}
          {unseen > 0 && <p className="panel-note">and {countOf(unseen, 'more place')}</p>}
        </details>
      )}
    </>
  );
}
