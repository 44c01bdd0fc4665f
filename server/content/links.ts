/**
 * The links of a shown page, as HTML elements.
 * Invariant: an address comes out only if it is the app's own, a video's, or http, https or mailto.
 */
import type { Element, ElementContent } from 'hast';
import { embedCaption } from '../../graph/embed-caption.ts';
import { slugName } from '../../graph/names.ts';
import { formatTimeMark, parseTimeMark, videoUrl } from '../../graph/time-mark.ts';
import type { PlacedLink } from './link-places.ts';

const MAX_ADDRESS = 2000;

/** The id of a heading's element: prefixed, so that no page can take a name the app uses. */
export function headingAnchor(text: string): string {
  return `h-${slugName(text).replaceAll(' ', '-')}`;
}

/** A link the import found, around `content`; what leads nowhere a browser may go stays as it is. */
export function placedLink(link: PlacedLink, content: ElementContent[]): ElementContent[] {
  const embed = link.relation === 'embed' ? ['embed-link'] : [];
  const anchor = anchorOf(link);
  switch (link.kind) {
    case 'page':
      return [pageLink(link.target, anchor, ['page-link', ...embed], content)];
    case 'wanted':
      return [pageLink(link.target, null, ['page-link', 'wanted-link', ...embed], content)];
    case 'self':
      return anchor === null
        ? [pageLink(link.target, null, ['page-link', ...embed], content)]
        : [element('a', { className: ['page-link', ...embed], href: `#${anchor}` }, content)];
    case 'attachment':
      return [element('span', { className: ['attachment'] }, content)];
    case 'external':
      return externalLink(link.target, content);
  }
}

/** What a wiki link shows: its label, where that is more than an embed's size, else its target as it is written. */
export function shownText(link: PlacedLink): string {
  const written = link.label ?? '';
  const label = link.written.startsWith('!') ? embedCaption(written) : written;
  if (label !== '') return label;
  const inner = link.written.replace(/^!?\[\[/, '').replace(/\]\]$/, '');
  const target = inner.split('|', 1)[0] ?? '';
  const parts = target
    .replace(/\\$/, '')
    .split(/#\^?/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.join(' › ') || link.target;
}

/** A link out of the wiki, or `content` alone where the address is not to be followed. */
export function externalLink(address: string, content: ElementContent[]): ElementContent[] {
  if (!isExternal(address)) return content;
  const properties = {
    className: ['external-link'],
    href: address,
    rel: ['noopener', 'noreferrer', 'nofollow'],
    target: '_blank',
  };
  return [element('a', properties, content)];
}

/** A moment of the page's video, or null where `time` is none. `content` null shows the time itself. */
export function timeMark(
  videoId: string | null,
  time: string,
  content: ElementContent[] | null,
): Element | null {
  const at = parseTimeMark(time);
  if (at === null || videoId === null) return null;
  const properties = {
    className: ['time-mark'],
    href: videoUrl(videoId, at),
    target: '_blank',
    rel: ['noopener', 'noreferrer'],
    dataAt: String(at),
  };
  return element('a', properties, content ?? [{ type: 'text', value: formatTimeMark(at) }]);
}

export function element(
  tagName: string,
  properties: Element['properties'],
  children: ElementContent[],
): Element {
  return { type: 'element', tagName, properties, children };
}

function pageLink(
  id: string,
  anchor: string | null,
  className: string[],
  content: ElementContent[],
): Element {
  const href = `/?page=${encodeURIComponent(id.replace(/\p{Surrogate}/gu, '\ufffd'))}${anchor === null ? '' : `#${anchor}`}`;
  return element('a', { className, dataPage: id, href }, content);
}

/** The heading a fragment names (`#Part#Section`: the last); a block's `^id` has no element. */
function anchorOf(link: PlacedLink): string | null {
  const last = link.fragment?.split('#').at(-1)?.trim();
  if (last === undefined || last === '' || last.startsWith('^')) return null;
  return headingAnchor(last);
}

function isExternal(address: string): boolean {
  if (address.length > MAX_ADDRESS || !URL.canParse(address)) return false;
  return ['http:', 'https:', 'mailto:'].includes(new URL(address).protocol);
}
