/** Leads to the page that the wiki's configuration names to start at. */
import type { ReactElement } from 'react';

import { Icon } from './icons.tsx';
import { PageLink } from './page-link.tsx';

export function HomeLink({ id }: { id: string }): ReactElement {
  return (
    <PageLink id={id} className="icon-button home-link" title="Start page">
      <Icon name="home" />
      <span className="visually-hidden">Start page</span>
    </PageLink>
  );
}
