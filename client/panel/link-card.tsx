/** One link: the page at its other end, and the sentences it stands in. */
import type { ReactElement } from 'react';

import type { LinkItem } from '../../graph/api.ts';
import { PageCard, Sentences } from './page-card.tsx';

/** `videoId`: of the page the sentences are from. */
export function LinkCard({ item, videoId }: { item: LinkItem; videoId: string | null }): ReactElement {
  return (
    <PageCard page={item.page} notes={linkNotes(item)}>
      <Sentences mentions={item.mentions} count={item.count} videoId={videoId} />
    </PageCard>
  );
}

function linkNotes(item: LinkItem): ReactElement[] | null {
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
  return notes.length === 0 ? null : notes;
}
