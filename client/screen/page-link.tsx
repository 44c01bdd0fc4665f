/** A link to a page: a real address, opened in place on a plain click. */
import type { MouseEvent, ReactElement, ReactNode } from 'react';

import { pageHref } from '../state/address.ts';
import { useNavigation } from './navigation.ts';

export function PageLink(props: {
  id: string;
  className?: string;
  title?: string;
  current?: boolean;
  children: ReactNode;
}): ReactElement {
  const { open } = useNavigation();
  return (
    <a
      className={props.className ?? 'page-link'}
      href={pageHref(props.id)}
      title={props.title}
      aria-current={props.current === true ? 'page' : undefined}
      onClick={(event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        open(props.id);
      }}
    >
      {props.children}
    </a>
  );
}

/** A click that asks for nothing but to follow the link: no new tab, no download. */
export function isPlainClick(
  event: Pick<MouseEvent, 'button' | 'metaKey' | 'ctrlKey' | 'shiftKey' | 'altKey'>,
): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}
