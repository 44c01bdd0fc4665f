/**
 * A wiki of any size for measurements: planted communities, hubs, time marks, code, tables.
 * Invariant: the same size gives the same bytes on every machine.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Raise it when the same size comes to give other bytes, so that wikis made before are made anew. */
const GENERATOR_VERSION = '2';

const PAGES_PER_CHANNEL = 500;
const LINKS_PER_PAGE = 6;
const SYLLABLES = 'ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo yu za bri cho dra fle gra'.split(
  ' ',
);

/** Numbers in [0, 1) from a seed: mulberry32 (Tommy Ettinger, public domain). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Writes the wiki of `pages` pages below `parent`, unless it is there already.
 * @returns its folder; about 3.7 kB a page
 */
export function generateWiki(parent: string, pages: number): string {
  const folder = join(parent, `generated-${pages}`);
  const whole = join(folder, '.whole');
  if (existsSync(whole) && readFileSync(whole, 'utf8') === GENERATOR_VERSION) return folder;
  rmSync(folder, { recursive: true, force: true });
  const random = randomFrom(pages);
  const words = makeWords(random);
  const titles = makeTitles(pages, words, random);
  for (let page = 0; page < pages; page++) {
    const channel = channelOf(page);
    mkdirSync(join(folder, channel), { recursive: true });
    writeFileSync(
      join(folder, channel, `${slugOf(titles[page] ?? '')}.md`),
      makePage(page, titles, words, random),
    );
    if (page % PAGES_PER_CHANNEL === 0)
      writeFileSync(join(folder, channel, `${channel}.md`), `# ${channel}\n`);
  }
  writeFileSync(whole, GENERATOR_VERSION);
  return folder;
}

export const channelOf = (page: number): string => `channel_${Math.floor(page / PAGES_PER_CHANNEL)}`;
export const slugOf = (title: string): string => title.toLowerCase().replaceAll(' ', '_');

export function makeWords(random: () => number): string[] {
  return Array.from({ length: 4000 }, () => makeWord(random));
}

export function makeTitles(pages: number, words: readonly string[], random: () => number): string[] {
  return Array.from({ length: pages }, (_, page) => makeTitle(page, words, random));
}

function makeWord(random: () => number): string {
  const length = 1 + Math.floor(random() * 4);
  return Array.from({ length }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)] ?? '').join('');
}

/** Frequent words come often, as in language: the square of a uniform number leans to the front. */
function pick(words: readonly string[], random: () => number): string {
  return words[Math.floor(random() ** 2 * words.length)] ?? '';
}

function makeTitle(page: number, words: readonly string[], random: () => number): string {
  const title = `${pick(words, random)} ${pick(words, random)} and ${pick(words, random)} ${page}`;
  return title.charAt(0).toUpperCase() + title.slice(1);
}

/** Most links stay near (a community of 50), some in the channel, a few anywhere and to hubs. */
export function linkTarget(page: number, count: number, random: () => number): number {
  const draw = random();
  if (draw < 0.7) return Math.min(count - 1, page - (page % 50) + Math.floor(random() * 50));
  if (draw < 0.9) {
    return Math.min(count - 1, page - (page % PAGES_PER_CHANNEL) + Math.floor(random() * PAGES_PER_CHANNEL));
  }
  return draw < 0.97 ? Math.floor(random() * count) : Math.floor(random() ** 6 * count);
}

function makePage(
  page: number,
  titles: readonly string[],
  words: readonly string[],
  random: () => number,
): string {
  const lines = [
    '---',
    `title: ${titles[page]}`,
    `videoId: v${String(page).padStart(10, '0')}`,
    '---',
    '',
    `From: [[${channelOf(page)}]] <br/>`,
    '',
  ];
  for (let part = 0; part < LINKS_PER_PAGE; part++) {
    const target = titles[linkTarget(page, titles.length, random)] ?? '';
    const link = part % 3 === 2 ? `[[${target}]]` : `[[${slugOf(target)} | ${target}]]`;
    if (part % 2 === 0) lines.push(`## ${sentence(3, words, random)}`, '');
    lines.push(
      `${sentence(12, words, random)} ${link} ${sentence(8, words, random)} ${timeMark(part, random)}. ${sentence(14, words, random)}.`,
      '',
      `*   **${sentence(2, words, random)}**: ${sentence(14, words, random)} ${timeMark(part, random)}.`,
      `*   ${sentence(9, words, random)} \`[[${sentence(1, words, random)}]]\`.`,
      '',
    );
  }
  if (page % 20 === 0) lines.push('```', '[[not a link]]', '```', '');
  return lines.join('\n');
}

function sentence(length: number, words: readonly string[], random: () => number): string {
  return Array.from({ length }, () => pick(words, random)).join(' ');
}

function timeMark(minute: number, random: () => number): string {
  const second = String(Math.floor(random() * 60)).padStart(2, '0');
  const clock = `00:0${minute}:${second}`;
  return `<a class="yt-timestamp" data-t="${clock}">[${clock}]</a>`;
}
