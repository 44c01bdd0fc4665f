/** Pages to render in tests: Markdown, and where its links are, found by their text. */
import type { PageSource, ResolvedMention } from '../../../store/graph-store.ts';

type LinkSpec = Partial<ResolvedMention> & Pick<ResolvedMention, 'target'> & { at: string };

/** Every occurrence of `at` in the Markdown is a mention of the link. */
export function pageSource(
  markdown: string,
  links: LinkSpec[] = [],
  rest: Partial<PageSource> = {},
): PageSource {
  const mentions: ResolvedMention[] = links.flatMap(({ at, ...link }) => {
    const places: ResolvedMention[] = [];
    for (let from = markdown.indexOf(at); from >= 0; from = markdown.indexOf(at, from + at.length)) {
      places.push({
        offset: Buffer.byteLength(markdown.slice(0, from)),
        length: Buffer.byteLength(at),
        syntax: at.replace('!', '').startsWith('[[') ? 'wiki' : 'markdown',
        label: null,
        fragment: null,
        kind: 'page',
        relation: at.startsWith('!') ? 'embed' : 'link',
        ...link,
      });
    }
    return places;
  });
  return { id: 'page', title: 'Page', videoId: null, ...rest, markdown, mentions };
}
