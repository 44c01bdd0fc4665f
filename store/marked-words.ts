/**
 * Marks around what a search found in a text, for stores whose index gives none: all of a short
 * text, or the part of a long one that has most of what was sought.
 * Invariant: the text is parted into words as it was for the index.
 */
import { LEGAL_SIGNS, MARK_END, MARK_START, SEAM, WORDS, parted } from './words.ts';

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
/**
 * How excerpts are compared, as SQLite's FTS5 does: what is found for the first time outweighs any
 * number of its repetitions; the beginning of a sentence, and more so that of the text, counts, too.
 */
const SCORES = { first: 1000, again: 1, sentence: 100, beginning: 120 } as const;
/** What stands before the first word of a sentence. */
const SENTENCE_END = /[.:]\s*$/;
const LOOK_BACK = 8;

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
  /** in order of their last words */
  matches: Match[];
  /** positions of words that begin a sentence, the first word among them */
  sentences: number[];
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
  const first = bestStart(found);
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
  const sentences: number[] = [];
  let last: Place | undefined;
  for (const { 0: run, index } of whole.replace(LEGAL_SIGNS, ' ').matchAll(WORDS)) {
    const before = whole.slice(Math.max(0, index - LOOK_BACK), index).replaceAll(SEAM, '');
    if (words.length === 0 || SENTENCE_END.test(before)) sentences.push(words.length);
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
  return { text: isCut && last ? whole.slice(0, last.end) : whole, places, matches, sentences };
}

function endsIn(words: readonly string[], { words: sought, isOpen }: Phrase): boolean {
  const start = words.length - sought.length;
  if (start < 0) return false;
  return sought.every((word, i) => {
    const here = words[start + i] ?? '';
    return here === word || (isOpen && i === sought.length - 1 && here.startsWith(word));
  });
}

/** Where an excerpt begins that has most of what was found, in its middle or from the beginning of a sentence. */
function bestStart({ places, matches, sentences }: MarkedWords): number {
  if (places.length <= EXCERPT_WORDS) return 0;
  const ordered = matches.toSorted((a, b) => a.first - b.first || a.phrase - b.phrase);
  let best = { score: 0, start: 0 };
  let [sentence, first] = [0, 0];
  for (const [i, match] of ordered.entries()) {
    const here = scoreFrom(ordered, i, match.first);
    if (here.score > best.score) best = { score: here.score, start: centred(match.first, here.end, places) };
    while ((sentences[sentence + 1] ?? Infinity) <= match.first) sentence += 1;
    const start = sentences[sentence] ?? 0;
    if (start >= match.first) continue;
    while ((ordered[first]?.first ?? Infinity) < start) first += 1;
    const bonus = start === 0 ? SCORES.beginning : SCORES.sentence;
    const score = scoreFrom(ordered, first, start).score + bonus;
    if (score > best.score) best = { score, start };
  }
  return best.start;
}

/** Of the excerpt that begins with the word `start`. @param i the first match in it */
function scoreFrom(ordered: readonly Match[], i: number, start: number): { score: number; end: number } {
  const seen = new Set<number>();
  let [score, end] = [0, start];
  for (let j = i; j < ordered.length; j += 1) {
    const match = ordered[j];
    if (!match || match.first >= start + EXCERPT_WORDS) break;
    score += seen.has(match.phrase) ? SCORES.again : SCORES.first;
    seen.add(match.phrase);
    end = match.last + 1;
  }
  return { score, end };
}

function centred(first: number, end: number, { length }: readonly Place[]): number {
  const start = first - Math.trunc((EXCERPT_WORDS - (end - first)) / 2);
  return Math.max(0, Math.min(start, length - EXCERPT_WORDS));
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
