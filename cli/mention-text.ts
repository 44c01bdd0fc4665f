/** A mention as text for a terminal: the sentence with the link in it, and where it stands. */
import type { MentionItem } from '../graph/api.ts';
import { formatTimeMark } from '../graph/time-mark.ts';
import { plain, styled } from './terminal-text.ts';

/** @param source id of the page that it stands on */
export function mentionText(mention: MentionItem, source: string): string {
  const place = [`${source}:${mention.line}`, ...mention.heading].join(' › ');
  const before = plain(mention.excerpt.slice(0, mention.start));
  const shown = styled('underline', plain(mention.excerpt.slice(mention.start, mention.end)));
  const after = plain(mention.excerpt.slice(mention.end));
  const at = mention.at === null ? '' : `  ▶ ${formatTimeMark(mention.at)}`;
  return `  ${before}${shown}${after}${at}\n  ${styled('dim', plain(place))}\n`;
}
