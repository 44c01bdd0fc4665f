/**
 * The links of one page: what each occurrence means, and which of them are one link.
 * Invariant: there is one link for each relation and target, with all its mentions in file order.
 */
import { linkKey, type Link, type Mention } from '../../graph/link.ts';
import type { ParsedLink } from '../parse/parsed-page.ts';
import { elsewhere, type Destination, type Destinations, type Wanted } from './destinations.ts';
import type { Fragments } from './fragments.ts';
import type { ResolvedPage } from './resolved-page.ts';
import type { WantedPages } from './wanted-pages.ts';

/** A link as written, and where it leads; a wanted page has its id only when all that want it are known. */
export interface Answered {
  parsed: ParsedLink;
  answer: Destination<ResolvedPage> | Wanted;
}

/** What each occurrence means, in file order. */
export function answersOf(page: ResolvedPage, destinations: Destinations<ResolvedPage>): Answered[] {
  const answers: Answered[] = [];
  for (const parsed of inFileOrder(page.source.parsed.links)) {
    const answer = destinations.of(parsed, page);
    if (answer) answers.push({ parsed, answer });
  }
  return answers;
}

/** What the page wants, each by its first spelling there. */
export function wantsOf(answers: readonly Answered[]): Map<string, string> {
  const wants = new Map<string, string>();
  for (const { answer } of answers) {
    if ('key' in answer && !wants.has(answer.key)) wants.set(answer.key, answer.spelling);
  }
  return wants;
}

/** One link for each relation and target, with all its mentions. */
export function linksOf(
  page: ResolvedPage,
  answers: readonly Answered[],
  wanted: WantedPages,
  fragments: Fragments,
  structural: ReadonlySet<string>,
): Link[] {
  const links: Link[] = [];
  const byRelation = new Map<string, Map<string, Link>>();
  for (const { parsed, answer } of answers) {
    const destination: Destination<ResolvedPage> =
      'key' in answer ? elsewhere('wanted', wanted.idOf(answer.key)) : answer;
    const mention = toMention(parsed, isDead(parsed.fragment, destination.page, fragments));
    const byTarget = byRelation.get(parsed.relation) ?? new Map<string, Link>();
    byRelation.set(parsed.relation, byTarget);
    const known = byTarget.get(destination.target);
    if (known) {
      known.mentions.push(mention);
      continue;
    }
    const link = toLink(page, parsed.relation, destination, mention, structural);
    byTarget.set(link.target, link);
    links.push(link);
  }
  return links;
}

function isDead(fragment: string | null, page: ResolvedPage | null, fragments: Fragments): boolean {
  return fragment !== null && page !== null && !fragments.has(page.source.parsed, fragment);
}

function toLink(
  source: ResolvedPage,
  relation: string,
  destination: Destination<ResolvedPage>,
  mention: Mention,
  structuralRelations: ReadonlySet<string>,
): Link {
  const { target, kind, via, ambiguous, page } = destination;
  const structural = source.index || page?.index === true || structuralRelations.has(relation);
  return { source: source.path, target, kind, relation, via, ambiguous, structural, mentions: [mention] };
}

function toMention(link: ParsedLink, deadFragment: boolean): Mention {
  const { offset, length, line, syntax, heading, excerpt, start, end, label, fragment, at } = link;
  return { offset, length, line, syntax, heading, excerpt, start, end, label, fragment, deadFragment, at };
}

function inFileOrder(links: readonly ParsedLink[]): readonly ParsedLink[] {
  const inOrder = links.every(({ offset }, i) => i === 0 || offset >= (links[i - 1]?.offset ?? 0));
  return inOrder ? links : [...links].sort((a, b) => a.offset - b.offset);
}

/** Whether they are the same edges, whatever their mentions say. */
export function haveSameEnds(before: readonly Link[], now: readonly Link[]): boolean {
  const endsOf = (links: readonly Link[]): string =>
    links
      .map((link) => `${linkKey(link)} ${link.kind} ${link.structural}`)
      .sort()
      .join('\n');
  return endsOf(before) === endsOf(now);
}

/** Whether they are the same, mentions included. */
export function areSameLinks(before: readonly Link[], now: readonly Link[]): boolean {
  return before.length === now.length && before.every((link, i) => isSameLink(link, now[i]));
}

function isSameLink(a: Link, b: Link | undefined): boolean {
  return (
    a.target === b?.target &&
    a.kind === b.kind &&
    a.relation === b.relation &&
    a.via === b.via &&
    a.ambiguous === b.ambiguous &&
    a.structural === b.structural &&
    a.mentions.length === b.mentions.length &&
    a.mentions.every((mention, i) => isSameMention(mention, b.mentions[i]))
  );
}

/** Headings are compared as objects: the same where the page was not parsed again, which is what matters. */
function isSameMention(a: Mention, b: Mention | undefined): boolean {
  if (b === undefined) return false;
  return (Object.keys(a) as (keyof Mention)[]).every((key) => a[key] === b[key]);
}
