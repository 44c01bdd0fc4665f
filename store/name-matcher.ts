/**
 * Finds where a text names a page: whole words, without regard to case; of names that begin at one
 * place the longest wins, also where it is another page's, and of names that overlap the first.
 * Invariant: places are in order and never overlap, nor do they touch what is closed.
 */
import type { ProseBlock } from './page-prose.ts';
import { type SoughtName, type Word, gapOf, wordsOf } from './sought-names.ts';

interface Entry {
  name: SoughtName;
  isOwn: boolean;
}

/** May stand between the words of a name however it is spelt. */
const PLAIN_GAPS = new Set(['', ' ', '-', '_', '‐', '‑', "'", '’']);

export class NameMatcher {
  /** by first word, the longest first */
  readonly #entries = new Map<string, Entry[]>();

  /** @param longer names of other pages; those that hold none of `own` are left out */
  constructor(own: readonly SoughtName[], longer: Iterable<SoughtName>) {
    const known = new Set<string>();
    const add = (name: SoughtName, isOwn: boolean): void => {
      const key = JSON.stringify([name.words, name.before, name.after]);
      if (known.has(key)) return;
      known.add(key);
      const first = name.words[0] ?? '';
      const entries = this.#entries.get(first);
      if (entries) entries.push({ name, isOwn });
      else this.#entries.set(first, [{ name, isOwn }]);
    };
    for (const name of own) add(name, true);
    const parts = own.map((name) => ` ${name.words.join(' ')} `);
    for (const name of longer) {
      const whole = ` ${name.words.join(' ')} `;
      if (parts.some((part) => whole.includes(part))) add(name, false);
    }
    for (const entries of this.#entries.values()) entries.sort((a, b) => size(b.name) - size(a.name));
  }

  /** Where the block has one of its own names, [start, end) in its text. */
  find({ text, closed }: Pick<ProseBlock, 'text' | 'closed'>): [number, number][] {
    const words = wordsOf(text);
    const places: [number, number][] = [];
    let next = 0;
    for (let i = 0; i < words.length; i += 1) {
      const entry = this.#entries
        .get(words[i]?.folded ?? '')
        ?.find(({ name }) => standsAt(name, text, words, i));
      const [first, last] = [words[i], words[i + (entry?.name.words.length ?? 1) - 1]];
      if (!entry || !first || !last) continue;
      while ((closed[next]?.[1] ?? Infinity) <= first.start) next += 1;
      if ((closed[next]?.[0] ?? Infinity) < last.end) continue;
      if (entry.isOwn) places.push([first.start, last.end]);
      i += entry.name.words.length - 1;
    }
    return places;
  }
}

function size({ words, before, after }: SoughtName): number {
  return words.length * 100 + before.length + after.length;
}

function standsAt(name: SoughtName, text: string, words: readonly Word[], at: number): boolean {
  for (const [k, word] of name.words.entries()) {
    const here = words[at + k];
    if (!here || here.folded !== word) return false;
    if (k === 0) continue;
    const gap = gapOf(text, words[at + k - 1]?.end ?? 0, here.start);
    if (!PLAIN_GAPS.has(gap) && gap !== name.gaps[k - 1]) return false;
  }
  const start = (words[at]?.start ?? 0) - name.before.length;
  const end = words[at + name.words.length - 1]?.end ?? 0;
  return start >= 0 && text.startsWith(name.before, start) && text.startsWith(name.after, end);
}
