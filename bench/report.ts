/**
 * Tables, and docs/benchmarks.md in which each bench keeps a section of its own.
 * Invariant: writing one section leaves the others byte for byte.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os';

const INTRODUCTION = `# Benchmarks

Written by \`npm run bench\`; each section by the command it names. Every number is a median, with the least and the greatest of its runs in brackets.
`;

/** A Markdown table with its columns lined up, so that it reads in a terminal too. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows].map((cells) => cells.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, column) => Math.max(3, ...lines.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |\n`;
  const [top = [], ...rest] = lines;
  return line(top) + line(widths.map((width) => '-'.repeat(width))) + rest.map(line).join('');
}

/** What the numbers were measured on. */
export function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${availableParallelism()} × ${model}, ${memory} GiB, ${platform()} ${arch()}, Node ${process.versions.node}`;
}

/** The document with the section of that name put in its place, or at its end where it is new. */
export function withSection(document: string, name: string, section: string): string {
  const begin = `<!-- bench ${name}: begin -->`;
  const end = `<!-- bench ${name}: end -->`;
  const whole = `${begin}\n\n${section.trim()}\n\n${end}`;
  const from = document.indexOf(begin);
  const to = document.indexOf(end, from);
  if (from === -1 || to === -1) return `${document.trimEnd()}\n\n${whole}\n`;
  return document.slice(0, from) + whole + document.slice(to + end.length);
}

/** Writes one bench's section of the document at `path`. */
export function writeSection(path: string, name: string, section: string): void {
  const document = existsSync(path) ? readFileSync(path, 'utf8') : INTRODUCTION;
  writeFileSync(path, withSection(document, name, section));
}
