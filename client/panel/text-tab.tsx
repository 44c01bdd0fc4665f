/**
 * A page's text, as the server renders it. Invariant: only the server's sanitised HTML is put into
 * the document, and a link to a page opens in the app.
 */
import { useEffect, useRef, type ReactElement } from 'react';

import type { PageDetail } from '../../graph/api.ts';
import { useContent } from '../queries/hooks.ts';
import { LoadingLines } from '../notice/loading.tsx';
import { Trouble } from '../notice/trouble.tsx';
import { useNavigation } from '../screen/navigation.ts';
import { isPlainClick } from '../screen/page-link.tsx';
import { useView } from '../state/use-view.ts';

export function TextTab({ page }: { page: PageDetail }): ReactElement {
  const content = useContent(page.id);
  if (content.isError && !content.data) {
    return <Trouble error={content.error} retry={() => void content.refetch()} />;
  }
  if (!content.data) return <LoadingLines what="the text" lines={12} />;
  if (content.data.html.trim() === '') return <p className="panel-empty">This page has no text.</p>;
  return <PageText html={content.data.html} />;
}

function PageText({ html }: { html: string }): ReactElement {
  const { open } = useNavigation();
  const { section } = useView().view;
  const article = useRef<HTMLElement>(null);

  useEffect(() => {
    if (section === null) return;
    const heading = [...(article.current?.querySelectorAll('[id]') ?? [])].find(({ id }) => id === section);
    heading?.scrollIntoView();
  }, [section]);

  // The links are the server's markup, not elements of React's: they are listened to from above.
  useEffect(() => {
    const element = article.current;
    const onClick = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      if (!link || !isPlainClick(event)) return;
      const id = link.dataset['page'];
      if (id === undefined || id === '') return;
      event.preventDefault();
      open(id, link.hash === '' ? null : decodeURIComponent(link.hash.slice(1)));
    };
    element?.addEventListener('click', onClick);
    return () => element?.removeEventListener('click', onClick);
  }, [open]);

  return <article ref={article} className="page-text" dangerouslySetInnerHTML={{ __html: html }} />;
}
