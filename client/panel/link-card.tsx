/** One link: the page at its other end, and the sentences it stands in. */
import type { ReactElement } from 'react';

import type { LinkItem } from '../../graph/api.ts';
import { Icon } from '../screen/icons.tsx';
import { PageLink } from '../screen/page-link.tsx';
import { Breakable } from '../text/breakable.tsx';
import { countOf } from '../text/format.ts';
import { Mention } from './mention.tsx';

/** `videoId`: of the page the sentences are from. */
export function LinkCard(props: { item: LinkItem; videoId: string | null }): ReactElement {
  const { item, videoId } = props;
  const [first, ...rest] = item.mentions;
  const unseen = item.count - item.mentions.length;
  return (
    <li className="link-card">
      <h3 className="link-card-title">
        <PageLink id={item.page.id}>
          <Breakable name={item.page.title} />
        </PageLink>
      </h3>
      <LinkNotes item={item} />
      {first && <Mention mention={first} videoId={videoId} />}
      {rest.length > 0 && (
        <details className="link-card-more">
          <summary>
            in {countOf(item.count, 'place')}
            <Icon name="down" />
          </summary>
          {rest.map((mention) => (
            <Mention key={mention.offset} mention={mention} videoId={videoId} />
          ))}
          {unseen > 0 && <p className="panel-note">and {countOf(unseen, 'more place')}</p>}
        </details>
      )}
    </li>
  );
}

function LinkNotes({ item }: { item: LinkItem }): ReactElement | null {
  const notes: ReactElement[] = [];
  if (item.page.kind === 'wanted') {
    notes.push(
      <span key="wanted" className="chip chip-wanted">
        wanted
      </span>,
    );
  }
  if (item.relation !== 'link') {
    notes.push(
      <span key="relation" className="chip">
        {item.relation}
      </span>,
    );
  } else if (item.structural) {
    notes.push(
      <span key="structural" className="chip">
        structural
      </span>,
    );
  }
  if (item.ambiguous > 1) {
    notes.push(
      <span key="ambiguous" className="chip" title="So many pages have this name; the nearest was taken">
        1 of {item.ambiguous} of this name
      </span>,
    );
  }
  return notes.length === 0 ? null : <p className="link-card-notes">{notes}</p>;
}
