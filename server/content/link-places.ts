/**
 * Puts the links of a page, whose places the import knows, into its text in a form that outlives
 * Markdown: short runs of digits that are no characters, which carry a link's number. So the import alone decides
 * what is a link, and rendering never reads link syntax of its own.
 * Invariant: a run in the text that comes back was put there here; the page cannot forge one.
 */
import type { PageSource, ResolvedMention } from '../../store/graph-store.ts';

/** No address may hold a control character: so a run never becomes one, as in `[^1]: [[a]]`. */
const OPEN = '\u0001';
/** U+FDD0 to U+FDEF are no characters in Unicode, and no entity stands for them: they are the digits. */
const DIGIT = 0xfdd0;
const BASE = 32;
const DIGITS = 4;
const MOST_LINKS = BASE ** DIGITS;
const NONCHARACTERS = /[\ufdd0-\ufdef]/g;
// oxlint-disable-next-line no-control-regex -- what opens a run is one on purpose
const RUN = /\u0001([\ufdd0-\ufdef]{4})/;

export interface PlacedLink extends ResolvedMention {
  /** the link's syntax as it stands in the page */
  written: string;
}

interface PlacedText {
  markdown: string;
  links: PlacedLink[];
}

/** A piece of text between or of runs. */
type TextPiece = string | PlacedLink;

/**
 * The page's text without its first `bodyStart` units; a wiki link is replaced by its run, a
 * Markdown link, whose text is still to be read as Markdown, has its run directly before it.
 */
export function placeLinks(source: Pick<PageSource, 'markdown' | 'mentions'>, bodyStart: number): PlacedText {
  const whole = withoutRuns(source.markdown);
  const units = unitOffsets(whole, source.mentions);
  const links: PlacedLink[] = [];
  const parts: string[] = [];
  let done = bodyStart;
  for (const mention of source.mentions.toSorted((a, b) => a.offset - b.offset)) {
    const start = units.get(mention.offset);
    const end = units.get(mention.offset + mention.length);
    if (start === undefined || end === undefined || start < done || links.length === MOST_LINKS) continue;
    const written = whole.slice(start, end);
    if (!isLinkSyntax(written, mention.syntax)) continue;
    parts.push(whole.slice(done, start), runOf(links.length));
    done = mention.syntax === 'wiki' ? end : start;
    links.push({ ...mention, written });
  }
  parts.push(whole.slice(done));
  return { markdown: parts.join(''), links };
}

/** Text in which nothing is a run. */
export function withoutRuns(text: string): string {
  return text.replace(NONCHARACTERS, '\ufffd');
}

/** Text cut into plain pieces and links. */
export function cutAtRuns(text: string, links: readonly PlacedLink[]): TextPiece[] {
  const pieces: TextPiece[] = [];
  for (const [position, part] of text.split(RUN).entries()) {
    if (position % 2 === 0) {
      if (part !== '') pieces.push(withoutRuns(part));
      continue;
    }
    const link = links[numberOf(part)];
    if (link) pieces.push(link);
  }
  return pieces;
}

/** Text as it was written, for places where there are no links: code, a picture's description. */
export function asWritten(text: string, links: readonly PlacedLink[]): string {
  return cutAtRuns(text, links)
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      return piece.syntax === 'wiki' ? piece.written : '';
    })
    .join('');
}

/** A place that does not hold the link it should is left alone: the text then stays as it is. */
function isLinkSyntax(written: string, syntax: ResolvedMention['syntax']): boolean {
  if (syntax === 'wiki') return /^!?\[\[/.test(written) && written.endsWith(']]');
  return /^!?\[/.test(written);
}

/** UTF-16 positions of the mentions' ends, whose places are counted in UTF-8 bytes; one pass. */
function unitOffsets(text: string, mentions: readonly ResolvedMention[]): Map<number, number> {
  const wanted = mentions
    .flatMap(({ offset, length }) => [offset, offset + length])
    .toSorted((a, b) => a - b);
  const units = new Map<number, number>();
  let unit = 0;
  let byte = 0;
  for (const target of wanted) {
    while (byte < target && unit < text.length) {
      const point = text.codePointAt(unit) ?? 0;
      byte += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      unit += point < 0x10000 ? 1 : 2;
    }
    if (byte === target) units.set(target, unit);
  }
  return units;
}

function runOf(number: number): string {
  let rest = number;
  let digits = '';
  for (let place = 0; place < DIGITS; place += 1) {
    digits += String.fromCharCode(DIGIT + (rest % BASE));
    rest = Math.floor(rest / BASE);
  }
  return OPEN + digits;
}

function numberOf(digits: string): number {
  let number = 0;
  for (let place = DIGITS - 1; place >= 0; place -= 1) {
    number = number * BASE + digits.charCodeAt(place) - DIGIT;
  }
  return number;
}
