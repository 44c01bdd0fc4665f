/**
 * GFM tables: the delimiter row and the cells of a row.
 * Invariant: cells part at bars that have no backslash before them, also inside code and links.
 */

export interface Cell {
  /** cell text, trimmed, `\|` taken as `|` */
  text: string;
  /** place in the row of each piece of `text`: pairs of place in the text, place in the row */
  places: number[];
}

const DELIMITER_CELL = /^:?-+:?$/;

/** The number of columns a delimiter row asks for, 0 where the line is none. */
export function delimiterColumns(line: string): number {
  if (line.length < 2) return 0;
  for (let at = 0; at < line.length; at += 1) {
    const code = line.charCodeAt(at);
    const bar = code === 124 || code === 45 || code === 58;
    if (!bar && (at === 0 || (code !== 32 && code !== 9))) return 0;
    if (at === 1 && !bar && line.charCodeAt(0) === 45) return 0;
  }
  const cells = line.split('|');
  let columns = 0;
  for (const [index, cell] of cells.entries()) {
    const text = cell.trim();
    if (text === '') {
      if (index !== 0 && index !== cells.length - 1) return 0;
    } else if (DELIMITER_CELL.test(text)) columns += 1;
    else return 0;
  }
  return columns;
}

/** The cells of a row; at most `most`, the rest is dropped, as GFM does. */
export function splitRow(line: string, most: number): { cells: Cell[]; columns: number } {
  const end = line.trimEnd().length;
  const start = line.length - line.trimStart().length;
  const cells: Cell[] = [];
  let columns = 0;
  let cellStart = start;
  let bars: number[] = [];
  const push = (cellEnd: number): void => {
    const outer = cellEnd === cellStart && bars.length === 0 && (cellStart === start || cellEnd === end);
    if (!outer) {
      if (cells.length < most) cells.push(makeCell(line, cellStart, cellEnd, bars));
      columns += 1;
    }
    bars = [];
    cellStart = cellEnd + 1;
  };
  for (let bar = line.indexOf('|', start); bar >= 0 && bar < end; bar = line.indexOf('|', bar + 1)) {
    if (bar > start && line.charCodeAt(bar - 1) === 92) bars.push(bar - 1);
    else push(bar);
  }
  push(end);
  return { cells, columns };
}

/** The header's number of columns if it makes a table with this delimiter row. */
export function headerColumns(header: string, delimiter: string): number {
  const columns = delimiterColumns(delimiter);
  if (columns === 0 || !header.includes('|')) return 0;
  return splitRow(header, 0).columns === columns ? columns : 0;
}

function makeCell(line: string, start: number, end: number, backslashes: number[]): Cell {
  const whole = line.slice(start, end);
  const text = whole.trim();
  const first = start + (whole.length - whole.trimStart().length);
  if (backslashes.length === 0) return { text, places: [0, first] };
  const places: number[] = [];
  let joined = '';
  let from = first;
  for (const backslash of backslashes) {
    places.push(joined.length, from);
    joined += line.slice(from, backslash);
    from = backslash + 1;
  }
  places.push(joined.length, from);
  return { text: joined + line.slice(from, first + text.length), places };
}
