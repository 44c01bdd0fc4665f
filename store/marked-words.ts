/**
 * Marks around what a search found in a text, for stores whose index gives none: all of a short
 * text, or the part of a long one that has most of what was sought.
 * Invariant: the text is parted into words as it was for the index.
 */
import { LEGAL_SIGNS, MARK_END, MARK_START, WORDS, parted } from './words.ts';

/** Words of an index that stand one after the other, the last one perhaps only begun. */
export interface Phrase {
  words: readonly string[];
  isOpen: boolean;
}

/** Gives a word as the index has it: nothing, itself, or several. */
export type FoldWord = (word: string) => readonly string[];

/** Words in an excerpt. */
const EXCERPT_WORDS = 30;
/** A long text is not read to its end where something was found before. */
const MAX_WORDS = 5000;
/** What is found for the first time in an excerpt outweighs any number of its repetitions. */
const NEW = 1000;

interface Place {
  start: number;
  end: number;
}

/** `first` and `last` are positions among the words. */
interface Match {
  phrase: number;
  first: number;
  last: number;
}

interface MarkedWords {
  text: string;
  places: Place[];
  matches: Match[];
}

/** The whole text with its marks. */
export function marked(text: string, phrases: readonly Phrase[], fold: FoldWord): string {
  const found = findPhrases(text, phrases, fold);
  return withMarks(found, found.matches, 0, found.text.length);
}

/** A part of the text with its marks, `…` where it was cut; some part where nothing matches. */
export function markedExcerpt(text: string, phrases: readonly Phrase[], fold: FoldWord): string {
  const found = findPhrases(text, phrases, fold);
  const { places, matches } = found;
  const first = bestStart(matches, places.length);
  const end = Math.min(first + EXCERPT_WORDS, places.length);
  const from = first === 0 ? 0 : (places[first]?.start ?? 0);
  const to = end === places.length ? found.text.length : (places[end - 1]?.end ?? found.text.length);
  const inside = matches.filter((match) => match.first < end && match.last >= first);
  const part = withMarks(found, inside, from, to);
  return `${from > 0 ? '…' : ''}${part}${to < found.text.length ? '…' : ''}`;
}

function findPhrases(text: string, phrases: readonly Phrase[], fold: FoldWord): MarkedWords {
  const whole = parted(text);
  const words: string[] = [];
  const places: Place[] = [];
  const matches: Match[] = [];
  let last: Place | undefined;
  for (const { 0: run, index } of whole.replace(LEGAL_SIGNS, ' ').matchAll(WORDS)) {
    for (const word of fold(run)) {
      words.push(word);
      places.push({ start: index, end: index + run.length });
      for (const [phrase, sought] of phrases.entries()) {
        if (endsIn(words, sought)) {
          matches.push({ phrase, first: words.length - sought.words.length, last: words.length - 1 });
        }
      }
    }
    last = places.at(-1);
    if (matches.length > 0 && words.length > MAX_WORDS) break;
  }
  const isCut = words.length > MAX_WORDS && matches.length > 0;
  return { text: isCut && last ? whole.slice(0, last.end) : whole, places, matches };
}

function endsIn(words: readonly string[], { words: sought, isOpen }: Phrase): boolean {
  const start = words.length - sought.length;
  if (start < 0) return false;
  return sought.every((word, i) => {
    const here = words[start + i] ?? '';
    return here === word || (isOpen && i === sought.length - 1 && here.startsWith(word));
  });
}

/** Where an excerpt begins that has most of what was found, in its middle. */
function bestStart(matches: readonly Match[], words: number): number {
  let best = { score: 0, first: 0, last: 0 };
  for (const [i, match] of matches.entries()) {
    const seen = new Set<number>();
    let score = 0;
    let last = match.last;
    for (let j = i; j < matches.length; j += 1) {
      const other = matches[j];
      if (!other || other.last >= match.first + EXCERPT_WORDS) break;
      score += seen.has(other.phrase) ? 1 : NEW;
      seen.add(other.phrase);
      last = Math.max(last, other.last);
    }
    if (score > best.score) best = { score, first: match.first, last };
  }
  const middle = best.first - Math.floor((EXCERPT_WORDS - (best.last + 1 - best.first)) / 2);
  // a phrase longer than an excerpt is shown from its first word
  return Math.max(0, Math.min(middle, best.first, words - EXCERPT_WORDS));
}

/** The text from `from` to `to`, matches that overlap under one mark. */
function withMarks(
  { text, places }: MarkedWords,
  matches: readonly Match[],
  from: number,
  to: number,
): string {
  let result = '';
  let done = from;
  let open = false;
  const close = (): void => {
    if (open) result += MARK_END;
    open = false;
  };
  for (const { first, last } of matches.toSorted((a, b) => a.first - b.first)) {
    const start = Math.max(places[first]?.start ?? from, from);
    const end = Math.min(places[last]?.end ?? to, to);
    if (end <= done && open) continue;
    if (start >= done) {
      close();
      result += text.slice(done, start) + MARK_START;
      open = true;
      done = start;
    }
    result += text.slice(done, end);
    done = Math.max(done, end);
  }
  close();
  return result + text.slice(done, to);
}
