/** markdown-it with HTML on, as CommonMark has it, and a rule for wiki-links: right about code. */
import MarkdownIt from 'markdown-it';
import { markdownTexts, printFound } from './markdown-files.mjs';

const OPENING_BRACKET = 0x5b;

function wikiLinkRule(state, silent) {
  const { src, pos } = state;
  if (src.charCodeAt(pos) !== OPENING_BRACKET || src.charCodeAt(pos + 1) !== OPENING_BRACKET) return false;
  const end = src.indexOf(']]', pos + 2);
  if (end === -1) return false;
  const inside = src.slice(pos + 2, end);
  if (inside.includes('\n')) return false;
  if (!silent) {
    const bar = inside.indexOf('|');
    const token = state.push('wiki_link', '', 0);
    token.content = bar === -1 ? inside : inside.slice(bar + 1);
    token.meta = { target: (bar === -1 ? inside : inside.slice(0, bar)).trim() };
  }
  state.pos = end + 2;
  return true;
}

const markdown = new MarkdownIt({ html: true });
markdown.inline.ruler.before('link', 'wiki_link', wikiLinkRule);

const links = [];
let pages = 0;
for (const text of markdownTexts(process.argv[2])) {
  pages += 1;
  for (const block of markdown.parse(text, {})) {
    for (const token of block.children ?? []) {
      if (token.type === 'wiki_link') {
        links.push({ source: pages, target: token.meta.target, label: token.content });
      }
    }
  }
}
printFound({ pages, links: links.length });
