/**
 * A page's Markdown as HTML that is safe to put into the app, its links leading into the app.
 * Invariant: any text comes to HTML, in time that grows with its length; a page that is too large
 * or too deep comes out as plain text.
 */
import { findFrontMatter } from '../../graph/front-matter.ts';
import type { Root } from 'hast';
import { LONGEST_FORMATTED, type PageSource } from '../../store/graph-store.ts';
import { placeLinks } from './link-places.ts';
import { element } from './links.ts';
import { markdownTokens } from './markdown-tokens.ts';
import { PageTooLarge } from './page-tree.ts';
import { PageWriter } from './page-writer.ts';
import { safeHtml } from './safe-html.ts';

/** The page without its front matter, and without a first heading that only repeats its title. */
export function renderPage(source: PageSource): string {
  const start = findFrontMatter(source.markdown)?.bodyStart ?? (source.markdown.startsWith('\ufeff') ? 1 : 0);
  if (source.markdown.length > LONGEST_FORMATTED) return safeHtml(plainPage(source, start));
  try {
    const placed = placeLinks(source, start);
    const tokens = markdownTokens(placed.markdown);
    return safeHtml(new PageWriter(source, placed.links).write(tokens));
  } catch (error) {
    if (!(error instanceof PageTooLarge)) throw error;
    return safeHtml(plainPage(source, start));
  }
}

function plainPage(source: PageSource, start: number): Root {
  const note = 'This page is too long or too deeply nested to be shown formatted. This is its plain text.';
  return {
    type: 'root',
    children: [
      element('p', { className: ['render-note'] }, [{ type: 'text', value: note }]),
      element('pre', { className: ['plain-page'] }, [{ type: 'text', value: source.markdown.slice(start) }]),
    ],
  };
}
