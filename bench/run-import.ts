/** Reads, parses and resolves a folder: the whole graph in memory, mentions included, and nothing stored. */
import { FolderImport } from '../import/import-folder.ts';

const graph = await new FolderImport(process.argv[2] ?? '.').run();
const mentions = graph.links.reduce((sum, link) => sum + link.mentions.length, 0);
process.stdout.write(
  `${JSON.stringify({ pages: graph.pages.length, links: graph.links.length, mentions })}\n`,
);
