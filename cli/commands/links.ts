/** `wiki-atlas links PAGE`: who links to a page (or where it links), each with its sentence. */
import type { LinkItem, LinkList, MentionItem, PageDetail } from '../../graph/api.ts';
import { AtlasError } from '../../graph/errors.ts';
import { formatTimeMark } from '../../graph/time-mark.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { allItems } from '../all-items.ts';
import { withWiki, type WikiOptions } from '../open-wiki.ts';
import { counted, plain, styled } from '../terminal-text.ts';

export interface LinksOptions extends WikiOptions {
  direction: 'in' | 'out';
  format: 'text' | 'json';
}

export async function linksCommand(name: string, folder: string, options: LinksOptions): Promise<void> {
  await withWiki(folder, options, async (store) => {
    const page = await pageNamed(store, name);
    const list: LinkList = await allItems((cursor) =>
      store.links(page.id, { direction: options.direction, structural: true, limit: 500, ...cursor }),
    );
    process.stdout.write(
      options.format === 'json' ? `${JSON.stringify(list)}\n` : linksText(page, list, options.direction),
    );
  });
}

/**
 * The one page that a person means by a name: an id, a title, an alias, in any spelling.
 * @throws AtlasError page-not-found, with near ids; usage where several pages have the name
 */
export async function pageNamed(store: GraphStore, name: string): Promise<PageDetail> {
  const byId = await store.page(name);
  if (byId) return byId;
  const { exact, nodes } = await store.named(name, 8);
  const near = nodes.map((node) => node.id);
  const [only] = near;
  if (exact && only !== undefined && near.length === 1) {
    const page = await store.page(only);
    if (page) return page;
  }
  if (exact)
    throw new AtlasError('usage', `"${name}" is the name of several pages; give the id of one`, { near });
  throw new AtlasError('page-not-found', `no page is called "${name}"`, { near });
}

function linksText(page: PageDetail, list: LinkList, direction: 'in' | 'out'): string {
  const found =
    direction === 'in'
      ? `${counted(list.total, 'link')} ${list.total === 1 ? 'comes' : 'come'} here`
      : `${counted(list.total, 'link')} ${list.total === 1 ? 'goes' : 'go'} out`;
  const head = `${styled('bold', plain(page.title))}  ${plain(page.id)}\n${found}\n`;
  return (
    head + list.items.map((item) => linkText(item, direction === 'in' ? item.page.id : page.id)).join('')
  );
}

function linkText(item: LinkItem, source: string): string {
  const notes = [
    item.page.kind === 'wanted' ? 'wanted: no file answers' : '',
    item.relation === 'link' ? '' : item.relation,
    item.ambiguous > 1 ? `one of ${item.ambiguous} of that name` : '',
  ].filter((note) => note !== '');
  const note = notes.length > 0 ? `  [${plain(notes.join(', '))}]` : '';
  const head = `\n${styled('bold', plain(item.page.title))}  ${plain(item.page.id)}${note}\n`;
  const left = item.count - item.mentions.length;
  const more = left > 0 ? `  … and ${counted(left, 'more place')}\n` : '';
  return head + item.mentions.map((mention) => mentionText(mention, source)).join('') + more;
}

function mentionText(mention: MentionItem, source: string): string {
  const place = [`${source}:${mention.line}`, ...mention.heading].join(' › ');
  const before = plain(mention.excerpt.slice(0, mention.start));
  const shown = styled('underline', plain(mention.excerpt.slice(mention.start, mention.end)));
  const after = plain(mention.excerpt.slice(mention.end));
  const at = mention.at === null ? '' : `  ▶ ${formatTimeMark(mention.at)}`;
  return `  ${before}${shown}${after}${at}\n  ${styled('dim', plain(place))}\n`;
}
