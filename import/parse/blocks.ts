/**
 * The block pass: CommonMark's block structure with GFM tables, line by line after cmark's method
 * (match the open containers, open new ones, then the text), as the text runs the inline pass reads.
 * Invariant: one pass, linear: a line costs its length and at most MAX_DEPTH open containers.
 */
import {
  closesFence,
  headingLevel,
  headingText,
  isThematicBreak,
  listMarkerEnd,
  openingFence,
  underlineLevel,
} from './block-starts.ts';
import type { Fence } from './block-starts.ts';
import { endsAtBlankLine, endsHtmlBlock, htmlBlockKind } from './html.ts';
import { LeafLines } from './leaf-lines.ts';
import { takeDefinitions } from './reference-definitions.ts';
import type { References } from './reference-definitions.ts';
import { headerColumns, splitRow } from './tables.ts';
import { dropStart } from './text-run.ts';
import type { RunKind, TextPart, TextRun } from './text-run.ts';

/** Block quotes and list items within each other; deeper markers are read as text. */
export const MAX_DEPTH = 100;
/** Cells a table may lack in all before it ends, as markdown-it has it. */
const MAX_MISSING_CELLS = 65_536;
/** A definition is looked for line by line only while its paragraph is this short. */
const MAX_DEFINITION_LINES = 4;
const DEFINITION_START = /\[[^[\]\n]+\]:/y;

const QUOTE = -1;

type Leaf = 'none' | 'paragraph' | 'indented' | 'fence' | 'html' | 'table';

export interface Blocks {
  runs: TextRun[];
  references: References;
}

/** Reads `text` from `start` on; its line ends are LF. */
export function scanBlocks(text: string, start: number): Blocks {
  const scanner = new BlockScanner(text);
  let line = 1;
  for (let at = start; at < text.length; line += 1) {
    const next = text.indexOf('\n', at);
    const end = next < 0 ? text.length : next;
    scanner.readLine(at, end, line);
    at = end + 1;
  }
  scanner.closeLeaf();
  return { runs: scanner.runs, references: scanner.references };
}

class BlockScanner {
  readonly runs: TextRun[] = [];
  readonly references: References = new Map();

  readonly #text: string;
  /** open containers: QUOTE, or the columns a list item's text is indented by */
  readonly #containers: number[] = [];
  /** the innermost item began with a blank line and holds nothing yet */
  #emptyItem = false;
  #leaf: Leaf = 'none';

  readonly #lines: LeafLines;
  /** the paragraph's last line may head a table: not lazy, not indented as code */
  #mayHead = false;
  #fence: Fence = { marker: 0, length: 0 };
  #htmlKind = 0;
  #columns = 0;
  #missingCells = 0;

  // the line being read: place and column of the next character, then of the next that is no blank
  #at = 0;
  #column = 0;
  #end = 0;
  #line = 0;
  #first = 0;
  #firstColumn = 0;

  constructor(text: string) {
    this.#text = text;
    this.#lines = new LeafLines(text);
  }

  readLine(start: number, end: number, line: number): void {
    this.#at = start;
    this.#column = 0;
    this.#end = end;
    this.#line = line;
    this.#findFirst();
    const matched = this.#matchContainers();
    const allMatched = matched === this.#containers.length;
    if (allMatched && this.#continueLeaf()) return;
    this.#openBlocks(matched, allMatched);
  }

  /** Ends the open leaf and hands its text on. */
  closeLeaf(): void {
    if (this.#leaf === 'paragraph') this.#emitParagraph('paragraph', 0);
    else if (this.#leaf !== 'none' && this.#leaf !== 'table') {
      this.#emit(this.#leaf === 'html' ? 'html' : 'code', 0, this.#lines.firstLine, this.#lines.take());
    }
    this.#leaf = 'none';
  }

  #indent(): number {
    return this.#firstColumn - this.#column;
  }

  #blank(): boolean {
    return this.#first >= this.#end;
  }

  #findFirst(): void {
    let at = this.#at;
    let column = this.#column;
    while (at < this.#end) {
      const code = this.#text.charCodeAt(at);
      if (code === 32) column += 1;
      else if (code === 9) column += 4 - (column % 4);
      else break;
      at += 1;
    }
    this.#first = at;
    this.#firstColumn = column;
  }

  /** Goes on by `count` columns; a tab may be taken in part. */
  #advance(count: number): void {
    const target = this.#column + count;
    while (this.#column < target && this.#at < this.#end) {
      if (this.#text.charCodeAt(this.#at) === 9) {
        const next = this.#column + 4 - (this.#column % 4);
        if (next > target) {
          this.#column = target;
          return;
        }
        this.#column = next;
      } else this.#column += 1;
      this.#at += 1;
    }
  }

  #enterText(): void {
    this.#at = this.#first;
    this.#column = this.#firstColumn;
  }

  #enterQuote(): void {
    this.#enterText();
    this.#at += 1;
    this.#column += 1;
    const code = this.#text.charCodeAt(this.#at);
    if (this.#at < this.#end && (code === 32 || code === 9)) this.#advance(1);
    this.#findFirst();
  }

  /** How many of the open containers this line continues. */
  #matchContainers(): number {
    const containers = this.#containers;
    let matched = 0;
    for (; matched < containers.length; matched += 1) {
      const indent = containers[matched] ?? QUOTE;
      if (indent === QUOTE) {
        if (this.#indent() > 3 || this.#blank() || this.#text.charCodeAt(this.#first) !== 62) break;
        this.#enterQuote();
      } else if (this.#blank()) {
        // A blank line goes on with every item, out to the next quote, but not with an empty one.
        this.#enterText();
        const quote = containers.indexOf(QUOTE, matched);
        if (quote >= 0) return quote;
        return this.#emptyItem ? containers.length - 1 : containers.length;
      } else if (this.#indent() >= indent) this.#advance(indent);
      else break;
    }
    return matched;
  }

  /** Whether the open leaf takes the line; all containers go on. */
  #continueLeaf(): boolean {
    switch (this.#leaf) {
      case 'fence':
        if (this.#indent() < 4 && closesFence(this.#text, this.#first, this.#end, this.#fence)) {
          this.closeLeaf();
        } else this.#lines.add(this.#at, this.#end, this.#line);
        return true;
      case 'html':
        if (this.#blank() && endsAtBlankLine(this.#htmlKind)) {
          this.closeLeaf();
          return true;
        }
        this.#lines.add(this.#at, this.#end, this.#line);
        if (endsHtmlBlock(this.#htmlKind, this.#text.slice(this.#first, this.#end))) this.closeLeaf();
        return true;
      case 'indented':
        if (this.#blank() || this.#indent() >= 4) {
          this.#lines.add(this.#at, this.#end, this.#line);
          return true;
        }
        this.closeLeaf();
        return false;
      case 'paragraph':
      case 'table':
        if (!this.#blank()) return false;
        this.closeLeaf();
        return true;
      default:
        return this.#blank();
    }
  }

  #openBlocks(matched: number, allMatched: boolean): void {
    if (this.#leaf === 'paragraph') this.#closeDefinitions();
    let lazy = this.#leaf === 'paragraph' && !allMatched;
    // A paragraph or table that this very line may go on with.
    let inParagraph = this.#leaf === 'paragraph' && allMatched;
    let inTable = this.#leaf === 'table' && allMatched;
    let depth = matched;

    while (!this.#blank()) {
      const indented = this.#indent() >= 4;
      if (indented) {
        if (inParagraph || lazy) break;
        this.#closeTo(depth);
        this.#emptyItem = false;
        this.#advance(4);
        this.#leaf = 'indented';
        this.#lines.add(this.#at, this.#end, this.#line);
        return;
      }
      if (inParagraph && this.#startTable()) return;
      const code = this.#text.charCodeAt(this.#first);
      // No block but a paragraph begins with a letter or anything beyond ASCII.
      if (code > 96 && code !== 126) break;
      if (code === 62 /* > */ && depth < MAX_DEPTH) {
        this.#closeTo(depth);
        this.#containers.push(QUOTE);
        this.#emptyItem = false;
        this.#enterQuote();
      } else if (this.#openLeaf(code, depth, inParagraph, lazy || inTable)) return;
      else if (!this.#openItem(depth, inParagraph)) break;
      depth += 1;
      lazy = false;
      inParagraph = false;
      inTable = false;
    }

    if (this.#blank()) {
      this.#closeTo(depth);
      return;
    }
    if (inTable) {
      if (this.#indent() < 4 && this.#addRow()) return;
      this.closeLeaf();
    }
    if ((inParagraph || lazy) && this.#leaf === 'paragraph') {
      this.#mayHead = inParagraph && this.#indent() < 4;
      this.#lines.add(this.#first, this.#end, this.#line);
      return;
    }
    this.#closeTo(depth);
    this.#emptyItem = false;
    this.#leaf = 'paragraph';
    this.#mayHead = true;
    this.#lines.add(this.#first, this.#end, this.#line);
  }

  /** Ends the leaf and the containers beyond `depth`. */
  #closeTo(depth: number): void {
    if (this.#leaf !== 'none') this.closeLeaf();
    if (this.#containers.length > depth) {
      this.#containers.length = depth;
      this.#emptyItem = false;
    }
  }

  /** `inText`: the line may go on with a paragraph further in, or a table. */
  #openLeaf(code: number, depth: number, inParagraph: boolean, inText: boolean): boolean {
    const text = this.#text;
    const first = this.#first;
    const end = this.#end;
    if (code === 35 /* # */) {
      const level = headingLevel(text, first, end);
      if (level === 0) return false;
      this.#closeTo(depth);
      this.#emptyItem = false;
      const [from, to] = headingText(text, first, level, end);
      this.#emit('heading', level, this.#line, { text: text.slice(from, to), places: [0, from] });
      return true;
    }
    if (code === 96 || code === 126) {
      const fence = openingFence(text, first, end);
      if (!fence) return false;
      this.#closeTo(depth);
      this.#emptyItem = false;
      this.#leaf = 'fence';
      this.#fence = fence;
      return true;
    }
    if (code === 60 /* < */) {
      const line = text.slice(first, end);
      const kind = htmlBlockKind(line, inParagraph || inText);
      if (kind < 0) return false;
      this.#closeTo(depth);
      this.#emptyItem = false;
      this.#leaf = 'html';
      this.#htmlKind = kind;
      this.#lines.add(first, end, this.#line);
      if (endsHtmlBlock(kind, line)) this.closeLeaf();
      return true;
    }
    if (inParagraph) {
      const level = underlineLevel(text, first, end);
      if (level > 0 && this.#emitParagraph('heading', level)) {
        this.#leaf = 'none';
        return true;
      }
    }
    if (isThematicBreak(text, first, end)) {
      this.#closeTo(depth);
      this.#emptyItem = false;
      return true;
    }
    return false;
  }

  #openItem(depth: number, inParagraph: boolean): boolean {
    if (depth >= MAX_DEPTH) return false;
    const markerStart = this.#first;
    const markerEnd = listMarkerEnd(this.#text, markerStart, this.#end, inParagraph);
    if (markerEnd < 0) return false;
    this.#closeTo(depth);
    const indent = this.#indent();
    const width = markerEnd - markerStart;
    this.#enterText();
    this.#at += width;
    this.#column += width;
    this.#findFirst();
    const blanks = this.#indent();
    const empty = this.#blank();
    const padding = empty || blanks > 4 || blanks < 1 ? 1 : blanks;
    this.#advance(padding);
    this.#findFirst();
    this.#containers.push(indent + width + padding);
    this.#emptyItem = empty;
    return true;
  }

  /** Turns the paragraph's last line into a table's header if this line is a delimiter row for it. */
  #startTable(): boolean {
    if (!this.#mayHead) return false;
    const code = this.#text.charCodeAt(this.#first);
    if (code !== 124 && code !== 45 && code !== 58) return false;
    const [start, end] = this.#lines.last();
    const header = this.#text.slice(start, end);
    const columns = headerColumns(header, this.#text.slice(this.#first, this.#end));
    if (columns === 0) return false;
    this.#lines.dropLast();
    if (this.#lines.count > 0) this.#emitParagraph('paragraph', 0);
    this.#leaf = 'table';
    this.#columns = columns;
    this.#missingCells = 0;
    this.#emitRow(header, start, this.#line - 1);
    return true;
  }

  #addRow(): boolean {
    const line = this.#text.slice(this.#first, this.#end);
    if (line.trim() === '') return false;
    this.#missingCells += this.#columns - splitRow(line, 0).columns;
    if (this.#missingCells > MAX_MISSING_CELLS) return false;
    this.#emitRow(line, this.#first, this.#line);
    return true;
  }

  #emitRow(line: string, start: number, lineNumber: number): void {
    const parts = splitRow(line, this.#columns).cells.map(({ text, places }) => ({
      text,
      places: places.map((place, index) => (index % 2 === 0 ? place : place + start)),
    }));
    this.runs.push({ kind: 'row', level: 0, line: lineNumber, parts });
  }

  /**
   * Ends a paragraph that is nothing but definitions, unless this line may be the last one's title:
   * a definition is no paragraph, so what follows is not its continuation.
   */
  #closeDefinitions(): void {
    if (this.#lines.count > MAX_DEFINITION_LINES) return;
    const start = this.#lines.start;
    if (this.#text.charCodeAt(start) !== 91 /* [ */) return;
    DEFINITION_START.lastIndex = start;
    if (!DEFINITION_START.test(this.#text)) return;
    const code = this.#text.charCodeAt(this.#first);
    if (code === 34 || code === 39 || code === 40) return;
    const part = this.#lines.join();
    const found: References = new Map();
    if (takeDefinitions(part.text, found) < part.text.length) return;
    for (const [label, destination] of found) {
      if (!this.references.has(label)) this.references.set(label, destination);
    }
    this.#lines.clear();
    this.#leaf = 'none';
  }

  /** Hands the paragraph's text on, less its definitions; false where nothing is left of it. */
  #emitParagraph(kind: RunKind, level: number): boolean {
    let line = this.#lines.firstLine;
    let part = this.#lines.take();
    const definitions = takeDefinitions(part.text, this.references);
    if (definitions >= part.text.length) {
      this.#leaf = 'none';
      return false;
    }
    if (definitions > 0) {
      const dropped = part.text.slice(0, definitions);
      for (let at = dropped.indexOf('\n'); at >= 0; at = dropped.indexOf('\n', at + 1)) line += 1;
      part = dropStart(part, definitions);
    }
    this.#emit(kind, level, line, part);
    return true;
  }

  #emit(kind: RunKind, level: number, line: number, part: TextPart): void {
    this.runs.push({ kind, level, line, parts: [part] });
  }
}
