/**
 * The outline of a wiki of any size with planted communities, in shuffled order, for layouts.
 * Invariant: the same size gives the same outline on every machine.
 */
import type { Outline } from '../import/analyse/outline.ts';
import { randomFrom } from './generate-wiki.ts';

export interface PlantedWiki {
  outline: Outline;
  /** the community that each page was planted in */
  communities: Int32Array;
}

/** Pages of a community: most are small, as a square leans to its lower end. */
const SMALLEST = 30;
const LARGEST = 300;
/** Communities of a neighbourhood, which link to each other more than to the rest. */
const NEIGHBOURHOOD = 8;

export function plantedWiki(pages: number, linksPerPage: number): PlantedWiki {
  const random = randomFrom(pages);
  const between = (from: number, to: number): number => from + Math.floor(random() * (to - from));
  const groups: { first: number; size: number }[] = [];
  const groupOf = new Int32Array(pages);
  for (let first = 0; first < pages;) {
    const size = Math.min(pages - first, SMALLEST + Math.floor((LARGEST - SMALLEST) * random() ** 2));
    groupOf.fill(groups.length, first, first + size);
    groups.push({ first, size });
    first += size;
  }
  const inGroup = (group: number, lean: number): number => {
    const { first = 0, size = 1 } = groups[Math.min(groups.length - 1, group)] ?? {};
    return first + Math.floor(random() ** lean * size);
  };
  const target = (group: number): number => {
    const draw = random();
    if (draw < 0.7) return inGroup(group, 1.5);
    if (draw < 0.9) return inGroup(group - (group % NEIGHBOURHOOD) + between(0, NEIGHBOURHOOD), 1);
    // Seven of ten that are left lead anywhere, three to hubs.
    return Math.floor(random() ** (draw < 0.97 ? 1 : 6) * pages);
  };
  const numbers = shuffled(pages, random);
  const edges: number[] = [];
  for (let page = 0; page < pages; page += 1) {
    for (let link = 0; link < linksPerPage; link += 1) {
      const to = target(groupOf[page] ?? 0);
      if (to !== page) edges.push(numbers[page] ?? 0, numbers[to] ?? 0, 1);
    }
  }
  const communities = new Int32Array(pages);
  groupOf.forEach((group, page) => (communities[numbers[page] ?? 0] = group));
  const outline: Outline = {
    pages: Array.from({ length: pages }, (_, page) => ({
      id: `page_${page}`,
      title: `Topic ${communities[page]} page ${page}`,
      folder: '',
      index: false,
    })),
    wanted: [],
    marks: new Map(),
    edges: Int32Array.from(edges),
  };
  return { outline, communities };
}

/** The numbers below `count` in random order (Fisher and Yates 1938). */
function shuffled(count: number, random: () => number): Int32Array {
  const numbers = Int32Array.from({ length: count }, (_, number) => number);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const number = numbers[last] ?? 0;
    numbers[last] = numbers[other] ?? 0;
    numbers[other] = number;
  }
  return numbers;
}
