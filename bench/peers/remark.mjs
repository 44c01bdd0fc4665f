/** unified with remark-parse and remark-wiki-link, the pipeline most site generators stand on. */
import remarkParse from 'remark-parse';
import { wikiLinkPlugin } from 'remark-wiki-link';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { markdownTexts, printFound } from './markdown-files.mjs';

const processor = unified().use(remarkParse).use(wikiLinkPlugin, { aliasDivider: '|' });

const links = [];
let pages = 0;
for (const text of markdownTexts(process.argv[2])) {
  pages += 1;
  visit(processor.parse(text), 'wikiLink', (node) => {
    links.push({ source: pages, target: node.value, label: node.data.alias });
  });
}
printFound({ pages, links: links.length });
