/**
 * Time marks in a page: `<a class="yt-timestamp" data-t="00:05:01">…</a>`, whatever the order and
 * quotes of the attributes. Invariant: only a clock time of graph/time-mark.ts is one.
 */
import { parseTimeMark } from '../../graph/time-mark.ts';

const MARK_CLASS = 'yt-timestamp';
/** How nearly all time marks are written. */
const USUAL = '<a class="yt-timestamp" data-t="';
const ATTRIBUTE = /\s([a-zA-Z_:][a-zA-Z0-9:._-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^"'=<>`\s]+))/g;

export interface TimeMarkTag {
  /** null: marked as a time, and none */
  seconds: number | null;
  /** `data-t` as written */
  written: string;
}

/** Reads an opening tag; null where it is no time mark. */
export function readTimeMarkTag(tag: string): TimeMarkTag | null {
  if (tag.startsWith(USUAL)) {
    const end = tag.indexOf('"', USUAL.length);
    if (end === tag.length - 2) {
      const written = tag.slice(USUAL.length, end);
      return { seconds: parseTimeMark(written), written };
    }
  }
  if (!tag.includes(MARK_CLASS)) return null;
  let marked = false;
  let written: string | null = null;
  for (const [, name, double, single, bare] of tag.matchAll(ATTRIBUTE)) {
    const value = double ?? single ?? bare ?? '';
    const key = name?.toLowerCase();
    if (key === 'class') marked = value.split(/\s+/).includes(MARK_CLASS);
    else if (key === 'data-t') written = value;
  }
  if (!marked) return null;
  return { seconds: written === null ? null : parseTimeMark(written), written: written ?? '' };
}

/** The seconds of a wiki-link's target that is only a clock time, else null. */
export function clockTime(target: string): number | null {
  const code = target.charCodeAt(0);
  return code >= 48 && code <= 57 ? parseTimeMark(target) : null;
}
