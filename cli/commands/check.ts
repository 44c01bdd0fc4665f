/**
 * `wiki-atlas check`: broken links and, where a bound is set, orphans, for continuous integration.
 * It reads the folder itself and leaves no store behind.
 */
import type { TargetKind } from '../../graph/link.ts';
import { byCodePoint } from '../../graph/names.ts';
import type { WikiGraph } from '../../graph/wiki-graph.ts';
import { FolderImport } from '../../import/import-folder.ts';
import { FINDINGS } from '../exit-code.ts';
import { MOST_WARNINGS } from '../open-wiki.ts';
import { startProgress } from '../progress.ts';
import { counted, plain } from '../terminal-text.ts';
import { warningLines } from '../warning-lines.ts';

export interface CheckOptions {
  /** more orphans than these are a finding; without it, none is */
  maxOrphans?: number;
  format: 'text' | 'json';
}

interface BrokenLink {
  /** `wanted`: no file answers; `fragment`: the page has no such heading or block */
  problem: 'wanted' | 'fragment';
  /** of the file, in the folder */
  path: string;
  line: number;
  source: string;
  target: string;
  fragment: string | null;
  excerpt: string;
}

interface Checked {
  broken: BrokenLink[];
  orphans: { total: number; max: number | null; pages: { id: string; path: string }[] };
}

/** Exits with 1 where something is broken, or where there are too many orphans. */
export async function checkCommand(folder: string, options: CheckOptions): Promise<void> {
  const graph = await readWiki(folder);
  process.stderr.write(warningLines(graph.report.warnings, MOST_WARNINGS));
  const pages = orphansOf(graph);
  const max = options.maxOrphans ?? null;
  const checked = { broken: brokenLinks(graph), orphans: { total: pages.length, max, pages } };
  process.stdout.write(options.format === 'json' ? `${JSON.stringify(checked)}\n` : checkedText(checked));
  if (checked.broken.length > 0 || hasTooMany(checked)) process.exitCode = FINDINGS;
}

async function readWiki(folder: string): Promise<WikiGraph> {
  const progress = startProgress(process.stderr);
  try {
    return await new FolderImport(folder).run(progress.on);
  } finally {
    progress.end();
  }
}

const PAGES: readonly TargetKind[] = ['page', 'self'];

function brokenLinks({ pages, links }: WikiGraph): BrokenLink[] {
  const paths = new Map(pages.map((page) => [page.id, page.file.path]));
  return links
    .flatMap(({ source, target, kind, mentions }) =>
      mentions
        .filter((mention) => kind === 'wanted' || (mention.deadFragment && PAGES.includes(kind)))
        .map(({ line, fragment, excerpt, offset }) => ({
          offset,
          link: {
            problem: kind === 'wanted' ? ('wanted' as const) : ('fragment' as const),
            path: paths.get(source) ?? source,
            line,
            source,
            target,
            fragment,
            excerpt,
          },
        })),
    )
    .sort((a, b) => byCodePoint(a.link.path, b.link.path) || a.offset - b.offset)
    .map(({ link }) => link);
}

function orphansOf({ pages, links }: WikiGraph): { id: string; path: string }[] {
  const linked = new Set(
    links.filter((link) => link.kind === 'page' && !link.structural).map((link) => link.target),
  );
  return pages.filter((page) => !linked.has(page.id)).map(({ id, file }) => ({ id, path: file.path }));
}

function hasTooMany({ orphans }: Checked): boolean {
  return orphans.max !== null && orphans.total > orphans.max;
}

/** As compilers write what they find: `file:line: what is wrong`. */
function checkedText(checked: Checked): string {
  const { broken, orphans } = checked;
  const lines = broken.map(
    ({ path, line, problem, target, fragment }) =>
      `${path}:${line}: ${
        problem === 'wanted'
          ? `no page answers to "${target}"`
          : `"${target}" has no place called "#${fragment}"`
      }`,
  );
  if (hasTooMany(checked)) lines.push(...orphans.pages.map(({ path }) => `${path}: no page links to it`));
  lines.push(
    [
      counted(broken.length, 'broken link'),
      counted(orphans.total, 'orphan') + (orphans.max === null ? '' : ` of at most ${orphans.max}`),
    ].join(', '),
  );
  return lines.map((line) => `${plain(line).replaceAll('\n', '\ufffd')}\n`).join('');
}
