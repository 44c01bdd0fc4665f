/**
 * A title as its words in their places, so that a phrase can be cut out of it as it was written.
 * Invariant: words come in the order of the text, and text.slice(start, end) is the word as written.
 */

export interface TitleWord {
  /** to be counted by: lower-cased, `Musk's` as `Musk`, a plural as one of its things */
  key: string;
  /** UTF-16 units in the text */
  start: number;
  end: number;
  /** `end`, but for the `'s` of a possessive: where a phrase ends that ends with the word */
  bareEnd: number;
  /** says something by itself; a phrase neither begins nor ends with a word that does not */
  telling: boolean;
  /** digits alone: it may end a phrase */
  number: boolean;
  /** a capital letter alone, as in `Y Combinator` and `Vitamin C` */
  initial: boolean;
  /** begins with a capital letter */
  capital: boolean;
  /** nothing but blanks stands between it and the word before */
  joined: boolean;
}

/** Words that say nothing by themselves, of the languages most wikis are written in. */
const HANGING = new Set(
  (
    'a about after all an and any are as at be been before between both but by can could did do does during each for ' +
    'from had has have he her his how if in inside into is it its me more most my no not of off on or other our out ' +
    'over own per s she should so some such t than that the their them then there these they this those through to ' +
    'under until up upon us using versus via vs was we were what when where which while who whose why will with ' +
    'within without would you your ' +
    'de la el los las un una y en del al con por para le les des du et à au aux sur pour der die das und von zu im ' +
    'ein eine den dem mit für auf di il lo gli e da per che o os um uma em no na ' +
    '的 了 和 与 在 是 及 或 之 而 有 我 你 他 它 们 这 那 也 就 都 着 个 一 不 为 以 到 从 对 把 被 让 给 吗 呢 吧 如何 什么 怎么 为什么 一个 可以'
  ).split(' '),
);

const UNPARTED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const WORD = /[\p{L}\p{N}\p{M}]+(?:['’.&/+-][\p{L}\p{N}\p{M}]+)*[+#]{0,2}/gu;
const POSSESSIVE = /['’]s$/u;
/** Of a longer word, to be counted by alone: what is no plural only has to be cut alike everywhere. */
const PLURAL = /(?<=\p{Ll}{3})(?<![su])s$/u;
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** @param word lower-cased */
export function isHanging(word: string): boolean {
  return HANGING.has(word);
}

/** The words of a text; scripts without blanks are parted by a dictionary. */
export function titleWords(text: string): TitleWord[] {
  const found = UNPARTED.test(text)
    ? [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike)
    : [...text.matchAll(WORD)].map(({ 0: segment, index }) => ({ segment, index }));
  return found.map(({ segment, index }, place) => {
    const before = found[place - 1];
    const bare = segment.endsWith('s') ? segment.replace(POSSESSIVE, '') : segment;
    const lower = bare.toLowerCase();
    const isShort = [...segment].length === 1;
    const isNumber = /^[\p{N}./-]+$/u.test(lower);
    const isCapital = bare.slice(0, 1) !== lower.slice(0, 1);
    return {
      key: lower.endsWith('s') ? lower.replace(PLURAL, '') : lower,
      start: index,
      end: index + segment.length,
      bareEnd: index + bare.length,
      telling: !HANGING.has(lower) && !isShort && !isNumber,
      number: isNumber,
      initial: isShort && isCapital,
      capital: isCapital,
      joined: before !== undefined && /^\s*$/u.test(text.slice(before.index + before.segment.length, index)),
    };
  });
}

/** `prime_numbers` → `Prime numbers`; a capital first, unless the first word has one elsewhere (`iPhone`). */
export function readable(title: string): string {
  const blanks = title.trim().replace(/\s+/gu, ' ');
  const text =
    blanks.includes(' ') || !/\p{L}/u.test(blanks) ? blanks : blanks.replace(/[_-]+/gu, ' ').trim();
  return /^\p{Ll}+(?!\p{L})/u.test(text) ? text.slice(0, 1).toUpperCase() + text.slice(1) : text;
}
