/**
 * The mentions of links as JSON in one property: a list for each, not an object, whose names would be
 * half of what is written; and no sentence a second time that stands on the link already.
 * Invariant: what is written is read as it was.
 */
import type { MentionItem } from '../../graph/api.ts';
import type { Link } from '../../graph/link.ts';
import type { ResolvedMention } from '../graph-store.ts';

/** Where `excerpt` is null it is the link's `sentence`. */
type LinkRow = [
  offset: number,
  line: number,
  at: number | null,
  start: number,
  end: number,
  heading: string[],
  label: string | null,
  fragment: string | null,
  excerpt: string | null,
];

/** The excerpt of the first mention, for people and who asks in Cypher. */
export function sentenceOf({ mentions }: Link): string {
  return mentions[0]?.excerpt ?? '';
}

/** A link's mentions, as a list of links shows them: `mentions` of LINKS_TO. */
export function keptLinkMentions(link: Link): string {
  const sentence = sentenceOf(link);
  return JSON.stringify(
    link.mentions.map(({ offset, line, at, start, end, heading, label, fragment, excerpt }): LinkRow => [
      offset,
      line,
      at,
      start,
      end,
      heading,
      label,
      fragment,
      excerpt === sentence ? null : excerpt,
    ]),
  );
}

/** @param sentence of the same LINKS_TO */
export function readLinkMentions(mentions: string, sentence: string): MentionItem[] {
  return (JSON.parse(mentions) as LinkRow[]).map(
    ([offset, line, at, start, end, heading, label, fragment, excerpt]) => ({
      excerpt: excerpt ?? sentence,
      start,
      end,
      heading,
      line,
      offset,
      label,
      fragment,
      at,
    }),
  );
}

type PageRow = [
  offset: number,
  length: number,
  syntax: ResolvedMention['syntax'],
  label: string | null,
  fragment: string | null,
  kind: ResolvedMention['kind'],
  target: string,
  relation: string,
];

/** Every link of a page where it stands, in file order: `mentions` of PageText. */
export function keptPageMentions(links: readonly Link[]): string {
  const rows = links.flatMap(({ kind, target, relation, mentions }) =>
    mentions.map(({ offset, length, syntax, label, fragment }): PageRow => [
      offset,
      length,
      syntax,
      label,
      fragment,
      kind,
      target,
      relation,
    ]),
  );
  return JSON.stringify(rows.sort((a, b) => a[0] - b[0]));
}

export function readPageMentions(mentions: string): ResolvedMention[] {
  return (JSON.parse(mentions) as PageRow[]).map(
    ([offset, length, syntax, label, fragment, kind, target, relation]) => ({
      offset,
      length,
      syntax,
      label,
      fragment,
      kind,
      target,
      relation,
    }),
  );
}
