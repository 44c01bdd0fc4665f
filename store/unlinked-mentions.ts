/**
 * Unlinked mentions: pages that name a page and do not link to it. A store's full-text index gives
 * the candidates, the most important first; their text decides.
 * Invariant: bounded by pages and by bytes of text, and what was not looked at is said.
 */
import type {
  PageSummary,
  UnlinkedItem,
  UnlinkedList,
  UnlinkedMention,
  UnlinkedQuery,
} from '../graph/api.ts';
import { byCodePoint } from '../graph/names.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { readable } from './extent.ts';
import type { NameMatcher } from './name-matcher.ts';
import { MAX_PROSE_PAGE, type ProseBlock, type ProseLink, pageProse } from './page-prose.ts';

/** Pages looked at for one answer. */
const MAX_CANDIDATES = 200;
const MAX_BYTES = 2_000_000;
const MAX_MENTIONS = 3;
/** Names of other pages that hold the name sought. */
export const MAX_LONGER_NAMES = 5000;
/** How many candidates a store is asked for: one more than are looked at tells that there are more. */
export const CANDIDATES_ASKED = MAX_CANDIDATES + 1;

/** Of the orphans of one answer the first so many get suggestions. */
export const MAX_SUGGESTED_FOR = 100;
/** Pages looked at for one orphan. */
export const MAX_SUGGESTION_CANDIDATES = 10;
const MAX_SUGGESTIONS = 3;
/** Text that is looked at for the orphans of one answer, all together. */
const MAX_SUGGESTION_BYTES = 2_000_000;
/** A name that more pages hold is a word, and suggests nothing. */
export const MAX_SUGGESTION_HITS = 1000;

/** A page whose words hold a name, and that does not link to the page it names. */
export interface MentionCandidate extends PageSummary {
  rank: number;
  /** bytes of its file */
  size: number;
}

/** What is left to be looked at for one answer. */
export interface TextBudget {
  bytes: number;
}

export function suggestionBudget(): TextBudget {
  return { bytes: MAX_SUGGESTION_BYTES };
}

/** What it takes to look into a page. */
export interface MentionText {
  markdown: string;
  links: readonly ProseLink[];
}

/** The candidates that are looked at, in their order, and why not all. */
export function lookedAt<T extends MentionCandidate>(
  candidates: readonly T[],
  { bytes: maxBytes }: TextBudget = { bytes: MAX_BYTES },
): { chosen: T[]; truncated: string | null; isOverBudget: boolean } {
  const chosen: T[] = [];
  let bytes = 0;
  let isOverBudget = false;
  let tooLong = 0;
  for (const candidate of candidates.slice(0, MAX_CANDIDATES)) {
    if (candidate.size > MAX_PROSE_PAGE) {
      tooLong += 1;
      continue;
    }
    bytes += candidate.size;
    if (bytes > maxBytes) {
      isOverBudget = true;
      break;
    }
    chosen.push(candidate);
  }
  const why: string[] = [];
  if (isOverBudget || candidates.length > MAX_CANDIDATES)
    why.push(`Only the ${readable(chosen.length)} most important pages with these words were looked at.`);
  if (tooLong > 0) why.push(`${readable(tooLong)} very long pages were not looked at.`);
  return { chosen, truncated: why.length > 0 ? why.join(' ') : null, isOverBudget };
}

type Found = MentionCandidate & Pick<UnlinkedItem, 'count' | 'mentions'>;

/**
 * The list of those that name the page.
 * @throws AtlasError invalid-request for a wrong cursor
 */
export function unlinkedList(
  candidates: readonly { page: MentionCandidate; text: MentionText }[],
  truncated: string | null,
  matcher: NameMatcher,
  query: UnlinkedQuery,
): UnlinkedList {
  const after = decodeMentionsCursor(query);
  const found: Found[] = [];
  for (const { page, text } of candidates) {
    const { count, mentions } = mentionsIn(text, matcher);
    if (count > 0) found.push({ ...page, count, mentions });
  }
  const rest = after === null ? found : found.filter((page) => isAfter(page, after));
  const last = rest[query.limit - 1];
  return {
    items: rest.slice(0, query.limit).map(({ rank: _rank, size: _size, ...item }) => item),
    total: found.length,
    next: last && rest.length > query.limit ? encodeCursor('mentions', [last.rank, last.id]) : null,
    truncated,
  };
}

/** @throws AtlasError invalid-request for a wrong cursor */
export function decodeMentionsCursor({ cursor }: UnlinkedQuery): [number, string] | null {
  return decodeCursor<[number, string]>('mentions', cursor, [0, '']);
}

function isAfter(page: MentionCandidate, [rank, id]: [number, string]): boolean {
  return page.rank < rank || (page.rank === rank && byCodePoint(page.id, id) > 0);
}

/**
 * The first candidates that name the page.
 * @param candidates chosen by `lookedAt` within `budget`, which is made less by what was read
 */
export function suggestions(
  candidates: readonly { page: MentionCandidate; text: () => MentionText | null }[],
  matcher: NameMatcher,
  budget: TextBudget,
): PageSummary[] {
  const found: PageSummary[] = [];
  for (const { page, text } of candidates) {
    if (found.length === MAX_SUGGESTIONS) break;
    budget.bytes -= page.size;
    const content = text();
    if (!content || mentionsIn(content, matcher).count === 0) continue;
    const { rank: _rank, size: _size, ...summary } = page;
    found.push(summary);
  }
  return found;
}

/** How often a page has the names, and the first places. */
export function mentionsIn(
  { markdown, links }: MentionText,
  matcher: NameMatcher,
): Pick<UnlinkedItem, 'count' | 'mentions'> {
  const mentions: UnlinkedMention[] = [];
  let count = 0;
  for (const block of pageProse(markdown, links)) {
    for (const place of matcher.find(block)) {
      count += 1;
      if (mentions.length < MAX_MENTIONS) mentions.push(mentionAt(block, place));
    }
  }
  return { count, mentions };
}

const MAX_EXCERPT = 400;
/** UTF-16 units on both sides in which a sentence's ends are sought. */
const REACH = 1000;
const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

function mentionAt(
  { text, heading, line, lineStarts }: ProseBlock,
  [start, end]: [number, number],
): UnlinkedMention {
  const from = Math.max(0, start - REACH);
  const window = sentences.segment(text.slice(from, end + REACH));
  const first = window.containing(start - from);
  const last = window.containing(end - 1 - from);
  let sentenceStart = from + (first?.index ?? 0);
  let sentenceEnd = from + (last ? last.index + last.segment.trimEnd().length : end);
  let [before, after] = ['', ''];
  if (sentenceEnd - sentenceStart > MAX_EXCERPT) {
    const room = Math.max(0, MAX_EXCERPT - 2 - (end - start)) >> 1;
    if (start - sentenceStart > room) [sentenceStart, before] = [wholeCharacter(text, start - room), '…'];
    if (sentenceEnd - end > room) [sentenceEnd, after] = [wholeCharacter(text, end + room), '…'];
  }
  const shift = before.length - sentenceStart;
  return {
    excerpt: before + text.slice(sentenceStart, sentenceEnd) + after,
    start: start + shift,
    end: end + shift,
    heading,
    line: line + lineStarts.filter((place) => place <= start).length,
  };
}

/** A place that parts no surrogate pair. */
function wholeCharacter(text: string, place: number): number {
  const unit = text.charCodeAt(place);
  return unit >= 0xdc00 && unit <= 0xdfff ? place + 1 : place;
}
