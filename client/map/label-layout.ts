/**
 * Finds places for labels: greedy, most important first, each in the first of its places that is
 * free and within the picture.
 * Invariant: no two boxes that were taken overlap, and none leaves the frame.
 */

/** Pixels, y down. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const CELL = 64;

/** The space that is taken, in a grid, so that a question costs the same on a full map. */
export class TakenSpace {
  readonly #frame: Box;
  readonly #columns: number;
  readonly #cells = new Map<number, Box[]>();

  constructor(frame: Box) {
    this.#frame = frame;
    this.#columns = Math.ceil((frame.right - frame.left) / CELL) + 1;
  }

  /** Takes the box if it is free and within the frame. */
  take(box: Box): boolean {
    if (!this.isFree(box)) return false;
    this.block(box);
    return true;
  }

  isFree(box: Box): boolean {
    const frame = this.#frame;
    if (box.left < frame.left || box.right > frame.right) return false;
    if (box.top < frame.top || box.bottom > frame.bottom) return false;
    return this.#cellsOf(box).every((cell) =>
      (this.#cells.get(cell) ?? []).every((other) => !overlap(box, other)),
    );
  }

  /** Takes the box as it is, wherever it lies. */
  block(box: Box): void {
    for (const cell of this.#cellsOf(box)) {
      const boxes = this.#cells.get(cell);
      if (boxes) boxes.push(box);
      else this.#cells.set(cell, [box]);
    }
  }

  #cellsOf(box: Box): number[] {
    const { left, top, right, bottom } = this.#frame;
    const column = (x: number): number => Math.floor((Math.min(right, Math.max(left, x)) - left) / CELL);
    const row = (y: number): number => Math.floor((Math.min(bottom, Math.max(top, y)) - top) / CELL);
    const cells: number[] = [];
    for (let r = row(box.top); r <= row(box.bottom); r++) {
      for (let c = column(box.left); c <= column(box.right); c++) cells.push(r * this.#columns + c);
    }
    return cells;
  }
}

export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** A node that wants a label. */
export interface LabelWish {
  /** the node's centre and radius, pixels */
  x: number;
  y: number;
  radius: number;
  width: number;
  height: number;
  /** the side tried first */
  side: LabelSide;
}

/** Where a label stands, seen from its node. */
export type LabelSide = 'right' | 'left' | 'under' | 'over';

export interface PlacedLabel {
  box: Box;
  side: LabelSide;
}

/** The boxes a label may have: beside its node, then under and over it. */
export function placesForLabel(wish: LabelWish): PlacedLabel[] {
  const { x, y, radius, width, height } = wish;
  const off = radius + 3;
  const places: PlacedLabel[] = [
    { side: 'right', box: boxAt(x + off, y - height / 2, width, height) },
    { side: 'left', box: boxAt(x - off - width, y - height / 2, width, height) },
    { side: 'under', box: boxAt(x - width / 2, y + off, width, height) },
    { side: 'over', box: boxAt(x - width / 2, y - off - height, width, height) },
  ];
  return places.sort((a, b) => Number(b.side === wish.side) - Number(a.side === wish.side));
}

/** The first place that is free, taken; null where there is none. */
export function placeLabel(wish: LabelWish, space: TakenSpace): PlacedLabel | null {
  return placesForLabel(wish).find(({ box }) => space.take(box)) ?? null;
}

/** As placeLabel, for a label that must be seen: pushed into the frame rather than left out. */
export function placeInside(wish: LabelWish, space: TakenSpace, frame: Box): Box {
  const free = placeLabel(wish, space);
  if (free) return free.box;
  const { width, height } = wish;
  const left = Math.min(Math.max(wish.x - width / 2, frame.left), Math.max(frame.left, frame.right - width));
  const top = Math.min(
    Math.max(wish.y + wish.radius + 3, frame.top),
    Math.max(frame.top, frame.bottom - height),
  );
  const box = boxAt(left, top, width, height);
  space.block(box);
  return box;
}

export function boxAt(left: number, top: number, width: number, height: number): Box {
  return { left, top, right: left + width, bottom: top + height };
}

/** Cuts a text to a number of characters, at a blank where one is near. */
export function shorten(text: string, most: number): string {
  const letters = [...text];
  if (letters.length <= most) return text;
  const cut = letters.slice(0, most - 1).join('');
  const blank = cut.lastIndexOf(' ');
  return `${(blank > most * 0.6 ? cut.slice(0, blank) : cut).trimEnd()}…`;
}

/** Writing without blanks: a line may end after any sign, and a sign is as wide as two letters. */
const PIECES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;
const SIGN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Letters of a text, by how wide they are. */
function lettersOf(text: string): number {
  let sum = 0;
  for (const letter of text) sum += SIGN.test(letter) ? 2 : 1;
  return sum;
}

/**
 * Parts a name into lines of about equal length, at blanks, or between signs.
 * @param aim letters of a line; a text that is too long for all of them is cut
 */
export function balanceLines(text: string, aim: number, mostLines: number): string[] {
  const letters = lettersOf(text);
  const most = Math.floor((aim * mostLines * 1.25 * [...text].length) / Math.max(1, letters));
  const shown = shorten(text.trim(), Math.max(2, most));
  const pieces = [...shown.matchAll(PIECES)];
  const lineCount = Math.min(mostLines, pieces.length, Math.max(1, Math.ceil(lettersOf(shown) / aim)));
  const width = lettersOf(shown) / Math.max(1, lineCount);
  const lines: string[] = [];
  for (const { 0: piece, index } of pieces) {
    const last = lines.at(-1);
    const gap = /\s/u.test(shown[index - 1] ?? '') ? ' ' : '';
    const fits = last !== undefined && lettersOf(last) + lettersOf(piece) / 2 <= width;
    if (last === undefined || (!fits && lines.length < lineCount)) lines.push(piece);
    else lines[lines.length - 1] = `${last}${gap}${piece}`;
  }
  return lines.map((line) => shorten(line, aim * 2));
}
