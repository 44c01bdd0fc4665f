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

/** The names that begin with the same words, by the word that follows these. */
interface Branch {
  next: Map<string, Branch>;
  /** names that end here, those of the most signs first */
  ends: Entry[];
}

/** May stand between the words of a name however it is spelt. */
const PLAIN_GAPS = new Set(['', ' ', '-', '_', '‐', '‑', "'", '’']);
/** Names of the same words that differ in the signs around them; further ones are left out. */
const MAX_SAME_WORDS = 16;

export class NameMatcher {
  readonly #root = newBranch();

  /** @param longer names of other pages; those that hold none of `own` are left out */
  constructor(own: readonly SoughtName[], longer: Iterable<SoughtName>) {
    for (const name of own) this.#add({ name, isOwn: true });
    const parts = own.map((name) => ` ${name.words.join(' ')} `);
    for (const name of longer) {
      const whole = ` ${name.words.join(' ')} `;
      if (parts.some((part) => whole.includes(part))) this.#add({ name, isOwn: false });
    }
  }

  #add(entry: Entry): void {
    const { words, before, after } = entry.name;
    let branch = this.#root;
    for (const word of words) {
      let next = branch.next.get(word);
      if (!next) branch.next.set(word, (next = newBranch()));
      branch = next;
    }
    if (branch.ends.length >= MAX_SAME_WORDS) return;
    if (branch.ends.some(({ name }) => name.before === before && name.after === after)) return;
    branch.ends.push(entry);
    branch.ends.sort((a, b) => signs(b.name) - signs(a.name));
  }

  /** Where the block has one of its own names, [start, end) in its text. */
  find({ text, closed }: Pick<ProseBlock, 'text' | 'closed'>): [number, number][] {
    const words = wordsOf(text);
    const places: [number, number][] = [];
    let next = 0;
    for (let i = 0; i < words.length; i += 1) {
      const entry = this.#longestAt(text, words, i);
      const [first, last] = [words[i], words[i + (entry?.name.words.length ?? 1) - 1]];
      if (!entry || !first || !last) continue;
      while ((closed[next]?.[1] ?? Infinity) <= first.start) next += 1;
      if ((closed[next]?.[0] ?? Infinity) < last.end) continue;
      if (entry.isOwn) places.push([first.start, last.end]);
      i += entry.name.words.length - 1;
    }
    return places;
  }

  /** Walks as many words as the longest name has, however many names there are. */
  #longestAt(text: string, words: readonly Word[], at: number): Entry | undefined {
    let longest: Entry | undefined;
    let branch: Branch | undefined = this.#root;
    const first = words[at];
    /** what stands before the words after the first */
    const gaps: string[] = [];
    for (let i = at; i < words.length; i += 1) {
      const word = words[i];
      branch = word && branch.next.get(word.folded);
      if (!first || !word || !branch) break;
      if (i > at) gaps.push(gapOf(text, words[i - 1]?.end ?? 0, word.start));
      longest =
        branch.ends.find(
          ({ name }) =>
            hasGaps(name, gaps) &&
            first.start >= name.before.length &&
            text.startsWith(name.before, first.start - name.before.length) &&
            text.startsWith(name.after, word.end),
        ) ?? longest;
    }
    return longest;
  }
}

function newBranch(): Branch {
  return { next: new Map(), ends: [] };
}

function signs({ before, after }: SoughtName): number {
  return before.length + after.length;
}

function hasGaps(name: SoughtName, gaps: readonly string[]): boolean {
  return gaps.every((gap, i) => PLAIN_GAPS.has(gap) || gap === name.gaps[i]);
}
