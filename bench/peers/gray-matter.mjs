/** gray-matter, its cache bypassed by an options object, and one regular expression over what is left. */
import matter from 'gray-matter';
import { linksByExpression, markdownTexts, printFound } from './markdown-files.mjs';

const pages = [];
const links = [];
for (const text of markdownTexts(process.argv[2])) {
  const { data, content } = matter(text, {});
  pages.push(data);
  for (const link of linksByExpression(content)) links.push({ source: pages.length, ...link });
}
printFound({ pages: pages.length, links: links.length });
