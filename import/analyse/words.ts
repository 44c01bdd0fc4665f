/**
 * The words of a title, to tell which titles are alike.
 * Invariant: lower-cased, each once; the same on every machine, so that a layout may depend on them.
 */

/** Shorter ones (`of`, `is`, `AI` excepted by nobody) say little. */
const SHORTEST = 3;
/** Scripts written without blanks: two characters beside each other stand for a word. */
const UNPARTED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+/gu;

export function wordsOf(title: string): Set<string> {
  const words = new Set<string>();
  const parted = title.toLowerCase().replace(UNPARTED, (run) => {
    const characters = [...run];
    for (let at = 0; at + 1 < characters.length; at += 1) {
      words.add(`${characters[at]}${characters[at + 1]}`);
    }
    return ' ';
  });
  for (const [word] of parted.matchAll(/[\p{L}\p{N}]+/gu)) if (word.length >= SHORTEST) words.add(word);
  return words;
}
