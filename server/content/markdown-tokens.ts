/**
 * Markdown, as CommonMark with tables, strikethrough and bare addresses reads it, cut into tokens.
 * markdown-it, because its time grows with the text's length on hostile pages too.
 */
import MarkdownIt, { type Token } from 'markdown-it';
import { PageTooLarge } from './page-tree.ts';

/** Blocks and inline markup in each other, a list counting as two. Time on hostile pages grows with it. */
const MAX_NESTING = 40;

/** A line that goes on under quotes costs each of them anew, so deep ones are not even read. */
const DEEP_QUOTES = /^(?:[ \t]{0,3}>){20}/m;

const parser = new MarkdownIt({ html: true, linkify: true, maxNesting: MAX_NESTING });
// Only what is written as an address: `example.md` is a file more often than a site in Moldova.
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });

/** @throws PageTooLarge where the parser would leave out what is nested too deep */
export function markdownTokens(markdown: string): Token[] {
  if (DEEP_QUOTES.test(markdown)) throw new PageTooLarge('too deep');
  const tokens = parser.parse(markdown, {});
  for (const token of tokens) {
    if (token.level >= MAX_NESTING - 1) throw new PageTooLarge('too deep');
  }
  return tokens;
}
