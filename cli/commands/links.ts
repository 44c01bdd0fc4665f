/** `wiki-atlas links PAGE`: who links to a page (or where it links), each with its sentence. */
import type { LinkItem, LinkList, PageDetail } from '../../graph/api.ts';
import { allItems } from '../all-items.ts';
import { mentionText } from '../mention-text.ts';
import { withWiki, type WikiOptions } from '../open-wiki.ts';
import { pageNamed } from '../page-named.ts';
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
