/**
 * What is read from a page's Markdown, its plain text and its parsed form, as the bytes that are
 * kept beside it: deflated with the Markdown for a dictionary, of which nearly all of both is a
 * repetition, so a tenth is left to send, to log and to store.
 * Invariant: `inflateDerived` with the same Markdown gives what went in; other bytes give empty texts,
 * which a reader takes for none.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';

export interface DerivedText {
  text: string;
  parsed: string;
}

/** A higher level takes longer, and with this dictionary finds little more. */
const LEVEL = 2;
/** Bytes that a page's may come to: far more than any page that is imported gives. */
const MOST = 2 ** 28;
const LENGTH = /^(\d+):/;

export function deflateDerived({ text, parsed }: DerivedText, markdown: string): Buffer {
  const both = Buffer.from(`${text.length}:${text}${parsed}`);
  return deflateRawSync(both, { level: LEVEL, dictionary: Buffer.from(markdown) });
}

/** @param derived bytes as the driver gives them */
export function inflateDerived(derived: Int8Array | null, markdown: string): DerivedText {
  const both = inflated(derived ?? new Int8Array(), markdown);
  const [head = '', length] = LENGTH.exec(both) ?? [];
  const end = head.length + Number(length ?? 0);
  return { text: both.slice(head.length, end), parsed: both.slice(end) };
}

function inflated(derived: Int8Array, markdown: string): string {
  try {
    const options = { dictionary: Buffer.from(markdown), maxOutputLength: MOST };
    return inflateRawSync(derived, options).toString();
  } catch {
    return '';
  }
}
