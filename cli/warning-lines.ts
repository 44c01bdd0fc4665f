/** Import warnings as compilers write them: `path:line: message`. */
import type { ImportWarning, WarningCode } from '../graph/import-report.ts';
import { counted, plain } from './terminal-text.ts';

/**
 * @param most how many of one kind are shown; the others are counted. `import` shows all, other
 * commands would drown their own answer in them.
 */
export function warningLines(warnings: readonly ImportWarning[], most: number): string {
  const seen = new Map<WarningCode, number>();
  let lines = '';
  for (const { code, path, line, message } of warnings) {
    const count = (seen.get(code) ?? 0) + 1;
    seen.set(code, count);
    if (count <= most) lines += `${plain(path)}${line === null ? '' : `:${line}`}: ${plain(message)}\n`;
  }
  for (const [code, count] of seen) {
    if (count > most) lines += `and ${counted(count - most, 'more warning')} of this kind (${code})\n`;
  }
  return lines;
}
