import { describe, expect, it } from 'vitest';
import type { Link, Mention } from '../../graph/link.ts';
import {
  keptLinkMentions,
  keptPageMentions,
  readLinkMentions,
  readPageMentions,
  sentenceOf,
} from '../../store/neo4j/kept-mentions.ts';

const first: Mention = {
  offset: 7,
  length: 5,
  line: 2,
  syntax: 'wiki',
  heading: ['Above', 'Below'],
  excerpt: 'See B, and B again.',
  start: 4,
  end: 5,
  label: null,
  fragment: null,
  deadFragment: false,
  at: null,
};
const again: Mention = { ...first, offset: 20, start: 11, end: 12, label: 'B', fragment: 'Part', at: 90 };
const elsewhere: Mention = { ...first, offset: 90, line: 9, heading: [], excerpt: '' };
const link: Link = {
  source: 'a',
  target: 'b',
  kind: 'page',
  relation: 'link',
  via: 'path',
  ambiguous: 1,
  structural: false,
  mentions: [first, again, elsewhere],
};

describe('mentions that are kept', () => {
  it('of a link are read as they were, those in its own sentence and those in another or in none', () => {
    const { length: _, syntax: __, deadFragment: ___, ...item } = first;
    const read = readLinkMentions(keptLinkMentions(link), sentenceOf(link));
    expect(read).toEqual([
      item,
      { ...item, offset: 20, start: 11, end: 12, label: 'B', fragment: 'Part', at: 90 },
      { ...item, offset: 90, line: 9, heading: [], excerpt: '' },
    ]);
  });

  it('of a link hold the sentence that the link has only there', () => {
    expect(keptLinkMentions(link)).not.toContain(first.excerpt);
  });

  it('of a page are read in file order, whichever link they are of', () => {
    const other: Link = { ...link, target: 'c', relation: 'from', mentions: [{ ...first, offset: 12 }] };
    const read = readPageMentions(keptPageMentions([link, other]));
    expect(read.map(({ offset, target, relation }) => [offset, target, relation])).toEqual([
      [7, 'b', 'link'],
      [12, 'c', 'from'],
      [20, 'b', 'link'],
      [90, 'b', 'link'],
    ]);
    expect(read[2]).toEqual({
      offset: 20,
      length: 5,
      syntax: again.syntax,
      label: 'B',
      fragment: 'Part',
      kind: 'page',
      target: 'b',
      relation: 'link',
    });
  });
});
