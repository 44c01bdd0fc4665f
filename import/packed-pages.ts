/**
 * Read pages packed together, for the way between threads and to be kept: what there are thousands
 * of (links, headings, texts) lies in two long texts and one list of numbers a batch. That costs a
 * fifth of cloning and half of keeping it as objects.
 * Invariant: unpackPages(packPages(pages)) equals pages; a page's links are read anew each time.
 */
import type { ImportWarning } from '../graph/import-report.ts';
import type { Facet, Heading } from '../graph/page.ts';
import type { ParsedLink, ParsedPage } from './parse/parsed-page.ts';
import type { KnownPage } from './read-and-parse.ts';

/** What stands neither in the texts nor in the numbers. */
type PackedHead = Pick<KnownPage, 'file' | 'warning' | 'settled'> &
  Pick<ParsedPage, 'index' | 'facets' | 'timeMarks' | 'warnings'>;

export interface PackedPages {
  /** what is left of each page; null for a file that is gone */
  heads: (PackedHead | null)[];
  /** the strings of all pages that are ASCII, and of the others, which take twice the room, in order */
  ascii: string;
  wide: string;
  /** lengths of the strings, -1 for null, and what else is a number; in the order of reading */
  numbers: Int32Array<ArrayBuffer>;
  /** names of relations, by the numbers they have here */
  relations: string[];
}

/** Packs a batch; the buffer of `numbers` can be transferred. */
export function packPages(pages: readonly (KnownPage | null)[]): PackedPages {
  const packer = new Packer();
  const heads = pages.map((page) => (page ? packer.addPage(page) : null));
  return {
    heads,
    ascii: packer.ascii.join(''),
    wide: packer.wide.join(''),
    numbers: Int32Array.from(packer.numbers),
    relations: [...packer.relations.keys()],
  };
}

/** The batch as it was. */
export function unpackPages(packed: PackedPages): (KnownPage | null)[] {
  const reader = new Reader(packed);
  return packed.heads.map((head) => {
    if (!head) return null;
    const { file, warning, settled } = head;
    reader.isAscii = reader.number() === 1;
    return { file, markdown: reader.string(), warning, settled, parsed: new PackedPage(head, reader) };
  });
}

class Packer {
  readonly ascii: string[] = [];
  readonly wide: string[] = [];
  readonly numbers: number[] = [];
  readonly relations = new Map<string, number>();
  #strings = this.ascii;

  addPage({ file, markdown, warning, settled, parsed }: KnownPage): PackedHead {
    const { title, aliases, tags, videoId, headings, blocks, links, text, ...rest } = parsed;
    const { index, facets, timeMarks, warnings } = rest;
    const isAscii = file.size === markdown.length;
    this.#strings = isAscii ? this.ascii : this.wide;
    this.numbers.push(isAscii ? 1 : 0);
    this.#addString(markdown);
    this.#addString(text);
    this.#addString(title);
    this.#addString(videoId);
    this.#addStrings(aliases);
    this.#addStrings(tags);
    this.#addStrings(blocks);
    this.numbers.push(headings.length);
    for (const { level, line, text: written } of headings) {
      this.numbers.push(level, line);
      this.#addString(written);
    }
    this.#addLinks(links, text);
    return { file, warning, settled, index, facets: facets.map(flatFacet), timeMarks, warnings };
  }

  #addStrings(texts: readonly string[]): void {
    this.numbers.push(texts.length);
    for (const text of texts) this.#addString(text);
  }

  #addLinks(links: readonly ParsedLink[], text: string): void {
    // How many numbers and how much text the links take, so that they can be passed over.
    const head = this.numbers.push(links.length, 0, 0) - 2;
    let length = 0;
    const addString = (written: string | null): void => {
      length += written?.length ?? 0;
      this.#addString(written);
    };
    let path: readonly string[] = [];
    let place = 0;
    for (const link of links) {
      // Links below one heading share its path; most excerpts are parts of the text, in its order.
      this.numbers.push(link.heading === path ? -1 : link.heading.length);
      if (link.heading !== path) link.heading.forEach(addString);
      path = link.heading;
      const found = text.indexOf(link.excerpt, place);
      this.numbers.push(found);
      if (found < 0) addString(link.excerpt);
      else this.numbers.push(link.excerpt.length);
      if (found >= 0) place = found;
      const { offset, line, start, end, at } = link;
      const wiki = link.syntax === 'wiki' ? 1 : 0;
      this.numbers.push(this.#relation(link.relation), wiki, offset, link.length, line, start, end, at ?? -1);
      addString(link.target);
      addString(link.label);
      addString(link.fragment);
    }
    this.numbers[head] = this.numbers.length - head - 2;
    this.numbers[head + 1] = length;
  }

  #relation(name: string): number {
    const known = this.relations.get(name);
    if (known !== undefined) return known;
    this.relations.set(name, this.relations.size);
    return this.relations.size - 1;
  }

  #addString(text: string | null): void {
    this.numbers.push(text?.length ?? -1);
    if (text) this.#strings.push(text);
  }
}

/** Reads on from a place in a batch. */
class Reader {
  readonly packed: PackedPages;
  isAscii = true;
  next = 0;
  asciiAt = 0;
  wideAt = 0;

  constructor(packed: PackedPages) {
    this.packed = packed;
  }

  number(): number {
    const number = this.packed.numbers[this.next] ?? 0;
    this.next += 1;
    return number;
  }

  string(): string {
    return this.stringOrNull() ?? '';
  }

  stringOrNull(): string | null {
    const length = this.number();
    if (length < 0) return null;
    const from = this.textAt;
    this.skipText(length);
    return (this.isAscii ? this.packed.ascii : this.packed.wide).slice(from, from + length);
  }

  strings(): string[] {
    const texts: string[] = [];
    for (let left = this.number(); left > 0; left -= 1) texts.push(this.string());
    return texts;
  }

  /** Where the next string begins. */
  get textAt(): number {
    return this.isAscii ? this.asciiAt : this.wideAt;
  }

  skipText(length: number): void {
    if (this.isAscii) this.asciiAt += length;
    else this.wideAt += length;
  }
}

/** A value cut out of a page's text would keep the whole of it. */
function flatFacet({ key, values }: Facet): Facet {
  const flat = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le');
  return { key: flat(key), values: values.map((value) => (typeof value === 'string' ? flat(value) : value)) };
}

class PackedPage implements ParsedPage {
  readonly title: string | null;
  readonly videoId: string | null;
  readonly aliases: string[];
  readonly tags: string[];
  readonly blocks: string[];
  readonly index: boolean;
  readonly facets: Facet[];
  readonly headings: Heading[] = [];
  readonly text: string;
  readonly timeMarks: number;
  readonly warnings: ImportWarning[];
  readonly #packed: PackedPages;
  readonly #isAscii: boolean;
  readonly #next: number;
  readonly #textAt: number;

  /** Takes the page from where the reader stands, the reader goes on to the next. */
  constructor({ index, facets, timeMarks, warnings }: PackedHead, reader: Reader) {
    this.text = reader.string();
    this.title = reader.stringOrNull();
    this.videoId = reader.stringOrNull();
    this.aliases = reader.strings();
    this.tags = reader.strings();
    this.blocks = reader.strings();
    this.index = index;
    this.facets = facets;
    this.timeMarks = timeMarks;
    this.warnings = warnings;
    for (let left = reader.number(); left > 0; left -= 1) {
      const [level, line] = [reader.number(), reader.number()];
      this.headings.push({ level, text: reader.string(), line });
    }
    this.#packed = reader.packed;
    this.#isAscii = reader.isAscii;
    this.#next = reader.next;
    reader.next += 1;
    const numbers = reader.number();
    const length = reader.number();
    this.#textAt = reader.textAt;
    reader.next += numbers;
    reader.skipText(length);
  }

  get links(): ParsedLink[] {
    const reader = new Reader(this.#packed);
    reader.isAscii = this.#isAscii;
    reader.next = this.#next;
    reader.skipText(this.#textAt);
    return takeLinks(reader, this.text);
  }
}

function takeLinks(reader: Reader, text: string): ParsedLink[] {
  const count = reader.number();
  reader.next += 2;
  const links: ParsedLink[] = [];
  let path: string[] = [];
  for (let left = count; left > 0; left -= 1) {
    const above = reader.number();
    if (above >= 0) path = Array.from({ length: above }, () => reader.string());
    links.push(takeLink(reader, path, text));
  }
  return links;
}

function takeLink(reader: Reader, heading: string[], text: string): ParsedLink {
  const place = reader.number();
  const excerpt = place < 0 ? reader.string() : text.slice(place, place + reader.number());
  const relation = reader.packed.relations[reader.number()] ?? '';
  const syntax = reader.number() === 1 ? 'wiki' : 'markdown';
  const offset = reader.number();
  const length = reader.number();
  const line = reader.number();
  const start = reader.number();
  const end = reader.number();
  const at = reader.number();
  return {
    target: reader.string(),
    relation,
    syntax,
    offset,
    length,
    line,
    heading,
    excerpt,
    start,
    end,
    label: reader.stringOrNull(),
    fragment: reader.stringOrNull(),
    at: at < 0 ? null : at,
  };
}
