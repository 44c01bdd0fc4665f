/** One channel of a real video-topic wiki, where a copy of it lies beside the project. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { FolderImport } from '../../import/import-folder.ts';

const folder = fileURLToPath(new URL('../../../shared/vaults/limitless-ft', import.meta.url));
const isThere = existsSync(folder);
// oxlint-disable-next-line no-console -- a test that is left out says so
if (!isThere) console.warn(`LEFT OUT: the real wiki is not at ${folder}`);

describe.runIf(isThere)('a real video-topic wiki', () => {
  const id = 'limitless-ft/advancements_in_ai_video_generation';

  it('has 121 pages and loses none', async () => {
    const { pages, report } = await new FolderImport(folder).run();
    expect(pages).toHaveLength(121);
    expect(report.parsed).toBe(121);
  });

  it('has every link of a page resolved, each with its sentence', async () => {
    const graph = await new FolderImport(folder).run();
    const links = graph.links.filter((link) => link.source === id);
    const pages = new Set(graph.pages.map((page) => page.id));
    expect(links.filter((link) => link.relation === 'link')).toHaveLength(9);
    expect(links.filter((link) => link.relation === 'from')).toMatchObject([
      { target: 'limitless-ft/limitless-ft', structural: true },
    ]);
    expect(links).toHaveLength(10);
    for (const { kind, target, mentions } of links) {
      expect(kind).toBe('page');
      expect(pages).toContain(target);
      for (const { excerpt, start, end, label } of mentions) {
        expect(excerpt.slice(start, end)).not.toBe('');
        expect(excerpt.slice(start, end)).toBe(label ?? excerpt.slice(start, end));
      }
    }
  });

  it('has time marks into the page’s video', async () => {
    const graph = await new FolderImport(folder).run();
    expect(graph.pages.find((page) => page.id === id)?.videoId).toBe('fnGz6E5BfmE');
    const mentions = graph.links.filter((link) => link.source === id).flatMap((link) => link.mentions);
    const marks = mentions.flatMap((mention) => mention.at ?? []);
    expect(marks.length).toBeGreaterThan(0);
    expect(marks.every((seconds) => Number.isInteger(seconds) && seconds >= 0)).toBe(true);
  });
});
