/**
 * The inline pass over one text: escapes, code spans, autolinks, HTML tags, wiki-links and Markdown
 * links, left to right. What opens first binds: a wiki-link is read as written up to its `]]`, so
 * a backtick inside it opens no code span, and one before it takes the brackets into the code.
 * Invariant: the links are those CommonMark's rules give with a wiki-link as one more link; linear.
 */
import { decodeEntity, skipBlanks } from './link-syntax.ts';
import { isLetter, specialEnd, tagEnd } from './html.ts';
import { parseDestination, parseWikiTarget } from './clean-target.ts';
import { CodeSpans } from './code-spans.ts';
import { Emphasis } from './emphasis.ts';
import { LinkTails } from './link-tails.ts';
import type { InlineUnit } from './inline-unit.ts';
import type { References } from './reference-definitions.ts';
import { isClockTime, readTimeMarkTag } from './time-marks.ts';
import { parseTimeMark } from '../../graph/time-mark.ts';
import { WikiBrackets } from './wiki-brackets.ts';

const AUTOLINK = /^[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^<>\x00-\x20]*$/;
const EMAIL =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
const ENTITY = /&(#x[a-f0-9]{1,6}|#[0-9]{1,7}|[a-z][a-z0-9]{1,31});/iy;
const TAG_BEFORE = /[\s([{,;，。（「、]/;
const TAG = /#([\p{L}\p{N}\p{M}_/\-\p{Extended_Pictographic}]+)/uy;
const LINE_BREAK_TAG = /^<br\b/i;
const CLOSING_ANCHOR = /^<\/a\s*>/i;
const SIZE = /^\d+(?:x\d+)?$/;
const ASCII_PUNCTUATION = /[!-/:-@[-`{-~]/;

/** 1: may begin something; the rest of the ASCII characters and all others are text. */
const SPECIAL = new Uint8Array(128);
for (const char of '\n!#&*<[\\]_`~') SPECIAL[char.charCodeAt(0)] = 1;

/** An open `[` or `![`, waiting for its `]`. */
interface Opener {
  start: number;
  labelStart: number;
  image: boolean;
  /** another bracket opened inside: the label can be no reference's */
  holdsBracket: boolean;
  /** a link was found inside: links hold no links, images do */
  holdsLink: boolean;
  /** length of the plain text before it, and after its mark */
  textStart: number;
  textLabel: number;
  linkCount: number;
}

/** Reads `text`; links, time marks, tags and plain text go to `unit`. */
export function scanInline(text: string, references: References, unit: InlineUnit): void {
  new InlineScanner(text, references, unit).scan();
}

class InlineScanner {
  readonly #text: string;
  readonly #unit: InlineUnit;
  readonly #codeSpans: CodeSpans;
  readonly #brackets: WikiBrackets;
  readonly #tails: LinkTails;
  readonly #emphasis: Emphasis;
  readonly #openers: Opener[] = [];
  /** a comment or the like that never ends was met: no other is looked for */
  #endlessSpecial = false;
  /** where the text of the time mark that is open began */
  #markStart = -1;

  constructor(text: string, references: References, unit: InlineUnit) {
    this.#text = text;
    this.#unit = unit;
    this.#codeSpans = new CodeSpans(text);
    this.#brackets = new WikiBrackets(text);
    this.#tails = new LinkTails(text, references, this.#codeSpans);
    this.#emphasis = new Emphasis(unit.plain);
  }

  scan(): void {
    const text = this.#text;
    const { plain } = this.#unit;
    let at = 0;
    while (at < text.length) {
      const start = at;
      while (at < text.length) {
        const code = text.charCodeAt(at);
        if (code < 128 && SPECIAL[code] === 1) break;
        at += 1;
      }
      if (at > start) plain.add(text.slice(start, at));
      if (at < text.length) at = this.#readSpecial(at, text.charCodeAt(at));
    }
  }

  /** Reads what begins at `at`; returns where it ends. */
  #readSpecial(at: number, code: number): number {
    const text = this.#text;
    const { plain } = this.#unit;
    switch (code) {
      case 10:
        return this.#readLineEnd(at);
      case 92 /* \ */:
        return this.#readEscape(at);
      case 96 /* ` */:
        return this.#readCode(at);
      case 91 /* [ */:
        return this.#readOpening(at, false);
      case 33 /* ! */:
        if (text.charCodeAt(at + 1) === 91) return this.#readOpening(at, true);
        break;
      case 93 /* ] */:
        return this.#readClosing(at);
      case 60 /* < */:
        return this.#readAngle(at);
      case 38 /* & */:
        return this.#readEntity(at);
      case 35 /* # */:
        this.#readTag(at);
        break;
      default: {
        let end = at + 1;
        while (text.charCodeAt(end) === code) end += 1;
        this.#emphasis.addRun(text, at, end);
        return end;
      }
    }
    plain.add(text.charAt(at));
    return at + 1;
  }

  #readLineEnd(at: number): number {
    const { plain } = this.#unit;
    if (this.#unit.linesApart || this.#text.startsWith('  ', at - 2)) this.#unit.breakHere();
    plain.add(' ');
    return skipBlanks(this.#text, at + 1);
  }

  #readEscape(at: number): number {
    const text = this.#text;
    const { plain } = this.#unit;
    const next = text.charCodeAt(at + 1);
    if (next === 10) {
      this.#unit.breakHere();
      plain.add(' ');
      return skipBlanks(text, at + 2);
    }
    if (at + 1 >= text.length || !ASCII_PUNCTUATION.test(text.charAt(at + 1))) {
      plain.add('\\');
      return at + 1;
    }
    plain.add(text.charAt(at + 1));
    return at + 2;
  }

  #readCode(at: number): number {
    const { plain } = this.#unit;
    const runEnd = this.#codeSpans.runEnd(at);
    const end = this.#codeSpans.spanEnd(at, runEnd);
    if (end < 0) {
      plain.add(this.#text.slice(at, runEnd));
      return runEnd;
    }
    plain.add(this.#text.slice(runEnd, end - (runEnd - at)).trim());
    return end;
  }

  #readEntity(at: number): number {
    ENTITY.lastIndex = at;
    const match = ENTITY.exec(this.#text);
    const written = match?.[0] ?? '&';
    this.#unit.plain.add(match ? decodeEntity(written, match[1] ?? '') : written);
    return at + written.length;
  }

  #readTag(at: number): void {
    if (at > 0 && !TAG_BEFORE.test(this.#text.charAt(at - 1))) return;
    TAG.lastIndex = at;
    const tag = TAG.exec(this.#text)?.[1];
    if (tag !== undefined) this.#unit.addTag(tag);
  }

  /** `[` or `![`: a wiki-link, or else a bracket that may become a Markdown link. */
  #readOpening(at: number, image: boolean): number {
    const text = this.#text;
    const bracket = image ? at + 1 : at;
    if (text.charCodeAt(bracket + 1) === 91) {
      const closing = this.#brackets.closing(bracket);
      if (closing >= 0 && this.#addWikiLink(at, bracket + 2, closing, image)) return closing + 2;
    }
    const { plain, links } = this.#unit;
    const parent = this.#openers.at(-1);
    if (parent) parent.holdsBracket = true;
    const textStart = plain.length;
    plain.add(image ? '![' : '[');
    this.#openers.push({
      start: at,
      labelStart: bracket + 1,
      image,
      holdsBracket: false,
      holdsLink: false,
      textStart,
      textLabel: plain.length,
      linkCount: links.length,
    });
    return bracket + 1;
  }

  #addWikiLink(start: number, inside: number, closing: number, embed: boolean): boolean {
    const wiki = parseWikiTarget(this.#text.slice(inside, closing));
    if (!wiki) return false;
    const { plain } = this.#unit;
    const textStart = plain.length;
    if (wiki.fragment === null && isClockTime(wiki.target)) {
      const seconds = parseTimeMark(wiki.target);
      plain.add(wiki.label ?? wiki.target);
      if (wiki.label === null) plain.cut(textStart, plain.length);
      if (seconds !== null) this.#unit.addTimeMark(start, seconds);
    } else {
      const target = [wiki.target, wiki.fragment].filter((part) => part !== null && part !== '').join(' > ');
      const label = wiki.label !== null && !(embed && SIZE.test(wiki.label)) ? wiki.label : null;
      plain.add(label === null ? target : shownLabel(label) || target);
      this.#unit.addLink({
        ...wiki,
        start,
        end: closing + 2,
        syntax: 'wiki',
        embed,
        textStart,
        textEnd: plain.length,
        labelFromText: false,
      });
    }
    this.#parentsHoldLink();
    return true;
  }

  #readClosing(at: number): number {
    const { plain } = this.#unit;
    const opener = this.#openers.pop();
    if (opener) {
      const tail = this.#tailOf(opener, at);
      if (tail) return tail;
      if (opener.image && opener.holdsLink) this.#parentsHoldLink();
    }
    plain.add(']');
    return at + 1;
  }

  /** Makes the bracket that closes at `labelEnd` a link or an image; where that ends, 0 if it is none. */
  #tailOf(opener: Opener, labelEnd: number): number {
    let embed = opener.image;
    let tail = embed ? this.#tails.imageTail(opener.labelStart, labelEnd, opener.holdsBracket) : null;
    if (!tail && !opener.holdsLink) {
      // A `!` before what is a link and no image is text.
      tail = this.#tails.linkTail(opener.labelStart, labelEnd, opener.holdsBracket);
      embed = false;
    }
    if (!tail) return 0;
    const { plain, links } = this.#unit;
    const bang = opener.image && !embed ? 1 : 0;
    if (embed) links.length = opener.linkCount;
    plain.cut(opener.textStart + bang, opener.textLabel);
    this.#unit.addLink(
      {
        ...parseDestination(tail.destination),
        label: null,
        start: opener.start + bang,
        end: tail.end,
        syntax: 'markdown',
        embed,
        textStart: opener.textLabel,
        textEnd: plain.length,
        labelFromText: true,
      },
      opener.linkCount,
    );
    if (!embed) this.#parentsHoldLink();
    return tail.end;
  }

  /** The brackets still open can be no links any more, out to the next image, which may hold them. */
  #parentsHoldLink(): void {
    for (let i = this.#openers.length - 1; i >= 0; i -= 1) {
      const opener = this.#openers[i];
      if (!opener || opener.holdsLink) return;
      opener.holdsLink = true;
      if (opener.image) return;
    }
  }

  #readAngle(at: number): number {
    const text = this.#text;
    const { plain } = this.#unit;
    const autolink = this.#autolinkEnd(at);
    if (autolink > 0) {
      const address = text.slice(at + 1, autolink - 1);
      const textStart = plain.length;
      plain.add(address);
      this.#unit.addLink({
        target: AUTOLINK.test(address) ? address : `mailto:${address}`,
        fragment: null,
        label: null,
        start: at,
        end: autolink,
        syntax: 'markdown',
        embed: false,
        textStart,
        textEnd: plain.length,
        labelFromText: false,
      });
      return autolink;
    }
    const end = this.#htmlEnd(at);
    if (end < 0) {
      plain.add('<');
      return at + 1;
    }
    this.#readHtml(at, text.slice(at, end));
    return end;
  }

  #autolinkEnd(at: number): number {
    const text = this.#text;
    for (let end = at + 1; end < text.length; end += 1) {
      const code = text.charCodeAt(end);
      if (code === 60 || code <= 32) return -1;
      if (code === 62 /* > */) {
        const address = text.slice(at + 1, end);
        return AUTOLINK.test(address) || EMAIL.test(address) ? end + 1 : -1;
      }
    }
    return -1;
  }

  #htmlEnd(at: number): number {
    const text = this.#text;
    if (at + 2 >= text.length) return -1;
    const next = text.charCodeAt(at + 1);
    if (next === 47 || isLetter(next)) return tagEnd(text, at);
    if (next !== 33 && next !== 63) return -1;
    const end = this.#endlessSpecial && !isShortComment(text, at) ? -1 : specialEnd(text, at);
    if (end === -2) this.#endlessSpecial = true;
    return end;
  }

  #readHtml(at: number, tag: string): void {
    const { plain } = this.#unit;
    if (LINE_BREAK_TAG.test(tag)) {
      this.#unit.breakHere();
      plain.add(' ');
    } else if (CLOSING_ANCHOR.test(tag)) {
      if (this.#markStart >= 0) plain.cut(this.#markStart, plain.length);
      this.#markStart = -1;
    } else {
      const mark = readTimeMarkTag(tag);
      if (!mark) return;
      if (mark.seconds === null) this.#unit.addInvalidMark(at, mark.written);
      else {
        this.#unit.addTimeMark(at, mark.seconds);
        this.#markStart = plain.length;
      }
    }
  }
}

function isShortComment(text: string, at: number): boolean {
  return text.startsWith('<!-->', at) || text.startsWith('<!--->', at);
}

/** A wiki-link's label as shown: tags and the marks of emphasis dropped. */
function shownLabel(label: string): string {
  return label
    .replace(/<[^<>]*>/g, '')
    .replace(/\*+|__|~~|`/g, '')
    .trim();
}
