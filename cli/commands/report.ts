/** `wiki-atlas report KIND`: orphans, wanted pages and their kin, as text, JSON or CSV. */
import { stringify } from 'csv-stringify/sync';
import type { DoubtfulLink, ReportItem, ReportKind, ReportList } from '../../graph/api.ts';
import { allItems } from '../all-items.ts';
import { withWiki, type WikiOptions } from '../open-wiki.ts';
import { counted, plain, styled } from '../terminal-text.ts';

export interface ReportOptions extends WikiOptions {
  format: 'text' | 'json' | 'csv';
  structural: boolean;
  folder?: string[];
}

/** What a report's heading says: `262 orphans: no page links to them`. */
const HEADINGS: Record<ReportKind, (total: number) => string> = {
  orphans: (total) => `${counted(total, 'orphan')}: no page links to ${total === 1 ? 'it' : 'them'}`,
  isolated: (total) => `${counted(total, 'isolated page')}: no link either way`,
  'dead-ends': (total) => `${counted(total, 'dead end')}: ${total === 1 ? 'it links' : 'they link'} nowhere`,
  wanted: (total) => `${counted(total, 'wanted page')}: linked to, and no file answers`,
  'most-linked': (total) => `${counted(total, 'page')} linked to, most linked first`,
  ambiguous: (total) =>
    `${counted(total, 'page')} with links that several pages answer to; write a longer path to say which`,
  'broken-fragments': (total) => `${counted(total, 'page')} with links to headings that are not there`,
};

export async function reportCommand(kind: ReportKind, folder: string, options: ReportOptions): Promise<void> {
  await withWiki(folder, options, async (store) => {
    const list: ReportList = await allItems((cursor) =>
      store.report(kind, {
        // so many of an answer carry suggestions, and JSON is the API's list
        limit: options.format === 'json' ? 100 : 500,
        structural: options.structural,
        suggestions: options.format === 'json',
        ...(options.folder === undefined ? {} : { folder: options.folder }),
        ...cursor,
      }),
    );
    process.stdout.write(render(kind, list, options.format));
  });
}

function render(kind: ReportKind, list: ReportList, format: ReportOptions['format']): string {
  if (format === 'json') return `${JSON.stringify(list)}\n`;
  if (format === 'csv') return reportCsv(list);
  return `${HEADINGS[kind](list.total)}\n${list.items.map((item) => itemText(kind, item)).join('')}`;
}

function itemText(kind: ReportKind, item: ReportItem): string {
  const count = kind === 'wanted' || kind === 'most-linked' ? `${String(item.inDegree).padStart(5)}  ` : '  ';
  const id = item.kind === 'page' ? `  ${styled('dim', plain(item.id))}` : '';
  const wanting = (item.wantedBy ?? []).map((page) => plain(page.id));
  const by = named('wanted by', wanting, item.inDegree);
  const links = named('links', (item.links ?? []).map(linkText), item.linkCount ?? 0);
  return `${count}${plain(item.title)}${id}${by}${links}\n`;
}

function named(what: string, names: readonly string[], total: number): string {
  if (names.length === 0) return '';
  const left = total - names.length;
  return `  ${styled('dim', `${what} ${[...names, ...(left > 0 ? [`and ${left} more`] : [])].join(', ')}`)}`;
}

/** `12: films/spring#Cast`: the line, where the link leads, and the heading it names. */
function linkText({ page, ambiguous, mention }: DoubtfulLink): string {
  const heading = mention.fragment === null ? '' : `#${plain(mention.fragment)}`;
  const others = ambiguous > 1 ? ` (one of ${ambiguous})` : '';
  return `${mention.line}: ${plain(page.id)}${heading}${others}`;
}

/** `escape_formulas`: a title that starts with `=` must not run in a spreadsheet. */
function reportCsv(list: ReportList): string {
  const columns = ['id', 'kind', 'title', 'folder', 'inDegree', 'outDegree'] as const;
  return stringify(
    list.items.map((item) => columns.map((column) => item[column])),
    { header: true, columns: [...columns], escape_formulas: true },
  );
}
