/** `wiki-atlas path FROM TO`: the shortest ways from one page to another, each step with its sentence. */
import type { PageDetail, PathList, PathsQuery } from '../../graph/api.ts';
import { FINDINGS } from '../exit-code.ts';
import { mentionText } from '../mention-text.ts';
import { withWiki, type WikiOptions } from '../open-wiki.ts';
import { pageNamed } from '../page-named.ts';
import { counted, plain, styled } from '../terminal-text.ts';

export interface PathOptions extends WikiOptions {
  direction: PathsQuery['direction'];
  max: number;
  paths: number;
  relation?: string[];
  structural: boolean;
  format: 'text' | 'json';
}

type Path = PathList['paths'][number];

/** Exits with 1 where there is no path. */
export async function pathCommand(
  from: string,
  to: string,
  folder: string,
  options: PathOptions,
): Promise<void> {
  await withWiki(folder, options, async (store) => {
    const [start, end] = [await pageNamed(store, from), await pageNamed(store, to)];
    const { direction, max, paths: k, relation, structural, format } = options;
    const list = await store.paths({
      from: start.id,
      to: end.id,
      direction,
      max,
      k,
      structural,
      ...(relation && { relation }),
    });
    if (list.truncated !== null) process.stderr.write(`${list.truncated}\n`);
    process.stdout.write(format === 'json' ? `${JSON.stringify(list)}\n` : pathsText(start, end, list, max));
    if (list.paths.length === 0) process.exitCode = FINDINGS;
  });
}

function pathsText(start: PageDetail, end: PageDetail, { paths }: PathList, max: number): string {
  if (paths.length === 0) {
    return `no path of ${counted(max, 'step')} or fewer leads from ${plain(start.id)} to ${plain(end.id)}\n`;
  }
  return paths.map(pathText).join('\n');
}

function pathText({ nodes, steps }: Path): string {
  const lines = [`${counted(steps.length, 'step')}\n`];
  for (const [i, node] of nodes.entries()) {
    const step = steps[i - 1];
    const before = nodes[i - 1];
    if (step && before) {
      const arrow = step.direction === 'out' ? '↓' : '↑';
      const note = step.relation === 'link' ? '' : ` [${plain(step.relation)}]`;
      lines.push(
        `${arrow}${note}\n${mentionText(step.mention, (step.direction === 'out' ? before : node).id)}`,
      );
    }
    const wanted = node.kind === 'wanted' ? '  [wanted: no file answers]' : '';
    lines.push(`${styled('bold', plain(node.title))}  ${plain(node.id)}${wanted}\n`);
  }
  return lines.join('');
}
