/**
 * One page's text in, everything it says by itself out: links with their mentions, headings, tags,
 * metadata, plain text. Invariant: depends on its arguments alone, never throws, and takes time
 * linear in the page's length.
 */
import { findFrontMatter, type FrontMatterRegion } from '../../graph/front-matter.ts';
import type { ImportWarning } from '../../graph/import-report.ts';
import type { Heading } from '../../graph/page.ts';
import { scanBlocks } from './blocks.ts';
import { withTargetsFirst } from './clean-target.ts';
import { makeExcerpt, sentenceEnds } from './excerpt.ts';
import { readFrontMatter } from './front-matter.ts';
import { propertyLinks } from './front-matter-links.ts';
import { htmlText } from './html.ts';
import { scanInline } from './inline.ts';
import { InlineUnit } from './inline-unit.ts';
import type { FoundLink, TimeMark } from './inline-unit.ts';
import { DEFAULT_PARSE_OPTIONS, type ParseOptions } from './parse-options.ts';
import type { ParsedPage } from './parsed-page.ts';
import { readPageProperties } from './page-properties.ts';
import type { References } from './reference-definitions.ts';
import { findRelations, relationAt } from './relations.ts';
import type { Relations } from './relations.ts';
import { normaliseText } from './source-map.ts';
import type { NormalisedText } from './source-map.ts';
import { pagePlace } from './text-run.ts';
import type { TextRun } from './text-run.ts';

const BLOCK_ID = /(?:^|\s)\^([A-Za-z0-9-]+)$/;
const LONGEST_BLOCK_ID = 200;
const ONLY_DIGITS = /^[\d/]*$/;

/**
 * Parses a page.
 * @param path path of the file, named in warnings
 * @param markdown the decoded file; a BOM may still stand at its start
 */
export function parsePage(
  path: string,
  markdown: string,
  options: ParseOptions = DEFAULT_PARSE_OPTIONS,
): ParsedPage {
  return new PageParser(path, normaliseText(markdown), options).parse();
}

class PageParser {
  readonly #path: string;
  readonly #source: NormalisedText;
  readonly #options: ParseOptions;
  readonly #page: ParsedPage = {
    title: null,
    aliases: [],
    tags: [],
    index: false,
    videoId: null,
    facets: [],
    headings: [],
    blocks: [],
    links: [],
    text: '',
    timeMarks: 0,
    warnings: [],
  };
  readonly #tags = new Set<string>();
  readonly #texts: string[] = [];
  /** length of these joined, each with a line end behind it */
  #textLength = 0;
  /** for each link, where in the page's text its excerpt may be found */
  readonly #excerptPlaces: number[] = [];
  /** the headings above the current block, and their texts as mentions share them */
  #headings: Heading[] = [];
  #headingPath: string[] = [];

  constructor(path: string, source: NormalisedText, options: ParseOptions) {
    this.#path = path;
    this.#source = source;
    this.#options = options;
  }

  parse(): ParsedPage {
    const { text } = this.#source;
    const region = findFrontMatter(text);
    if (region) this.#takeFrontMatter(region);
    const bodyStart = region?.bodyStart ?? 0;
    const { runs, references } = scanBlocks(text, bodyStart);
    const linesBefore = countLines(text, bodyStart);
    for (const [index, run] of runs.entries()) {
      run.line += linesBefore;
      this.#takeRun(run, references, index === 0);
    }
    this.#page.tags = [...this.#tags];
    this.#page.text = this.#texts.join('\n');
    this.#shareExcerpts();
    return this.#page;
  }

  #takeFrontMatter(region: FrontMatterRegion): void {
    const yaml = this.#targetFirst(this.#source.text.slice(region.start, region.end));
    const { warning, tags, ...rest } = readFrontMatter(yaml, region.language);
    Object.assign(this.#page, rest);
    for (const tag of tags) this.#tags.add(tag);
    if (warning) {
      this.#warn(warning.code, warning.line, warning.message);
      return;
    }
    for (const link of propertyLinks(yaml)) {
      const offset = this.#source.byteOffset(region.start + link.start);
      const end = this.#source.byteOffset(region.start + link.start + link.length);
      this.#page.links.push({
        target: link.target,
        relation: link.relation,
        syntax: 'wiki',
        offset,
        length: end - offset,
        line: link.line + 2,
        heading: [],
        ...makeExcerpt(link.excerpt, 0, link.excerpt.length, link.excerptStart, link.excerptEnd),
        label: link.label,
        fragment: link.fragment,
        at: null,
      });
      this.#excerptPlaces.push(0);
    }
  }

  #takeRun(run: TextRun, references: References, first: boolean): void {
    if (run.kind === 'code' || run.kind === 'html') {
      const text = run.parts[0]?.text ?? '';
      this.#addText(run.kind === 'html' ? htmlText(text) : text);
      return;
    }
    const unit = new InlineUnit();
    const relations: (Relations | null)[] = [];
    for (const [index, part] of run.parts.entries()) {
      const found = findRelations(part.text, first);
      relations.push(found);
      unit.linesApart = found !== null && found.lines.length > 0;
      if (index > 0) unit.nextPart();
      scanInline(part.text, references, unit, this.#options);
    }
    const { text: written, breaks } = unit.finish();
    const text = this.#takeBlockId(written.trimEnd());
    if (run.kind === 'heading') this.#enterHeading(run, text.trim());
    for (const tag of unit.tags) this.#addTag(tag);
    if (first) this.#takeProperties(run);
    this.#page.timeMarks += unit.timeMarks.length;
    this.#warnOfMarks(run, unit);
    if (unit.links.length > 0) {
      const ends = run.kind === 'paragraph' ? sentenceEnds(text, breaks) : [text.length];
      this.#takeLinks(run, unit, relations, text, ends);
    }
    this.#addText(text.trimStart());
  }

  #addText(text: string): void {
    this.#texts.push(text);
    this.#textLength += text.length + 1;
  }

  /** Makes excerpts parts of the page's text, so that no block's text has to be kept beside it. */
  #shareExcerpts(): void {
    const { text, links } = this.#page;
    for (const [i, link] of links.entries()) {
      const place = this.#excerptPlaces[i] ?? 0;
      if (text.startsWith(link.excerpt, place)) {
        link.excerpt = text.slice(place, place + link.excerpt.length);
      }
    }
  }

  #takeLinks(
    run: TextRun,
    unit: InlineUnit,
    relations: (Relations | null)[],
    text: string,
    ends: number[],
  ): void {
    const lines = new LineCounter(run);
    const place = this.#textLength - (text.length - text.trimStart().length);
    let mark = 0;
    let sentence = 0;
    for (const link of unit.links) {
      const part = run.parts[link.part];
      if (!part) continue;
      while (mark < unit.timeMarks.length && isBefore(unit.timeMarks[mark], link)) mark += 1;
      while ((ends[sentence] ?? text.length) <= link.textStart && sentence < ends.length - 1) sentence += 1;
      const offset = this.#source.byteOffset(pagePlace(part, link.start));
      const end = this.#source.byteOffset(pagePlace(part, link.end - 1) + 1);
      const typed = relations[link.part] ?? null;
      const textStart = Math.min(link.textStart, text.length);
      const excerpt = makeExcerpt(
        text,
        sentence > 0 ? (ends[sentence - 1] ?? 0) : 0,
        ends[sentence] ?? text.length,
        textStart,
        Math.min(link.textEnd, text.length),
      );
      this.#excerptPlaces.push(place + textStart - excerpt.start);
      this.#page.links.push({
        target: link.target,
        relation: (typed && relationAt(typed, link.start)) ?? (link.embed ? 'embed' : 'link'),
        syntax: link.syntax,
        offset,
        length: end - offset,
        line: lines.lineOf(link.part, link.start),
        heading: this.#headingPath,
        ...excerpt,
        label: link.label,
        fragment: link.fragment,
        at: (unit.timeMarks[mark] ?? unit.timeMarks[mark - 1])?.seconds ?? null,
      });
    }
  }

  /** Takes a `^id` off a block's end. */
  #takeBlockId(text: string): string {
    const tail = Math.max(0, text.length - LONGEST_BLOCK_ID);
    const ending = text.slice(tail);
    const match = ending.includes('^') ? BLOCK_ID.exec(ending) : null;
    if (!match) return text;
    this.#page.blocks.push(match[1] ?? '');
    return text.slice(0, tail + match.index);
  }

  #enterHeading(run: TextRun, text: string): void {
    const heading: Heading = { level: run.level, text, line: run.line };
    this.#page.headings.push(heading);
    this.#headings = [...this.#headings.filter(({ level }) => level < run.level), heading];
    this.#headingPath = this.#headings.map((above) => above.text);
  }

  #addTag(tag: string): void {
    if (!ONLY_DIGITS.test(tag)) this.#tags.add(tag);
  }

  /** Logseq's page properties: `alias::`, `tags::`, `title::` in the first block. */
  #takeProperties(run: TextRun): void {
    const properties = readPageProperties(this.#targetFirst(run.parts[0]?.text ?? ''));
    this.#page.title ??= properties.title;
    this.#page.aliases = [...new Set([...this.#page.aliases, ...properties.aliases])];
    for (const tag of properties.tags) this.#tags.add(tag);
  }

  /** Text that is read apart from the page's: its wiki-links as `[[target|label]]` however the wiki has them. */
  #targetFirst(text: string): string {
    return this.#options.labelFirst ? withTargetsFirst(text) : text;
  }

  #warnOfMarks(run: TextRun, unit: InlineUnit): void {
    const lines = new LineCounter(run);
    for (const mark of unit.invalidMarks) {
      this.#warn(
        'time-mark-invalid',
        lines.lineOf(mark.part, mark.start),
        `The time mark "${mark.written.slice(0, 40)}" is no M:SS, HH:MM:SS or DD:HH:MM:SS; it is shown as text.`,
      );
    }
  }

  #warn(code: ImportWarning['code'], line: number, message: string): void {
    this.#page.warnings.push({ code, path: this.#path, line, message });
  }
}

/** Lines of places in a run, asked in ascending order. */
class LineCounter {
  readonly #run: TextRun;
  #part = -1;
  #line = 0;
  /** the next line end in the part's text, its length where there is none */
  #lineEnd = 0;

  constructor(run: TextRun) {
    this.#run = run;
  }

  lineOf(part: number, place: number): number {
    const text = this.#run.parts[part]?.text ?? '';
    if (part !== this.#part) {
      this.#part = part;
      this.#line = this.#run.line;
      this.#lineEnd = nextLineEnd(text, 0);
    }
    while (this.#lineEnd < place) {
      this.#line += 1;
      this.#lineEnd = nextLineEnd(text, this.#lineEnd + 1);
    }
    return this.#line;
  }
}

function nextLineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}

function isBefore(mark: TimeMark | undefined, link: FoundLink): boolean {
  if (!mark) return false;
  return mark.part < link.part || (mark.part === link.part && mark.start < link.start);
}

function countLines(text: string, end: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
