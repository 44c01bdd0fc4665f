/** One regular expression over every file. */
import { linksByExpression, markdownTexts, printFound } from './markdown-files.mjs';

const links = [];
let pages = 0;
for (const text of markdownTexts(process.argv[2])) {
  pages += 1;
  for (const link of linksByExpression(text)) links.push({ source: pages, ...link });
}
printFound({ pages, links: links.length });
