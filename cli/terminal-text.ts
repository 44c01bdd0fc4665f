/**
 * Text for a terminal. Invariant: nothing a page says reaches the terminal as a control sequence.
 */
import { styleText } from 'node:util';

// All controls but tab and line feed, and the marks that reorder text.
const CONTROLS = /(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;

/** The text with every control character shown as U+FFFD. */
export function plain(text: string): string {
  return text.replace(CONTROLS, '\ufffd');
}

/** The text in a style where the terminal shows styles, else as it is. */
export function styled(format: 'bold' | 'dim' | 'underline', text: string): string {
  const shown = process.stdout.isTTY && !process.env.NO_COLOR;
  return shown ? styleText(format, text) : text;
}

const numbers = new Intl.NumberFormat('en');

/** `1,904 pages`, `1 page`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${numbers.format(count)} ${count === 1 ? singular : plural}`;
}
