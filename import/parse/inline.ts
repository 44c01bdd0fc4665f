/**
 * The inline pass over one text: escapes, code spans, autolinks, HTML tags, wiki-links and Markdown
 * links, left to right. What opens first binds: a wiki-link is read as written up to its `]]`, so
 * a backtick inside it opens no code span, and one before it takes the brackets into the code.
 * Invariant: the links are those CommonMark's rules give with a wiki-link as one more link; linear.
 */
import { embedCaption } from '../../graph/embed-caption.ts';
import { autolinkAddress, autolinkEnd } from './autolinks.ts';
import { decodeEntity, skipBlanks } from './link-syntax.ts';
import { isLetter, specialEnd, tagEnd } from './html.ts';
import { parseDestination, parseWikiTarget, targetFirst } from './clean-target.ts';
import type { WikiTarget } from './clean-target.ts';
import { CodeSpans } from './code-spans.ts';
import { Emphasis } from './emphasis.ts';
import { LinkTails } from './link-tails.ts';
import type { InlineUnit } from './inline-unit.ts';
import type { ParseOptions } from './parse-options.ts';
import type { References } from './reference-definitions.ts';
import { clockTime, readTimeMarkTag } from './time-marks.ts';
import { WikiBrackets } from './wiki-brackets.ts';

const ENTITY = /&(#x[a-f0-9]{1,6}|#[0-9]{1,7}|[a-z][a-z0-9]{1,31});/iy;
const TAG_BEFORE = /[\s([{,;，。（「、]/;
const TAG = /#([\p{L}\p{N}\p{M}_/\-\p{Extended_Pictographic}]+)/uy;
const LINE_BREAK_TAG = /^<br\b/i;
const CLOSING_ANCHOR = /^<\/a\s*>/i;
const LABEL_MARKUP = /[<*_~`]/;
const LABEL_MARKS = /<[^<>]*>|\*+|__|~~|`/g;
const ASCII_PUNCTUATION = /[!-/:-@[-`{-~]/;

const TEXT = 0;
/** may begin something */
const SPECIAL = 1;
/** a blank that is no single space has to become one */
const BLANK = 2;
const SPACE = 3;
/** of every UTF-16 unit: a table to the end is asked without a look at its length */
const KINDS = new Uint8Array(0x10000);
for (const char of '\n!#&*<[\\]_`~') KINDS[char.charCodeAt(0)] = SPECIAL;
for (let code = 0; code <= 0x3000; code += 1) {
  if (code !== 10 && /\s/.test(String.fromCharCode(code))) KINDS[code] = code === 32 ? SPACE : BLANK;
}

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
  runCount: number;
}

/** Reads `text`; links, time marks, tags and plain text go to `unit`. */
export function scanInline(
  text: string,
  references: References,
  unit: InlineUnit,
  options: ParseOptions,
): void {
  new InlineScanner(text, references, unit, options).scan();
}

class InlineScanner {
  readonly #text: string;
  readonly #unit: InlineUnit;
  readonly #references: References;
  readonly #options: ParseOptions;
  // made when first needed: most texts need few of them
  #codeSpans: CodeSpans | null = null;
  #brackets: WikiBrackets | null = null;
  #tails: LinkTails | null = null;
  #emphasis: Emphasis | null = null;
  readonly #openers: Opener[] = [];
  /** a comment or the like that never ends was met: no other is looked for */
  #endlessSpecial = false;
  /** where the text of the time mark that is open began */
  #markStart = -1;

  constructor(text: string, references: References, unit: InlineUnit, options: ParseOptions) {
    this.#text = text;
    this.#unit = unit;
    this.#references = references;
    this.#options = options;
  }

  scan(): void {
    const text = this.#text;
    const { plain } = this.#unit;
    let at = 0;
    while (at < text.length) {
      const start = at;
      let irregular = false;
      for (; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        const kind = KINDS[code];
        if (kind === TEXT) continue;
        if (kind === SPECIAL) break;
        // A look past a text's end makes the engine give up its fast path for good, here and below.
        if (kind === BLANK || (at + 1 < text.length && text.charCodeAt(at + 1) === 32)) irregular = true;
      }
      if (at > start) {
        const written = text.slice(start, at);
        if (irregular) plain.add(written);
        else plain.addRegular(written);
      }
      if (at < text.length) at = this.#readSpecial(at, text.charCodeAt(at));
    }
    this.#emphasis?.pair(0);
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
        if (text.startsWith('[', at + 1)) return this.#readOpening(at, true);
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
        while (end < text.length && text.charCodeAt(end) === code) end += 1;
        this.#emphasis ??= new Emphasis(plain);
        this.#emphasis.addRun(text, at, end);
        return end;
      }
    }
    plain.addRegular(text.charAt(at));
    return at + 1;
  }

  #readLineEnd(at: number): number {
    const { plain } = this.#unit;
    if (this.#unit.linesApart || this.#text.startsWith('  ', at - 2)) this.#unit.breakHere();
    plain.addRegular(' ');
    return skipBlanks(this.#text, at + 1);
  }

  #readEscape(at: number): number {
    const text = this.#text;
    const { plain } = this.#unit;
    const next = text.charCodeAt(at + 1);
    if (next === 10) {
      this.#unit.breakHere();
      plain.addRegular(' ');
      return skipBlanks(text, at + 2);
    }
    if (at + 1 >= text.length || !ASCII_PUNCTUATION.test(text.charAt(at + 1))) {
      plain.addRegular('\\');
      return at + 1;
    }
    plain.addRegular(text.charAt(at + 1));
    return at + 2;
  }

  #readCode(at: number): number {
    const { plain } = this.#unit;
    this.#codeSpans ??= new CodeSpans(this.#text);
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
      this.#brackets ??= new WikiBrackets(text);
      const closing = this.#brackets.closing(bracket);
      if (closing >= 0 && this.#addWikiLink(at, bracket + 2, closing, image)) return closing + 2;
    }
    const { plain, links } = this.#unit;
    const parent = this.#openers.at(-1);
    if (parent) parent.holdsBracket = true;
    const textStart = plain.length;
    plain.addRegular(image ? '![' : '[');
    this.#openers.push({
      start: at,
      labelStart: bracket + 1,
      image,
      holdsBracket: false,
      holdsLink: false,
      textStart,
      textLabel: plain.length,
      linkCount: links.length,
      runCount: this.#emphasis?.waiting ?? 0,
    });
    return bracket + 1;
  }

  #addWikiLink(start: number, inside: number, closing: number, embed: boolean): boolean {
    const written = this.#text.slice(inside, closing);
    const wiki = parseWikiTarget(this.#options.labelFirst && !embed ? targetFirst(written) : written);
    if (!wiki) return false;
    const { plain } = this.#unit;
    const textStart = plain.length;
    const seconds = wiki.fragment === null ? clockTime(wiki.target) : null;
    if (seconds !== null) {
      if (wiki.label !== null) plain.add(wiki.label);
      this.#unit.addTimeMark(start, seconds);
    } else {
      plain.add(shownText(wiki, embed));
      this.#unit.addLink({
        part: this.#unit.part,
        target: wiki.target,
        fragment: wiki.fragment,
        label: wiki.label,
        start,
        end: closing + 2,
        syntax: 'wiki',
        embed,
        textStart,
        textEnd: plain.length,
        labelFromText: false,
      });
    }
    // An embed is to a link what an image is.
    if (!embed) this.#parentsHoldLink();
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
    plain.addRegular(']');
    return at + 1;
  }

  /** Makes the bracket that closes at `labelEnd` a link or an image; where that ends, 0 if it is none. */
  #tailOf(opener: Opener, labelEnd: number): number {
    this.#codeSpans ??= new CodeSpans(this.#text);
    this.#tails ??= new LinkTails(this.#text, this.#references, this.#codeSpans);
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
    // Emphasis does not cross the label's brackets.
    this.#emphasis?.pair(opener.runCount);
    const { target, fragment } = parseDestination(tail.destination);
    this.#unit.addLink(
      {
        part: this.#unit.part,
        target,
        fragment,
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
    const autolink = autolinkEnd(text, at);
    if (autolink > 0) {
      const address = text.slice(at + 1, autolink - 1);
      const textStart = plain.length;
      plain.addRegular(address);
      this.#unit.addLink({
        part: this.#unit.part,
        target: autolinkAddress(address),
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
      plain.addRegular('<');
      return at + 1;
    }
    this.#readHtml(at, text.slice(at, end));
    return end;
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
      plain.addRegular(' ');
    } else if (CLOSING_ANCHOR.test(tag)) {
      if (this.#markStart >= 0) plain.cut(this.#markStart, plain.length, true);
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

/** What a reader sees of a wiki-link: its label, where that is more than an embed's size, or its target. */
function shownText({ target, fragment, label: written }: WikiTarget, embed: boolean): string {
  if (written !== null) {
    const label = embed ? embedCaption(written) : written;
    const shown = LABEL_MARKUP.test(label) ? label.replace(LABEL_MARKS, '').trim() : label;
    if (shown !== '') return shown;
  }
  if (fragment === null) return target;
  return target === '' ? fragment : `${target} > ${fragment}`;
}
